import type { DocumentSource, SideReport, SideRequest, SideSink } from '../../src/documents/raster-api.ts';
import type { RasterHandle } from '../../src/jobs/raster-thread.ts';
import { DEFAULT_HALFTONE } from '../../src/settings/halftone.ts';
import { RasterPool, type Timers } from '../../src/jobs/raster-pool.ts';

export const NO_TIMING: SideReport['timing'] = { draw: 0, read: 0, screen: 0, compress: 0, wait: 0 };

/** A side whose number can be read back from its bytes. */
export function numberedSide(pageIndex: number): SideRequest {
  return {
    paper: 'A4',
    halftone: DEFAULT_HALFTONE,
    side: {
      placements: [
        {
          documentId: 'doc',
          pageIndex,
          matrix: [1, 0, 0, 1, 0, 0],
          clip: { x: 0, y: 0, width: 1, height: 1 },
        },
      ],
    },
  };
}

const A4 = { widthPt: 595, heightPt: 842 };

export const DOC: DocumentSource = { id: 'doc', name: 'doc.pdf', blob: new Blob(['x']) };

export interface FakeRasterOptions {
  /** Chunks a side has; each is `chunkBytes` long and starts with the page number. */
  chunks?: number;
  chunkBytes?: number;
  /** Called before each side; may wait, throw, or never settle. */
  beforeSide?: (pageIndex: number) => Promise<void> | void;
  onRendering?: (delta: 1 | -1) => void;
  onOpen?: () => Promise<void> | void;
  pages?: number;
  /** Called with the pages of each rehearsal; may wait until `signal` aborts, throw, or never settle. */
  onRehearsal?: (pages: readonly number[], signal: AbortSignal) => Promise<void> | void;
  onTerminate?: () => void;
}

/** Raster workers without threads: deterministic, observable. */
export function fakeHandle(options: FakeRasterOptions = {}): RasterHandle & { crash(error: unknown): void } {
  const { chunks = 3, chunkBytes = 100 } = options;
  let crash!: (error: unknown) => void;
  const crashed = new Promise<never>((_, reject) => (crash = reject));
  crashed.catch(() => undefined);
  let rehearsal = new AbortController();
  return {
    crashed,
    crash,
    terminate: () => options.onTerminate?.(),
    api: {
      async open(source) {
        await options.onOpen?.();
        return {
          id: source.id,
          name: source.name,
          kind: 'pdf',
          pages: new Array(options.pages ?? 0).fill(A4),
        };
      },
      async rehearse(requests) {
        rehearsal = new AbortController();
        const pages = requests.map(({ side }) => side.placements[0]!.pageIndex);
        await options.onRehearsal?.(pages, rehearsal.signal);
      },
      async stopRehearsing() {
        rehearsal.abort();
      },
      async close() {
        // Nothing is held.
      },
      async renderSide(request: SideRequest, sink: SideSink) {
        const { pageIndex } = request.side.placements[0]!;
        options.onRendering?.(1);
        try {
          await options.beforeSide?.(pageIndex);
          for (let index = 0; index < chunks; index++) {
            await new Promise((resolve) => setImmediate(resolve));
            const bytes = new Uint8Array(chunkBytes);
            bytes[0] = pageIndex;
            bytes[1] = index;
            await sink.write(bytes, (index + 1) * 256);
          }
          return { bytes: chunks * chunkBytes, blackDots: (pageIndex + 1) * 100, timing: NO_TIMING };
        } finally {
          options.onRendering?.(-1);
        }
      },
    },
  };
}

/** Timers that fire when told to. */
export class ManualTimers implements Timers {
  readonly #pending = new Map<number, { run: () => void; at: number }>();
  #next = 1;
  now = 0;

  set(run: () => void, ms: number): number {
    this.#pending.set(this.#next, { run, at: this.now + ms });
    return this.#next++;
  }

  clear(timer: number): void {
    this.#pending.delete(timer);
  }

  advance(ms: number): void {
    this.now += ms;
    for (const [id, { run, at }] of [...this.#pending]) {
      if (at > this.now) continue;
      this.#pending.delete(id);
      run();
    }
  }
}

export function fakePool(
  workers: number,
  options: FakeRasterOptions = {},
  timers: Timers = new ManualTimers(),
) {
  return new RasterPool({ workers, spawn: () => fakeHandle(options), share: (sink) => sink, timers });
}
