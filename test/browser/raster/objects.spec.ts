import { png } from '../../support/image-files.ts';
import { firstExtra, pdf, pdfImage, pdfOfPages, pdfStream } from '../../support/pdf-file.ts';
import { expect, planOf, test, type Dots, type RasterBench } from './raster-test.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { halftoneSettings } from '../../../src/settings/halftone.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';

/** The first side that settings make of a document. */
async function print(bench: RasterBench, name: string, settings: Partial<PrintSettings>): Promise<Dots> {
  const info = await bench.open(name);
  const { paper = 'A4' } = settings;
  const side = planOf([info], settings).sheets[0]!.front;
  return bench.raster(side, paper, halftoneSettings({ ...DEFAULT_SETTINGS, ...settings }));
}

const A4 = { widthPt: 595.2, heightPt: 841.92 };
const HELVETICA = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';

/** Dots that differ. */
function changes(dots: Dots, other: Dots, left: number, top: number, width: number, height: number): number {
  let count = 0;
  for (let y = top; y < top + height; y += 1) {
    for (let x = left; x < left + width; x += 1) if (dots.isBlack(x, y) !== other.isBlack(x, y)) count += 1;
  }
  return count;
}

test.describe('object-aware halftoning', () => {
  test('text edges are clean, photos keep their screen', async ({ bench }) => {
    const words = 'Sphinx of black quartz, judge my vow. '.repeat(2);
    const lines = Array.from({ length: 20 }, (_, i) => `BT /F1 8 Tf 60 ${780 - i * 12} Td (${words}) Tj ET`);
    // A gray ramp of 8 bits from left to right, 300 points wide.
    const content = `${lines.join('\n')}\nq 300 0 0 200 60 200 cm /Ramp Do Q`;
    const resources = `${HELVETICA} /XObject << /Ramp ${firstExtra(1)} 0 R >>`;
    const ramp = pdfImage(256, 4, (x) => x);
    bench.put('mixed.pdf', pdfOfPages([{ ...A4, content, resources }], [ramp]));
    const shared = { scaling: 'actual', halftone: 'Gradation' } as const;
    const aware = await print(bench, 'mixed.pdf', { ...shared, objectAware: true });
    const single = await print(bench, 'mixed.pdf', { ...shared, objectAware: false });
    const text = [400, 400, 3000, 2100] as const;
    // As black on white as it can be.
    const ideal = await print(bench, 'mixed.pdf', { ...shared, halftone: 'Threshold', objectAware: false });
    expect(ideal.coverage(...text)).toBeGreaterThan(0.03);
    const fringe = { aware: changes(aware, ideal, ...text), single: changes(single, ideal, ...text) };
    // Of the dots on the edges of letters, that many more are where they should be.
    expect(fringe.single).toBeGreaterThan(10_000);
    expect(fringe.aware).toBeLessThan(fringe.single / 3);
    // The ramp: 60 to 360 points from the left, its top 441.92 points down.
    const photo = [501, 3684, 2498, 1664] as const;
    expect(changes(aware, single, ...photo)).toBe(0);
    expect(aware.coverage(1700, 3800, 100, 1000)).toBeGreaterThan(0.2);
    expect(aware.coverage(1700, 3800, 100, 1000)).toBeLessThan(0.8);
  });

  test('a real page: less fringe on its text', async ({ bench }) => {
    const shared = { halftone: 'Gradation', paper: 'Letter' } as const;
    const aware = await print(bench, 'tracemonkey.pdf', { ...shared, objectAware: true });
    const single = await print(bench, 'tracemonkey.pdf', { ...shared, objectAware: false });
    const ideal = await print(bench, 'tracemonkey.pdf', {
      ...shared,
      halftone: 'Threshold',
      objectAware: false,
    });
    const column = [450, 2200, 1900, 2400] as const;
    const fringe = { aware: changes(aware, ideal, ...column), single: changes(single, ideal, ...column) };
    expect(fringe.aware).toBeLessThan(fringe.single / 3);
    // As dark as before, within a twentieth.
    expect(Math.abs(aware.coverage(...column) / single.coverage(...column) - 1)).toBeLessThan(0.05);
  });

  test('gradients and photos under them are never taken for line art', async ({ bench }) => {
    for (const [name, paper] of [
      ['gradientfill.pdf', 'A4'],
      ['cmykjpeg.pdf', 'A4'],
      ['alphatrans.pdf', 'A4'],
    ] as const) {
      const shared = { halftone: 'Gradation', paper } as const;
      const aware = await print(bench, name, { ...shared, objectAware: true });
      const single = await print(bench, name, { ...shared, objectAware: false });
      const [one, other] = [aware, single].map((dots) => dots.rendered.report.blackDots) as [number, number];
      expect(Math.abs(one - other) / other, name).toBeLessThan(0.02);
    }
  });
});

/** A pattern of modules like a QR code's: not one, but as hard to print. */
const MODULES = 29;
const isDark = (x: number, y: number) =>
  x === 0 || y === 0 || x === MODULES - 1 || y === MODULES - 1 || ((x * 7 + y * 13 + x * y) % 5) % 2 === 0;

/**
 * Every row of dots of a symbol must be made of whole modules, and each row of modules of rows that are alike.
 * `left`, `top`: its corner; `size`: of its side; in dots, fractions allowed. `variants`: how many kinds of dot rows
 * a row of modules may have, where an edge in the middle of a dot may be rounded either way.
 */
function expectModules(dots: Dots, left: number, top: number, size: number, variants = 1): void {
  const edges = (origin: number) =>
    Array.from({ length: MODULES + 1 }, (_, i) => origin + (i * size) / MODULES);
  const [columns, rows] = [edges(left), edges(top)];
  let wrong = 0;
  let most = 0;
  for (let row = 0; row < MODULES; row += 1) {
    const alike = new Set<string>();
    // Where a row ends may be rounded either way.
    for (let y = Math.floor(rows[row]!) + 1; y < Math.ceil(rows[row + 1]!) - 1; y += 1) {
      let line = '';
      for (let x = Math.floor(left) - 2; x < left + size + 2; x += 1) line += dots.isBlack(x, y) ? '#' : '.';
      alike.add(line);
      for (let column = 0; column < MODULES; column += 1) {
        const from = Math.floor(columns[column]!) + 1;
        const to = Math.ceil(columns[column + 1]!) - 1;
        for (let x = from; x < to; x += 1) if (dots.isBlack(x, y) !== isDark(column, row)) wrong += 1;
      }
    }
    most = Math.max(most, alike.size);
  }
  expect(wrong).toBe(0);
  // No dithering: all dot rows of a module row are the same.
  expect(most).toBeLessThanOrEqual(variants);
}

test.describe('bar codes and QR codes', () => {
  const resources = `/XObject << /Code ${firstExtra(1)} 0 R >>`;
  const gray = pdfImage(MODULES, MODULES, (x, y) => (isDark(x, y) ? 0 : 255));
  const packed = (() => {
    const stride = Math.ceil(MODULES / 8);
    const bytes = Array.from({ length: stride * MODULES }, (_, at) => {
      const [x, y] = [(at % stride) * 8, Math.floor(at / stride)];
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) if (!isDark(x + bit, y)) byte |= 0x80 >> bit;
      return byte;
    });
    const entries = `/Type /XObject /Subtype /Image /Width ${MODULES} /Height ${MODULES} /ColorSpace /DeviceGray /BitsPerComponent 1`;
    return pdfStream(entries, String.fromCharCode(...bytes));
  })();
  /** Bottom left corner and size, points: not on whole dots. */
  const [x, y, size] = [100.07, 500.03, 75.5];
  const dot = 600 / 72;
  const placed = [x * dot, (A4.heightPt - y - size) * dot, size * dot] as const;

  for (const [kind, image] of [
    ['one bit a pixel', packed],
    ['two levels of gray', gray],
  ] as const) {
    test(`QR codes: images of ${kind}, whole modules`, async ({ bench }) => {
      const content = `q ${size} 0 0 ${size} ${x} ${y} cm /Code Do Q`;
      bench.put('code.pdf', pdfOfPages([{ ...A4, content, resources }], [image]));
      for (const halftone of ['Gradation', 'ErrorDiffusion'] as const) {
        const dots = await print(bench, 'code.pdf', { scaling: 'actual', halftone });
        expectModules(dots, ...placed);
      }
    });
  }

  test('QR codes: an image file, enlarged', async ({ bench }) => {
    const colour = (column: number, row: number) =>
      isDark(column, row) ? ([0, 0, 0, 255] as const) : ([255, 255, 255, 255] as const);
    bench.put('code.png', png({ width: MODULES, height: MODULES, colour }, 30));
    const info = await bench.open('code.png');
    const matrix = [9.1, 0, 0, 9.1, 700.3, 800.6] as const;
    const clip = { x: 0, y: 0, width: 4960, height: 7016 };
    const side = { placements: [{ documentId: info.id, pageIndex: 0, matrix, clip }] };
    const dots = await bench.raster(side, 'A4', { halftone: 'Gradation' });
    expectModules(dots, 700.3, 800.6, (MODULES / 30) * 72 * 9.1);
  });

  test('QR codes: drawn module by module, between the dots', async ({ bench }) => {
    const module = size / MODULES;
    const squares: string[] = [];
    for (let row = 0; row < MODULES; row += 1) {
      for (let column = 0; column < MODULES; column += 1) {
        if (!isDark(column, row)) continue;
        squares.push(`${x + column * module} ${y + size - (row + 1) * module} ${module} ${module} re`);
      }
    }
    bench.put('drawn.pdf', pdf(A4.widthPt, A4.heightPt, `${squares.join('\n')}\nf`));
    const aware = await print(bench, 'drawn.pdf', { scaling: 'actual', halftone: 'Gradation' });
    expectModules(aware, ...placed, 2);
  });

  test('bar codes: bars are straight and as wide as they should be', async ({ bench }) => {
    const bars = Array.from({ length: 60 }, (_, i) => ({ at: 60 + i * 3.17, width: 0.72 + (i % 3) * 0.48 }));
    const content = bars.map(({ at, width }) => `${at} 300 ${width} 100 re f`).join('\n');
    bench.put('bars.pdf', pdf(A4.widthPt, A4.heightPt, content));
    const aware = await print(bench, 'bars.pdf', { scaling: 'actual', halftone: 'Gradation' });
    const top = Math.ceil((A4.heightPt - 400) * dot) + 1;
    const bottom = Math.floor((A4.heightPt - 300) * dot) - 1;
    const row = (dots: Dots, line: number) =>
      Array.from({ length: 1800 }, (_, i) => (dots.isBlack(450 + i, line) ? '#' : '.')).join('');
    const rows = new Set(Array.from({ length: bottom - top }, (_, i) => row(aware, top + i)));
    expect(rows.size).toBe(1);
    const found = [...[...rows][0]!.matchAll(/#+/g)].map(({ index, 0: bar }) => ({
      index,
      width: bar.length,
    }));
    expect(found).toHaveLength(bars.length);
    found.forEach(({ index, width }, i) => {
      expect(Math.abs(index + 450 - bars[i]!.at * dot), `bar ${i}`).toBeLessThanOrEqual(1);
      expect(Math.abs(width - bars[i]!.width * dot), `bar ${i}`).toBeLessThanOrEqual(1);
    });
  });
});

test.describe('all text black', () => {
  const content = [
    'BT /F1 60 Tf 1 0.9 0 rg 60 700 Td (YELLOW) Tj ET',
    '0 0 0 rg 60 580 400 80 re f',
    'BT /F1 60 Tf 1 1 1 rg 70 600 Td (WHITE) Tj ET',
    '1 0.9 0 rg 60 400 400 80 re f',
    'BT /F1 60 Tf 2 Tr 0.8 0.8 0.8 rg 0.9 0.9 0.9 RG 60 300 Td (GRAY) Tj ET',
  ].join('\n');

  test('colours turn black, white stays white, what is not text stays as it is', async ({ bench }) => {
    bench.put('colours.pdf', pdfOfPages([{ ...A4, content, resources: HELVETICA }]));
    const shared = { scaling: 'actual', halftone: 'Threshold' } as const;
    const black = await print(bench, 'colours.pdf', { ...shared, blackText: true });
    const plain = await print(bench, 'colours.pdf', { ...shared, blackText: false });
    const at = (y: number, height: number) =>
      [
        500,
        Math.round((A4.heightPt - y - height) * (600 / 72)),
        3400,
        Math.round(height * (600 / 72)),
      ] as const;
    expect(plain.coverage(...at(700, 45))).toBe(0);
    expect(black.coverage(...at(700, 45))).toBeGreaterThan(0.1);
    expect(black.coverage(...at(580, 80))).toBeLessThan(0.95);
    expect(changes(black, plain, ...at(580, 80))).toBe(0);
    expect(black.coverage(...at(400, 80))).toBe(plain.coverage(...at(400, 80)));
    expect(plain.coverage(...at(300, 45))).toBe(0);
    expect(black.coverage(...at(300, 45))).toBeGreaterThan(0.05);
    // And the next side without it is as before.
    const after = await print(bench, 'colours.pdf', { ...shared, blackText: false });
    expect(after.difference(plain)).toBe(0);
  });

  test('in groups, in gradients and in fonts that draw their own glyphs', async ({ bench }) => {
    const glyph = pdfStream('', '1000 0 0 0 750 750 d1 0 0 750 750 re f');
    const own = `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a ${firstExtra(1)} 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1000] /Resources << >> >>`;
    const group = pdfStream(
      `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /I true >> /Resources << ${HELVETICA} >>`,
      'BT /F1 60 Tf 1 0.9 0 rg 60 600 Td (GROUP) Tj ET',
    );
    const shading =
      '<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 595 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0.8] /C1 [0.9] /N 1 >> /Extend [true true] >> >>';
    const [, groupNumber] = [firstExtra(1), firstExtra(1) + 1];
    const resources = `/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /T3 ${own} >> /XObject << /Group ${groupNumber} 0 R >> /Pattern << /P1 ${shading} >> /ExtGState << /Half << /ca 0.99 >> >>`;
    const page = [
      '0.85 g BT /T3 60 Tf 60 700 Td (aaa) Tj ET',
      'q /Half gs /Group Do Q',
      '/Pattern cs /P1 scn BT /F1 60 Tf 60 400 Td (SHADE) Tj ET',
    ].join('\n');
    bench.put('glyphs.pdf', pdfOfPages([{ ...A4, content: page, resources }], [glyph, group]));
    const shared = { scaling: 'actual', halftone: 'Threshold' } as const;
    const plain = await print(bench, 'glyphs.pdf', { ...shared, blackText: false });
    expect(plain.rendered.report.blackDots).toBe(0);
    const black = await print(bench, 'glyphs.pdf', { ...shared, blackText: true });
    for (const y of [700, 600, 400]) {
      const top = Math.round((A4.heightPt - y - 45) * (600 / 72));
      expect(black.coverage(500, top, 1400, 375), `text at ${y}`).toBeGreaterThan(0.1);
    }
  });
});
