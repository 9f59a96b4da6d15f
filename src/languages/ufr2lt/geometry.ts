import { PAPERS, type PaperName } from '../../machine/paper.ts';

/** Lines of every band but a side's last (observed in the driver's streams). */
export const BAND_LINES = 256;

/** Width of a longest band line: 5120 px on Letter and Legal. */
export const MAX_LINE_BYTES = 640;

/** Shape of one side's image. 1-bit, 1 = black, most significant bit leftmost, 600 dpi, top to bottom. */
export interface SideGeometry {
  readonly paper: PaperName;
  /** True width of the sheet; what lies right of it is white in the driver's streams. */
  readonly sheetWidthPx: number;
  /** Width the stream declares (attribute E7): sheet width up to a multiple of 32. */
  readonly rasterWidthPx: number;
  /** Width of the coded bands (attribute E3): raster width up to a multiple of 128. */
  readonly bandWidthPx: number;
  readonly heightPx: number;
  /** Bytes of one coded line. */
  readonly lineBytes: number;
  readonly bandCount: number;
}

/** UFR II LT notes §4: how the driver derives a raster from the sheet's size. */
export function sideGeometry(paper: PaperName): SideGeometry {
  const { widthPx, heightPx } = PAPERS[paper];
  const rasterWidthPx = roundUp(widthPx, 32);
  const bandWidthPx = roundUp(rasterWidthPx, 128);
  return {
    paper,
    sheetWidthPx: widthPx,
    rasterWidthPx,
    bandWidthPx,
    heightPx,
    lineBytes: bandWidthPx / 8,
    bandCount: Math.ceil(heightPx / BAND_LINES),
  };
}

/** Lines of the band that starts at `firstLine`. */
export function bandLinesAt(geometry: SideGeometry, firstLine: number): number {
  return Math.min(BAND_LINES, geometry.heightPx - firstLine);
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
