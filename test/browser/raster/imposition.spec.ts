import type { Placement } from '../../../src/layout/sheet-plan.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { ALIGNMENTS } from '../../../src/settings/catalogue/layout.ts';
import { pdfOfPages } from '../../support/pdf-file.ts';
import { expect, planOf, test, type Dots, type RasterBench } from './raster-test.ts';

type Probe = (x: number, y: number) => boolean;

test.describe('booklets', () => {
  const { widthPx, heightPx, marginPx } = PAPERS.A4;
  const BITS = 7;

  /**
   * A page that says its number: marks at its top left and bottom right, and between them a row of cells, black for
   * each bit that is set.
   */
  const numbered = (number: number) => {
    const cells = Array.from({ length: BITS }, (_, bit) => bit).filter((bit) => (number >> bit) & 1);
    const marks = ['40 742 60 60 re', '495 40 60 60 re'];
    const content = `${[...marks, ...cells.map((bit) => `${100 + bit * 60} 400 40 40 re`)].join(' ')} f`;
    return { widthPt: 595, heightPt: 842, content };
  };

  /** The number of the page in a box; null: blank. Throws when it does not stand upright. */
  function numberIn(probe: Probe, left: number, right: number, bottom: number): number | null {
    const box = { left: Infinity, right: -1, top: Infinity, bottom: -1 };
    const step = 8;
    for (let y = 0; y < bottom; y += step) {
      for (let x = left; x < right; x += step) {
        if (!probe(x, y)) continue;
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
    }
    if (box.right < 0) return null;
    const at = (x: number, y: number) =>
      probe(
        Math.round(box.left + ((x - 40) / 515) * (box.right - box.left)),
        Math.round(box.top + ((802 - y) / 762) * (box.bottom - box.top)),
      );
    const corners = [at(70, 772), at(525, 772), at(70, 70), at(525, 70)];
    expect(corners).toEqual([true, false, false, true]);
    return Array.from({ length: BITS }, (_, bit) => (at(120 + bit * 60, 420) ? 1 << bit : 0)).reduce(
      (a, b) => a + b,
    );
  }

  /** Left and right page of a side, the sheet held with its left edge up. */
  function halves(dots: Dots): [left: number | null, right: number | null] {
    const probe: Probe = (x, y) => dots.isBlack(y, heightPx - 1 - x);
    const middle = heightPx / 2;
    return [
      numberIn(probe, marginPx, middle, widthPx),
      numberIn(probe, middle, heightPx - marginPx, widthPx),
    ];
  }

  /** The pages as one reads them: each signature's sheets laid inside each other and folded, right leaf first. */
  function readFolded(sheets: readonly { front: Dots; back: Dots }[], each: number): (number | null)[] {
    const pages: (number | null)[] = [];
    for (let first = 0; first < sheets.length; first += each) {
      const signature = sheets.slice(first, first + each).map(({ front, back }) => {
        const [[frontLeft, frontRight], [backLeft, backRight]] = [halves(front), halves(back)];
        return { rising: [frontRight, backLeft], falling: [backRight, frontLeft] };
      });
      pages.push(...signature.flatMap(({ rising }) => rising));
      pages.push(...signature.toReversed().flatMap(({ falling }) => falling));
    }
    return pages;
  }

  for (const [count, signatureSheets] of [
    [8, 0],
    [12, 0],
    [13, 0],
    [64, 4],
  ] as const) {
    test(`booklet of ${count} pages: folded, it reads from 1 to ${count}`, async ({ bench }) => {
      const name = 'booklet.pdf';
      bench.put(name, pdfOfPages(Array.from({ length: count }, (_, i) => numbered(i + 1))));
      const plan = planOf([await bench.open(name)], { arrangement: 'booklet', signatureSheets });
      expect(plan.sheets).toHaveLength(Math.ceil(count / 4));
      expect(plan.duplex).toBe('short');
      const sheets = [];
      for (const { front, back } of plan.sheets) {
        sheets.push({ front: await bench.raster(front, 'A4'), back: await bench.raster(back!, 'A4') });
      }
      const read = readFolded(sheets, signatureSheets || sheets.length);
      expect(read.slice(0, count)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      expect(read.slice(count)).toEqual(read.slice(count).map(() => null));
    });
  }
});

test.describe('posters', () => {
  const { widthPx, heightPx, marginPx } = PAPERS.Monarch;
  const tile = { width: widthPx - 2 * marginPx, height: heightPx - 2 * marginPx };
  const DOT_PT = 72 / 600;
  const onDots = (...values: number[]) => values.map((value) => (value * DOT_PT).toFixed(2)).join(' ');
  /** All over a page of 400 × 900 points; and which share of its dots may lie elsewhere. */
  const CONTENTS = {
    'bars and level lines': {
      content: [
        ...Array.from(
          { length: 40 },
          (_, i) => `${onDots(20 + i * 81, 33 + i * 37, 1 + i, 900 + i * 131)} re f`,
        ),
        ...Array.from({ length: 12 }, (_, i) => `${onDots(7, 400 + 577 * i, 3300, 2 + (i % 3))} re f`),
      ].join('\n'),
      share: 0,
    },
    // Slanted edges that are cut off elsewhere are rounded elsewhere, by less than a dot.
    'slanted lines and letters': {
      content: [
        ...Array.from({ length: 12 }, (_, i) => `${i % 4} w ${10 * i} 5 m ${395 - 7 * i} 890 l S`),
        'BT /F1 120 Tf 20 300 Td (Platen) Tj ET',
      ].join('\n'),
      share: 1 / 1000,
    },
  };
  const resources = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';

  /** The whole poster in dots, put together from pieces. */
  class Wall {
    readonly dots: Uint8Array;
    /** Dots that two pieces show differently. */
    contradictions = 0;

    constructor(
      readonly width: number,
      readonly height: number,
    ) {
      this.dots = new Uint8Array(width * height).fill(2);
    }

    hang(piece: Dots, from: { x: number; y: number }, at: { x: number; y: number }, size: typeof tile): void {
      for (let y = 0; y < Math.min(size.height, this.height - at.y); y += 1) {
        for (let x = 0; x < Math.min(size.width, this.width - at.x); x += 1) {
          const index = (at.y + y) * this.width + at.x + x;
          const dot = piece.isBlack(from.x + x, from.y + y) ? 1 : 0;
          if (this.dots[index] !== 2 && this.dots[index] !== dot) this.contradictions += 1;
          this.dots[index] = dot;
        }
      }
    }
  }

  for (const [posterOverlapMm, kind] of [
    [0, 'bars and level lines'],
    [10, 'bars and level lines'],
    [10, 'slanted lines and letters'],
  ] as const) {
    const { content, share } = CONTENTS[kind];
    test(`poster tiles, ${posterOverlapMm} mm overlap: ${kind} reassemble to the page`, async ({ bench }) => {
      const name = 'poster.pdf';
      bench.put(name, pdfOfPages([{ widthPt: 400, heightPt: 900, content, resources }]));
      const plan = planOf([await bench.open(name)], {
        paper: 'Monarch',
        arrangement: 'poster',
        scaling: 'actual',
        posterColumns: 2,
        posterRows: 2,
        posterOverlapMm,
        posterMarks: false,
        posterLabels: false,
        autoRotate: false,
      });
      expect(plan.sheets).toHaveLength(4);
      const overlap = Math.round((posterOverlapMm / 25.4) * 600);
      const wall = () => new Wall(2 * tile.width - overlap, 2 * tile.height - overlap);
      const hung = wall();
      for (const [index, { front }] of plan.sheets.entries()) {
        const at = {
          x: (index % 2) * (tile.width - overlap),
          y: Math.floor(index / 2) * (tile.height - overlap),
        };
        const dots = await bench.raster(front, 'Monarch');
        const { left, top, right, bottom } = dots.inkBox()!;
        expect(Math.min(left, top, widthPx - right, heightPx - bottom)).toBeGreaterThanOrEqual(marginPx);
        hung.hang(dots, { x: marginPx, y: marginPx }, at, tile);
      }
      // The same page at the same size, on two larger sheets that are cut elsewhere.
      const whole = wall();
      const [a, b, c, d, e, f] = plan.sheets[0]!.front.placements[0]!.matrix;
      for (const top of [0, 4200]) {
        const placement: Placement = {
          documentId: name,
          pageIndex: 0,
          matrix: [a, b, c, d, e - marginPx, f - marginPx - top],
          clip: { x: 0, y: 0, width: PAPERS.A4.widthPx, height: PAPERS.A4.heightPx },
        };
        const dots = await bench.raster({ placements: [placement] }, 'A4');
        whole.hang(dots, { x: 0, y: 0 }, { x: 0, y: top }, { width: whole.width, height: 4200 });
      }
      let [black, different] = [0, 0];
      for (let i = 0; i < hung.dots.length; i += 1) {
        if (whole.dots[i] === 1) black += 1;
        if (whole.dots[i] !== hung.dots[i]) different += 1;
      }
      expect(black).toBeGreaterThan(500_000);
      expect(hung.contradictions).toBeLessThanOrEqual(black * share);
      expect(different).toBeLessThanOrEqual(black * share);
    });
  }
});

test.describe('watermarks', () => {
  const { widthPx, heightPx, marginPx } = PAPERS.A4;
  const blank = { widthPt: 595, heightPt: 842, content: '' };

  async function marked(bench: RasterBench, settings: Parameters<typeof planOf>[1]): Promise<Dots> {
    bench.put('blank.pdf', pdfOfPages([blank]));
    const plan = planOf([await bench.open('blank.pdf')], {
      watermark: 'HHHH',
      watermarkAngle: 0,
      watermarkOpacity: 100,
      watermarkSize: 30,
      ...settings,
    });
    return bench.raster(plan.sheets[0]!.front, 'A4');
  }

  test('watermark positions: all nine, inside what can be printed', async ({ bench }) => {
    for (const watermarkPosition of ALIGNMENTS) {
      const { left, top, right, bottom } = (await marked(bench, { watermarkPosition })).inkBox()!;
      const isLeft = /left/.test(watermarkPosition);
      const isRight = /right/.test(watermarkPosition);
      const isTop = /top/.test(watermarkPosition);
      const isBottom = /bottom/.test(watermarkPosition);
      const size = { x: right - left, y: bottom - top };
      // Side bearings and the height of a line around capitals leave some white.
      const slack = size.y;
      const gaps = { left: left - marginPx, right: widthPx - marginPx - right };
      const heights = { top: top - marginPx, bottom: heightPx - marginPx - bottom };
      expect(
        Math.min(...Object.values(gaps), ...Object.values(heights)),
        watermarkPosition,
      ).toBeGreaterThanOrEqual(0);
      expect(gaps.left < slack, watermarkPosition).toBe(isLeft);
      expect(gaps.right < slack, watermarkPosition).toBe(isRight);
      expect(heights.top < slack, watermarkPosition).toBe(isTop);
      expect(heights.bottom < slack, watermarkPosition).toBe(isBottom);
      if (!isLeft && !isRight) expect(Math.abs(gaps.left - gaps.right), watermarkPosition).toBeLessThan(4);
      if (!isTop && !isBottom)
        expect(Math.abs(heights.top - heights.bottom), watermarkPosition).toBeLessThan(4);
    }
  });

  test('watermarks repeat all over the page', async ({ bench }) => {
    const dots = await marked(bench, { watermarkTiled: true, watermarkSize: 80 });
    for (let row = 0; row < 4; row += 1) {
      for (let column = 0; column < 2; column += 1) {
        const [left, top] = [column * (widthPx >> 1), row * (heightPx >> 2)];
        expect(dots.coverage(left, top, widthPx >> 1, heightPx >> 2), `${column}, ${row}`).toBeGreaterThan(
          0.01,
        );
      }
    }
  });

  test('a faint watermark is screened, and letters of the page stay solid over it', async ({ bench }) => {
    const page = { ...blank, content: '100 380 400 80 re f' };
    bench.put('page.pdf', pdfOfPages([page]));
    const plan = planOf([await bench.open('page.pdf')], {
      scaling: 'actual',
      watermark: 'DRAFT',
      watermarkAngle: 0,
      watermarkOpacity: 20,
      watermarkLayer: 'over',
    });
    const dots = await bench.raster(plan.sheets[0]!.front, 'A4', { halftone: 'Gradation' });
    const dot = 600 / 72;
    expect(dots.coverage(Math.ceil(101 * dot), Math.ceil((842 - 459) * dot), 3300, 640)).toBe(1);
    const { left, right } = dots.inkBox()!;
    expect(right - left).toBeGreaterThan(3600);
    const faint = dots.rendered.report.blackDots - 400 * dot * 80 * dot;
    expect(faint).toBeGreaterThan(20_000);
  });
});
