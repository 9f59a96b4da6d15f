import { DPI } from '../machine/paper.ts';
import type { OpenDocument } from './open-document.ts';

const POINTS_PER_INCH = 72;
/** The first look, with which most pages show that they are not blank. */
const GLANCE_DPI = 100;
/** Posters are looked at more coarsely. */
const MAX_SIDE_PX = 16_384;
const MAX_BAND_PIXELS = 4 * 2 ** 20;
/** Lighter than this is paper: what lossy coding leaves of white, a tint of less than two in a hundred. */
const PAPER_FROM = 250;

/**
 * Whether nothing would be seen of a page on paper. At a low resolution the browser may leave out areas that are
 * thinner than a quarter of a pixel: a page that looks blank is looked at again as the printer would see it.
 */
export async function isBlankPage(document: OpenDocument, pageIndex: number): Promise<boolean> {
  return (await isBlankAt(document, pageIndex, GLANCE_DPI)) && isBlankAt(document, pageIndex, DPI);
}

async function isBlankAt(document: OpenDocument, pageIndex: number, dpi: number): Promise<boolean> {
  const { widthPt, heightPt } = document.pages[pageIndex]!;
  const scale = Math.min(dpi / POINTS_PER_INCH, MAX_SIDE_PX / Math.max(widthPt, heightPt));
  const width = Math.max(1, Math.ceil(widthPt * scale));
  const height = Math.max(1, Math.ceil(heightPt * scale));
  const lines = Math.min(height, Math.max(1, Math.floor(MAX_BAND_PIXELS / width)));
  const ctx = new OffscreenCanvas(width, lines).getContext('2d', { alpha: false, willReadFrequently: true })!;
  for (let top = 0; top < height; top += lines) {
    ctx.fillStyle = '#fff';
    ctx.fillRect(0, 0, width, lines);
    await document.draw(ctx, pageIndex, [scale, 0, 0, scale, 0, -top]);
    if (!isPaper(ctx.getImageData(0, 0, width, lines).data)) return false;
  }
  return true;
}

function isPaper(rgba: Uint8ClampedArray): boolean {
  const WHITE = 0xffff_ffff;
  const pixels = new Uint32Array(rgba.buffer);
  for (let i = 0; i < pixels.length; i += 1) {
    if (pixels[i] === WHITE) continue;
    const at = i * 4;
    if (rgba[at]! < PAPER_FROM || rgba[at + 1]! < PAPER_FROM || rgba[at + 2]! < PAPER_FROM) return false;
  }
  return true;
}
