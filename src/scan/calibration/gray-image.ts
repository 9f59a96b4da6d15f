/** A scanned picture in memory: 0 black to 255 white, line by line without a gap. */
export interface GrayImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly levels: Uint8Array;
}

/** A point of an image, pixels; the middle of the first pixel is at 0.5. */
export interface PointPx {
  readonly x: number;
  readonly y: number;
}

const MM_PER_INCH = 25.4;

export function pxPerMm({ dpi }: Pick<GrayImage, 'dpi'>): number {
  return dpi / MM_PER_INCH;
}

/** Made smaller by a whole number, as the mean of squares. What is left over at the right and below is dropped. */
export function shrunk(image: GrayImage, by: number): GrayImage {
  if (by === 1) return image;
  const widthPx = Math.floor(image.widthPx / by);
  const heightPx = Math.floor(image.heightPx / by);
  const levels = new Uint8Array(widthPx * heightPx);
  const sums = new Uint32Array(widthPx);
  for (let y = 0; y < heightPx; y += 1) {
    sums.fill(0);
    for (let row = y * by; row < (y + 1) * by; row += 1) {
      const start = row * image.widthPx;
      for (let x = 0, at = start; x < widthPx; x += 1) {
        for (let i = 0; i < by; i += 1, at += 1) sums[x]! += image.levels[at]!;
      }
    }
    for (let x = 0; x < widthPx; x += 1) levels[y * widthPx + x] = Math.round(sums[x]! / (by * by));
  }
  return { widthPx, heightPx, dpi: image.dpi / by, levels };
}

/** Mean of the pixels whose middles lie between two distances of a point; null where one of them is outside. */
export function ringMean(
  image: GrayImage,
  { x, y }: PointPx,
  innerPx: number,
  outerPx: number,
): number | null {
  const [top, bottom] = [Math.floor(y - outerPx), Math.ceil(y + outerPx)];
  const [left, right] = [Math.floor(x - outerPx), Math.ceil(x + outerPx)];
  if (top < 0 || left < 0 || bottom > image.heightPx || right > image.widthPx) return null;
  let sum = 0;
  let count = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      if (distance < innerPx || distance > outerPx) continue;
      sum += image.levels[row * image.widthPx + column]!;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}
