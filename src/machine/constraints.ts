import { DUPLEX_MODES, SOURCE_NAMES, type DuplexMode, type MediaName, type SourceName } from './options.ts';
import { PAPERS, PAPER_NAMES, type PaperName } from './paper.ts';
import { REGIONS, type Region } from './regions.ts';
import { PlatenError } from '../errors/platen-error.ts';

/**
 * Which settings the machine takes together, as rules. Source: the forbidden pairs of Canon's PPDs for Europe
 * and the Americas; a test expands the rules and finds exactly those pairs. The PPDs give no reasons; the
 * sentences are ours.
 */
export interface MachineChoices {
  readonly paper: PaperName;
  readonly media: MediaName;
  readonly source: SourceName;
  readonly duplex: DuplexMode;
  /** Left out where it follows from `duplex`. */
  readonly bindingEdge?: BindingEdge;
}

type BindingEdge = 'left' | 'top';
export type ChoiceKey = keyof MachineChoices;
export type ChoiceValue<Key extends ChoiceKey = ChoiceKey> = NonNullable<MachineChoices[Key]>;

export interface Conflict {
  /** The two settings that do not go together, or the one that this region's machines lack. */
  readonly settings: readonly ChoiceKey[];
  /** Plain words for the person who chose them. */
  readonly reason: string;
}

/** One way out of a conflict: another value for one of its settings. */
export interface Change {
  readonly key: ChoiceKey;
  readonly value: ChoiceValue;
}

/** A setting and some of its values. */
interface Values {
  readonly key: ChoiceKey;
  readonly values: readonly unknown[];
}

function is<Key extends ChoiceKey>(key: Key, values: readonly MachineChoices[Key][]): Values {
  return { key, values };
}

/** While `when` is so, the setting of `only` must have one of its values. */
interface Rule {
  readonly when: Values;
  readonly only: Values;
  readonly reason: string;
}

const ENVELOPES = PAPER_NAMES.filter((name) => PAPERS[name].kind === 'envelope');
const SHEETS = PAPER_NAMES.filter((name) => PAPERS[name].kind === 'sheet');
/** What the paper path inside the machine takes; the rest comes straight from the bypass. */
const INNER_PATH_PAPERS: readonly PaperName[] = ['A4', 'Letter', 'Legal'];
const INNER_PATH_MEDIA: readonly MediaName[] = [
  'Auto',
  'PlainPaper',
  'RECYCLED',
  'COLOR',
  'PREPUNCHED',
  'BOND',
  'HEAVY1',
];
const SHEET_MEDIA: readonly MediaName[] = [...INNER_PATH_MEDIA, 'HEAVY2', 'HEAVY3', 'OHP', 'LABELS'];
const DRAWERS: readonly SourceName[] = ['Cas1', 'Cas2'];
const TWO_SIDED: readonly DuplexMode[] = ['long', 'short'];

const RULES: readonly Rule[] = [
  {
    when: is('source', DRAWERS),
    only: is('paper', INNER_PATH_PAPERS),
    reason: 'The drawers take A4, Letter and Legal only. Other sizes go into the bypass.',
  },
  {
    when: is('source', DRAWERS),
    only: is('media', INNER_PATH_MEDIA),
    reason:
      'The drawers do not take heavy paper 2 and 3, transparencies, labels or envelopes. Use the bypass.',
  },
  {
    when: is('duplex', TWO_SIDED),
    only: is('paper', INNER_PATH_PAPERS),
    reason: 'The machine can turn over A4, Letter and Legal only. Other sizes are printed on one side.',
  },
  {
    when: is('duplex', TWO_SIDED),
    only: is('media', INNER_PATH_MEDIA),
    reason:
      'The machine cannot turn over heavy paper 2 and 3, transparencies, labels or envelopes. ' +
      'They are printed on one side.',
  },
  {
    when: is('paper', ENVELOPES),
    only: is('media', ['Auto', 'ENVELOPE']),
    reason: 'An envelope size needs the paper type Envelope, or Auto.',
  },
  {
    when: is('paper', SHEETS),
    only: is('media', ['Auto', ...SHEET_MEDIA]),
    reason: 'The paper type Envelope needs an envelope size.',
  },
  {
    when: is('media', ['BOND']),
    only: is('paper', ['Letter', 'Legal', 'Executive', 'Statement']),
    reason: 'Bond paper comes in Letter, Legal, Executive and Statement only.',
  },
  {
    when: is('media', ['OHP']),
    only: is('paper', ['A4', 'Letter']),
    reason: 'Transparencies can be A4 or Letter only.',
  },
  {
    when: is('media', ['PREPUNCHED']),
    only: is('paper', ['Letter']),
    reason: '3-hole punched paper is Letter only.',
  },
  {
    when: is('duplex', ['long']),
    only: is('bindingEdge', ['left']),
    reason: 'Pages that turn like a book are bound on the left.',
  },
  {
    when: is('duplex', ['short']),
    only: is('bindingEdge', ['top']),
    reason: 'Pages that turn like a notepad are bound at the top.',
  },
];

/** Every pair of settings that does not go together, each once. Empty: the machine takes the choices. */
export function conflicts(choices: MachineChoices, region: Region): Conflict[] {
  const found = new Map<string, Conflict>();
  if (!REGIONS[region].media.includes(choices.media)) {
    const reason = 'Machines for this region do not know this paper type.';
    found.set('media', { settings: ['media'], reason });
  }
  for (const { when, only, reason } of RULES) {
    if (!has(choices, when) || choices[only.key] === undefined || has(choices, only)) continue;
    const settings = [when.key, only.key];
    const pair = settings.toSorted().join();
    if (!found.has(pair)) found.set(pair, { settings, reason });
  }
  return [...found.values()];
}

function has(choices: MachineChoices, { key, values }: Values): boolean {
  return values.includes(choices[key]);
}

/** Throws `machine.forbidden-combination` with the first reason. */
export function requireAllowed(choices: MachineChoices, region: Region): void {
  const [first] = conflicts(choices, region);
  if (first) throw new PlatenError('machine.forbidden-combination', { reason: first.reason });
}

/** The values of one setting that go together with the present values of all others. */
export function allowedValues<Key extends ChoiceKey>(
  key: Key,
  choices: MachineChoices,
  region: Region,
): ChoiceValue<Key>[] {
  return choiceValues(key, region).filter((value) =>
    conflicts({ ...choices, [key]: value }, region).every((conflict) => !conflict.settings.includes(key)),
  );
}

/**
 * The smallest ways out of a conflict, at most one for each of its settings: only that setting changes, and it
 * then goes together with everything. For the person to choose from; nothing is changed here.
 */
export function nearestAllowed(conflict: Conflict, choices: MachineChoices, region: Region): Change[] {
  return conflict.settings.flatMap((key): Change[] => {
    const allowed = allowedValues(key, choices, region);
    const value = allowed.find((candidate) => candidate === suggestFirst(key, region)) ?? allowed[0];
    return value === undefined ? [] : [{ key, value }];
  });
}

/** The value that is suggested where it is allowed. For the others the first in the driver's order serves. */
function suggestFirst(key: ChoiceKey, region: Region): ChoiceValue | null {
  return key === 'paper' ? REGIONS[region].defaultPaper : null;
}

/** Everything the region's driver offers for a setting; what leaves most to the machine comes first. */
export function choiceValues<Key extends ChoiceKey>(key: Key, region: Region): readonly ChoiceValue<Key>[] {
  const values: { readonly [K in ChoiceKey]: readonly ChoiceValue<K>[] } = {
    paper: PAPER_NAMES,
    media: REGIONS[region].media,
    source: SOURCE_NAMES,
    duplex: DUPLEX_MODES,
    bindingEdge: ['left', 'top'],
  };
  return values[key];
}
