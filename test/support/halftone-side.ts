import { Halftoner } from '../../src/imaging/halftoner.ts';
import type { ImagingKernels } from '../../src/imaging/imaging-kernels.ts';
import type { ImageRegion } from '../../src/imaging/regions.ts';
import type { Kernels } from '../../src/kernels/kernels.ts';
import type { HalftoneSettings } from '../../src/settings/halftone.ts';
import type { GrayPicture } from './reference-objects.ts';

/** A whole side of dots, 1 = black, a byte a dot. */
export function halftoneSide(
  kernels: Kernels<ImagingKernels>,
  settings: HalftoneSettings,
  { gray, widthPx, heightPx }: GrayPicture,
  regions: readonly ImageRegion[] = [],
  heights: readonly number[] = [heightPx],
): Uint8Array {
  const mark = kernels.mark();
  const strideBytes = 16 * Math.ceil(widthPx / 128);
  const maxLines = Math.max(...heights);
  const halftoner = new Halftoner(kernels, { settings, widthPx, heightPx, strideBytes, maxLines });
  const dots = new Uint8Array(widthPx * heightPx);
  let next = 0;
  for (let first = 0, i = 0; first < heightPx; i++) {
    const lines = Math.min(heights[i % heights.length]!, heightPx - first);
    const bgra = kernels.bytes(halftoner.bgraAddress, lines * widthPx * 4);
    bgra.forEach((_, at) => (bgra[at] = at % 4 === 3 ? 255 : gray[first * widthPx + (at >> 2)]!));
    const touching = regions.filter(({ y, height }) => y < first + lines && y + height > first);
    const done = halftoner.screen(first, lines, touching);
    if (done.firstLine !== next) throw new Error(`line ${done.firstLine} came after ${next - 1}`);
    const bits = kernels.bytes(done.address, done.lines * strideBytes);
    for (let y = 0; y < done.lines; y++) {
      for (let x = 0; x < widthPx; x++) {
        dots[(next + y) * widthPx + x] = (bits[y * strideBytes + (x >> 3)]! >> (7 - (x & 7))) & 1;
      }
    }
    first += lines;
    next += done.lines;
  }
  if (next !== heightPx) throw new Error(`${next} of ${heightPx} lines came out`);
  kernels.releaseTo(mark);
  return dots;
}
