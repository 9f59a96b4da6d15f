import type {
  Account,
  Collation,
  DuplexMode,
  MediaName,
  Refinement,
  SourceName,
  TonerSaving,
} from '../../machine/options.ts';
import type { PaperName } from '../../machine/paper.ts';

/** Every setting that reaches a UFR II LT stream. Source of the byte values: see fields.ts. */
export interface JobAttributes {
  readonly paper: PaperName;
  readonly media: MediaName;
  readonly source: SourceName;
  readonly duplex: DuplexMode;
  /** Tied to `duplex` by the driver's rules (long: left, short: top); free only when one-sided. */
  readonly bindingEdge: 'left' | 'top';
  /** 0.1 mm, 0 to 500; the machine shifts the image. */
  readonly bindingMarginTenthsMm: number;
  /** 1 to 999. */
  readonly copies: number;
  readonly collation: Collation;
  readonly tonerSaving: TonerSaving;
  readonly refinement: Refinement;
  /** Compression parameters: the driver uses `colorTone` with the ColorTone halftone, else `standard`. */
  readonly parameterSet: ParameterSetName;
  /** Cut at 32 bytes of UTF-8, as the driver does. Empty: left out. */
  readonly title: string;
  readonly user: string;
  /** null: no job accounting. */
  readonly account: Account | null;
}

export type ParameterSetName = 'standard' | 'colorTone';

export const DEFAULT_ATTRIBUTES: JobAttributes = {
  paper: 'A4',
  media: 'Auto',
  source: 'Auto',
  duplex: 'off',
  bindingEdge: 'left',
  bindingMarginTenthsMm: 0,
  copies: 1,
  collation: 'none',
  tonerSaving: 'off',
  refinement: 'default',
  parameterSet: 'standard',
  title: '',
  user: '',
  account: null,
};
