import { proxy, wrap } from 'comlink';
import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { PrnApi, PrnContents } from '../../jobs/prn-api.ts';
import type { JobRequest, SideBitmap } from '../../jobs/spooler-api.ts';
import { Store } from './store.ts';

/** A worker for print files and its typed door. */
export interface PrnClient {
  readonly api: PrnApi;
  /** Rejects when the worker's own code fails. Never resolves. */
  readonly failed: Promise<never>;
  terminate(): void;
}

export function startPrn(): PrnClient {
  const worker = new Worker(new URL('../../../workers/prn.ts', import.meta.url), {
    type: 'module',
    name: 'prn',
  });
  return {
    api: wrap(worker) as unknown as PrnApi,
    failed: new Promise((_, reject) => {
      worker.addEventListener('error', (event) => {
        reject(new PlatenError('app.worker-failed', { detail: event.message }));
      });
    }),
    terminate: () => worker.terminate(),
  };
}

export interface OpenedFile {
  readonly name: string;
  readonly blob: Blob;
  /** null while it is being read. */
  readonly contents: PrnContents | null;
}

export interface Writing {
  readonly title: string;
  readonly sides: number;
  readonly sidesDone: number;
}

/** Print files: one that is being written, one that is open. Each has a worker that ends with it. */
export class PrnDesk extends Store {
  readonly #start: () => PrnClient;
  #viewer: PrnClient | null = null;
  #file: OpenedFile | null = null;
  #writer: PrnClient | null = null;
  #writing: Writing | null = null;
  #error: ErrorRecord | null = null;

  constructor(start: () => PrnClient) {
    super();
    this.#start = start;
  }

  get file(): OpenedFile | null {
    return this.#file;
  }

  get writing(): Writing | null {
    return this.#writing;
  }

  /** Why the last file was not written. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  async open(file: File): Promise<void> {
    this.close();
    const viewer = this.#start();
    this.#viewer = viewer;
    this.#file = { name: file.name, blob: file, contents: null };
    this.changed();
    let contents: PrnContents;
    try {
      contents = await Promise.race([viewer.api.open(file), viewer.failed]);
    } catch (thrown) {
      const error = toRecord(asPlatenError(thrown, 'app.prn-unreadable'));
      contents = { attributes: null, ticket: null, sides: [], warnings: [], error };
    }
    if (this.#viewer !== viewer) return;
    this.#file = { name: file.name, blob: file, contents };
    this.changed();
  }

  close(): void {
    this.#viewer?.terminate();
    this.#viewer = null;
    this.#file = null;
    this.changed();
  }

  picture(side: number, widthPx: number): Promise<ImageBitmap> {
    return this.#viewer!.api.picture(side, widthPx);
  }

  side(side: number): Promise<SideBitmap> {
    return this.#viewer!.api.side(side);
  }

  /** Asks for a file (where the browser can) and writes the job into it; resolves to whether it was saved. */
  async save(request: JobRequest): Promise<boolean> {
    if (this.#writer) return false;
    const name = `${request.title.replace(/\.[a-z]{1,5}$/i, '').replace(/[\\/:*?"<>|]/g, '_')}.prn`;
    this.#error = null;
    try {
      const file = await chooseFile(name);
      const blob = await this.#write(request, file);
      if (blob) download(blob, name);
      return true;
    } catch (thrown) {
      const error = asPlatenError(thrown);
      const isAbort = thrown instanceof DOMException && thrown.name === 'AbortError';
      if (!isAbort && error.code !== 'job.cancelled') this.#error = toRecord(error);
      return false;
    } finally {
      this.changed();
    }
  }

  stopWriting(): void {
    void this.#writer?.api.cancelWriting();
  }

  async #write(request: JobRequest, file: FileSystemFileHandle | null): Promise<Blob | null> {
    const writer = this.#start();
    this.#writer = writer;
    const sides = request.plan.sheets.reduce((sum, { back }) => sum + (back ? 2 : 1), 0);
    const progress = (sidesDone: number) => {
      this.#writing = { title: request.title, sides, sidesDone };
      this.changed();
    };
    progress(0);
    try {
      return await Promise.race([writer.api.write(request, file, proxy(progress)), writer.failed]);
    } finally {
      writer.terminate();
      this.#writer = null;
      this.#writing = null;
    }
  }
}

interface FilePicker {
  showSaveFilePicker?(options: {
    suggestedName: string;
    types: { description: string; accept: Record<string, string[]> }[];
  }): Promise<FileSystemFileHandle>;
}

/** null where the browser only knows downloads. Rejects with AbortError when the person closes the dialog. */
async function chooseFile(suggestedName: string): Promise<FileSystemFileHandle | null> {
  const types = [{ description: 'Print file', accept: { 'application/octet-stream': ['.prn'] } }];
  return (await (globalThis as FilePicker).showSaveFilePicker?.({ suggestedName, types })) ?? null;
}

/** Hands a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
