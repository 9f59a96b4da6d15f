import { PlatenError } from '../../errors/platen-error.ts';
import { HOLLOW_MARK, WEDGE_MARKS, type PlaceMm } from '../../settings/wedge.ts';
import type { FoundMark } from './find-marks.ts';
import { pxPerMm, type GrayImage, type PointPx } from './gray-image.ts';

/** Where the wedge lies in a picture. */
export interface WedgePlacement {
  /** A place of the wedge, in the picture. */
  toPx(place: PlaceMm): PointPx;
  /** By which the wedge was turned, clockwise, −180 to 180. */
  readonly turnedDegrees: number;
}

/** Of the sides between marks, against what was drawn: prints and scans are true to a percent or two. */
const LENGTH_TOLERANCE = 0.04;

/**
 * The four marks that lie as they do on a wedge, whatever else looks like a mark.
 *
 * @throws PlatenError `scan.wedge-not-found`
 */
export function placeWedge(marks: readonly FoundMark[], image: Pick<GrayImage, 'dpi'>): WedgePlacement {
  const scale = pxPerMm(image);
  for (const hollow of marks.filter(({ isHollow }) => isHollow)) {
    const corners = cornersAround(hollow, marks, scale).next().value;
    if (corners) return placementOf(corners);
  }
  throw new PlatenError('scan.wedge-not-found');
}

type Corners = readonly [PointPx, PointPx, PointPx, PointPx];

/** Marks in the order of `WEDGE_MARKS`, given the one without a dot. */
function* cornersAround(
  hollow: FoundMark,
  marks: readonly FoundMark[],
  scale: number,
): Generator<Corners, void, undefined> {
  const dotted = marks.filter(({ isHollow }) => !isHollow).map(({ centre }) => centre);
  const apart = (from: number, to: number) => {
    const [one, other] = [WEDGE_MARKS[from]!, WEDGE_MARKS[to]!];
    return Math.hypot(one.xMm - other.xMm, one.yMm - other.yMm) * scale;
  };
  const fits = (one: PointPx, other: PointPx, length: number) =>
    Math.abs(Math.hypot(one.x - other.x, one.y - other.y) / length - 1) <= LENGTH_TOLERANCE;
  const third = hollow.centre;
  for (const second of dotted.filter((mark) => fits(mark, third, apart(1, HOLLOW_MARK)))) {
    for (const fourth of dotted.filter((mark) => fits(mark, third, apart(3, HOLLOW_MARK)))) {
      for (const first of dotted.filter((mark) => fits(mark, third, apart(0, HOLLOW_MARK)))) {
        const corners: Corners = [first, second, third, fourth];
        const isRectangle = fits(first, second, apart(0, 1)) && fits(first, fourth, apart(0, 3));
        if (isRectangle && isClockwise(corners)) yield corners;
      }
    }
  }
}

/** As drawn, not as in a mirror. */
function isClockwise([first, second, , fourth]: Corners): boolean {
  const across = { x: second.x - first.x, y: second.y - first.y };
  const down = { x: fourth.x - first.x, y: fourth.y - first.y };
  return across.x * down.y - across.y * down.x > 0;
}

/** Between the marks by their distances: a print that is a little larger, turned or askew is met exactly at all four. */
function placementOf([first, second, third, fourth]: Corners): WedgePlacement {
  const [origin, , far] = WEDGE_MARKS;
  const mix = (one: number, other: number, share: number) => one + (other - one) * share;
  return {
    toPx: ({ xMm, yMm }) => {
      const across = (xMm - origin.xMm) / (far.xMm - origin.xMm);
      const down = (yMm - origin.yMm) / (far.yMm - origin.yMm);
      return {
        x: mix(mix(first.x, second.x, across), mix(fourth.x, third.x, across), down),
        y: mix(mix(first.y, second.y, across), mix(fourth.y, third.y, across), down),
      };
    },
    turnedDegrees: (Math.atan2(second.y - first.y, second.x - first.x) * 180) / Math.PI,
  };
}
