import type { Confidence } from './confidence.ts';
import type { Region } from './regions.ts';

export interface Model {
  readonly name: string;
  readonly region: Region;
  /** A4 one-sided in Europe, Letter in the Americas. */
  readonly pagesPerMinute: number;
  readonly pagesPerMinuteConfidence: Confidence;
  readonly functions: readonly ModelFunction[];
  readonly functionsConfidence: Confidence;
}

type ModelFunction = 'fax' | 'network' | 'colour-send';

/**
 * The machines under Canon's one driver, by the lists in the readme files of the European and the American
 * driver. Speeds of the 1024 and 1025 are the PPDs'; the 1020's follows from its number. Suffixes: A copies,
 * prints and scans over USB; F faxes; N is networked; i is networked with colour send; iF adds fax.
 */
export const MODELS: readonly Model[] = [
  europe('iR1020', [], 20, 'recalled'),
  europe('iR1024', []),
  europe('iR1024A', []),
  europe('iR1024F', ['fax']),
  europe('iR1024i', ['network', 'colour-send']),
  europe('iR1024iF', ['network', 'colour-send', 'fax'], 24, 'read', 'likely'),
  americas('imageRUNNER 1025', []),
  americas('imageRUNNER 1025N', ['network']),
  americas('imageRUNNER 1025iF', ['network', 'colour-send', 'fax'], 'likely'),
];

function europe(
  name: string,
  functions: readonly ModelFunction[],
  pagesPerMinute = 24,
  pagesPerMinuteConfidence: Confidence = 'read',
  functionsConfidence: Confidence = 'recalled',
): Model {
  return { name, region: 'europe', pagesPerMinute, pagesPerMinuteConfidence, functions, functionsConfidence };
}

function americas(
  name: string,
  functions: readonly ModelFunction[],
  functionsConfidence: Confidence = 'recalled',
): Model {
  return {
    name,
    region: 'americas',
    pagesPerMinute: 25,
    pagesPerMinuteConfidence: 'read',
    functions,
    functionsConfidence,
  };
}
