import type { Matrix } from '../../../src/layout/geometry.ts';
import type { LineMark, Mark, TextMark } from '../../../src/layout/marks.ts';
import type { Placement } from '../../../src/layout/sheet-plan.ts';
import { pdf } from '../../support/pdf-file.ts';
import { png } from '../../support/image-files.ts';
import { expect, test, type Dots } from './raster-test.ts';

const MIB = 2 ** 20;
const A4 = { width: 4960, height: 7016 };
const DOTS_PER_PT = 600 / 72;

const text = (mark: Partial<TextMark>): TextMark => ({
  kind: 'text',
  layer: 'over',
  gray: 0,
  text: 'HH',
  x: 2400,
  y: 3500,
  align: 'center',
  sizePx: 400,
  angle: 0,
  ...mark,
});
const line = (mark: Partial<LineMark>): LineMark => ({
  kind: 'line',
  layer: 'over',
  gray: 0,
  x1: 1000,
  y1: 1000,
  x2: 2000,
  y2: 1000,
  widthPx: 1,
  ...mark,
});

test.describe('marks', () => {
  test('lines along the sheet’s edges are whole dots, from end to end', async ({ bench }) => {
    const marks = [
      line({ y1: 1000, y2: 1000 }),
      line({ x1: 1500.4, x2: 1500.4, y1: 3000, y2: 2000, widthPx: 3 }),
      line({ x1: 3000, x2: 3100, y1: 5000, y2: 5000, widthPx: 4, dashPx: [20, 10] }),
    ];
    const dots = await bench.raster({ placements: [], marks }, 'A4', { halftone: 'Gradation' });
    expect(dots.rendered.report.blackDots).toBe(1000 + 3 * 1000 + 4 * 70);
    expect([dots.isBlack(1000, 999), dots.isBlack(1000, 1000), dots.isBlack(999, 999)]).toContain(true);
    expect(dots.coverage(1499, 2000, 3, 1000)).toBe(1);
    const dashes = Array.from({ length: 100 }, (_, i) => (dots.isBlack(3000 + i, 5000) ? '#' : '.')).join('');
    const dash = `${'#'.repeat(20)}${'.'.repeat(10)}`;
    expect(dashes).toBe(dash.repeat(3) + '#'.repeat(10));
  });

  test('watermark: text stands with its anchor where it was put, turned and aligned', async ({ bench }) => {
    const box = async (mark: Partial<TextMark>) =>
      (await bench.raster({ placements: [], marks: [text(mark)] }, 'A4')).inkBox()!;
    // Capitals of Liberation Sans are 1409/2048 of the size high; an H is 1479 wide, its stems from 168 to 1311.
    const high = 400 * (1409 / 2048);
    const wide = 400 * ((1479 + 1311 - 168) / 2048);
    const level = await box({});
    expect(Math.abs(level.bottom - level.top - high)).toBeLessThan(2);
    expect(Math.abs(level.right - level.left - wide)).toBeLessThan(2);
    expect(Math.abs((level.top + level.bottom) / 2 - 3500)).toBeLessThan(2);
    expect(Math.abs((level.left + level.right) / 2 - 2400)).toBeLessThan(2);
    // A quarter turn counterclockwise: it reads upwards.
    const upright = await box({ angle: 90, align: 'start' });
    expect(Math.abs(upright.bottom - (3500 - (168 / 2048) * 400))).toBeLessThan(2);
    expect(Math.abs((upright.left + upright.right) / 2 - 2400)).toBeLessThan(2);
    expect(Math.abs(upright.bottom - upright.top - wide)).toBeLessThan(2);
    const end = await box({ align: 'end' });
    expect(Math.abs(end.right - (2400 - (168 / 2048) * 400))).toBeLessThan(2);
  });

  test('a watermark at 45° runs up to the right through its anchor', async ({ bench }) => {
    const marks = [text({ text: 'DRAFT', angle: 45, sizePx: 900 })];
    const dots = await bench.raster({ placements: [], marks }, 'A4');
    const box = dots.inkBox()!;
    expect(Math.abs((box.left + box.right) / 2 - 2400)).toBeLessThan(60);
    expect(Math.abs((box.top + box.bottom) / 2 - 3500)).toBeLessThan(60);
    expect(dots.coverage(3200, 2200, 400, 400)).toBeGreaterThan(0.02);
    expect(dots.coverage(1200, 2200, 400, 400)).toBe(0);
    expect(dots.coverage(1250, 4350, 400, 400)).toBeGreaterThan(0.02);
  });

  test('text too long for its place is made smaller', async ({ bench }) => {
    const marks = [text({ text: 'HHHHHHHHHHHHHHHHHHHH', maxLengthPx: 2000 })];
    const box = (await bench.raster({ placements: [], marks }, 'A4')).inkBox()!;
    expect(box.right - box.left).toBeLessThanOrEqual(2000);
    expect(box.right - box.left).toBeGreaterThan(1950);
  });

  test('marks lie under and over pages, and in their clip', async ({ bench }) => {
    bench.put('gray.pdf', pdf(595, 842, '1 1 1 rg 0 0 595 842 re f'));
    const { id } = await bench.open('gray.pdf');
    const page: Placement = {
      documentId: id,
      pageIndex: 0,
      matrix: [DOTS_PER_PT, 0, 0, DOTS_PER_PT, 0, 0],
      clip: { x: 0, y: 0, width: 2480, height: 7016 },
    };
    const level = (layer: Mark['layer'], y: number) =>
      line({ layer, x1: 500, x2: 4500, y1: y, y2: y, widthPx: 10 });
    const marks = [
      level('under', 1000),
      level('over', 2000),
      { ...level('over', 3000), clip: { x: 3000, y: 0, width: 100, height: 7016 } },
    ];
    const dots = await bench.raster({ placements: [page], marks }, 'A4');
    expect(dots.coverage(500, 996, 1980, 8)).toBe(0);
    expect(dots.coverage(2480, 996, 2020, 8)).toBe(1);
    expect(dots.coverage(500, 1996, 4000, 8)).toBe(1);
    expect(dots.coverage(3000, 2996, 100, 8)).toBe(1);
    expect(dots.coverage(500, 2996, 2500, 8) + dots.coverage(3100, 2996, 1400, 8)).toBe(0);
  });

  test('marks join without a seam where bands meet', async ({ bench }) => {
    const marks = [
      text({ text: 'CONFIDENTIAL', angle: 50, sizePx: 800, gray: 128 }),
      text({ text: 'Straße Ελλάδα Привет', y: 510, sizePx: 90 }),
      line({ x1: 100, y1: 100, x2: 4800, y2: 6900, widthPx: 7 }),
      line({ x1: 4000, x2: 4000, y1: 10, y2: 7000, widthPx: 3, dashPx: [31, 17] }),
    ];
    const sides: Dots[] = [];
    for (const canvasBytes of [160 * MIB, 6 * MIB]) {
      await bench.tune(canvasBytes);
      sides.push(await bench.raster({ placements: [], marks }, 'A4', { halftone: 'Gradation' }));
    }
    const [whole, cut] = sides as [Dots, Dots];
    expect(whole.rendered.report.blackDots).toBeGreaterThan(300_000);
    // Slanted edges are cut off where a band ends, and the browser rounds them anew: by less than a dot.
    expect(whole.difference(cut)).toBeLessThan(whole.rendered.report.blackDots / 200);
  });
});

test.describe('placements', () => {
  /** The dark corner of a page whose top left quarter is black, by kind of document. */
  async function open(bench: Parameters<Parameters<typeof test>[2]>[0]['bench'], name: string) {
    if (name.endsWith('.pdf')) bench.put(name, pdf(200, 300, '0 150 100 150 re f'));
    if (name.endsWith('.png')) {
      const colour = (x: number, y: number) =>
        x < 100 && y < 150 ? ([0, 0, 0, 255] as const) : ([255, 255, 255, 255] as const);
      bench.put(name, png({ width: 200, height: 300, colour }, 72));
    }
    return bench.open(name);
  }

  const UNIT = 5;
  /** A page of 200 × 300 pt on the box of 1000 × 1500 (or 1500 × 1000) dots at 500, 500. */
  const TURNS: readonly [name: string, matrix: Matrix, dark: string][] = [
    ['upright', [UNIT, 0, 0, UNIT, 500, 500], '#...'],
    ['a quarter turn clockwise', [0, UNIT, -UNIT, 0, 2000, 500], '.#..'],
    ['upside down', [-UNIT, 0, 0, -UNIT, 1500, 2000], '...#'],
    ['a quarter turn counterclockwise', [0, -UNIT, UNIT, 0, 500, 1500], '..#.'],
    ['mirrored', [-UNIT, 0, 0, UNIT, 1500, 500], '.#..'],
    ['mirrored and turned', [0, UNIT, UNIT, 0, 500, 500], '#...'],
  ];

  for (const name of ['turn.pdf', 'turn.png']) {
    test(`${name}: turned and mirrored pages lie where the matrix says`, async ({ bench }) => {
      const { id } = await open(bench, name);
      for (const [turn, matrix, dark] of TURNS) {
        const turned = matrix[0] === 0;
        const [width, height] = turned ? [1500, 1000] : [1000, 1500];
        const clip = { x: 0, y: 0, ...A4 };
        const side = { placements: [{ documentId: id, pageIndex: 0, matrix, clip }] };
        const dots = await bench.raster(side, 'A4');
        const probe = (x: number, y: number) => (dots.coverage(x - 50, y - 50, 100, 100) > 0.5 ? '#' : '.');
        const corners = [
          probe(600, 600),
          probe(400 + width, 600),
          probe(600, 400 + height),
          probe(400 + width, 400 + height),
        ];
        expect(corners.join(''), turn).toBe(dark);
        expect(dots.rendered.report.blackDots, turn).toBe((1000 * 1500) / 4);
      }
    });
  }

  test('text and TIFF pages are mirrored too', async ({ bench }) => {
    bench.put('mirror.txt', Buffer.from('#'.repeat(40)));
    for (const name of ['mirror.txt', 'four-pages.tif']) {
      const info = await bench.open(name);
      const { widthPt } = info.pages[0]!;
      const clip = { x: 0, y: 0, ...A4 };
      const at = (matrix: Matrix) => ({ placements: [{ documentId: info.id, pageIndex: 0, matrix, clip }] });
      const plain = (await bench.raster(at([8, 0, 0, 8, 0, 0]), 'A4')).inkBox()!;
      const mirrored = (await bench.raster(at([-8, 0, 0, 8, widthPt * 8, 0]), 'A4')).inkBox()!;
      expect(Math.abs(mirrored.right - (widthPt * 8 - plain.left)), name).toBeLessThan(2);
      expect(Math.abs(mirrored.left - (widthPt * 8 - plain.right)), name).toBeLessThan(2);
      expect([mirrored.top, mirrored.bottom], name).toEqual([plain.top, plain.bottom]);
    }
  });

  test('a stamp’s strength: its parts do not show through each other', async ({ bench }) => {
    bench.put('stamp.pdf', pdf(200, 300, '0 0 200 300 re f 50 50 100 200 re f'));
    const { id } = await bench.open('stamp.pdf');
    const stamp = (opacity: number): Placement => ({
      documentId: id,
      pageIndex: 0,
      matrix: [UNIT, 0, 0, UNIT, 500, 500],
      clip: { x: 700, y: 0, width: 1000, height: 7016 },
      opacity,
    });
    const tones = { halftone: 'BlueNoise' as const };
    const dots = await bench.raster({ placements: [stamp(0.3)] }, 'A4', tones);
    expect(dots.inkBox()!.left).toBeGreaterThanOrEqual(700);
    const [edge, middle] = [dots.coverage(1300, 600, 190, 1300), dots.coverage(800, 800, 400, 900)];
    expect(edge).toBeGreaterThan(0.1);
    expect(edge).toBeLessThan(0.6);
    expect(Math.abs(edge - middle)).toBeLessThan(0.02);
    // Bands cut it without a trace.
    await bench.tune(6 * MIB);
    await bench.open('stamp.pdf');
    const cut = await bench.raster({ placements: [stamp(0.3)] }, 'A4', tones);
    expect(dots.difference(cut)).toBe(0);
  });

  test('a side with nothing on it is quick', async ({ bench }) => {
    await bench.raster({ placements: [] }, 'A4');
    const blank = await bench.raster({ placements: [] }, 'A4', { halftone: 'Gradation' });
    expect(blank.rendered.report.blackDots).toBe(0);
    expect(blank.heightPx).toBe(A4.height);
    const { screen, compress, draw } = blank.rendered.report.timing;
    expect(draw).toBe(0);
    expect(screen + compress).toBeLessThan(400);
  });
});
