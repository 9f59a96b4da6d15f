import { transfer } from 'comlink';
import type { PageContext } from '../../src/documents/open-document.ts';
import type { SideReport, SideRequest, SideSink } from '../../src/documents/raster-api.ts';
import type { Matrix, Placement } from '../../src/layout/sheet-plan.ts';
import type { SideChunk } from '../../src/languages/ufr2lt/side-encoder.ts';
import { cut, cutEvenly, isTouched, maxBandLines, type LineRange } from './bands.ts';
import { PageCanvas } from './page-canvas.ts';
import { STRIP_LINES, SideEngine } from './side-engine.ts';

/** Draws a placed page; `matrix` maps page points to the canvas. */
export type DrawPlacement = (ctx: PageContext, placement: Placement, matrix: Matrix) => Promise<void>;

/**
 * Page data that is gathered for one message to the reader's thread; a side's first bytes leave at once. A message
 * for every strip took 4 ms of processor time a page, on both ends together.
 */
const MESSAGE_BYTES = 64 * 1024;

type Stage = keyof SideReport['timing'];

/**
 * Sides to page data: bands are drawn one after the other on one canvas, each is read in strips straight into
 * the kernels' memory, and every strip leaves as coded bytes before the next one is read.
 */
export class SideRenderer {
  readonly #module = WebAssembly.compileStreaming(
    fetch(new URL('../kernels/build/kernels.wasm', import.meta.url)),
  );
  #engine: { readonly key: string; readonly engine: SideEngine } | null = null;
  #canvas: PageCanvas | null = null;

  constructor(private readonly canvasBytes: number) {
    // Whoever first asks for a side learns of it.
    this.#module.catch(() => undefined);
  }

  async render(request: SideRequest, sink: SideSink, draw: DrawPlacement): Promise<SideReport> {
    const engine = await this.#engineFor(request);
    const { bandWidthPx, heightPx } = engine.geometry;
    const maxLines = maxBandLines(bandWidthPx, this.canvasBytes);
    const bands = cutEvenly(heightPx, maxLines);
    const canvas = await this.#canvasFor(bandWidthPx, bands[0]!.lines);
    const side = new SideInProgress(engine, canvas, sink);
    try {
      for (const band of bands) await side.band(band, request.side.placements, draw);
      return await side.end();
    } catch (error) {
      // Its state is unknown: whatever drew on it was interrupted.
      this.#canvas = null;
      throw error;
    }
  }

  async #engineFor({ paper, halftone }: SideRequest): Promise<SideEngine> {
    const key = JSON.stringify([paper, halftone]);
    if (this.#engine?.key !== key) {
      this.#engine = { key, engine: await SideEngine.make(await this.#module, paper, halftone) };
    }
    return this.#engine.engine;
  }

  async #canvasFor(widthPx: number, heightPx: number): Promise<PageCanvas> {
    const fits = this.#canvas?.widthPx === widthPx && this.#canvas.heightPx === heightPx;
    if (!fits) this.#canvas = await PageCanvas.make(widthPx, heightPx);
    return this.#canvas!;
  }
}

class SideInProgress {
  readonly #engine: SideEngine;
  readonly #canvas: PageCanvas;
  readonly #sink: SideSink;
  readonly #timing: Record<Stage, number> = { draw: 0, read: 0, screen: 0, compress: 0, wait: 0 };
  #bytes = 0;
  readonly #gathered: SideChunk[] = [];
  #gatheredBytes = 0;
  /** The one write that may be under way while the next strip is prepared. */
  #writing: Promise<void> = Promise.resolve();

  constructor(engine: SideEngine, canvas: PageCanvas, sink: SideSink) {
    this.#engine = engine;
    this.#canvas = canvas;
    this.#sink = sink;
    engine.beginSide();
  }

  async band(band: LineRange, placements: readonly Placement[], draw: DrawPlacement): Promise<void> {
    const strips = cut(band.firstLine, band.lines, STRIP_LINES);
    if (!isTouched(placements, band)) {
      for (const strip of strips) await this.#strip(strip, () => this.#engine.fillWhite(strip.lines));
      return;
    }
    await this.#timed('draw', () => this.#draw(band, placements, draw));
    const snapshot = await this.#timed('read', () => this.#canvas.snapshot());
    try {
      for (const strip of strips) {
        const top = strip.firstLine - band.firstLine;
        await this.#strip(strip, () => snapshot.read(top, strip.lines, this.#engine.strip(strip.lines)));
      }
    } finally {
      snapshot.close();
    }
  }

  async end(): Promise<SideReport> {
    await this.#write();
    await this.#timed('wait', () => this.#writing);
    return { bytes: this.#bytes, blackDots: this.#engine.blackDots, timing: this.#timing };
  }

  async #draw(band: LineRange, placements: readonly Placement[], draw: DrawPlacement): Promise<void> {
    this.#canvas.clear();
    const { ctx } = this.#canvas;
    for (const placement of placements) {
      const { clip, matrix } = placement;
      const [a, b, c, d, e, f] = matrix;
      ctx.save();
      ctx.beginPath();
      ctx.rect(clip.x, clip.y - band.firstLine, clip.width, clip.height);
      ctx.clip();
      await draw(ctx, placement, [a, b, c, d, e, f - band.firstLine]);
      ctx.restore();
    }
  }

  async #strip({ firstLine, lines }: LineRange, fill: () => Promise<void> | void): Promise<void> {
    await this.#timed('read', fill);
    const dots = await this.#timed('screen', () => this.#engine.screen(firstLine, lines));
    const chunks = await this.#timed('compress', () => this.#engine.encode(dots, lines));
    this.#gathered.push(...chunks);
    this.#gatheredBytes += chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (this.#bytes === 0 || this.#gatheredBytes >= MESSAGE_BYTES) await this.#write();
  }

  /** Waits for the write before, so that what is in memory stays bounded by what the reader takes. */
  async #write(): Promise<void> {
    const chunks = this.#gathered.splice(0);
    this.#gatheredBytes = 0;
    if (chunks.length === 0) return;
    await this.#timed('wait', () => this.#writing);
    const bytes = join(chunks);
    this.#bytes += bytes.length;
    this.#writing = this.#sink.write(transfer(bytes, [bytes.buffer]), chunks.at(-1)!.lines);
    this.#writing.catch(() => undefined);
  }

  async #timed<T>(stage: Stage, run: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await run();
    this.#timing[stage] += performance.now() - start;
    return result;
  }
}

function join(chunks: readonly SideChunk[]): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1) return chunks[0]!.bytes;
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.bytes, at);
    at += chunk.bytes.length;
  }
  return bytes;
}
