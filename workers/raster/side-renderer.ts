import { transfer } from 'comlink';
import type { SideReport, SideRequest, SideSink } from '../../src/documents/raster-api.ts';
import type { PageRegion } from '../../src/documents/page-region.ts';
import { needsKinds } from '../../src/imaging/kinds.ts';
import type { ImageRegion } from '../../src/imaging/regions.ts';
import type { Placement } from '../../src/layout/sheet-plan.ts';
import type { SideChunk } from '../../src/languages/ufr2lt/side-encoder.ts';
import { cut, cutEvenly, isTouched, maxBandLines, type LineRange } from './bands.ts';
import { MarkPainter, type SideMarks } from './mark-painter.ts';
import { PageCanvas } from './page-canvas.ts';
import { drawPlacement, type DrawPlacement } from './placement-painter.ts';
import { placeRegions } from './side-regions.ts';
import { STRIP_LINES, SideEngine } from './side-engine.ts';

/** The documents behind a side's placements. */
export interface PlacedPages {
  readonly draw: DrawPlacement;
  /** The pictures of a page that has been drawn. */
  regions(placement: Placement): Promise<readonly PageRegion[]>;
}

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

  readonly #marks: MarkPainter;

  /** `markFontUrl`: the face that marks are set in. */
  constructor(
    private readonly canvasBytes: number,
    markFontUrl: string,
  ) {
    this.#marks = new MarkPainter(markFontUrl);
    // Whoever first asks for a side learns of it.
    this.#module.catch(() => undefined);
  }

  async render(request: SideRequest, sink: SideSink, pages: PlacedPages): Promise<SideReport> {
    const engine = await this.#engineFor(request);
    const { bandWidthPx, heightPx } = engine.geometry;
    const maxLines = maxBandLines(bandWidthPx, this.canvasBytes);
    const bands = cutEvenly(heightPx, maxLines);
    const canvas = await this.#canvasFor(bandWidthPx, bands[0]!.lines);
    const marks = await this.#marks.prepare(request.side.marks ?? []);
    const side = new SideInProgress(engine, canvas, sink, request, marks);
    try {
      for (const band of bands) await side.band(band, pages);
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
  readonly #timing: Record<Stage, number> = { draw: 0, read: 0, screen: 0, compress: 0, wait: 0 };
  #bytes = 0;
  readonly #gathered: SideChunk[] = [];
  #gatheredBytes = 0;
  /** The one write that may be under way while the next strip is prepared. */
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: SideEngine,
    private readonly canvas: PageCanvas,
    private readonly sink: SideSink,
    private readonly request: SideRequest,
    private readonly marks: SideMarks,
  ) {
    engine.beginSide();
  }

  async band(band: LineRange, pages: PlacedPages): Promise<void> {
    const strips = cut(band.firstLine, band.lines, STRIP_LINES);
    if (!isTouched(this.request.side.placements, band) && !this.marks.touch(band)) {
      for (const strip of strips) await this.#strip(strip, () => this.engine.fillWhite(strip.lines));
      return;
    }
    const regions = await this.#timed('draw', () => this.#draw(band, pages));
    const snapshot = await this.#timed('read', () => this.canvas.snapshot());
    try {
      for (const strip of strips) {
        const top = strip.firstLine - band.firstLine;
        const read = () => snapshot.read(top, strip.lines, this.engine.strip(strip.lines));
        await this.#strip(strip, read, regions);
      }
    } finally {
      snapshot.close();
    }
  }

  async end(): Promise<SideReport> {
    await this.#write();
    await this.#timed('wait', () => this.#writing);
    return { bytes: this.#bytes, blackDots: this.engine.blackDots, timing: this.#timing };
  }

  /** Draws what shows on a band; tells where its pictures are, if that is wanted. */
  async #draw(band: LineRange, pages: PlacedPages): Promise<ImageRegion[]> {
    const { side, halftone } = this.request;
    const wanted = needsKinds(halftone);
    const regions: ImageRegion[] = [];
    this.canvas.clear();
    const { ctx } = this.canvas;
    this.marks.paint(ctx, 'under', band);
    for (const placement of side.placements) {
      if (!isTouched([placement], band)) continue;
      await drawPlacement(ctx, placement, band, pages.draw);
      if (wanted) regions.push(...placeRegions(await pages.regions(placement), placement));
    }
    this.marks.paint(ctx, 'over', band);
    return regions;
  }

  async #strip(
    { firstLine, lines }: LineRange,
    fill: () => Promise<void> | void,
    regions: readonly ImageRegion[] = [],
  ): Promise<void> {
    await this.#timed('read', fill);
    const dots = await this.#timed('screen', () => this.engine.screen(firstLine, lines, regions));
    const chunks = await this.#timed('compress', () => this.engine.encode(dots));
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
    this.#writing = this.sink.write(transfer(bytes, [bytes.buffer]), chunks.at(-1)!.lines);
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
