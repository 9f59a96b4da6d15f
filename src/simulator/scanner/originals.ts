import { MODE, type ScanMode } from '../../scan/protocol/commands.ts';

/** What lies on the glass or goes through the feeder: a picture that can be looked at in any resolution. */
export interface Original {
  readonly widthMm: number;
  readonly heightMm: number;
  /** The colour at a point, millimetres from the top left corner: 0xRRGGBB. */
  colourAt(xMm: number, yMm: number): number;
  /** Two heights of the same band show the same line, which is then made once. Left out: each is made. */
  bandAt?(yMm: number): number;
  /** Where it is made of pixels, whole rows of them: quicker than point by point, and the same. */
  readonly pixels?: PixelRows;
}

export interface PixelRows {
  columnAt(xMm: number): number;
  /** Also its band. */
  rowAt(yMm: number): number;
  /** Colours of a row, as `colourAt` gives them; valid until the next is asked for. */
  row(row: number): Uint32Array;
}

/** A sheet with something on its front and perhaps on its back. */
export interface SheetOriginal {
  readonly front: Original;
  /** null: white. */
  readonly back: Original | null;
}

const WHITE = 0xff_ff_ff;
const MM_PER_INCH = 25.4;

export function blankOriginal(widthMm = 210, heightMm = 297): Original {
  return { widthMm, heightMm, colourAt: () => WHITE, bandAt: () => 0 };
}

export interface LineWindow {
  readonly dpi: number;
  readonly mode: ScanMode;
  /** First pixel and number of pixels of a line. */
  readonly x: number;
  readonly width: number;
}

/** Where the scan head looks for line `y`: the middle of it. */
export function lineMm(y: number, dpi: number): number {
  return ((y + 0.5) * MM_PER_INCH) / dpi;
}

/** Where it looks for a pixel of a line. */
export function pixelMm(x: number, dpi: number): number {
  return ((x + 0.5) * MM_PER_INCH) / dpi;
}

/** Line `y` as the scan head sees it, at the middle of each pixel; beyond the original it sees the white lid. */
export function scanLine(original: Original, y: number, view: LineWindow): Uint8Array<ArrayBuffer> {
  const { dpi, mode, x, width } = view;
  const line = new Uint8Array(width * MODE[mode].channels).fill(0xff);
  const yMm = lineMm(y, dpi);
  if (yMm >= original.heightMm) return line;
  for (let px = 0; px < width; px += 1) {
    const xMm = pixelMm(x + px, dpi);
    if (xMm >= original.widthMm) break;
    putPixel(line, px, original.colourAt(xMm, yMm), mode);
  }
  return line;
}

/** What the sensor sees of a colour: in a gray scan its lightness. */
export function putPixel(line: Uint8Array, px: number, colour: number, mode: ScanMode): void {
  if (mode === 'gray') {
    line[px] = luma(colour);
    return;
  }
  line[3 * px] = colour >> 16;
  line[3 * px + 1] = (colour >> 8) & 0xff;
  line[3 * px + 2] = colour & 0xff;
}

/** Weights of BT.601 in 1/256. How this machine weighs colours for gray has not been measured. */
function luma(colour: number): number {
  return (77 * (colour >> 16) + 150 * ((colour >> 8) & 0xff) + 29 * (colour & 0xff)) >> 8;
}
