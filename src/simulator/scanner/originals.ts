import { MODE, type ScanMode } from '../../scan/protocol/commands.ts';

/** What lies on the glass or goes through the feeder: a picture that can be looked at in any resolution. */
export interface Original {
  readonly widthMm: number;
  readonly heightMm: number;
  /** The colour at a point, millimetres from the top left corner: 0xRRGGBB. */
  colourAt(xMm: number, yMm: number): number;
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
  return { widthMm, heightMm, colourAt: () => WHITE };
}

export interface LineWindow {
  readonly dpi: number;
  readonly mode: ScanMode;
  /** First pixel and number of pixels of a line. */
  readonly x: number;
  readonly width: number;
}

/** Line `y` as the scan head sees it, at the middle of each pixel; beyond the original it sees the white lid. */
export function scanLine(
  original: Original,
  y: number,
  { dpi, mode, x, width }: LineWindow,
): Uint8Array<ArrayBuffer> {
  const { channels } = MODE[mode];
  const line = new Uint8Array(width * channels);
  const yMm = ((y + 0.5) * MM_PER_INCH) / dpi;
  for (let px = 0; px < width; px += 1) {
    const xMm = ((x + px + 0.5) * MM_PER_INCH) / dpi;
    const isOnPaper = xMm < original.widthMm && yMm < original.heightMm;
    const colour = isOnPaper ? original.colourAt(xMm, yMm) : WHITE;
    const [red, green, blue] = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
    if (channels === 3) line.set([red, green, blue], 3 * px);
    else line[px] = luma(red, green, blue);
  }
  return line;
}

/** Weights of BT.601 in 1/256. How this machine weighs colours for gray has not been measured. */
function luma(red: number, green: number, blue: number): number {
  return (77 * red + 150 * green + 29 * blue) >> 8;
}
