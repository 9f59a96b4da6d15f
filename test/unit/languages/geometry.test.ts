import { describe, expect, it } from 'vitest';
import {
  BAND_LINES,
  MAX_LINE_BYTES,
  bandLinesAt,
  sideGeometry,
} from '../../../src/languages/ufr2lt/geometry.ts';
import { sideStart, bandStart } from '../../../src/languages/ufr2lt/page-data.ts';
import { PAPER_NAMES, type PaperName } from '../../../src/machine/paper.ts';

/** As observed in the driver's streams, every row run: sheet, E7 width, E3 width, line, bands, last band. */
const OBSERVED: Readonly<Record<PaperName, readonly number[]>> = {
  A4: [4961, 7016, 0x1380, 0x1380, 624, 28, 104],
  A5: [3496, 4961, 0x0dc0, 0x0e00, 448, 20, 97],
  B5: [4299, 6071, 0x10e0, 0x1100, 544, 24, 183],
  Letter: [5100, 6600, 0x1400, 0x1400, 640, 26, 200],
  Legal: [5100, 8400, 0x1400, 0x1400, 640, 33, 208],
  Executive: [4350, 6300, 0x1100, 0x1100, 544, 25, 156],
  Statement: [3300, 5100, 0x0d00, 0x0d00, 416, 20, 236],
  Monarch: [2325, 4500, 0x0920, 0x0980, 304, 18, 148],
  Com10: [2475, 5700, 0x09c0, 0x0a00, 320, 23, 68],
  dl_envelope: [2598, 5197, 0x0a40, 0x0a80, 336, 21, 77],
  Envelope_C5: [3827, 5409, 0x0f00, 0x0f00, 480, 22, 33],
  Envelope_B5: [4157, 5906, 0x1040, 0x1080, 528, 24, 18],
};

describe.each(PAPER_NAMES)('the raster of %s', (paper) => {
  const geometry = sideGeometry(paper);

  it('is the observed one', () => {
    const lastBand = (geometry.bandCount - 1) * BAND_LINES;
    expect([
      geometry.sheetWidthPx,
      geometry.heightPx,
      geometry.rasterWidthPx,
      geometry.bandWidthPx,
      geometry.lineBytes,
      geometry.bandCount,
      bandLinesAt(geometry, lastBand),
    ]).toEqual(OBSERVED[paper]);
  });

  it('is no wider than buffers are made for', () => {
    expect(geometry.lineBytes).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });
});

it('declares the raster of A4 as the driver does', () => {
  const geometry = sideGeometry('A4');
  expect(sideStart(geometry)[1]!.bytes).toEqual([0xe7, 0x85, 0x13, 0x80, 0x1b, 0x68]);
  expect(bandStart(geometry, 27 * BAND_LINES).flatMap(({ bytes }) => bytes)).toEqual([
    ...[0x62, 0xe3, 0x85, 0x13, 0x80, 0x00, 0x68],
    ...[0xe8, 0xa5, 0x00, 0x00, 0x1b, 0x00, 0xe1, 0x03],
  ]);
});
