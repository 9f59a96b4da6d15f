import type { ErrorRecord } from '../../errors/platen-error.ts';
import type { ScannerQuirks } from '../../machine/scanner-quirks.ts';
import type { AreaMm } from '../protocol/area.ts';
import type { ScanMode, ScanSource } from '../protocol/commands.ts';
import type { Lesson } from './learned-quirks.ts';
import type { Corrections } from '../corrections/corrections.ts';

/**
 * What the scanner's worker offers the page through comlink (implemented in workers/scanner.ts). It has a handle of
 * the machine of its own, apart from the spooler's, and claims the scan interface only: printing goes on beside it.
 */
export interface ScannerApi {
  /** Calls `listener` now and after every change. The listener is a comlink proxy. */
  subscribe(listener: (state: ScannerState) => void): Promise<void>;
  /** Hears the rows of the page that is being scanned, made small, as they arrive. */
  watch(listener: (rows: ScannedRows) => void): Promise<void>;
  /** Throws PlatenError `usb.*`, `scan.no-scanner`. Replaces an earlier connection. */
  connect(target: ScannerTarget): Promise<void>;
  disconnect(): Promise<void>;
  /**
   * Scans the glass once, or the feeder until it is empty, into the shelf: page after page is there as soon as it is
   * finished. The batch must be on the shelf. Resolves with how it ended; throws `scan.*`, `usb.*` only when no page was
   * finished; `scan.other-window`: another window scans.
   */
  scan(order: ScanOrder): Promise<ScanEnd>;
  /** Breaks off the page in progress; those before it stay. */
  cancel(): Promise<void>;
  setQuirks(quirks: ScannerQuirks): Promise<void>;
  /** The originals of the simulated machine. */
  readonly simulator: ScanSimulator;
}

export type ScannerTarget =
  | {
      readonly kind: 'usb';
      readonly vendorId: number;
      readonly productId: number;
      readonly serialNumber: string | null;
    }
  | { readonly kind: 'simulated' };

export interface ScannerState {
  readonly status: 'none' | 'connecting' | 'ready' | 'scanning' | 'lost';
  readonly simulated: boolean;
  /** Untrusted text, capped and cleaned. */
  readonly name: string;
  /** Whether the feeder has documents; null while nobody has asked. */
  readonly hasDocuments: boolean | null;
  readonly progress: ScanProgress | null;
  readonly error: ErrorRecord | null;
  /** Counts presses of the machine's scan keys, so that none is missed or answered twice. */
  readonly keys: { readonly blackAndWhite: number; readonly colour: number };
  /** What the last page that asked for more than is known to work has shown; left out: there was none. */
  readonly lessons?: readonly Lesson[];
}

export interface ScanProgress {
  readonly batchId: string;
  /** From 1. */
  readonly page: number;
  readonly linesDone: number;
  readonly linesTotal: number;
  readonly isCancelling: boolean;
  /** The machine is busy with something else; it is asked again for half a minute. */
  readonly isWaiting: boolean;
}

export interface ScanOrder {
  readonly batchId: string;
  readonly source: ScanSource;
  readonly mode: ScanMode;
  /** Any from 50 to 600; what the machine lacks is scanned higher and made smaller. */
  readonly dpi: number;
  readonly area: AreaMm;
  /** Every page begins with these. */
  readonly corrections: Corrections;
  /** Pages lie behind this place, before the next page. null: at the end. */
  readonly afterPlace: number | null;
  /**
   * From the feeder: at most so many pages, and the rest of the sheets stays where it is, for another order. Even for
   * two-sided sheets. Left out: until the feeder is empty.
   */
  readonly maxPages?: number;
}

export interface ScanEnd {
  readonly pageIds: readonly string[];
  /** `stopped`: the machine broke off or failed; `error` says how. What came before it is kept. */
  readonly reason: 'done' | 'cancelled' | 'stopped';
  readonly error: ErrorRecord | null;
}

/** Rows of the page in progress as they arrive, at about 100 dpi. */
export interface ScannedRows {
  readonly batchId: string;
  readonly page: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly firstRow: number;
  readonly mode: ScanMode;
  /** Whole rows as `PixelShape` says. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What lies on the simulated machine's glass and in its feeder, and its troubles. */
export interface ScanSimulator {
  state(): Promise<ScanSimulatorState>;
  layOnGlass(original: OriginalChoice | null): Promise<void>;
  /** Behind what is there already. */
  feed(sheets: readonly OriginalSheet[]): Promise<void>;
  emptyFeeder(): Promise<void>;
  setTrouble(trouble: string, on: boolean): Promise<void>;
  pressKey(key: 'black-and-white' | 'colour'): Promise<void>;
  /** As long as the machine takes, or as fast as it can be made. */
  setSpeed(speed: 'engine' | 'instant'): Promise<void>;
}

/** A built-in test chart, a picture (any image the browser reads), or a side from the simulated output tray. */
export type OriginalChoice =
  | { readonly kind: 'chart'; readonly title: string }
  | { readonly kind: 'picture'; readonly blob: Blob; readonly dpi: number }
  | { readonly kind: 'tray'; readonly sheetId: number; readonly side: 'front' | 'back' };

export interface OriginalSheet {
  readonly front: OriginalChoice;
  /** null: white. */
  readonly back: OriginalChoice | null;
}

export interface ScanSimulatorState {
  readonly glass: string | null;
  readonly feederSheets: number;
  readonly troubles: readonly string[];
  readonly speed: 'engine' | 'instant';
}
