import type { Matrix } from '../../../src/layout/geometry.ts';
import fc from 'fast-check';
import { ImageKind, OPS } from 'pdfjs-dist';
import { describe, expect, test, vi } from 'vitest';
import { isBlackAndWhite, type Box, type PageRegion } from '../../../src/documents/page-region.ts';
import { findRegions } from '../../../src/documents/pdf-regions.ts';

// pdf.js's own build is for newer engines than Node 20; the one for older ones has the same constants.
vi.mock('pdfjs-dist', () => import('pdfjs-dist/legacy/build/pdf.mjs'));

type Operator = readonly [operator: number, ...args: unknown[]];

const PAGE: Box = [0, 0, 600, 800];
/** User space, origin at the bottom, to page space. */
const BASE: Matrix = [1, 0, 0, -1, 0, 800];

const white = (pixels: number) => new Uint8Array(pixels * 3).fill(255);
const OBJECTS: Record<string, unknown> = {
  photo: {
    kind: ImageKind.RGB_24BPP,
    width: 2,
    height: 2,
    data: Uint8Array.from({ length: 12 }, (_, i) => i * 20),
  },
  scan: { kind: ImageKind.GRAYSCALE_1BPP, width: 300, height: 300, data: new Uint8Array(300 * 38) },
  qr: { kind: ImageKind.RGB_24BPP, width: 3, height: 3, data: white(9).fill(3, 0, 9) },
  seeThrough: { kind: ImageKind.RGBA_32BPP, width: 1, height: 1, data: new Uint8Array([0, 0, 0, 128]) },
  g_emoji: {
    isType3Font: true,
    charProcOperatorList: new Map([['a', list([[OPS.paintImageXObject, 'photo']])]]),
  },
  g_bitmap: {
    isType3Font: true,
    charProcOperatorList: new Map([['a', list([[OPS.paintImageMaskXObject, {}]])]]),
  },
};

function list(operators: readonly Operator[]) {
  return {
    fnArray: operators.map(([operator]) => operator),
    argsArray: operators.map(([, ...args]) => args),
  };
}

function regions(...operators: Operator[]): PageRegion[] {
  return findRegions(list(operators), BASE, PAGE, (name) => OBJECTS[name]);
}

/** The unit square to a box in user space. */
const place = (x: number, y: number, width: number, height: number): Operator => [
  OPS.transform,
  width,
  0,
  0,
  height,
  x,
  y,
];
const rectangle = (painting: number, box: Box): Operator => [
  OPS.constructPath,
  painting,
  [null],
  Float32Array.from(box),
];
const photo = (...box: Box): PageRegion => ({ kind: 'photo', box });

describe('pictures by a page’s operators', () => {
  test('an image lies where the transforms put it, and only until they are restored', () => {
    expect(
      regions(
        [OPS.save],
        [OPS.transform, 2, 0, 0, 2, 0, 0],
        place(10, 20, 100, 50),
        [OPS.paintImageXObject, 'photo', 2, 2],
        [OPS.restore],
        place(300, 300, 10, 10),
        [OPS.paintInlineImageXObject, OBJECTS.photo],
      ),
    ).toEqual([photo(20, 660, 220, 760), photo(300, 490, 310, 500)]);
  });

  test('form XObjects, their matrix and their box', () => {
    expect(
      regions(
        [OPS.paintFormXObjectBegin, [1, 0, 0, 1, 100, 100], [0, 0, 50, 50]],
        place(0, 0, 200, 20),
        [OPS.paintImageXObject, 'photo'],
        [OPS.paintFormXObjectEnd],
        place(0, 0, 20, 20),
        [OPS.paintImageXObject, 'photo'],
      ),
    ).toEqual([photo(100, 680, 150, 700), photo(0, 780, 20, 800)]);
  });

  test('a clip cuts an image; outside of it there is none', () => {
    const shown = (clip: Box) =>
      regions([OPS.clip], rectangle(OPS.endPath, clip), place(0, 0, 100, 100), [
        OPS.paintImageXObject,
        'photo',
      ]);
    expect(shown([50, 50, 400, 400])).toEqual([photo(50, 700, 100, 750)]);
    expect(shown([200, 200, 400, 400])).toEqual([]);
  });

  test('bilevel: one bit a pixel, or gray levels that are all black or white; with its density', () => {
    expect(regions(place(0, 0, 72, 72), [OPS.paintImageXObject, 'scan'])).toEqual([
      { kind: 'bilevel', box: [0, 728, 72, 800], pixelsPerPoint: 300 / 72 },
    ]);
    expect(regions(place(0, 0, 72, 72), [OPS.paintImageXObject, 'qr'])[0]!.kind).toBe('bilevel');
    expect(regions(place(0, 0, 72, 72), [OPS.paintImageXObject, 'seeThrough'])[0]!.kind).toBe('photo');
  });

  test('bilevel images that are turned askew, faint, blended or masked are photos', () => {
    const paint: Operator = [OPS.paintImageXObject, 'scan'];
    const kind = (...before: Operator[]) => regions(...before, place(100, 100, 72, 72), paint)[0]!.kind;
    expect(kind()).toBe('bilevel');
    expect(kind([OPS.transform, 0, 1, -1, 0, 300, 0])).toBe('bilevel');
    expect(kind([OPS.transform, 0.8, 0.6, -0.6, 0.8, 100, 0])).toBe('photo');
    expect(kind([OPS.setGState, [['ca', 0.5]]])).toBe('photo');
    expect(kind([OPS.setGState, [['BM', 'multiply']]])).toBe('photo');
    expect(kind([OPS.setGState, [['SMask', {}]]])).toBe('photo');
    expect(kind([OPS.setGState, [['ca', 0.5]]], [OPS.setGState, [['ca', 1]]])).toBe('bilevel');
    expect(kind([OPS.beginGroup, { needsIsolation: true }])).toBe('photo');
  });

  test('stencils and plain paths are line art; those filled with gradients or pictures are photos', () => {
    const box: Box = [100, 100, 200, 150];
    const painted: Operator[] = [
      rectangle(OPS.fill, box),
      place(300, 300, 10, 10),
      [OPS.paintImageMaskXObject, {}],
    ];
    expect(regions([OPS.setFillRGBColor, '#888888'], ...painted)).toEqual([]);
    const tiling = (...operators: Operator[]): Operator => [
      OPS.setFillColorN,
      'TilingPattern',
      null,
      list(operators),
    ];
    expect(regions(tiling(rectangle(OPS.stroke, box)), ...painted)).toEqual([]);
    const both = [photo(100, 650, 200, 700), photo(300, 490, 310, 500)];
    expect(regions([OPS.setFillColorN, 'Shading', 'p1'], ...painted)).toEqual(both);
    expect(regions(tiling([OPS.paintImageXObject, 'photo']), ...painted)).toEqual(both);
    expect(regions([OPS.setFillColorN, 'Shading', 'p1'], [OPS.setFillRGBColor, '#000'], ...painted)).toEqual(
      [],
    );
  });

  test('a stroke in a gradient reaches half its width beyond its path', () => {
    const found = regions(
      [OPS.setLineWidth, 10],
      [OPS.setStrokeColorN, 'Shading', 'p1'],
      rectangle(OPS.stroke, [100, 100, 200, 100]),
    );
    expect(found).toEqual([photo(94, 694, 206, 706)]);
  });

  test('text is no picture, unless its glyphs are pictures or its colour is a gradient', () => {
    const text: Operator = [OPS.showText, []];
    expect(regions(text)).toEqual([]);
    expect(regions([OPS.setFont, 'g_bitmap', 10], text)).toEqual([]);
    expect(regions([OPS.setFont, 'g_emoji', 10], text)).toEqual([photo(...PAGE)]);
    expect(regions([OPS.setFillColorN, 'Shading', 'p1'], text)).toEqual([photo(...PAGE)]);
  });

  test('a shading fills its clip; what a soft mask is made of is not painted', () => {
    expect(
      regions(
        [OPS.save],
        [OPS.beginGroup, { smask: {}, bbox: [0, 0, 100, 100] }],
        [OPS.shadingFill, 'p1'],
        [OPS.endGroup, { smask: {} }],
        [OPS.restore],
        [OPS.eoClip],
        rectangle(OPS.endPath, [10, 10, 20, 20]),
        [OPS.shadingFill, 'p1'],
      ),
    ).toEqual([photo(10, 780, 20, 790)]);
  });

  test('an annotation begins anew, whatever was left unrestored', () => {
    expect(
      regions(
        [OPS.transform, 0.1, 0, 0, 0.1, 0, 0],
        [OPS.save],
        [OPS.beginAnnotation, 'id', [100, 100, 200, 200], [1, 0, 0, 1, 100, 100], [1, 0, 0, 1, 0, 0], false],
        place(0, 0, 50, 50),
        [OPS.paintImageXObject, 'photo'],
      ),
    ).toEqual([photo(100, 650, 150, 700)]);
  });

  test('strips of one picture become one region', () => {
    const strips = Array.from({ length: 100 }, (_, i): Operator[] => [
      [OPS.save],
      place(50, 700 - i * 5, 400, 5),
      [OPS.paintImageXObject, 'photo'],
      [OPS.restore],
    ]).flat();
    expect(regions(...strips)).toEqual([photo(50, 95, 450, 595)]);
  });

  test('repeated images lie where each of them lies', () => {
    expect(
      regions([OPS.paintImageXObjectRepeat, 'photo', 10, 10, new Float32Array([0, 0, 300, 300])]),
    ).toEqual([photo(0, 790, 10, 800), photo(300, 490, 310, 500)]);
  });

  test('what cannot be understood makes the page a photo', () => {
    const whole = [photo(...PAGE)];
    expect(regions([OPS.transform, NaN, 0, 0, 1, 0, 0], [OPS.paintImageXObject, 'photo'])).toEqual(whole);
    expect(regions([OPS.transform], [OPS.paintImageXObject, 'photo'])).toEqual(whole);
    expect(regions([OPS.setFillColorN, 'TilingPattern', null, null])).toEqual(whole);
    const specks = Array.from({ length: 2000 }, (_, i): Operator[] => [
      [OPS.save],
      place((i % 50) * 12, Math.floor(i / 50) * 20, 2, 2),
      [OPS.paintImageXObject, 'photo'],
      [OPS.restore],
    ]).flat();
    expect(regions(...specks)).toEqual(whole);
    expect(regions(...Array.from({ length: 20_000 }, (): Operator => [OPS.save]))).toEqual(whole);
  });

  test('any operators at all: an answer, within the page', () => {
    const anything = fc.tuple(
      fc.constantFrom(...Object.values(OPS)),
      fc.array(fc.anything(), { maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (operators) => {
        const found = findRegions(
          { fnArray: operators.map(([operator]) => operator), argsArray: operators.map(([, args]) => args) },
          BASE,
          PAGE,
          (name) => OBJECTS[name],
        );
        for (const { box } of found) {
          expect(box[0]).toBeGreaterThanOrEqual(0);
          expect(box[1]).toBeGreaterThanOrEqual(0);
          expect(box[2]).toBeLessThanOrEqual(600);
          expect(box[3]).toBeLessThanOrEqual(800);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('black and white', () => {
  const gray = (...levels: number[]) => Uint8Array.from(levels.flatMap((level) => [level, level, level]));

  test('two levels, near black and white, that hardly stray', () => {
    expect(isBlackAndWhite(gray(0, 255, 255, 0), 3)).toBe(true);
    expect(isBlackAndWhite(gray(4, 250, 255, 0), 3)).toBe(true);
    expect(isBlackAndWhite(gray(0, 128, 255), 3)).toBe(false);
    expect(isBlackAndWhite(gray(0, 100), 3)).toBe(false);
    expect(isBlackAndWhite(gray(230, 240, 250), 3)).toBe(false);
    expect(isBlackAndWhite(Uint8Array.from([255, 255, 0]), 3)).toBe(false);
    expect(isBlackAndWhite(Uint8Array.from([0, 0, 0, 255, 255, 255, 255, 254]), 4)).toBe(false);
  });
});
