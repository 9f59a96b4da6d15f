/**
 * The choices of the machine's driver, by the PPD's own names where they are nouns of the trade.
 * Source: Canon's PPD for the family (options and defaults), Europe and Americas.
 */
export const MEDIA_NAMES = [
  'Auto',
  'PlainPaper',
  'RECYCLED',
  'COLOR',
  'PREPUNCHED',
  'BOND',
  'HEAVY1',
  'HEAVY2',
  'HEAVY3',
  'OHP',
  'LABELS',
  'ENVELOPE',
] as const;
export type MediaName = (typeof MEDIA_NAMES)[number];

export const SOURCE_NAMES = ['Auto', 'Manual', 'Cas1', 'Cas2'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** `long`: bound at the long edge, pages turn like a book. `short`: like a notepad. */
export const DUPLEX_MODES = ['off', 'long', 'short'] as const;
export type DuplexMode = (typeof DUPLEX_MODES)[number];

export const TONER_SAVING = ['auto', 'on', 'off'] as const;
export type TonerSaving = (typeof TONER_SAVING)[number];

export const REFINEMENT = ['default', 'on', 'off'] as const;
export type Refinement = (typeof REFINEMENT)[number];

/** The driver knows two: "No Collate" and "Group". What the machine does with each is unknown (quirk). */
export const COLLATIONS = ['none', 'group'] as const;
export type Collation = (typeof COLLATIONS)[number];

export const MAX_COPIES = 999;
export const MAX_BINDING_MARGIN_MM = 50;

export interface Account {
  /** Department ID, decimal digits as a number, 32-bit. */
  readonly id: number;
  /** 0 when the department has none. */
  readonly password: number;
}
