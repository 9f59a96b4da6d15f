import type { TextMark } from '../../../src/layout/marks.ts';
import type { SheetPlan, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { mirroring, transformSide } from '../../../src/layout/places/transform-side.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { PAGE_ORDERS } from '../../../src/settings/catalogue/layout.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { pdfOfPages } from '../../support/pdf-file.ts';
import { expect, planOf, test, type Dots, type RasterBench } from './raster-test.ts';

const LETTER = { widthPt: 612, heightPt: 792 };
const WIDE = { widthPt: 792, heightPt: 612 };
const { widthPx, heightPx, marginPx } = PAPERS.Letter;

/** A page with a bar at its top left, an inch high and two wide, an inch from either edge. */
const topLeft = ({ widthPt, heightPt }: typeof LETTER) => ({
  widthPt,
  heightPt,
  content: `72 ${heightPt - 144} 144 72 re f`,
});

async function print(
  bench: RasterBench,
  pages: Parameters<typeof pdfOfPages>[0],
  settings: Partial<PrintSettings>,
): Promise<{ plan: SheetPlan; front: Dots; back: Dots | null }> {
  const name = 'layout.pdf';
  bench.put(name, pdfOfPages(pages));
  const plan = planOf([await bench.open(name)], { paper: 'Letter', scaling: 'actual', ...settings });
  const { front, back } = plan.sheets[0]!;
  const sides = {
    front: await bench.raster(front, 'Letter'),
    back: back && (await bench.raster(back, 'Letter')),
  };
  await bench.close(name);
  return { plan, ...sides };
}

type Corner = 'top left' | 'top right' | 'bottom left' | 'bottom right' | 'elsewhere';

/** Where the bar is on a side. */
function cornerOf(dots: Dots): Corner {
  const { left, top, right, bottom } = dots.inkBox()!;
  const across = left === 600 ? 'left' : right === widthPx - 600 ? 'right' : null;
  const down = top === 600 ? 'top' : bottom === heightPx - 600 ? 'bottom' : null;
  return across && down ? `${down} ${across}` : 'elsewhere';
}

test.describe('both sides of a sheet', () => {
  const CORNERS = ['top left', 'top right', 'bottom right', 'bottom left'] as const;
  /** The corner that becomes `corner` when the sheet is given a quarter turn clockwise in the hands. */
  const beforeQuarterTurn = (corner: (typeof CORNERS)[number]) => CORNERS[(CORNERS.indexOf(corner) + 3) % 4]!;

  for (const [name, page, edge] of [
    ['upright pages, long edge: turned like a book’s', LETTER, 'long'],
    ['upright pages, short edge: turned over the top, like a notepad’s', LETTER, 'short'],
    ['wide pages, long edge: turned over the top, like a wall calendar’s', WIDE, 'long'],
    ['wide pages, short edge: turned like a book’s', WIDE, 'short'],
  ] as const) {
    test(name, async ({ bench }) => {
      const { plan, front, back } = await print(bench, [topLeft(page), topLeft(page)], { duplex: edge });
      expect(plan.duplex).toBe(edge);
      // Held as the front is read, and as the back is read after turning the sheet over about the edge: each side's
      // dots are what is seen then, so both must have the bar where the reader's top left is.
      const readAt = page === WIDE ? beforeQuarterTurn('top left') : 'top left';
      expect([cornerOf(front), cornerOf(back!)]).toEqual([readAt, readAt]);
    });
  }
});

test.describe('n-up', () => {
  /** Page `n` is black for `n` fifths of its width, from the left. */
  const pages = [1, 2, 3, 4].map((n) => ({ ...LETTER, content: `0 0 ${(612 * n) / 5} 792 re f` }));

  /** Which page is in which quarter: top left, top right, bottom left, bottom right. */
  function quarters(dots: Dots): number[] {
    const [width, height] = [(widthPx - 2 * marginPx) / 2, (heightPx - 2 * marginPx) / 2];
    return [0, 1, 2, 3].map((quarter) => {
      const left = Math.round(marginPx + (quarter % 2) * width);
      const top = Math.round(marginPx + Math.floor(quarter / 2) * height);
      return Math.round(dots.coverage(left, top, Math.floor(width), Math.floor(height)) * 5);
    });
  }

  const EXPECTED = {
    Z: [1, 2, 3, 4],
    N: [1, 3, 2, 4],
    'Z-rtl': [2, 1, 4, 3],
    'N-rtl': [3, 1, 4, 2],
  };
  for (const pageOrder of PAGE_ORDERS) {
    test(`order ${pageOrder}`, async ({ bench }) => {
      const { front } = await print(bench, pages, {
        arrangement: 'nup',
        pagesPerSheet: '4',
        pageOrder,
        scaling: 'fit',
      });
      expect(quarters(front)).toEqual(EXPECTED[pageOrder]);
    });
  }

  test('two upright pages lie side by side on a sheet that lies down', async ({ bench }) => {
    const { front } = await print(bench, [topLeft(LETTER), topLeft(LETTER)], {
      arrangement: 'nup',
      pagesPerSheet: '2',
      scaling: 'percent',
      scalePercent: 50,
    });
    // Held with its left edge up, the first page is the left one: the lower one of the upright sheet.
    const inHalf = (top: number) => front.coverage(0, top, widthPx, heightPx / 2) * widthPx * (heightPx / 2);
    expect(inHalf(0)).toBeCloseTo(300 * 600, -1);
    expect(inHalf(heightPx / 2)).toBeCloseTo(300 * 600, -1);
    // The bar runs up the sheet: 300 dots across, 600 down.
    const { left, right } = front.inkBox()!;
    expect(right - left).toBe(300);
  });

  test('frames are drawn around pages, to the dot', async ({ bench }) => {
    const blank = { ...LETTER, content: '' };
    const { front, plan } = await print(bench, [blank], {
      arrangement: 'nup',
      pagesPerSheet: '4',
      pageBorder: 'thin',
      pageGapMm: 5,
      scaling: 'fill',
    });
    const { x, y, width, height } = plan.sheets[0]!.front.placements[0]!.clip;
    expect(front.inkBox()).toEqual({ left: x, top: y, right: x + width, bottom: y + height });
    expect(front.rendered.report.blackDots).toBe(2 * 4 * width + 2 * 4 * (height - 8));
  });
});

test.describe('size and place', () => {
  for (const scalePercent of [50, 100, 150]) {
    test(`a ruler at ${scalePercent} percent`, async ({ bench }) => {
      const dot = 72 / 600;
      const ticks = [1, 2, 3, 4, 5].map((inch) => `${inch * 72} 100 ${(dot * 100) / scalePercent} 600 re f`);
      const { front } = await print(bench, [{ ...LETTER, content: ticks.join('\n') }], {
        scaling: 'percent',
        scalePercent,
        alignment: 'left',
      });
      const row = heightPx / 2;
      const seen = Array.from({ length: widthPx }, (_, x) => x).filter((x) => front.isBlack(x, row));
      expect(seen).toEqual(
        [1, 2, 3, 4, 5]
          .map((inch) => marginPx + inch * 6 * scalePercent)
          .filter((x) => x < widthPx - marginPx),
      );
    });
  }

  test('mirror, offsets of front and back', async ({ bench }) => {
    const { front, back } = await print(bench, [topLeft(LETTER), topLeft(LETTER)], {
      duplex: 'long',
      mirror: true,
      offsetXMm: 10,
      backOffsetYMm: -5,
    });
    const mirrored = { left: widthPx - 600 - 1200, top: 600, right: widthPx - 600, bottom: 1200 };
    expect(front.inkBox()).toEqual({ ...mirrored, left: mirrored.left + 236, right: mirrored.right + 236 });
    expect(back!.inkBox()).toEqual({ ...mirrored, top: mirrored.top - 118, bottom: mirrored.bottom - 118 });
  });

  test('mirrored text is what the same text looks like in a mirror', async ({ bench }) => {
    const text: TextMark = {
      kind: 'text',
      layer: 'over',
      gray: 0,
      text: 'FLR',
      x: 1500,
      y: 2000,
      align: 'start',
      sizePx: 500,
      angle: 30,
    };
    const plain: SidePlan = { placements: [], marks: [text] };
    const mirrored = transformSide(plain, mirroring(PAPERS.Letter));
    const [one, other] = [await bench.raster(plain, 'Letter'), await bench.raster(mirrored, 'Letter')];
    let differing = 0;
    for (let y = 0; y < heightPx; y += 1)
      for (let x = 0; x < widthPx; x += 1)
        if (one.isBlack(x, y) !== other.isBlack(widthPx - 1 - x, y)) differing += 1;
    // Glyph outlines are rounded from the other side: a dot here and there along the edges.
    expect(differing / one.rendered.report.blackDots).toBeLessThan(0.01);
  });

  test('binding margin by the layout: the place shrinks at the bound edge, on backs at the other', async ({
    bench,
  }) => {
    const black = { ...LETTER, content: '0 0 612 792 re f' };
    const { front, back } = await print(bench, [black, black], {
      duplex: 'long',
      scaling: 'fill',
      bindingMarginMm: 10,
      bindingMarginBy: 'layout',
    });
    const [top, bottom] = [marginPx, heightPx - marginPx];
    expect(front.inkBox()).toEqual({ left: marginPx + 236, top, right: widthPx - marginPx, bottom });
    expect(back!.inkBox()).toEqual({ left: marginPx, top, right: widthPx - marginPx - 236, bottom });
  });
});
