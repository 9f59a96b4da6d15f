import { PlatenError } from '../../errors/platen-error.ts';
import {
  readWedgeCode,
  WEDGE_CODE_CELLS,
  WEDGE_CODE_MM,
  WEDGE_GRAYS,
  WEDGE_PATCH_MM,
  WEDGE_PATCHES,
  type PlaceMm,
} from '../../settings/wedge.ts';
import { findMarks } from './find-marks.ts';
import type { GrayImage } from './gray-image.ts';
import { placeWedge, type WedgePlacement } from './place-wedge.ts';
import type { WedgeReading } from './wedge-api.ts';

/** White left out at a patch's edges: toner gathers there, and the place is not known better than this. */
const RIM_MM = 1.5;
/** A patch is the trimmed mean of so many squares a side. Each holds several cells of the coarsest screen. */
const SQUARES = 6;
/** Squares left out at either end, for dust and scratches. */
const TRIMMED = 6;
/** Samples a square's side. */
const SAMPLES = 10;

/** A print whose black and paper are nearer than this has no tones to measure. */
const LEAST_CONTRAST = 80;
/** Between the three patches of a gray, of 255; solid and bare ones too. */
const LARGEST_SPREAD = 40;

/**
 * Measures the step wedge in a picture of the glass, wherever and however it lies.
 *
 * @throws PlatenError `scan.wedge-not-found`, `scan.wedge-unreadable`, `scan.wedge-faint`, `scan.wedge-uneven`
 */
export function readWedge(image: GrayImage): WedgeReading {
  const placement = placeWedge(findMarks(image), image);
  const patches = WEDGE_PATCHES.map(({ gray, ...corner }) => ({
    gray,
    level: patchLevel(image, placement, corner),
  }));
  const levelsOf = (gray: number) => patches.filter((patch) => patch.gray === gray).map(({ level }) => level);
  const black = meanOf(levelsOf(WEDGE_GRAYS[0]!));
  const paper = meanOf(levelsOf(WEDGE_GRAYS.at(-1)!));
  if (paper - black < LEAST_CONTRAST) {
    throw new PlatenError('scan.wedge-faint', { black: Math.round(black), paper: Math.round(paper) });
  }
  const id = readWedgeCode(codeCells(image, placement, (black + paper) / 2));
  if (id === null) throw new PlatenError('scan.wedge-unreadable');

  const lightness = (level: number) => Math.min(255, Math.max(0, (255 * (level - black)) / (paper - black)));
  const spreads = WEDGE_GRAYS.map((gray) => {
    const levels = levelsOf(gray).map(lightness);
    return Math.max(...levels) - Math.min(...levels);
  });
  const spread = Math.max(...spreads);
  if (spread > LARGEST_SPREAD) throw new PlatenError('scan.wedge-uneven', { spread: Math.round(spread) });
  return {
    id,
    lightness: WEDGE_GRAYS.map((gray) => meanOf(levelsOf(gray).map(lightness))),
    paper,
    black,
    spread,
    turnedDegrees: placement.turnedDegrees,
  };
}

/** Means of squares rather than pixels are ranked: a screen's pixels are dots and gaps, and none of them is wrong. */
function patchLevel(image: GrayImage, placement: WedgePlacement, corner: PlaceMm): number {
  const sizeMm = (WEDGE_PATCH_MM - 2 * RIM_MM) / SQUARES;
  const squares = Array.from({ length: SQUARES ** 2 }, (_, i) => {
    const left = corner.xMm + RIM_MM + sizeMm * (i % SQUARES);
    const top = corner.yMm + RIM_MM + sizeMm * Math.floor(i / SQUARES);
    return areaMean(image, placement, { xMm: left, yMm: top }, [sizeMm, sizeMm]);
  });
  squares.sort((a, b) => a - b);
  return meanOf(squares.slice(TRIMMED, -TRIMMED));
}

function codeCells(image: GrayImage, placement: WedgePlacement, limit: number): boolean[] {
  const { xMm, yMm, cell, height } = WEDGE_CODE_MM;
  return Array.from({ length: WEDGE_CODE_CELLS }, (_, i) => {
    const corner = { xMm: xMm + (i + 0.3) * cell, yMm: yMm + 0.3 * height };
    return areaMean(image, placement, corner, [0.4 * cell, 0.4 * height]) < limit;
  });
}

/** Mean of the pixels nearest to samples that are spread evenly over a part of the wedge. */
function areaMean(
  { levels, widthPx, heightPx }: GrayImage,
  placement: WedgePlacement,
  { xMm, yMm }: PlaceMm,
  [width, height]: readonly [widthMm: number, heightMm: number],
): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES ** 2; i += 1) {
    const { x, y } = placement.toPx({
      xMm: xMm + (width * ((i % SAMPLES) + 0.5)) / SAMPLES,
      yMm: yMm + (height * (Math.floor(i / SAMPLES) + 0.5)) / SAMPLES,
    });
    const column = Math.min(widthPx - 1, Math.max(0, Math.floor(x)));
    const row = Math.min(heightPx - 1, Math.max(0, Math.floor(y)));
    sum += levels[row * widthPx + column]!;
  }
  return sum / SAMPLES ** 2;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
