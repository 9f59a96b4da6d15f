import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineMaker } from '../../../src/simulator/scanner/line-maker.ts';
import { blankOriginal, scanLine, type Original } from '../../../src/simulator/scanner/originals.ts';
import { pictureOriginal, printedOriginal } from '../../../src/simulator/scanner/pixel-originals.ts';
import { linesInTime } from '../../../src/simulator/scanner/scan-speed.ts';
import { testChart } from '../../../src/simulator/scanner/test-chart.ts';

const views = fc.record({
  dpi: fc.constantFrom(50, 75, 150, 200),
  mode: fc.constantFrom('gray' as const, 'colour' as const),
  x: fc.nat(40),
  width: fc.integer({ min: 16, max: 100 }),
});

function expectSameLines(original: Original, view: Parameters<typeof scanLine>[2], lines: number): void {
  const maker = new LineMaker(original, view);
  for (let y = 0; y < lines; y += 1) {
    if (!Buffer.from(maker.line(y)).equals(scanLine(original, y, view))) throw new Error(`line ${y} differs`);
  }
}

describe('lines of originals', () => {
  test.each([75, 100, 150, 300])('of the chart are those made point by point, at %i dpi', (dpi) => {
    const view = { dpi, mode: 'colour', x: 0, width: 4 * Math.round(dpi * 2.07) } as const;
    expectSameLines(testChart('Band g 1'), view, Math.ceil(11.8 * dpi));
  });

  test('of what is made of pixels, too', () => {
    const pixels = fc.record({
      widthPx: fc.integer({ min: 1, max: 40 }),
      heightPx: fc.integer({ min: 1, max: 40 }),
      dpi: fc.integer({ min: 20, max: 700 }),
      seed: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(pixels, views, ({ widthPx, heightPx, dpi, seed }, view) => {
        const rgba = Uint8ClampedArray.from({ length: widthPx * heightPx * 4 }, (_, at) => (at * seed) % 256);
        expectSameLines(pictureOriginal({ widthPx, heightPx, dpi, rgba }), view, 60);
        const stride = Math.ceil(widthPx / 8);
        const bits = Uint8Array.from({ length: stride * heightPx }, (_, at) => (at * seed + seed) % 256);
        expectSameLines(printedOriginal({ widthPx, heightPx, stride, dpi, bits }), view, 60);
      }),
    );
  });

  test('show each pixel where it lies, at its own resolution and at a finer one', () => {
    const side = {
      widthPx: 10,
      heightPx: 2,
      stride: 2,
      dpi: 75,
      bits: Uint8Array.of(0x80, 0x40, 0x01, 0x00),
    };
    const lines = (dpi: number, width: number, count: number) => {
      const maker = new LineMaker(printedOriginal(side), { dpi, mode: 'gray', x: 0, width });
      return Array.from({ length: count }, (_, y) =>
        Array.from(maker.line(y), (value) => (value === 0 ? '#' : '.')).join(''),
      );
    };
    expect(lines(75, 16, 3)).toEqual(['#........#......', '.......#........', '................']);
    expect(lines(150, 20, 4)).toEqual([
      '##................##',
      '##................##',
      '..............##....',
      '..............##....',
    ]);
  });

  test('opacity is settled on white, and gray is how light a colour is', () => {
    const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 51);
    const original = pictureOriginal({ widthPx: 3, heightPx: 1, dpi: 75, rgba });
    const line = (mode: 'gray' | 'colour') =>
      new LineMaker(original, { dpi: 75, mode, x: 0, width: 4 }).line(0);
    expect([...line('colour')]).toEqual([255, 0, 0, 255, 255, 255, 204, 204, 204, 255, 255, 255]);
    expect([...line('gray')]).toEqual([76, 255, 204, 255]);
  });

  test('blank paper is white', () => {
    expectSameLines(blankOriginal(10, 10), { dpi: 75, mode: 'gray', x: 0, width: 40 }, 40);
  });
});

describe('the speed of the simulated scan unit', () => {
  test('20 gray A4 pages a minute at 300 dpi; colour and 600 dpi are slower', () => {
    const msOf = (dpi: number, mode: 'gray' | 'colour') => {
      const lines = Math.floor((297 * dpi) / 25.4);
      let ms = 0;
      while (linesInTime(ms, dpi, mode) < lines) ms += 10;
      return ms - 800;
    };
    expect(msOf(300, 'gray')).toBeCloseTo(2_970, -2);
    expect(msOf(75, 'gray')).toBeCloseTo(2_970, -2);
    expect(msOf(300, 'colour')).toBeCloseTo(8_910, -2);
    expect(msOf(600, 'colour')).toBeCloseTo(17_820, -2);
  });

  test('nothing comes while the carriage starts', () => {
    expect([linesInTime(0, 600, 'gray'), linesInTime(800, 600, 'gray')]).toEqual([0, 0]);
  });
});
