import { PlatenError } from '../../src/errors/platen-error.ts';
import type { PageContext } from '../../src/documents/open-document.ts';

const BYTES_PER_PIXEL = 4;

/** One look at a canvas: its pixels as they were, to be read in parts and then closed. */
export interface Snapshot {
  /** Lines `top` to `top + lines` into `target`: BGRX, 4 bytes a pixel, no padding between lines. */
  read(top: number, lines: number, target: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): void;
}

type Reader = (canvas: OffscreenCanvas, ctx: PageContext) => Snapshot;

/** The canvas that bands are drawn on: opaque, in main memory, kept from side to side. */
export class PageCanvas {
  readonly ctx: PageContext;
  readonly #canvas: OffscreenCanvas;
  readonly #read: Reader;

  private constructor(widthPx: number, heightPx: number, read: Reader) {
    this.#canvas = new OffscreenCanvas(widthPx, heightPx);
    this.ctx = openContext(this.#canvas);
    this.#read = read;
  }

  /** @throws PlatenError `document.canvas-poisoned` where pixels cannot be read as they were drawn */
  static async make(widthPx: number, heightPx: number): Promise<PageCanvas> {
    return new PageCanvas(widthPx, heightPx, await trustedReader());
  }

  get widthPx(): number {
    return this.#canvas.width;
  }

  get heightPx(): number {
    return this.#canvas.height;
  }

  /**
   * White all over. Whoever draws leaves transform, clip and style as they were; after a failure, when that is
   * not sure, take a new canvas. (`reset()` would see to it, for the price of filling the canvas once more.)
   */
  clear(): void {
    this.ctx.fillStyle = '#fff';
    this.ctx.fillRect(0, 0, this.widthPx, this.heightPx);
  }

  snapshot(): Snapshot {
    return this.#read(this.#canvas, this.ctx);
  }
}

/**
 * Without `willReadFrequently` the canvas may live in the GPU: slower to read than to draw anew, bounded by the
 * largest texture, and not the same pixels on every machine.
 */
function openContext(canvas: OffscreenCanvas): PageContext {
  const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!ctx) throw new PlatenError('internal.unexpected', { detail: 'no 2d context' });
  return ctx;
}

/**
 * The frame's own pixels, copied once, to where they are wanted: measured 10 to 20 times faster than
 * `getImageData` on a 600 dpi page.
 */
const readByVideoFrame: Reader = (canvas) => {
  const frame = new VideoFrame(canvas, { timestamp: 0 });
  const { width } = canvas;
  return {
    read: async (top, lines, target) => {
      if (frame.format !== 'BGRX' && frame.format !== 'BGRA') throw new Error(`frame in ${frame.format}`);
      await frame.copyTo(target, {
        rect: { x: 0, y: top, width, height: lines },
        layout: [{ offset: 0, stride: width * BYTES_PER_PIXEL }],
      });
    },
    close: () => frame.close(),
  };
};

/** The slow way, RGBA turned to BGRA; for browsers whose VideoFrame cannot do it. */
const readByImageData: Reader = (canvas, ctx) => ({
  read: (top, lines, target) => {
    const { data } = ctx.getImageData(0, top, canvas.width, lines);
    for (let at = 0; at < data.length; at += BYTES_PER_PIXEL) {
      target[at] = data[at + 2]!;
      target[at + 1] = data[at + 1]!;
      target[at + 2] = data[at]!;
      target[at + 3] = 255;
    }
    return Promise.resolve();
  },
  close: () => undefined,
});

let trusted: Promise<Reader> | null = null;

/** The fastest reader that gives back exactly what was drawn; found once a thread. */
function trustedReader(): Promise<Reader> {
  trusted ??= (async () => {
    for (const reader of [readByVideoFrame, readByImageData]) if (await isExact(reader)) return reader;
    throw new PlatenError('document.canvas-poisoned');
  })();
  return trusted;
}

const CANARY_WIDTH_PX = 64;
const CANARY_HEIGHT_PX = 64;

/**
 * Draws a known pattern and compares what is read. Some browsers add noise to what pages read from canvases,
 * against fingerprinting; it touches few pixels, so there are many, in many colours.
 */
async function isExact(reader: Reader): Promise<boolean> {
  const canvas = new OffscreenCanvas(CANARY_WIDTH_PX, CANARY_HEIGHT_PX);
  const ctx = openContext(canvas);
  for (let y = 0; y < CANARY_HEIGHT_PX; y += 1) {
    for (let x = 0; x < CANARY_WIDTH_PX; x += 1) {
      const [red, green, blue] = canaryColour(x, y);
      ctx.fillStyle = `rgb(${red} ${green} ${blue})`;
      ctx.fillRect(x, y, 1, 1);
    }
  }
  try {
    const snapshot = reader(canvas, ctx);
    // Not from the top: a reader that mistakes the rectangle shows too.
    const top = 8;
    const lines = CANARY_HEIGHT_PX - top;
    const pixels = new Uint8Array(CANARY_WIDTH_PX * lines * BYTES_PER_PIXEL);
    await snapshot.read(top, lines, pixels);
    snapshot.close();
    return hasCanary(pixels, top);
  } catch {
    return false;
  }
}

function hasCanary(pixels: Uint8Array, top: number): boolean {
  for (let at = 0; at < pixels.length; at += BYTES_PER_PIXEL) {
    const pixel = at / BYTES_PER_PIXEL;
    const [red, green, blue] = canaryColour(
      pixel % CANARY_WIDTH_PX,
      top + Math.floor(pixel / CANARY_WIDTH_PX),
    );
    if (pixels[at] !== blue || pixels[at + 1] !== green || pixels[at + 2] !== red) return false;
  }
  return true;
}

function canaryColour(x: number, y: number): readonly [red: number, green: number, blue: number] {
  return [(x * 37 + y * 11) & 0xff, (x * 5 + y * 83) & 0xff, (x * 101 + y * 7 + 64) & 0xff];
}
