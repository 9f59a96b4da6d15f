import type { Corrections } from './corrections.ts';
import type { Findings } from './findings.ts';

/** What becomes of each level: white point, brightness, contrast. Exports `toneTable`. */

/** Paper varies by so much around its gray; all of it becomes white. */
const PAPER_VARIES = 8;
/**
 * Shares of the white point. Up to the first, levels are only stretched; from the second on they are white, which takes
 * bleed-through away (its paper shines through by a twentieth, seldom by a tenth); in between the way is steep.
 */
const [KNEE, WHITE_FROM] = [0.8, 0.94];
const LEAST_WHITE_POINT = 16;

/** 256 levels. The higher the white point, the darker; never falls. */
export function toneTable(findings: Findings, corrections: Corrections): Uint8Array<ArrayBuffer> {
  const { brightness, contrast } = corrections;
  const white = whitePoint(findings, corrections);
  const shift = (clamp(brightness, -100, 100) / 100) * 128;
  // −100: all is gray; 100: all is black or white.
  const slope = Math.tan(((clamp(contrast, -100, 99) + 100) * Math.PI) / 400);
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const lit = (white === null ? level : whitened(level / white)) + shift;
    return Math.round(clamp((lit - 128) * slope + 128, 0, 255));
  });
}

function whitePoint({ paperGray }: Findings, { whitePoint }: Corrections): number | null {
  const white = whitePoint === 'auto' ? paperGray - PAPER_VARIES : whitePoint;
  return white === null ? null : clamp(white, LEAST_WHITE_POINT, 255);
}

/** `share` of the white point → level. */
function whitened(share: number): number {
  if (share >= WHITE_FROM) return 255;
  if (share <= KNEE) return share * 255;
  const way = (share - KNEE) / (WHITE_FROM - KNEE);
  // Without a bend at the knee or at white.
  return 255 * (KNEE + (1 - KNEE) * way * way * (3 - 2 * way));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
