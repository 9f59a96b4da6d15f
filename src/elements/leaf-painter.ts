import { cellsOf, grayOfCells, type Dots, type Shrink } from './dots.ts';
import type { Leaf } from './leaf.ts';
import { OVERVIEW_SHRINK, overviewOf } from './overview.ts';

const FRAME_COLOUR = 'rgb(30 90 220 / 55%)';
const FRAME_TINT = 'rgb(60 110 230 / 7%)';
/** What is about to be replaced is pale. */
const STALE_ALPHA = 0.4;
const SHADOW_COLOUR = 'rgb(0 0 0 / 9%)';
/** How far each of its layers reaches beyond the sheet, CSS pixels. */
const SHADOW_PX = [1, 2, 4] as const;

/** Paints sides: far away from an overview of the dots, near from the dots themselves. */
export class LeafPainter {
  readonly #scratch = document.createElement('canvas');
  readonly #overviews = new WeakMap<Dots, HTMLCanvasElement>();
  readonly #onOverview: () => void;
  #wanted: ReadonlySet<Dots> = new Set();

  /** `onOverview` is told when there is something better to paint. */
  constructor(onOverview: () => void) {
    this.#onOverview = onOverview;
  }

  /** Begins the overviews of what will be painted from now on. */
  prepare(leaves: readonly Leaf[]): void {
    const before = this.#wanted;
    this.#wanted = new Set(leaves.flatMap(({ dots }) => dots ?? []));
    for (const dots of this.#wanted) {
      if (before.has(dots) || this.#overviews.has(dots)) continue;
      void overviewOf(dots, () => this.#wanted.has(dots)).then((overview) => {
        if (!overview) return;
        this.#overviews.set(dots, overview);
        this.#onOverview();
      });
    }
  }

  /** With the side's corner at `left`, `top` (whole device pixels), `scale` device pixels a dot. */
  paint(context: CanvasRenderingContext2D, leaf: Leaf, scale: number, left: number, top: number): void {
    const width = leaf.widthPx * scale;
    const height = leaf.heightPx * scale;
    // Drawn by hand: a blurred shadow of a whole sheet costs more than the sheet.
    context.fillStyle = SHADOW_COLOUR;
    for (const grow of SHADOW_PX) {
      const by = grow * devicePixelRatio;
      context.fillRect(left - by, top - by / 2, width + 2 * by, height + 2 * by);
    }
    context.fillStyle = 'white';
    context.fillRect(left, top, width, height);
    if (leaf.isStale) context.globalAlpha = STALE_ALPHA;
    this.#paintContent(context, leaf, scale, left, top);
    context.globalAlpha = 1;
  }

  #paintContent(
    context: CanvasRenderingContext2D,
    leaf: Leaf,
    scale: number,
    left: number,
    top: number,
  ): void {
    const { dots } = leaf;
    const overview = dots && this.#overviews.get(dots);
    if (dots && scale >= 1 / OVERVIEW_SHRINK) this.#paintDots(context, dots, scale, left, top);
    else if (dots && overview) {
      const each = OVERVIEW_SHRINK * scale;
      drawSmoothly(context, overview, left, top, overview.width * each, overview.height * each);
    } else if (leaf.picture && !isClosed(leaf.picture)) {
      drawSmoothly(context, leaf.picture, left, top, leaf.widthPx * scale, leaf.heightPx * scale);
    }
  }

  #paintDots(context: CanvasRenderingContext2D, dots: Dots, scale: number, left: number, top: number): void {
    const { width, height } = context.canvas;
    const shrink: Shrink = scale >= 1 ? 1 : scale >= 1 / 2 ? 2 : 4;
    const cellPx = scale * shrink;
    const all = cellsOf(dots, shrink);
    const column = Math.max(0, Math.floor(-left / cellPx));
    const row = Math.max(0, Math.floor(-top / cellPx));
    const columns = Math.min(all.columns, Math.ceil((width - left) / cellPx)) - column;
    const rows = Math.min(all.rows, Math.ceil((height - top) / cellPx)) - row;
    if (columns <= 0 || rows <= 0) return;
    this.#scratch.width = columns;
    this.#scratch.height = rows;
    const pixels = grayOfCells(dots, shrink, { column, row, columns, rows });
    this.#scratch.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0);
    context.imageSmoothingEnabled = cellPx !== Math.round(cellPx);
    context.drawImage(
      this.#scratch,
      left + column * cellPx,
      top + row * cellPx,
      columns * cellPx,
      rows * cellPx,
    );
  }
}

/** The frame that the machine cannot print. */
export function paintFrame(
  context: CanvasRenderingContext2D,
  leaf: Leaf,
  scale: number,
  left: number,
  top: number,
): void {
  if (leaf.framePx === undefined) return;
  const inset = leaf.framePx * scale;
  const [width, height] = [leaf.widthPx * scale, leaf.heightPx * scale];
  const inner = [left + inset, top + inset, width - 2 * inset, height - 2 * inset] as const;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.rect(...inner);
  context.fillStyle = FRAME_TINT;
  context.fill('evenodd');
  context.strokeStyle = FRAME_COLOUR;
  context.lineWidth = devicePixelRatio;
  context.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  context.strokeRect(...inner);
  context.restore();
}

/** Pictures end when others take their place, which may be before the frame in which those are drawn. */
function isClosed(picture: CanvasImageSource): boolean {
  return picture instanceof ImageBitmap && picture.width === 0;
}

function drawSmoothly(
  context: CanvasRenderingContext2D,
  image: CanvasImageSource,
  ...area: [left: number, top: number, width: number, height: number]
): void {
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, ...area);
}
