import { explain, type Explanation } from '../errors/catalogue.ts';
import { PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import type { JobView, SimulatorControls } from '../jobs/spooler-api.ts';
import { parseSetting } from '../settings/parse.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import type { Platen } from './platen.ts';

/**
 * What scripts (and `npm run print`) use, as `window.platen`. It goes through the very stores the views use,
 * so that automated printing takes the same way as a person.
 */
export interface Automation {
  /** Preferences are loaded, the spooler answers, and the machine used last was tried. */
  readonly ready: Promise<void>;
  /** Connects the simulated machine. */
  connectSimulated(): Promise<void>;
  /** Adds documents in this order; throws the app's own words for the first that was refused or is locked. */
  addFiles(files: readonly File[]): Promise<void>;
  removeFiles(): void;
  /** Settings by name and value as text, as on the command line; all or nothing. */
  setSettings(texts: Readonly<Record<string, string>>): void;
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
}

declare global {
  interface Window {
    platen: Automation;
  }
}

/** Scripts see messages only, so the sentences travel in the message. */
function inWords(error: ErrorRecord): Error {
  const { what, why, next } = explain(error);
  return new Error(`${what} ${why} ${next}`, { cause: error });
}

async function withWords<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw thrown instanceof PlatenError ? inWords(toRecord(thrown)) : thrown;
  }
}

export function exposeAutomation(platen: Platen, ready: Promise<void>): void {
  const { machine, documents, print } = platen;
  const job = (id: string) => machine.snapshot.jobs.find((known) => known.id === id) ?? null;
  window.platen = {
    ready,
    async connectSimulated() {
      await machine.connectSimulated();
      if (machine.error && !machine.connected) throw inWords(machine.error);
    },
    async addFiles(files) {
      const before = new Set(documents.items);
      await documents.add(files);
      const bad = documents.items.find((item) => !before.has(item) && item.state !== 'ready');
      if (bad) throw inWords(bad.error ?? { code: 'document.encrypted', params: { name: bad.source.name } });
    },
    removeFiles: () => documents.clear(),
    setSettings(texts) {
      const parsed = Object.entries(texts).map(([key, text]) => {
        try {
          return parseSetting(key, text);
        } catch (thrown) {
          throw thrown instanceof PlatenError ? inWords(toRecord(thrown)) : thrown;
        }
      });
      print.set(Object.assign({}, ...parsed) as Partial<PrintSettings>);
    },
    replaceSettings: (settings) => print.set(settings),
    print: () =>
      withWords(() => {
        const [conflict] = print.conflicts;
        if (conflict) throw new PlatenError('machine.forbidden-combination', { reason: conflict.reason });
        return print.print();
      }),
    job,
    jobEnded: (id) =>
      new Promise((resolve) => {
        const look = () => {
          const now = job(id);
          if (!now || now.endedAt === null) return;
          machine.removeEventListener('change', look);
          resolve(now);
        };
        machine.addEventListener('change', look);
        look();
      }),
    forget: (id) => machine.spooler.forget(id),
    explain,
    simulator: machine.spooler.simulator,
  };
}
