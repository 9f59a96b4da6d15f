import type { PDFPageProxy, RenderTask } from 'pdfjs-dist';
import type { TextInk } from './black-text.ts';
import type { OperatorList } from './pdf-operators.ts';
import { findRegions } from './pdf-regions.ts';
import type { PageRegion } from './page-region.ts';
import { threadFonts } from './thread-fonts.ts';

/**
 * What pdf.js takes from a window and a worker has to bring along: a place for fonts, canvases, filters.
 */

/** `ownerDocument` for pdf.js: fonts are loaded into the worker's own font set. */
export function workerDocument(): { readonly fonts: FontFaceSet } {
  return { fonts: threadFonts() };
}

interface CanvasEntry {
  canvas: OffscreenCanvas | null;
  context: OffscreenCanvasRenderingContext2D | null;
}

/** pdf.js's scratch canvases (groups, soft masks, patterns), read back often and so kept out of the GPU. */
class WorkerCanvasFactory {
  constructor(private readonly ink: TextInk) {}

  create(width: number, height: number): CanvasEntry {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    this.ink.prepareScratch(context);
    return { canvas, context };
  }

  reset({ canvas }: CanvasEntry, width: number, height: number): void {
    if (canvas) Object.assign(canvas, { width, height });
  }

  destroy(entry: CanvasEntry): void {
    if (entry.canvas) Object.assign(entry.canvas, { width: 0, height: 0 });
    Object.assign(entry, { canvas: null, context: null });
  }

  /** Asked for only when pdf.js is given a canvas instead of a context. */
  getNoAlphaContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D | null {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }
}

/** What pdf.js makes its scratch canvases with; `ink` sees to text on them. */
export function canvasFactory(ink: TextInk): object {
  return class extends WorkerCanvasFactory {
    constructor() {
      super(ink);
    }
  };
}

/**
 * SVG filters need a document. Without them pdf.js computes soft masks and knockouts by itself;
 * transfer functions, which printers apply on their own terms, are left out.
 */
export class WorkerFilterFactory {
  addFilter(): string {
    return 'none';
  }
  addHCMFilter(): string {
    return 'none';
  }
  addAlphaFilter(): string {
    return 'none';
  }
  addLuminosityFilter(): string {
    return 'none';
  }
  addKnockoutFilter(): string {
    return 'none';
  }
  addHighlightHCMFilter(): string {
    return 'none';
  }
  destroy(): void {
    // Holds nothing.
  }
}

/**
 * Keeps what pdf.js has parsed of a page while bands of it are drawn.
 *
 * After each rendering for print pdf.js throws the page's operators and images away, and the next band would
 * have the parser work them out again. It does not while another rendering of the page is under way: so there
 * is one, onto a single pixel, that is held before its first step until the page is released.
 */
export class PageKeeper {
  readonly #held: RenderTask;
  #operators: OperatorList | null = null;
  #regions: readonly PageRegion[] | null = null;

  constructor(
    readonly page: PDFPageProxy,
    options: { readonly intent: string; readonly annotationMode: number },
  ) {
    this.#held = page.render({
      ...options,
      canvas: null,
      canvasContext: new OffscreenCanvas(1, 1).getContext('2d') as never,
      viewport: page.getViewport({ scale: 1 }),
    });
    this.#held.onContinue = () => undefined;
    this.#held.promise.catch(() => undefined);
  }

  /** What the page is drawn with; the list is whole when the page has been drawn. */
  drawnWith(operators: OperatorList): void {
    this.#operators = operators;
  }

  /** The pictures of the page, once it has been drawn. */
  get regions(): readonly PageRegion[] {
    const { width, height, transform } = this.page.getViewport({ scale: 1 });
    const [a, b, c, d, e, f] = transform as [number, number, number, number, number, number];
    const find = (name: string): unknown => {
      const objects = name.startsWith('g_') ? this.page.commonObjs : this.page.objs;
      return objects.has(name) ? objects.get(name) : undefined;
    };
    const page = [0, 0, width, height] as const;
    // Not drawn, nothing is known of it.
    if (!this.#operators) return [{ kind: 'photo', box: page }];
    this.#regions ??= findRegions(this.#operators, [a, b, c, d, e, f], page, find);
    return this.#regions;
  }

  release(): void {
    this.#held.cancel();
    this.page.cleanup();
  }
}
