import { PlatenError } from '../errors/platen-error.ts';
import { monotoneCurve } from './monotone-curve.ts';

/** Gray in and gray out, whole levels from 0 (black) to 255 (white). */
export interface TonePoint {
  readonly from: number;
  readonly to: number;
}

const BLACK = 0;
const WHITE = 255;
const POINT = /^(\d{1,3}):(\d{1,3})$/;

/**
 * The points of a tone curve as people write it: `0:0 96:112 255:255`, parted by spaces or commas, from dark to light.
 * Empty: no points.
 *
 * @throws PlatenError `settings.tone-curve-*`; `position` (from 0) and `length` say where, in characters
 */
export function parseToneCurve(text: string): TonePoint[] {
  const points: TonePoint[] = [];
  for (const match of text.matchAll(/[^\s,]+/g)) {
    const [found] = match;
    const place = { found: found.slice(0, 40), position: match.index, length: found.length };
    const [, from, to] = POINT.exec(found) ?? [];
    if (from === undefined || Number(from) > WHITE || Number(to) > WHITE) {
      throw new PlatenError('settings.tone-curve-point', place);
    }
    const point = { from: Number(from), to: Number(to) };
    const last = points.at(-1);
    if (last && point.from <= last.from) throw new PlatenError('settings.tone-curve-order', place);
    if (last && point.to < last.to) throw new PlatenError('settings.tone-curve-falls', place);
    if (point.from === WHITE && point.to < WHITE) throw new PlatenError('settings.tone-curve-paper', place);
    points.push(point);
  }
  return points;
}

/** Points as `parseToneCurve` reads them. */
export function formatToneCurve(points: readonly TonePoint[]): string {
  return points.map(({ from, to }) => `${from}:${to}`).join(' ');
}

/**
 * Gray in to gray out, both 0 to 255, fractions allowed: smooth through the points, never falling. Where no point
 * stands at 0 or at 255, these stay themselves.
 */
export function toneCurve(points: readonly TonePoint[]): (gray: number) => number {
  const ends = [BLACK, WHITE].filter((end) => !points.some(({ from }) => from === end));
  const all = [...points, ...ends.map((end) => ({ from: end, to: end }))];
  return monotoneCurve(all.sort((a, b) => a.from - b.from).map(({ from, to }) => [from, to]));
}
