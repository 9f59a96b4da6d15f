import { PlatenError } from '../../errors/platen-error.ts';
import { TESTED_SCANNER, type ScannerQuirks } from '../../machine/scanner-quirks.ts';
import { MODE, type PageParameters, type ScanMode } from './commands.ts';

/** Resolutions known to work (scan notes §6); any other is scanned at the next of them and made smaller. */
export const SCAN_RESOLUTIONS = [75, 150, 300, 600] as const;
export type ScanResolution = (typeof SCAN_RESOLUTIONS)[number];

/** A part of the glass or sheet, from its top left corner. */
export interface AreaMm {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

const MM_PER_INCH = 25.4;
/** Smallest scan either way, pixels (notes §6). */
const MIN_PX = 16;
/** Widths are multiples of this for gray and colour. */
const WIDTH_STEP_PX = 4;

/** The lowest resolution that the machine is known to have and that is not below what is wanted. */
export function resolutionFor(dpi: number): ScanResolution {
  return SCAN_RESOLUTIONS.find((known) => known >= dpi) ?? 600;
}

/** The largest page at a resolution, pixels. */
export function largestPage(
  dpi: number,
  { largestPage: { width, height } }: ScannerQuirks = TESTED_SCANNER,
): { readonly width: number; readonly height: number } {
  return { width: Math.floor((width * dpi) / 75), height: Math.floor((height * dpi) / 75) };
}

export interface ScanFrame {
  /** What the machine is told; its width may be up to 3 pixels more than was asked for. */
  readonly parameters: PageParameters;
  /** Pixels of each line that were asked for. */
  readonly widthPx: number;
  /** Bytes of each line as the machine sends it. */
  readonly lineBytes: number;
}

/**
 * An area in pixels at a resolution: each edge is rounded on its own, so neighbouring areas meet; what lies
 * beyond the largest page is cut off.
 *
 * @throws PlatenError `scan.area` when less than 16 × 16 pixels are left
 */
export function frameOf(area: AreaMm, dpi: number, mode: ScanMode, quirks = TESTED_SCANNER): ScanFrame {
  const largest = largestPage(dpi, quirks);
  const px = (mm: number) => Math.floor((mm / MM_PER_INCH) * dpi + 0.5);
  const x = Math.max(0, px(area.leftMm));
  const y = Math.max(0, px(area.topMm));
  const widthPx = Math.min(px(area.leftMm + area.widthMm), largest.width) - x;
  const height = Math.min(px(area.topMm + area.heightMm), largest.height) - y;
  if (!(widthPx >= MIN_PX && height >= MIN_PX)) throw new PlatenError('scan.area');
  const width = Math.min(aligned(widthPx), largest.width - x);
  const lineBytes = width * MODE[mode].channels;
  return { parameters: { dpi, mode, x, y, width, height }, widthPx, lineBytes };
}

function aligned(widthPx: number): number {
  return Math.ceil(widthPx / WIDTH_STEP_PX) * WIDTH_STEP_PX;
}
