import type { Explanation } from '../errors/catalogue.ts';
import type { ErrorRecord } from '../errors/platen-error.ts';
import type { JobView, SimulatorControls } from '../jobs/spooler-api.ts';
import type { AttachmentRole } from '../layout/plan-input.ts';
import type { ScanSimulator } from '../scan/session/scanner-api.ts';
import type { PrintSettings } from '../settings/print-settings.ts';

/**
 * What scripts (and `npm run print`) use, as `window.platen`. It goes through the very stores the views use,
 * so that automated printing takes the same way as a person.
 */
interface Automation {
  /** Preferences are loaded, the spooler answers, the machine used last was tried, and all of it is shown. */
  readonly ready: Promise<void>;
  /** Connects the simulated machine. */
  connectSimulated(): Promise<void>;
  /** Adds documents in this order; throws the app's own words for the first that was refused or is locked. */
  addFiles(files: readonly File[]): Promise<void>;
  /** Resolves when `count` documents are listed and none is being opened any more. */
  settled(count: number): Promise<readonly SettledDocument[]>;
  /** A letterhead, stamp or cover; throws the app's own words when it was refused or is locked. */
  attach(role: AttachmentRole, file: File): Promise<void>;
  /** Documents and attachments. */
  removeFiles(): void;
  /** Settings by name and value as text, as on the command line; all or nothing. */
  setSettings(texts: Readonly<Record<string, string>>): void;
  settings(): PrintSettings;
  /** All settings at once; for going back to the defaults. */
  replaceSettings(settings: PrintSettings): void;
  /** Queues the job; throws the app's own words where a person would see Print disabled. */
  print(): Promise<string>;
  job(id: string): JobView | null;
  /** Resolves when the job has ended, however it ended. */
  jobEnded(id: string): Promise<JobView>;
  forget(id: string): Promise<void>;
  explain(error: ErrorRecord): Explanation;
  readonly simulator: SimulatorControls;
  /** The simulated machine's glass and feeder. */
  readonly scanSimulator: ScanSimulator;
}

interface SettledDocument {
  readonly name: string;
  /** null: ready to be printed. */
  readonly error: ErrorRecord | null;
}

declare global {
  interface Window {
    platen: Automation;
  }
}
