import type { Paper } from '../../machine/paper.ts';
import { compose, transformPoint, transformRect, type Matrix, type RectPx } from '../geometry.ts';
import type { Mark, TextMark } from '../marks.ts';
import type { SidePlan } from '../sheet-plan.ts';

/**
 * A sheet lying down, as its reader holds it, is laid out like any other and then turned a quarter
 * counterclockwise onto the upright side: its top lies along the side's left edge, as that of a wide page does.
 */
export function fromLyingDown({ heightPx }: Pick<Paper, 'heightPx'>): Matrix {
  return [0, -1, 1, 0, 0, heightPx];
}

/** The way back. */
export function toLyingDown({ heightPx }: Pick<Paper, 'heightPx'>): Matrix {
  return [0, 1, -1, 0, heightPx, 0];
}

/** Left and right exchanged. */
export function mirroring({ widthPx }: Pick<Paper, 'widthPx'>): Matrix {
  return [-1, 0, 0, 1, widthPx, 0];
}

export function moving(byXPx: number, byYPx: number): Matrix {
  return [1, 0, 0, 1, byXPx, byYPx];
}

/** Everything on a side turned by quarters, moved or mirrored. */
export function transformSide({ placements, marks, ...side }: SidePlan, matrix: Matrix): SidePlan {
  return {
    ...side,
    placements: placements.map((placement) => ({
      ...placement,
      matrix: compose(matrix, placement.matrix),
      clip: transformRect(matrix, placement.clip),
    })),
    ...(marks && { marks: marks.map((mark) => transformMark(mark, matrix)) }),
  };
}

function transformMark(mark: Mark, matrix: Matrix): Mark {
  const clip = mark.clip && { clip: transformRect(matrix, mark.clip) };
  if (mark.kind === 'text') return { ...mark, ...clip, ...transformText(mark, matrix) };
  const [x1, y1] = transformPoint(matrix, mark.x1, mark.y1);
  const [x2, y2] = transformPoint(matrix, mark.x2, mark.y2);
  return { ...mark, ...clip, x1, y1, x2, y2 };
}

function transformText({ x, y, angle, mirrored = false }: TextMark, matrix: Matrix): Partial<TextMark> {
  const [a, b, c, d] = matrix;
  const [newX, newY] = transformPoint(matrix, x, y);
  // Where the text's own right is, before and after: against its direction while it is mirrored.
  const before = mirrored ? -1 : 1;
  const after = a * d - b * c < 0 ? -before : before;
  const radians = (angle * Math.PI) / 180;
  const [across, down] = [before * Math.cos(radians), before * -Math.sin(radians)];
  const turned = Math.atan2(-(b * across + d * down) * after, (a * across + c * down) * after);
  return {
    x: newX,
    y: newY,
    angle: (turned * 180) / Math.PI,
    ...(mirrored || after < 0 ? { mirrored: after < 0 } : {}),
  };
}

/** The same rectangle for a sheet that lies down. */
export function rectLyingDown(rect: RectPx, paper: Pick<Paper, 'heightPx'>): RectPx {
  return transformRect(toLyingDown(paper), rect);
}
