import type { OpenDocument } from './open-document.ts';

/** One page, upright, on white, as large as fits a square of `maxPx`. */
export async function drawThumbnail(
  document: OpenDocument,
  pageIndex: number,
  maxPx: number,
): Promise<ImageBitmap> {
  const { widthPt, heightPt } = document.pages[pageIndex]!;
  const scale = maxPx / Math.max(widthPt, heightPt);
  const width = Math.max(1, Math.round(widthPt * scale));
  const height = Math.max(1, Math.round(heightPt * scale));
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d', { alpha: false })!;
  ctx.fillStyle = '#fff';
  ctx.fillRect(0, 0, width, height);
  await document.draw(ctx, pageIndex, [width / widthPt, 0, 0, height / heightPt, 0, 0]);
  return canvas.transferToImageBitmap();
}
