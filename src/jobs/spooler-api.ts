import type { DocumentSource } from '../documents/raster-api.ts';
import type { ErrorRecord } from '../errors/platen-error.ts';
import type { SheetPlan } from '../layout/sheet-plan.ts';
import type { Account } from '../machine/options.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import type { PortStatus } from '../usb/class-requests.ts';
import type { PreparedStream } from './stream-run.ts';
import type { QueueApi, QueuedJobView } from './queue-api.ts';
import type { TraceApi } from './trace-api.ts';

/**
 * What the spooler worker offers the page through comlink (implemented in workers/spooler.ts).
 * The spooler owns the queue and the connection; the page owns permission and documents.
 */
export interface SpoolerApi extends QueueApi, TraceApi {
  /** Calls `listener` now and after every change. The listener is a comlink proxy. */
  subscribe(listener: (snapshot: SpoolerSnapshot) => void): Promise<void>;
  /** Connects; resolves when the machine answers, throws PlatenError `usb.*`. Replaces an earlier connection. */
  connect(target: MachineTarget): Promise<void>;
  disconnect(): Promise<void>;
  /**
   * A person has seen that nothing more comes out of the machine, which is given time for the sheets that it has
   * (`usb.finishing`): the next job begins now.
   */
  stopWaiting(): Promise<void>;
  /** Opens documents in the print workers ahead of time, so that the first bytes leave at once. */
  prepare(documents: readonly DocumentSource[]): Promise<void>;
  /** Drops documents that are no longer listed in the page. A running job keeps its own. */
  release(documentIds: readonly string[]): Promise<void>;
  /** The page has asked the browser to keep its storage (only a page may), and this was the answer. */
  persistenceAsked(granted: boolean): Promise<void>;
  simulator: SimulatorControls;
}

export type MachineTarget =
  | {
      readonly kind: 'usb';
      readonly vendorId: number;
      readonly productId: number;
      readonly serialNumber: string | null;
    }
  | { readonly kind: 'simulated' };

export interface JobRequest {
  readonly title: string;
  readonly user: string;
  readonly account: Account | null;
  readonly documents: readonly DocumentSource[];
  readonly plan: SheetPlan;
  readonly settings: PrintSettings;
  /**
   * A print file: the one document is the job in the machine's language and is sent as it is. `plan` has its sheets
   * without anything on them, `settings` what the stream tells the machine.
   */
  readonly stream?: PreparedStream;
  /** The machine's own tone curve for this paper, as `HalftoneSettings.calibration`; left out: none. */
  readonly calibration?: string;
}

export interface SpoolerSnapshot {
  readonly machine: MachineState;
  /** Every job that has not ended, and the latest that have; newest first. The rest is in the history. */
  readonly jobs: readonly QueuedJobView[];
  readonly persistence: Persistence;
  /** Why jobs cannot be read from disk or kept there now; null while all is well. */
  readonly storageError: ErrorRecord | null;
  /** Sheets that lie in the simulated machine's output tray. */
  readonly traySheets: number;
}

/**
 * Whether the browser promises to keep what is stored. `ask`: there is a job to lose, and the page should ask for
 * the promise (`navigator.storage.persist()`) and say why; `best-effort`: it was refused.
 */
export type Persistence = 'unknown' | 'ask' | 'kept' | 'best-effort';

/** `sent`: every byte was accepted over USB. `printed` is claimed only when the machine itself says so. */
export type JobState =
  'queued' | 'preparing' | 'sending' | 'paused' | 'sent' | 'printed' | 'cancelled' | 'failed';

export interface JobView {
  readonly id: string;
  readonly title: string;
  readonly state: JobState;
  /** Why it is paused or failed. */
  readonly error: ErrorRecord | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly sheets: number;
  readonly sides: number;
  readonly copies: number;
  /** Sides whose bytes were all accepted. */
  readonly sidesSent: number;
  readonly bytesSent: number;
  /** null while unknown. */
  readonly secondsLeft: number | null;
  readonly cancelling: boolean;
  /** Milliseconds from submit to the first accepted byte; null before. */
  readonly firstByteMs: number | null;
}

type MachineStatus = 'none' | 'connecting' | 'ready' | 'printing' | 'attention' | 'lost';

export interface MachineState {
  readonly status: MachineStatus;
  readonly simulated: boolean;
  /** From the descriptors and the IEEE 1284 id: untrusted text, already capped and cleaned. */
  readonly name: string;
  readonly serialNumber: string | null;
  /** Raw IEEE 1284 id, for the machine view. */
  readonly deviceId: string | null;
  /** GET_PORT_STATUS bits, null when never answered. */
  readonly port: PortStatus | null;
  /** Why it wants attention or was lost. */
  readonly error: ErrorRecord | null;
}

/** Troubles the simulated machine can be put in, by button. */
export type Trouble =
  | 'out-of-paper'
  | 'jam'
  | 'cover-open'
  | 'unplugged'
  | 'stall'
  | 'short-writes'
  | 'stops-taking-data'
  | 'wrong-machine';

export interface SimulatorControls {
  /** Turns a trouble on or off. `stall` strikes once, at the next transfer. */
  setTrouble(trouble: Trouble, on: boolean): Promise<void>;
  /** 24 ppm like the engine, or as fast as data comes. */
  setSpeed(speed: 'engine' | 'instant'): Promise<void>;
  loadPaper(source: 'Manual' | 'Cas1' | 'Cas2', paper: string, sheets: number): Promise<void>;
  state(): Promise<SimulatorState>;
  /** Sheets in the output tray, oldest first. */
  tray(): Promise<readonly TraySheet[]>;
  /** One side's dots: 1 = black, MSB leftmost, `stride` bytes a line. Decoded from the very bytes that arrived. */
  traySide(sheetId: number, side: 'front' | 'back'): Promise<SideBitmap>;
  emptyTray(): Promise<void>;
  /** Keeps the raw bytes of the next jobs, for `.prn` files. Off by default: they can be large. */
  capture(on: boolean): Promise<void>;
  /** Takes up to `maxBytes` of what was captured, in order; empty when there is no more. */
  takeCaptured(maxBytes: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface SimulatorState {
  readonly troubles: readonly Trouble[];
  readonly speed: 'engine' | 'instant';
  readonly trays: readonly { source: 'Manual' | 'Cas1' | 'Cas2'; paper: string; sheets: number }[];
}

export interface TraySheet {
  readonly id: number;
  readonly jobTitle: string;
  readonly paper: string;
  readonly hasBack: boolean;
  /** An error sheet says what was wrong with the job. */
  readonly isErrorSheet: boolean;
}

export interface SideBitmap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stride: number;
  readonly bits: Uint8Array<ArrayBuffer>;
}

/** No machine was chosen, or it was let go. */
export const NO_MACHINE: MachineState = {
  status: 'none',
  simulated: false,
  name: '',
  serialNumber: null,
  deviceId: null,
  port: null,
  error: null,
};

/** How things look before the spooler has spoken. */
export const NOTHING_KNOWN: SpoolerSnapshot = {
  machine: NO_MACHINE,
  jobs: [],
  persistence: 'unknown',
  storageError: null,
  traySheets: 0,
};
