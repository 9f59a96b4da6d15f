import { readFileSync } from 'node:fs';
import { sideGeometry, type SideGeometry } from '../languages/ufr2lt/geometry.ts';
import type { PaperName } from '../machine/paper.ts';
import { parsePbm, type PbmImage } from './pbm.ts';

/** A file that cannot be printed, with a sentence that says why. */
export class PageError extends Error {}

/**
 * Every bitmap of the files as a side: placed top left, 1 = black, lines of the band's width. Only one is held
 * at a time. Throws PageError.
 */
export function* pbmPages(files: readonly string[], paper: PaperName): Generator<Uint8Array, void> {
  const geometry = sideGeometry(paper);
  for (const file of files) {
    for (const image of readPbm(file)) yield placeOnSide(image, geometry, file);
  }
}

function readPbm(file: string): readonly PbmImage[] {
  const bytes = readFileSync(file);
  try {
    return parsePbm(bytes);
  } catch (error) {
    throw new PageError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** As wide as the page raster is fine, too, as long as nothing is right of the sheet: that is what decode writes. */
function placeOnSide(image: PbmImage, geometry: SideGeometry, file: string): Uint8Array {
  const { paper, sheetWidthPx, rasterWidthPx, heightPx, lineBytes } = geometry;
  if (image.widthPx > rasterWidthPx || image.heightPx > heightPx) {
    throw new PageError(
      `${file}: ${image.widthPx} x ${image.heightPx} pixels do not fit on ${paper}, ` +
        `which has ${sheetWidthPx} x ${heightPx}`,
    );
  }
  const side = new Uint8Array(lineBytes * heightPx);
  for (let y = 0; y < image.heightPx; y++) {
    side.set(image.bits.subarray(y * image.stride, (y + 1) * image.stride), y * lineBytes);
    if (image.widthPx > sheetWidthPx && hasBlack(side, y * lineBytes, geometry)) {
      throw new PageError(
        `${file}: black in line ${y} right of the sheet, which is ${sheetWidthPx} pixels wide`,
      );
    }
  }
  return side;
}

function hasBlack(side: Uint8Array, line: number, { sheetWidthPx, lineBytes }: SideGeometry): boolean {
  const edge = line + (sheetWidthPx >> 3);
  const black = side[edge]! & (0xff >> (sheetWidthPx & 7));
  return black !== 0 || side.subarray(edge + 1, line + lineBytes).some((byte) => byte !== 0);
}
