import { describe, expect, test } from 'vitest';
import { OverviewMaker } from '../../../src/scan/pages/overview.ts';
import { unpackOverview } from '../../../src/scan/pages/strip-codec.ts';

describe('overviews', () => {
  test.each([
    [75, 620, 868, { widthPx: 620, heightPx: 868, dpi: 75 }],
    [150, 1240, 1736, { widthPx: 1240, heightPx: 1736, dpi: 150 }],
    [200, 1654, 2314, { widthPx: 827, heightPx: 1157, dpi: 100 }],
    [300, 2480, 3472, { widthPx: 827, heightPx: 1157, dpi: 100 }],
    [600, 4961, 6944, { widthPx: 827, heightPx: 1157, dpi: 100 }],
  ])('of %i dpi: %i × %i', (dpi, widthPx, heightPx, shape) => {
    expect(new OverviewMaker({ widthPx, heightPx, dpi, mode: 'gray' }).shape).toEqual({
      ...shape,
      mode: 'gray',
    });
  });

  test('rows come as lines come, and a page that ends early has only those', async () => {
    const maker = new OverviewMaker({ widthPx: 30, heightPx: 60, dpi: 300, mode: 'colour' });
    const line = (value: number) => new Uint8Array(30 * 3).fill(value);
    expect(maker.push(line(30)).bytes.length).toBe(0);
    const rows = maker.push(Buffer.concat([line(60), line(90), line(200)]));
    expect([rows.firstRow, rows.bytes.length, rows.bytes[0]]).toEqual([0, 30, 60]);
    expect(maker.push(line(200)).bytes.length).toBe(0);
    expect(maker.finish()).toMatchObject({ firstRow: 1, bytes: new Uint8Array(30).fill(200) });
    const stored = await maker.pack();
    expect(stored.shape).toEqual({ widthPx: 10, heightPx: 2, dpi: 100, mode: 'colour' });
    expect([...(await unpackOverview(stored))]).toEqual([...Array(30).fill(60), ...Array(30).fill(200)]);
  });

  test('a page of one line is seen all the same', async () => {
    const maker = new OverviewMaker({ widthPx: 16, heightPx: 600, dpi: 600, mode: 'gray' });
    maker.push(new Uint8Array(16).fill(90));
    maker.finish();
    const stored = await maker.pack();
    expect(stored.shape).toMatchObject({ widthPx: 3, heightPx: 1 });
    expect([...(await unpackOverview(stored))]).toEqual([90, 90, 90]);
  });
});
