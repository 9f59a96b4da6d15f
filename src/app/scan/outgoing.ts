import type { DocumentOrder } from '../../scan/pages/pages-api.ts';
import type { ScanDestination } from '../../scan/profiles/destination.ts';
import type { OutputSettings } from '../../scan/profiles/output.ts';

/** What is written for a destination: as it was chosen, but that a clipboard holds one page, and only as PNG. */
export function outgoing(
  documents: readonly DocumentOrder[],
  { format, jpegQuality, languages, fileName }: OutputSettings,
  destination: ScanDestination,
): { readonly documents: readonly DocumentOrder[]; readonly output: OutputSettings } {
  const output = { format, jpegQuality, languages, fileName };
  if (destination.kind !== 'clipboard') return { documents, output };
  const [first] = documents;
  return {
    documents: first ? [{ ...first, pages: first.pages.slice(0, 1) }] : [],
    output: { ...output, format: 'png', languages: [] },
  };
}
