import type { Paper } from '../machine/paper.ts';
import { compose, transformPoint, transformRect } from './geometry.ts';
import type { Mark, TextMark } from './marks.ts';
import type { Matrix, RectPx, SidePlan } from './sheet-plan.ts';

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

/**
 * Everything on a side turned by quarters, moved or mirrored. Of texts only the place is mirrored: they stay
 * readable.
 */
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

const EXCHANGED = { start: 'end', center: 'center', end: 'start' } as const;

function transformText({ x, y, angle, align }: TextMark, matrix: Matrix): Partial<TextMark> {
  const [a, b, c, d] = matrix;
  const [newX, newY] = transformPoint(matrix, x, y);
  const radians = (angle * Math.PI) / 180;
  const [across, down] = [Math.cos(radians), -Math.sin(radians)];
  const turned = (Math.atan2(-(b * across + d * down), a * across + c * down) * 180) / Math.PI;
  const mirrored = a * d - b * c < 0;
  return {
    x: newX,
    y: newY,
    angle: mirrored ? normalized(turned + 180) : turned,
    align: mirrored ? EXCHANGED[align] : align,
  };
}

/** Above -180, up to 180. */
function normalized(angle: number): number {
  return angle > 180 ? angle - 360 : angle;
}

/** The same rectangle for a sheet that lies down. */
export function rectLyingDown(rect: RectPx, paper: Pick<Paper, 'heightPx'>): RectPx {
  return transformRect(toLyingDown(paper), rect);
}
