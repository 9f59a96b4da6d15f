import type { GrayImage, PointPx } from './gray-image.ts';

/** Dark pixels that touch each other. */
export interface DarkBlob {
  /** Of its outline's box. */
  readonly centre: PointPx;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: number;
}

/** Every group of pixels that are darker than `limit` and touch side by side. */
export function darkBlobs({ widthPx, heightPx, levels }: GrayImage, limit: number): DarkBlob[] {
  const seen = new Uint8Array(widthPx * heightPx);
  const stack: number[] = [];
  const blobs: DarkBlob[] = [];
  const visit = (at: number) => {
    if (seen[at] || levels[at]! >= limit) return;
    seen[at] = 1;
    stack.push(at);
  };
  for (let start = 0; start < seen.length; start += 1) {
    visit(start);
    if (stack.length === 0) continue;
    let [left, right, top, bottom, pixels] = [widthPx, 0, heightPx, 0, 0];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % widthPx;
      const y = (at - x) / widthPx;
      pixels += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      if (x > 0) visit(at - 1);
      if (x < widthPx - 1) visit(at + 1);
      if (y > 0) visit(at - widthPx);
      if (y < heightPx - 1) visit(at + widthPx);
    }
    blobs.push({
      centre: { x: (left + right + 1) / 2, y: (top + bottom + 1) / 2 },
      widthPx: right - left + 1,
      heightPx: bottom - top + 1,
      pixels,
    });
  }
  return blobs;
}
