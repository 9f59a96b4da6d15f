import { formatToneCurve, parseToneCurve, type TonePoint } from '../settings/tone-curve.ts';

const BLACK: TonePoint = { from: 0, to: 0 };
const WHITE: TonePoint = { from: 255, to: 255 };
/** More is a curve that nobody can see through. */
export const MOST_POINTS = 12;

/** The points of a curve with its two ends, which are there even where nobody set them. */
export function pointsOf(text: string): TonePoint[] {
  const points = parseToneCurve(text);
  const start = points[0]?.from === 0 ? [] : [BLACK];
  const end = points.at(-1)?.from === WHITE.from ? [] : [WHITE];
  return [...start, ...points, ...end];
}

/** The text of a curve; ends that stay themselves are left out. */
export function textOf(points: readonly TonePoint[]): string {
  return formatToneCurve(points.filter((point) => !isSame(point, BLACK) && !isSame(point, WHITE)));
}

/** A point moved as near to `wanted` as its neighbours leave room: the curve never falls, and white stays white. */
export function movePoint(points: readonly TonePoint[], index: number, wanted: TonePoint): TonePoint[] {
  const before = points[index - 1];
  const after = points[index + 1];
  if (!after) return [...points];
  const from = before ? clamp(Math.round(wanted.from), before.from + 1, after.from - 1) : 0;
  const to = clamp(Math.round(wanted.to), before?.to ?? 0, after.to);
  return points.with(index, { from, to });
}

/** A new point where the curve has room for one; the same points where it has not. */
export function addPoint(points: readonly TonePoint[], wanted: TonePoint): TonePoint[] {
  if (points.length >= MOST_POINTS) return [...points];
  const index = points.findIndex(({ from }) => from > wanted.from);
  if (index < 1) return [...points];
  const before = points[index - 1]!;
  if (Math.round(wanted.from) <= before.from || Math.round(wanted.from) >= points[index]!.from)
    return [...points];
  return movePoint(points.toSpliced(index, 0, wanted), index, wanted);
}

/** All but one point; the ends become themselves again. */
export function removePoint(points: readonly TonePoint[], index: number): TonePoint[] {
  if (index === 0) return points.with(0, BLACK);
  return index === points.length - 1 ? [...points] : points.toSpliced(index, 1);
}

/** The middle of the widest gap: where a new point is of most use. */
export function widestGap(points: readonly TonePoint[]): TonePoint {
  let best = { width: -1, from: 0, to: 0 };
  for (const [index, after] of points.entries()) {
    const before = points[index - 1];
    if (!before || after.from - before.from <= best.width) continue;
    best = {
      width: after.from - before.from,
      from: Math.round((before.from + after.from) / 2),
      to: Math.round((before.to + after.to) / 2),
    };
  }
  return { from: best.from, to: best.to };
}

function isSame(a: TonePoint, b: TonePoint): boolean {
  return a.from === b.from && a.to === b.to;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
