import { proxy, releaseProxy, transferHandlers, wrap, type Remote } from 'comlink';
import type {
  DocumentInfo,
  RasterApi,
  SideReport,
  SideRequest,
} from '../../../../src/documents/raster-api.ts';
import { PlatenError, toRecord, type ErrorRecord } from '../../../../src/errors/platen-error.ts';
import { installErrorTransfer } from '../../../../src/errors/transfer.ts';

installErrorTransfer(transferHandlers);

/** A page that does nothing but hold raster workers, for the specs to drive. */
const workers: { thread: Worker; api: Remote<RasterApi> }[] = [];

function worker(index: number): Remote<RasterApi> {
  workers[index] ??= start();
  return workers[index].api;
}

function start() {
  const thread = new Worker(new URL('../../../../workers/raster.ts', import.meta.url), { type: 'module' });
  return { thread, api: wrap<RasterApi>(thread) };
}

function startTuned(canvasBytes: number) {
  const thread = new Worker(new URL('./tuned-raster.ts', import.meta.url), {
    type: 'module',
    name: String(canvasBytes),
  });
  return { thread, api: wrap<RasterApi>(thread) };
}

function startBroken(how: 'dies' | 'hangs') {
  const thread = new Worker(new URL('./broken-parser.ts', import.meta.url), { type: 'module', name: how });
  return { thread, api: wrap<RasterApi>(thread) };
}

type Outcome<T> = { readonly value: T } | { readonly error: ErrorRecord };

async function outcome<T>(run: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await run };
  } catch (error) {
    if (error instanceof PlatenError) return { error: toRecord(error) };
    throw error;
  }
}

export interface RenderedSide {
  readonly report: SideReport;
  /** Page data of the whole side, base64. */
  readonly data: string;
  readonly lines: readonly number[];
  readonly ms: number;
}

export const harness = {
  async open(id: string, url: string, password?: string, index = 0): Promise<Outcome<DocumentInfo>> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const blob = await response.blob();
    const name = decodeURIComponent(url.split('/').at(-1)!);
    return outcome(worker(index).open({ id, name, blob, ...(password === undefined ? {} : { password }) }));
  },

  /** Replaces a worker by one whose canvas takes at most so much. */
  tune(canvasBytes: number, index = 0): void {
    harness.stop(index);
    workers[index] = startTuned(canvasBytes);
  },

  /** Replaces a worker by one whose PDF parser dies or never answers. */
  breakParser(how: 'dies' | 'hangs', index = 0): void {
    harness.stop(index);
    workers[index] = startBroken(how);
  },

  close: (id: string, index = 0) => worker(index).close(id),

  /** Renders; with `keep` false the page data is only counted. */
  side(request: SideRequest, index = 0, keep = true): Promise<Outcome<RenderedSide>> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const lines: number[] = [];
    const start = performance.now();
    const write = async (bytes: Uint8Array<ArrayBuffer>, done: number) => {
      if (keep) parts.push(bytes);
      lines.push(done);
      await Promise.resolve();
    };
    const rendering = worker(index).renderSide(request, proxy({ write }));
    return outcome(
      rendering.then(async (report) => {
        const ms = performance.now() - start;
        return { report, lines, ms, data: await toBase64(parts) };
      }),
    );
  },

  rehearse: (requests: readonly SideRequest[], index = 0) => worker(index).rehearse(requests),
  stopRehearsing: (index = 0) => worker(index).stopRehearsing(),

  /** A thumbnail's size and its RGBA pixels, base64. */
  thumbnail(id: string, pageIndex: number, maxPx: number, index = 0) {
    return outcome(
      worker(index)
        .thumbnail(id, pageIndex, maxPx)
        .then(async (bitmap) => {
          const { width, height } = bitmap;
          const ctx = new OffscreenCanvas(width, height).getContext('2d')!;
          ctx.drawImage(bitmap, 0, 0);
          const pixels = ctx.getImageData(0, 0, width, height).data;
          return { width, height, data: await toBase64([new Uint8Array(pixels)]) };
        }),
    );
  },

  blankPages: (id: string, firstPage?: number, pages?: number, index = 0) =>
    outcome(worker(index).blankPages(id, firstPage, pages)),

  stop(index = 0): void {
    const stopped = workers[index];
    delete workers[index];
    stopped?.api[releaseProxy]();
    stopped?.thread.terminate();
  },
};

function toBase64(parts: BlobPart[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(new Blob(parts));
  });
}

declare global {
  interface Window {
    harness: typeof harness;
  }
}
window.harness = harness;
