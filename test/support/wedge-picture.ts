import type { GrayImage } from '../../src/scan/calibration/gray-image.ts';
import {
  HOLLOW_MARK,
  WEDGE_CODE_MM,
  WEDGE_MARK_MM,
  WEDGE_MARKS,
  WEDGE_PATCH_MM,
  WEDGE_PATCHES,
  WEDGE_SIZE_MM,
  wedgeCode,
} from '../../src/settings/wedge.ts';
import { Random } from './random.ts';

export interface WedgePrint {
  readonly id: number;
  /** Lightness of a gray, 0 to 255: what the machine makes of it. */
  readonly tone: (gray: number) => number;
  /** Levels of paper and solid black. */
  readonly paper?: number;
  readonly black?: number;
  /** Clockwise. */
  readonly turnedDegrees?: number;
  /** Of the wedge's middle on the glass. */
  readonly atMm?: readonly [x: number, y: number];
  /** Largest deviation of a pixel, levels. */
  readonly noise?: number;
  /** Patches in dots of this many lines an inch instead of even gray. */
  readonly screenLpi?: number;
  /** Size of the print over that of the drawing. */
  readonly scale?: number;
  /** What lies over it: 0 to 255, or null where the wedge is seen. Millimetres of the glass. */
  readonly over?: (xMm: number, yMm: number) => number | null;
}

const GLASS_MM = { width: 215, height: 294 };
/** Pixels a millimetre of the wedge that is laid on the glass. */
const FINE = 25;
/** Samples a pixel's side. */
const SAMPLES = 3;

/** A printed wedge on the glass, as the scanner sees it; drawn from the wedge's description, not by the page's code. */
export function wedgePicture(print: WedgePrint, dpi = 200): GrayImage {
  const { paper = 235, black = 30, turnedDegrees = 0, atMm = [105, 148], noise = 0, scale = 1, over } = print;
  const pxPerMm = dpi / 25.4;
  const widthPx = Math.floor(GLASS_MM.width * pxPerMm);
  const heightPx = Math.floor(GLASS_MM.height * pxPerMm);
  const levels = new Uint8Array(widthPx * heightPx).fill(paper);
  const chance = new Random(7);
  const angle = (turnedDegrees * Math.PI) / 180;
  const [across, down] = [(Math.cos(angle) / scale) * FINE, (Math.sin(angle) / scale) * FINE];
  const wedge = drawnWedge(print);
  const [middleX, middleY] = [wedge.widthPx / 2, wedge.heightPx / 2];
  const reach = (scale * Math.hypot(WEDGE_SIZE_MM.width, WEDGE_SIZE_MM.height)) / 2;
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const [dx, dy] = [column / pxPerMm - atMm[0], row / pxPerMm - atMm[1]];
      if (!over && (Math.abs(dx) > reach || Math.abs(dy) > reach)) continue;
      let sum = 0;
      for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
        const sx = dx + ((i % SAMPLES) + 0.5) / SAMPLES / pxPerMm;
        const sy = dy + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES / pxPerMm;
        const x = Math.floor(middleX + sx * across + sy * down);
        const y = Math.floor(middleY - sx * down + sy * across);
        const isOn = x >= 0 && y >= 0 && x < wedge.widthPx && y < wedge.heightPx;
        sum += isOn ? wedge.lightness[y * wedge.widthPx + x]! : 255;
      }
      const covered = over?.(column / pxPerMm, row / pxPerMm) ?? null;
      const level = covered ?? black + ((paper - black) * sum) / (255 * SAMPLES ** 2);
      const noisy = level + noise * (2 * chance.next() - 1);
      levels[row * widthPx + column] = Math.min(255, Math.max(0, Math.round(noisy)));
    }
  }
  return { widthPx, heightPx, dpi, levels };
}

/** The wedge alone, straight: 0 where there is only toner, 255 where there is none. */
function drawnWedge({ id, tone, screenLpi }: WedgePrint) {
  const widthPx = WEDGE_SIZE_MM.width * FINE;
  const heightPx = WEDGE_SIZE_MM.height * FINE;
  const lightness = new Float32Array(widthPx * heightPx).fill(255);
  const fill = (
    { xMm, yMm }: { readonly xMm: number; readonly yMm: number },
    [width, height]: readonly [widthMm: number, heightMm: number],
    light: (xMm: number, yMm: number) => number,
  ) => {
    for (let y = Math.round(yMm * FINE); y < Math.round((yMm + height) * FINE); y += 1) {
      for (let x = Math.round(xMm * FINE); x < Math.round((xMm + width) * FINE); x += 1) {
        lightness[y * widthPx + x] = light((x + 0.5) / FINE, (y + 0.5) / FINE);
      }
    }
  };
  const { outerRadius, innerRadius, dotRadius } = WEDGE_MARK_MM;
  WEDGE_MARKS.forEach(({ xMm, yMm }, index) => {
    const corner = { xMm: xMm - outerRadius, yMm: yMm - outerRadius };
    fill(corner, [2 * outerRadius, 2 * outerRadius], (x, y) => {
      const distance = Math.hypot(x - xMm, y - yMm);
      const isRing = distance < outerRadius && distance > innerRadius;
      return isRing || (index !== HOLLOW_MARK && distance < dotRadius) ? 0 : 255;
    });
  });
  const { xMm, yMm, cell, height } = WEDGE_CODE_MM;
  wedgeCode(id).forEach((isBlack, i) => {
    fill({ xMm: xMm + i * cell, yMm }, [cell, height], () => (isBlack ? 0 : 255));
  });
  for (const patch of WEDGE_PATCHES) {
    const light = tone(patch.gray);
    const shade = screenLpi ? dotsOf(1 - light / 255, screenLpi) : () => light;
    fill(patch, [WEDGE_PATCH_MM, WEDGE_PATCH_MM], shade);
  }
  return { widthPx, heightPx, lightness };
}

/** A screen of 45 degrees: where two waves add up to less than a limit, there is a dot. */
function dotsOf(coverage: number, lpi: number): (xMm: number, yMm: number) => number {
  const turn = (lpi / 25.4) * Math.SQRT1_2;
  const saw = (value: number) => Math.abs(2 * (value - Math.floor(value)) - 1);
  // The sum of two even spreads from 0 to 1 is below s with probability s²/2, mirrored above 1.
  const limit = coverage < 0.5 ? Math.sqrt(2 * coverage) : 2 - Math.sqrt(2 * (1 - coverage));
  return (x, y) => (saw((x + y) * turn) + saw((x - y) * turn) < limit ? 0 : 255);
}
