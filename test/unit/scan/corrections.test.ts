import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import { correctArea, correctPicture } from '../../../src/scan/corrections/correct-picture.ts';
import { correctedPage } from '../../../src/scan/corrections/corrected-page.ts';
import type { CorrectionKernels } from '../../../src/scan/corrections/correction-kernels.ts';
import { AS_SCANNED, type Corrections } from '../../../src/scan/corrections/corrections.ts';
import { NOTHING_FOUND, type Findings } from '../../../src/scan/corrections/findings.ts';
import { findingsOf } from '../../../src/scan/corrections/findings-of.ts';
import { correctedShape } from '../../../src/scan/corrections/geometry.ts';
import type { PagePixels } from '../../../src/scan/corrections/gray-page.ts';
import { patchSheet } from '../../../src/scan/corrections/patch-sheet.ts';
import { pixelsInMemory } from '../../../src/scan/corrections/stored-pixels.ts';
import { toneTable } from '../../../src/scan/corrections/tone.ts';
import type { PixelShape } from '../../../src/scan/pages/scanned-page.ts';
import { DrawnPage } from '../../support/drawn-page.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { Random } from '../../support/random.ts';

let kernels: Kernels<CorrectionKernels>;

beforeAll(async () => {
  kernels = await loadKernels<CorrectionKernels>();
});

async function corrected(
  page: PagePixels,
  corrections: Partial<Corrections>,
  findings: Findings = NOTHING_FOUND,
): Promise<PagePixels> {
  const source = pixelsInMemory(page, page.bytes);
  const made = correctedPage({ source, findings, corrections: { ...AS_SCANNED, ...corrections }, kernels });
  const parts: Uint8Array[] = [];
  for await (const part of made.portions()) parts.push(part);
  const mode = made.ink === 'colour' ? 'colour' : 'gray';
  return { ...made, mode, bytes: new Uint8Array(Buffer.concat(parts)) };
}

function noisePage(shape: PixelShape, seed: number): PagePixels {
  const random = new Random(seed);
  const bytes = new Uint8Array(shape.widthPx * shape.heightPx * (shape.mode === 'colour' ? 3 : 1));
  return { ...shape, bytes: bytes.map(() => random.between(0, 255)) };
}

/** Whole lines of the printed text. */
const WHOLE_LINES = { from: 54, to: 300 };

/** Printed text of 10 points at 600 dpi, made smaller by a whole number. */
function printedText(step: number, dpi: number): PagePixels {
  const file = gunzipSync(readFileSync(new URL('../../vectors/text-600dpi.pgm.gz', import.meta.url)));
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 60).toString('latin1'))!;
  const width = Number(header[1]);
  const height = WHOLE_LINES.to - WHOLE_LINES.from;
  const [widthPx, heightPx] = [Math.floor(width / step), Math.floor(height / step)];
  const bytes = new Uint8Array(widthPx * heightPx).map((_, at) => {
    let sum = 0;
    for (let n = 0; n < step ** 2; n++) {
      const [x, y] = [
        (at % widthPx) * step + (n % step),
        WHOLE_LINES.from + Math.floor(at / widthPx) * step + Math.floor(n / step),
      ];
      sum += file[header[0].length + y * width + x]!;
    }
    return Math.round(sum / step ** 2);
  });
  return { widthPx, heightPx, dpi, mode: 'gray', bytes };
}

const isBlackAt = ({ widthPx, bytes }: PagePixels, x: number, y: number) =>
  (bytes[y * Math.ceil(widthPx / 8) + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;

function countBlack(dots: PagePixels): number {
  let count = 0;
  for (const byte of dots.bytes) for (let bit = 0; bit < 8; bit++) count += (byte >> bit) & 1;
  return count;
}

const shapes = fc.record({
  widthPx: fc.integer({ min: 1, max: 60 }),
  heightPx: fc.integer({ min: 1, max: 60 }),
  dpi: fc.constantFrom(100, 254, 300),
  mode: fc.constantFrom('gray' as const, 'colour' as const),
});

describe('geometry', () => {
  it('comes back after four turns', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), async (shape, seed) => {
        const page = noisePage(shape, seed);
        let turned = page;
        for (let i = 0; i < 4; i++) turned = await corrected(turned, { turn: 90 });
        expect(turned).toMatchObject({ widthPx: page.widthPx, heightPx: page.heightPx });
        expect(Buffer.compare(turned.bytes, page.bytes)).toBe(0);
        const [half, back] = [await corrected(page, { turn: 180 }), await corrected(page, { turn: 270 })];
        expect((await corrected(half, { turn: 180 })).bytes).toEqual(page.bytes);
        expect((await corrected(back, { turn: 90 })).bytes).toEqual(page.bytes);
      }),
      { numRuns: 50 },
    );
  });

  it('crops what is cropped', async () => {
    const page = noisePage({ widthPx: 200, heightPx: 150, dpi: 254, mode: 'colour' }, 3);
    const outer = { leftMm: 2, topMm: 1.5, widthMm: 12, heightMm: 10 };
    const inner = { leftMm: 3.1, topMm: 0.4, widthMm: 5, heightMm: 4.2 };
    const twice = await corrected(await corrected(page, { crop: outer }), { crop: inner });
    const once = await corrected(page, {
      crop: { ...inner, leftMm: outer.leftMm + inner.leftMm, topMm: outer.topMm + inner.topMm },
    });
    expect(once).toMatchObject({ widthPx: 50, heightPx: 42 });
    expect(Buffer.compare(twice.bytes, once.bytes)).toBe(0);
  });

  it('never has no pixels, and is never larger than what was scanned', () => {
    const area = fc.record({
      leftMm: fc.double({ min: -500, max: 500, noNaN: true }),
      topMm: fc.double({ min: -500, max: 500, noNaN: true }),
      widthMm: fc.double({ min: 0, max: 999, noNaN: true }),
      heightMm: fc.double({ min: 0, max: 999, noNaN: true }),
    });
    fc.assert(
      fc.property(shapes, area, fc.constantFrom(0 as const, 90 as const), (shape, crop, turn) => {
        const { widthPx, heightPx } = correctedShape(shape, NOTHING_FOUND, { ...AS_SCANNED, crop, turn });
        const [across, down] = turn === 0 ? [widthPx, heightPx] : [heightPx, widthPx];
        expect(across).toBeGreaterThan(0);
        expect(down).toBeGreaterThan(0);
        expect(across).toBeLessThanOrEqual(shape.widthPx);
        expect(down).toBeLessThanOrEqual(shape.heightPx);
      }),
    );
  });

  it('cuts the sheet out, straight', async () => {
    const sheet = { leftMm: 22, topMm: 30, widthMm: 60, heightMm: 80 };
    const drawn = new DrawnPage(110, 140, 255).fill(sheet, 150);
    const scan = drawn.scan({ dpi: 150, degrees: 5, noise: 2 });
    const findings = findingsOf(scan);
    const cut = await corrected(scan, { straighten: 'auto', crop: 'page' }, findings);
    expect(Math.abs(cut.widthPx - (60 * 150) / 25.4)).toBeLessThan(6);
    expect(Math.abs(cut.heightPx - (80 * 150) / 25.4)).toBeLessThan(6);
    const inside = cut.bytes.filter((level) => Math.abs(level - (18 + (225 * 150) / 255)) < 12).length;
    expect(inside / cut.bytes.length).toBeGreaterThan(0.975);
    // Not straightened, the cut holds all of the sheet.
    const askew = await corrected(scan, { crop: 'page' }, findings);
    expect(askew.widthPx).toBeGreaterThan(cut.widthPx + 30);
    const corners = [0, askew.widthPx - 1, askew.bytes.length - askew.widthPx, askew.bytes.length - 1];
    for (const corner of corners) expect(askew.bytes[corner]).toBeGreaterThan(230);
  });

  it('leaves text crisp when it straightens it', async () => {
    const drawn = new DrawnPage(70, 70).text({ leftMm: 8, topMm: 8, widthMm: 52, heightMm: 52 });
    const straight = drawn.scan({ dpi: 150, noise: 0 });
    const askew = drawn.scan({ dpi: 150, noise: 0, degrees: 3.3 });
    const made = await corrected(askew, { straighten: -3.3 }, { ...NOTHING_FOUND, paperGray: 243 });
    const contrast = ({ bytes }: PagePixels) => {
      const mean = bytes.reduce((sum, level) => sum + level, 0) / bytes.length;
      return bytes.reduce((sum, level) => sum + (level - mean) ** 2, 0) / bytes.length;
    };
    // Both are as sharp as 150 dpi can be; linear interpolation would leave three quarters.
    expect(contrast(made) / contrast(straight)).toBeGreaterThan(0.88);
    const error = made.bytes.reduce((sum, level, at) => sum + Math.abs(level - straight.bytes[at]!), 0);
    expect(error / made.bytes.length).toBeLessThan(5);
    expect(Math.abs(findingsOf(made).skewDegrees)).toBeLessThan(0.06);
  });
});

describe('tones', () => {
  const found = (paperGray: number): Findings => ({ ...NOTHING_FOUND, paperGray });

  it('are as scanned when nothing is corrected', () => {
    expect(toneTable(found(200), AS_SCANNED)).toEqual(Uint8Array.from({ length: 256 }, (_, i) => i));
  });

  it('never fall, and get darker the higher the white point is', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(255),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: -100, max: 100 }),
        (one, other, brightness, contrast) => {
          const table = (whitePoint: number) =>
            toneTable(NOTHING_FOUND, { ...AS_SCANNED, whitePoint, brightness, contrast });
          const [low, high] = [table(Math.min(one, other)), table(Math.max(one, other))];
          for (let level = 0; level < 256; level++) {
            expect(low[level]!).toBeGreaterThanOrEqual(high[level]!);
            if (level > 0) expect(low[level]!).toBeGreaterThanOrEqual(low[level - 1]!);
          }
        },
      ),
    );
  });

  it('whiten paper and what shines through it, and keep faint pencil', () => {
    const table = toneTable(found(243), { ...AS_SCANNED, whitePoint: 'auto' });
    for (let level = 222; level < 256; level++) expect(table[level]).toBe(255);
    expect(table[195]!).toBeLessThan(225);
    expect(table[0]).toBe(0);
  });
});

describe('despeckling', () => {
  it.each([
    ['10 points at 600 dpi', 1, 600],
    ['5 points at 600 dpi', 2, 600],
    ['10 points at 300 dpi', 2, 300],
    ['7 points at 300 dpi', 3, 300],
    ['10 points at 150 dpi', 4, 150],
    ['10 points at 100 dpi', 6, 100],
  ])('leaves text of %s alone, dots of i and all', async (_, step, dpi) => {
    const text = printedText(step, dpi);
    const { bytes } = await corrected(text, { despeckle: true });
    // Where letters are cut in two at the sides, parts of them are specks.
    const isInside = (at: number) =>
      Math.min(at % text.widthPx, text.widthPx - (at % text.widthPx)) > 24 / step;
    expect(bytes.findIndex((level, at) => level !== text.bytes[at] && isInside(at))).toBe(-1);
  });

  it.each([100, 150, 300, 600])('takes lone specks away at %s dpi, soft edges and all', async (dpi) => {
    const page: PagePixels = {
      widthPx: 200,
      heightPx: 160,
      dpi,
      mode: 'gray',
      bytes: new Uint8Array(32000).fill(250),
    };
    const size = Math.max(1, Math.floor((0.22 * dpi) / 25.4));
    for (const [left, top] of [
      [0, 0],
      [40, 30],
      [100, 90],
      [200 - size, 160 - size],
      [40, 100],
    ] as const) {
      for (let y = Math.max(0, top - 1); y < Math.min(160, top + size + 1); y++) {
        for (let x = Math.max(0, left - 1); x < Math.min(200, left + size + 1); x++) {
          const isRim = x < left || y < top || x >= left + size || y >= top + size;
          page.bytes[y * 200 + x] = isRim ? 225 : 40;
        }
      }
    }
    const clean = await corrected(page, { despeckle: true }, { ...NOTHING_FOUND, paperGray: 250 });
    expect(clean.bytes.every((level) => level === 250)).toBe(true);
  });

  it('finds them in shadows, too, where the page becomes black and white', async () => {
    const levels = new Uint8Array(160 * 120).map((_, at) => 60 + (at % 160));
    for (const [x, y] of [
      [30, 30],
      [80, 90],
      [140, 60],
    ] as const)
      levels.fill(10, y * 160 + x, y * 160 + x + 2);
    const page: PagePixels = { widthPx: 160, heightPx: 120, dpi: 300, mode: 'gray', bytes: levels };
    const found = { ...NOTHING_FOUND, paperGray: 120 };
    expect(countBlack(await corrected(page, { ink: 'black' }, found))).toBeGreaterThan(5);
    expect(countBlack(await corrected(page, { ink: 'black', despeckle: true }, found))).toBe(0);
  });
});

describe('black and white', () => {
  const found = { ...NOTHING_FOUND, paperGray: 245 };

  it('is the same text in a shadow as without', async () => {
    const text = printedText(2, 300);
    const { widthPx } = text;
    const shaded = {
      ...text,
      bytes: text.bytes.map((level, at) => level * (1 - (0.5 * (at % widthPx)) / widthPx)),
    };
    const [plain, shadow] = [
      await corrected(text, { ink: 'black' }, found),
      await corrected(shaded, { ink: 'black' }, found),
    ];
    let different = 0;
    for (let y = 0; y < text.heightPx; y++) {
      for (let x = 0; x < widthPx; x++) if (isBlackAt(plain, x, y) !== isBlackAt(shadow, x, y)) different++;
    }
    expect(different / countBlack(plain)).toBeLessThan(0.06);
    // A fixed threshold takes the shadow for ink.
    const fixed = await corrected(shaded, { ink: 'black', threshold: 180 }, found);
    expect(countBlack(fixed)).toBeGreaterThan(2 * countBlack(plain));
  });

  it('makes strokes neither bold nor thin', async () => {
    for (const [step, dpi] of [
      [1, 600],
      [2, 300],
      [3, 200],
    ] as const) {
      const text = printedText(step, dpi);
      const adaptive = countBlack(await corrected(text, { ink: 'black' }, found));
      const half = countBlack(await corrected(text, { ink: 'black', threshold: 127 }, found));
      expect(adaptive / half).toBeGreaterThan(0.9);
      expect(adaptive / half).toBeLessThan(1.15);
    }
  });

  it('keeps noise and bleed-through white, and solids and faint strokes black', async () => {
    const drawn = new DrawnPage(60, 60)
      .text({ leftMm: 5, topMm: 5, widthMm: 40, heightMm: 12 }, 236)
      .fill({ leftMm: 5, topMm: 30, widthMm: 20, heightMm: 20 }, 30)
      .stroke([35, 35], [50, 45], 0.4, 165);
    const scan = drawn.scan({ dpi: 300, noise: 8 });
    const dots = await corrected(scan, { ink: 'black' }, { ...NOTHING_FOUND, paperGray: 243 });
    const px = (mm: number) => Math.round((mm * 300) / 25.4);
    const share = (left: number, top: number, side: number) => {
      let black = 0;
      for (let y = 0; y < px(side); y++) {
        for (let x = 0; x < px(side); x++) if (isBlackAt(dots, px(left) + x, px(top) + y)) black++;
      }
      return black / px(side) ** 2;
    };
    expect(share(4, 4, 12)).toBe(0);
    expect(share(6, 31, 18)).toBe(1);
    for (let t = 0; t <= 10; t++) expect(isBlackAt(dots, px(35 + 1.5 * t), px(35 + t))).toBe(true);
  });
});

describe('pictures', () => {
  const anyCorrections = fc.record({
    straighten: fc.constantFrom(0, 2.5),
    turn: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    despeckle: fc.boolean(),
    whitePoint: fc.constantFrom(null, 'auto' as const),
    ink: fc.constantFrom('as-scanned' as const, 'gray' as const, 'black' as const),
    eraseEdgesMm: fc.constantFrom(0, 1.5),
  });

  it('of a part show what is written there', async () => {
    const drawn = new DrawnPage(25, 30)
      .text({ leftMm: 2, topMm: 2, widthMm: 22, heightMm: 26 })
      .disc(20, 3, 0.2, 20);
    const gray = drawn.scan({ dpi: 200, noise: 10 });
    await fc.assert(
      fc.asyncProperty(
        anyCorrections,
        fc.record({
          left: fc.integer({ min: -20, max: 190 }),
          top: fc.integer({ min: -20, max: 230 }),
          width: fc.integer({ min: 1, max: 120 }),
          height: fc.integer({ min: 1, max: 120 }),
        }),
        async (some, area) => {
          const corrections = { ...AS_SCANNED, ...some };
          const findings = { ...NOTHING_FOUND, paperGray: 243 };
          const source = pixelsInMemory(gray, gray.bytes);
          const picture = await correctArea({ source, findings, corrections, kernels }, area);
          const whole = await corrected(gray, corrections, findings);
          const [left, top] = [
            Math.min(Math.max(0, area.left), whole.widthPx - 1),
            Math.min(Math.max(0, area.top), whole.heightPx - 1),
          ];
          for (let y = 0; y < picture.heightPx; y++) {
            for (let x = 0; x < picture.widthPx; x++) {
              const level =
                some.ink === 'black'
                  ? isBlackAt(whole, left + x, top + y)
                    ? 0
                    : 255
                  : whole.bytes[(top + y) * whole.widthPx + left + x];
              if (picture.rgba[(y * picture.widthPx + x) * 4] !== level) throw new Error(`${x}, ${y}`);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of a page are no larger than wanted, and as large as they may be', async () => {
    await fc.assert(
      fc.asyncProperty(
        shapes,
        anyCorrections,
        fc.integer({ min: 3, max: 90 }),
        fc.nat(),
        async (shape, some, maxPx, seed) => {
          const page = noisePage(shape, seed);
          const task = { source: pixelsInMemory(shape, page.bytes), findings: NOTHING_FOUND, kernels };
          const picture = await correctPicture({ ...task, corrections: { ...AS_SCANNED, ...some } }, maxPx);
          const longest = Math.max(picture.widthPx, picture.heightPx);
          expect(longest).toBeLessThanOrEqual(maxPx);
          expect(longest).toBeGreaterThanOrEqual(Math.min(maxPx, shape.widthPx, shape.heightPx) - 2);
          expect(picture.rgba.length).toBe(picture.widthPx * picture.heightPx * 4);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a separator sheet', () => {
  it.each([0, 90, 180, 270])('that is printed and fed by any edge (%s°) is known again', async (turn) => {
    const page = new DrawnPage(210, 297);
    for (const bar of patchSheet(210, 297)) page.fill(bar, 0);
    const scan = await corrected(page.scan({ degrees: 1.5 }), { turn: turn as Corrections['turn'] });
    expect(findingsOf(scan)).toMatchObject({ isPatch: true, isBlank: false });
  });
});

it('refuses kernels that another page is being made with', async () => {
  const { bytes, ...shape } = noisePage({ widthPx: 8, heightPx: 300, dpi: 300, mode: 'gray' }, 1);
  const task = {
    source: pixelsInMemory(shape, bytes),
    findings: NOTHING_FOUND,
    corrections: AS_SCANNED,
    kernels,
  };
  const first = correctedPage(task).portions()[Symbol.asyncIterator]();
  await first.next();
  await expect(correctedPage(task).portions()[Symbol.asyncIterator]().next()).rejects.toThrow('another page');
  // Whoever gives up gives the kernels back.
  await first.return!();
  const second = correctedPage(task).portions()[Symbol.asyncIterator]();
  expect((await second.next()).value).toHaveLength(64 * 8);
  await second.return!();
});

it('corrects a page of 600 dpi in colour in a part of its memory', async () => {
  const shape: PixelShape = { widthPx: 4960, heightPx: 7016, dpi: 600, mode: 'colour' };
  const lines = 128;
  const strip = new Uint8Array(lines * shape.widthPx * 3).fill(240);
  const source = { shape, linesPerStrip: lines, strip: () => Promise.resolve(strip) };
  const corrections: Corrections = { ...AS_SCANNED, straighten: 1, turn: 90, despeckle: true };
  const own = await loadKernels<CorrectionKernels>();
  let bytes = 0;
  const task = { source, findings: { ...NOTHING_FOUND, paperGray: 240 }, corrections, kernels: own };
  for await (const portion of correctedPage(task).portions()) bytes += portion.length;
  expect(bytes).toBe(4960 * 7016 * 3);
  expect(own.exports.memory.buffer.byteLength).toBeLessThan(48 << 20);
}, 60_000);
