import { proxy, transferHandlers, wrap } from 'comlink';
import type { DocumentSource, RasterApi } from '../../../src/documents/raster-api.ts';
import { installErrorTransfer } from '../../../src/errors/transfer.ts';
import { RasterPool } from '../../../src/jobs/raster-pool.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { SheetPlan } from '../../../src/layout/sheet-plan.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { writePrn } from '../../../workers/prn/prn-writer.ts';

installErrorTransfer(transferHandlers);

/** A page that converts PDF to UFR II LT with the app's raster pool and its writer of print files. */

const WORKERS = 2;
const NOBODYS_JOB = { title: '', user: '', date: '', time: '' };
const settings = { ...DEFAULT_SETTINGS, paper: 'A4' } as const;
const pool = new RasterPool({
  workers: WORKERS,
  spawn: () => ({
    api: wrap<RasterApi>(startWorker()),
    crashed: new Promise(() => undefined),
    terminate: () => undefined,
  }),
  share: proxy,
  timers: { set: (run, ms) => window.setTimeout(run, ms), clear: (timer) => window.clearTimeout(timer) },
});
const documents: { source: DocumentSource; plan: SheetPlan }[] = [];

function startWorker(): Worker {
  return new Worker(new URL('../../../workers/raster.ts', import.meta.url), { type: 'module' });
}

interface Conversion {
  readonly seconds: number;
  readonly bytes: number;
}

const converter = {
  /** As the app does when a document is dropped: opens it everywhere, and has it rehearsed. */
  async open(name: string): Promise<void> {
    const blob = await (await fetch(`/documents/${name}`)).blob();
    const source = { id: name, name, blob };
    pool.prepare([source]);
    pool.rehearse(source);
    const measuring = startWorker();
    const info = await wrap<RasterApi>(measuring).open(source);
    measuring.terminate();
    documents.push({ source, plan: planJob({ documents: [info], settings, job: NOBODYS_JOB }) });
  },

  /** The first pages of the document that was opened last; the bytes are counted and dropped. */
  async convert(pages: number): Promise<Conversion> {
    const { source, plan } = documents.at(-1)!;
    let bytes = 0;
    const started = performance.now();
    await writePrn({
      request: {
        title: source.name,
        user: 'bench',
        account: null,
        documents: [source],
        plan: { ...plan, sheets: plan.sheets.slice(0, pages) },
        settings,
      },
      pool,
      target: {
        write: async (block) => void (bytes += block.length),
        keep: async () => null,
        drop: async () => undefined,
      },
      cancelled: new AbortController().signal,
      onProgress: () => undefined,
    });
    return { seconds: (performance.now() - started) / 1000, bytes };
  },
};

declare global {
  interface Window {
    converter: typeof converter;
  }
}
window.converter = converter;
