import type { PixelArea } from '../pages/pages-api.ts';
import { LineShrinker } from '../pages/line-shrinker.ts';
import { correctedLines, type CorrectionTask } from './corrected-page.ts';
import { Despeckler, speckShape } from './despeckler.ts';
import { correctedShape, pageMapping, type CorrectedShape } from './geometry.ts';
import { pixelsInMemory, type StoredPixels } from './stored-pixels.ts';
import { thresholdRadius } from './blackener.ts';
import type { PageFrame } from './turned-lines.ts';

/**
 * Corrected pages to look at. Exports `correctPicture` (all of a page, small, from its overview) and `correctArea` (a part
 * of it at its full resolution).
 */

/** Pixels as a canvas takes them. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Resolution of the picture, which was made smaller. */
  readonly dpi: number;
  /** R, G, B and 255. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** A page from its overview, no larger than `maxPx` either way. Black and white is gray, as the eye sees it from afar. */
export async function correctPicture(task: CorrectionTask, maxPx: number): Promise<Picture> {
  const { findings, corrections } = task;
  const { widthPx, heightPx } = correctedShape(task.source.shape, findings, corrections);
  const source = await shrunk(task.source, Math.max(widthPx, heightPx), maxPx);
  const shape = correctedShape(source.shape, findings, corrections);
  const frame = { left: 0, top: 0, width: shape.widthPx, height: shape.heightPx };
  return pictureOf({ ...task, source }, shape, { made: frame, wanted: frame, soft: true });
}

/** A part of the corrected page as it is to be written; what lies beyond the page is left away. */
export function correctArea(task: CorrectionTask, area: PixelArea): Promise<Picture> {
  const { shape } = pageMapping(task.source.shape, task.findings, task.corrections);
  const wanted = within(area, shape);
  // What is around a pixel decides as well.
  const reach = reachOf(task, shape);
  const around = {
    left: wanted.left - reach,
    top: wanted.top - reach,
    width: wanted.width + 2 * reach,
    height: wanted.height + 2 * reach,
  };
  return pictureOf(task, shape, { made: within(around, shape), wanted, soft: false });
}

function within({ left, top, width, height }: PixelArea, shape: CorrectedShape): PageFrame {
  const start = (at: number, limit: number) => Math.min(limit - 1, Math.max(0, Math.floor(at)));
  const [x, y] = [start(left, shape.widthPx), start(top, shape.heightPx)];
  const right = Math.max(x + 1, Math.min(shape.widthPx, Math.ceil(left + width)));
  const bottom = Math.max(y + 1, Math.min(shape.heightPx, Math.ceil(top + height)));
  return { left: x, top: y, width: right - x, height: bottom - y };
}

function reachOf({ corrections }: CorrectionTask, { dpi, ink }: CorrectedShape): number {
  const ofSpecks = corrections.despeckle ? Despeckler.delay(speckShape(dpi)) : 0;
  const isAdaptive = ink === 'black' && corrections.threshold === 'adaptive';
  return ofSpecks + (isAdaptive ? thresholdRadius(dpi) : 0);
}

async function pictureOf(
  task: CorrectionTask,
  shape: CorrectedShape,
  { made, wanted, soft }: { readonly made: PageFrame; readonly wanted: PageFrame; readonly soft: boolean },
): Promise<Picture> {
  const { width: widthPx, height: heightPx } = wanted;
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  const channels = shape.ink === 'colour' ? 3 : 1;
  const isPacked = shape.ink === 'black' && !soft;
  const lineBytes = isPacked ? Math.ceil(made.width / 8) : made.width * channels;
  const [left, top] = [wanted.left - made.left, wanted.top - made.top];
  let y = -top;
  for await (const lines of correctedLines(task, made, { soft })) {
    for (let at = 0; at < lines.length; at += lineBytes, y++) {
      if (y < 0 || y >= heightPx) continue;
      const line = lines.subarray(at, at + lineBytes);
      const target = rgba.subarray(y * widthPx * 4, (y + 1) * widthPx * 4);
      if (isPacked) fromDots(line, left, target);
      else if (channels === 3) fromColour(line, left, target);
      else fromGray(line, left, target);
    }
  }
  return { widthPx, heightPx, dpi: shape.dpi, rgba };
}

function fromDots(line: Uint8Array, left: number, rgba: Uint8ClampedArray): void {
  for (let to = 0, x = left; to < rgba.length; to += 4, x++) {
    const isBlack = (line[x >> 3]! & (0x80 >> (x & 7))) !== 0;
    if (isBlack) rgba.fill(0, to, to + 3);
  }
}

function fromGray(line: Uint8Array, left: number, rgba: Uint8ClampedArray): void {
  for (let to = 0, x = left; to < rgba.length; to += 4, x++) {
    rgba[to] = rgba[to + 1] = rgba[to + 2] = line[x]!;
  }
}

function fromColour(line: Uint8Array, left: number, rgba: Uint8ClampedArray): void {
  for (let to = 0, from = left * 3; to < rgba.length; to += 4, from += 3) {
    rgba[to] = line[from]!;
    rgba[to + 1] = line[from + 1]!;
    rgba[to + 2] = line[from + 2]!;
  }
}

/** As much smaller as `px` must be to be no more than `maxPx`. */
async function shrunk(source: StoredPixels, px: number, maxPx: number): Promise<StoredPixels> {
  if (px <= maxPx) return source;
  const { shape } = source;
  const channels = shape.mode === 'colour' ? 3 : 1;
  // A pixel less, because what is cropped from a smaller page is rounded anew.
  const to = Math.max(1, Math.floor(maxPx) - 1);
  const shrinker = new LineShrinker({ widthPx: shape.widthPx, channels, from: px, to });
  const parts: Uint8Array[] = [];
  for (let index = 0; index * source.linesPerStrip < shape.heightPx; index++) {
    parts.push(shrinker.push(await source.strip(index)));
  }
  parts.push(shrinker.finish());
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const { widthPx } = shrinker;
  const heightPx = bytes.length / (widthPx * channels);
  return pixelsInMemory({ widthPx, heightPx, dpi: (shape.dpi * to) / px, mode: shape.mode }, bytes);
}
