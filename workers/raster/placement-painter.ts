import type { Matrix } from '../../src/layout/geometry.ts';
import type { PageContext } from '../../src/documents/open-document.ts';
import type { Placement } from '../../src/layout/sheet-plan.ts';
import type { LineRange } from './bands.ts';

/** Draws a placed page; `matrix` maps page points to the canvas. */
export type DrawPlacement = (ctx: PageContext, placement: Placement, matrix: Matrix) => Promise<void>;

/** Draws as much of a placed page as shows on a band. `ctx` shows the side from `band.firstLine` on. */
export async function drawPlacement(
  ctx: PageContext,
  placement: Placement,
  band: LineRange,
  draw: DrawPlacement,
): Promise<void> {
  const { clip, matrix, opacity = 1 } = placement;
  const [a, b, c, d, e, f] = matrix;
  const bandMatrix: Matrix = [a, b, c, d, e, f - band.firstLine];
  if (opacity < 1) return drawFaint(ctx, placement, band, draw);
  ctx.save();
  ctx.beginPath();
  ctx.rect(clip.x, clip.y - band.firstLine, clip.width, clip.height);
  ctx.clip();
  await draw(ctx, placement, bandMatrix);
  ctx.restore();
}

/** A see-through page is drawn whole first: its parts must not show through each other. */
async function drawFaint(
  ctx: PageContext,
  placement: Placement,
  { firstLine, lines }: LineRange,
  draw: DrawPlacement,
): Promise<void> {
  const { clip, matrix, opacity = 1 } = placement;
  const left = Math.max(0, Math.floor(clip.x));
  const right = Math.min(ctx.canvas.width, Math.ceil(clip.x + clip.width));
  const top = Math.max(0, Math.floor(clip.y) - firstLine);
  const bottom = Math.min(lines, Math.ceil(clip.y + clip.height) - firstLine);
  if (right <= left || bottom <= top) return;
  const layer = new OffscreenCanvas(right - left, bottom - top);
  const layerCtx = layer.getContext('2d', { willReadFrequently: true })!;
  layerCtx.beginPath();
  layerCtx.rect(clip.x - left, clip.y - firstLine - top, clip.width, clip.height);
  layerCtx.clip();
  const [a, b, c, d, e, f] = matrix;
  await draw(layerCtx, placement, [a, b, c, d, e - left, f - firstLine - top]);
  ctx.save();
  ctx.globalAlpha = opacity;
  ctx.drawImage(layer, left, top);
  ctx.restore();
}
