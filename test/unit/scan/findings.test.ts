import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/scan/corrections/findings-of.ts';
import { PATCH_T } from '../../../src/scan/corrections/patch-code.ts';
import { DrawnPage } from '../../support/drawn-page.ts';

/** Half of A4 is as good as a whole one, and quicker. */
const A5 = { widthMm: 148, heightMm: 210 };
const TEXT = { leftMm: 15, topMm: 15, widthMm: 118, heightMm: 180 };
const sheet = (level?: number) => new DrawnPage(A5.widthMm, A5.heightMm, level);
const written = () => sheet().text(TEXT);

describe('skew', () => {
  it.each([-8, -5.55, -2.3, -0.4, 0, 0.15, 1.7, 4.2, 8])(
    'is found within 0.1° on text turned by %s°',
    (degrees) => {
      expect(Math.abs(findingsOf(written().scan({ degrees })).skewDegrees + degrees)).toBeLessThan(0.1);
    },
  );

  it.each([-6, 0.5, 3])('is found on a table turned by %s°', (degrees) => {
    const table = sheet();
    for (let i = 0; i <= 12; i++)
      table.fill({ leftMm: 20, topMm: 20 + i * 12, widthMm: 108.2, heightMm: 0.2 }, 0);
    for (let i = 0; i <= 6; i++)
      table.fill({ leftMm: 20 + i * 18, topMm: 20, widthMm: 0.2, heightMm: 144 }, 0);
    expect(Math.abs(findingsOf(table.scan({ degrees })).skewDegrees + degrees)).toBeLessThan(0.1);
  });

  it('is found on lines that run down the page', () => {
    const upright = written().scan({ degrees: 1.3 });
    const { widthPx, heightPx, bytes } = upright;
    const turned = new Uint8Array(bytes.length).map((_, at) => {
      const [x, y] = [at % heightPx, Math.floor(at / heightPx)];
      return bytes[(heightPx - 1 - x) * widthPx + y]!;
    });
    const { skewDegrees } = findingsOf({ ...upright, widthPx: heightPx, heightPx: widthPx, bytes: turned });
    expect(Math.abs(skewDegrees + 1.3)).toBeLessThan(0.1);
  });

  it.each([75, 150])('is found at %s dpi with much noise', (dpi) => {
    const { skewDegrees } = findingsOf(written().scan({ degrees: -3.1, dpi, noise: 20 }));
    expect(Math.abs(skewDegrees - 3.1)).toBeLessThan(0.1);
  });

  it('is 0 where nothing shows a direction', () => {
    const clouds = sheet();
    for (let y = 0; y < A5.heightMm; y++) {
      for (let x = 0; x < A5.widthMm; x++) {
        const level = 130 + 60 * Math.sin(x / 13 + Math.sin(y / 9)) + 50 * Math.cos(y / 17 - x / 23);
        clouds.fill({ leftMm: x, topMm: y, widthMm: 1.1, heightMm: 1.1 }, level);
      }
    }
    expect(findingsOf(clouds.scan({ noise: 15 })).skewDegrees).toBe(0);
    expect(findingsOf(sheet().scan({ noise: 15 })).skewDegrees).toBe(0);
  });
});

describe('blank', () => {
  const gradient = () => {
    const page = sheet();
    for (let mm = 0; mm < 15; mm += 0.5) {
      page.fill({ leftMm: mm, topMm: 0, widthMm: 0.6, heightMm: A5.heightMm }, 120 + mm * 9);
    }
    return page;
  };
  const specks = () => {
    const page = sheet();
    for (let i = 0; i < 40; i++)
      page.disc(((i * 37.7) % 140) + 4, ((i * 53.3) % 200) + 5, 0.2 + (i % 4) * 0.1, 60);
    return page;
  };
  const ring = (page: DrawnPage, x: number, y: number) =>
    page.disc(x, y, 6, 200).disc(x + 0.1, y + 0.1, 5, 250);

  it.each<[string, () => DrawnPage]>([
    ['paper', () => sheet()],
    ['specks', specks],
    [
      'shadows at the edges',
      () =>
        sheet()
          .fill({ leftMm: 0, topMm: 0, widthMm: 3, heightMm: 210 }, 120)
          .fill({ leftMm: 0, topMm: 207, widthMm: 148, heightMm: 3 }, 60),
    ],
    ['a shadow like that of a fold', gradient],
    [
      'a line of shadow beside the edge',
      () => sheet().fill({ leftMm: 2, topMm: 3, widthMm: 0.5, heightMm: 204 }, 150),
    ],
    ['bleed-through', () => sheet().text(TEXT, 238)],
    ['punch holes', () => sheet().disc(12, 65, 6, 40).disc(12, 145, 6, 40)],
    ['holes that only throw shadows', () => ring(ring(sheet(), 12, 65), 12, 145)],
    ['coloured paper', () => sheet(190)],
  ])('is a page of %s', (_, page) => {
    for (const noise of [1, 9]) expect(findingsOf(page().scan({ noise })).isBlank).toBe(true);
  });

  it.each([75, 150, 199])('is seen at %s dpi', (dpi) => {
    expect(findingsOf(sheet().disc(12, 65, 6, 40).disc(12, 145, 6, 40).scan({ dpi })).isBlank).toBe(true);
    expect(findingsOf(sheet().words(40, 60, 12, 120).scan({ dpi })).isBlank).toBe(false);
  });

  it.each<[string, DrawnPage]>([
    ['one line of text', sheet().words(40, 60, 20)],
    ['a faint word', sheet().words(40, 60, 9, 170)],
    ['a page number', sheet().words(70, 198, 4)],
    ['faint text', sheet().text({ leftMm: 25, topMm: 25, widthMm: 60, heightMm: 12 }, 195)],
    ['a pencil line', sheet().stroke([30, 80], [70, 95], 0.3, 190)],
    ['a very faint pencil line', sheet().stroke([30, 80], [70, 95], 0.35, 205)],
    ['an O as large as a punch hole, but inside', sheet().disc(74, 100, 6, 0).disc(74, 100, 4.5, 255)],
    ['tints', sheet().fill({ leftMm: 40, topMm: 60, widthMm: 40, heightMm: 60 }, 180).disc(110, 40, 30, 185)],
    ['text', written()],
    [
      'text in a shadow',
      sheet().fill({ leftMm: 0, topMm: 0, widthMm: 30, heightMm: 210 }, 170).words(10, 50, 15, 40),
    ],
  ])('is no page with %s', (_, page) => {
    expect(findingsOf(page.scan({})).isBlank).toBe(false);
  });
});

describe('the sheet on the glass', () => {
  const GLASS = { widthMm: 160, heightMm: 220 };
  const glass = (lid: number) => new DrawnPage(GLASS.widthMm, GLASS.heightMm, lid);
  const receipt = { leftMm: 25, topMm: 30, widthMm: 70, heightMm: 140 };

  function expectSheet(page: DrawnPage, wanted: typeof receipt, degrees = 0, noise = 2) {
    const findings = findingsOf(page.scan({ degrees, noise, beyond: page.levels.at(-1)! }));
    expect(Math.abs(findings.skewDegrees + degrees)).toBeLessThan(0.15);
    for (const key of ['leftMm', 'topMm', 'widthMm', 'heightMm'] as const) {
      expect(Math.abs(findings.sheet![key] - wanted[key]), key).toBeLessThan(0.7);
    }
    return findings;
  }

  it.each([0, 3, -6])('is found by its gray, turned by %s°', (degrees) => {
    const page = glass(255).fill(receipt, 235).text({ leftMm: 32, topMm: 40, widthMm: 50, heightMm: 110 });
    const { paperGray } = expectSheet(page, receipt, degrees);
    expect(Math.abs(paperGray - (18 + (225 * 235) / 255))).toBeLessThan(3);
  });

  it('is found where it lies in the corner', () => {
    const corner = { ...receipt, leftMm: 0, topMm: 0 };
    expectSheet(
      glass(255).fill(corner, 240).text({ leftMm: 8, topMm: 8, widthMm: 50, heightMm: 110 }),
      corner,
    );
  });

  it('is found by its shadows where paper and lid are alike', () => {
    const page = glass(255)
      .fill({ leftMm: 105, topMm: 0, widthMm: 0.5, heightMm: 148 }, 215)
      .fill({ leftMm: 0, topMm: 148, widthMm: 105.5, heightMm: 0.5 }, 205)
      .text({ leftMm: 15, topMm: 15, widthMm: 75, heightMm: 110 });
    expectSheet(page, { leftMm: 0, topMm: 0, widthMm: 105.5, heightMm: 148.5 });
  });

  it('is found as a photograph, askew', () => {
    const photo = { leftMm: 20, topMm: 40, widthMm: 120, heightMm: 90 };
    const page = glass(255);
    for (let y = 0; y < photo.heightMm; y++) {
      for (let x = 0; x < photo.widthMm; x++) {
        const level = 120 + 60 * Math.sin(x / 11) * Math.cos(y / 17);
        page.fill({ leftMm: photo.leftMm + x, topMm: photo.topMm + y, widthMm: 1, heightMm: 1 }, level);
      }
    }
    expectSheet(page, photo, -4);
  });

  it('is found under an open lid', () => {
    const corner = { leftMm: 0, topMm: 0, widthMm: 105, heightMm: 148 };
    expectSheet(
      glass(15).fill(corner, 255).text({ leftMm: 15, topMm: 15, widthMm: 75, heightMm: 110 }),
      corner,
    );
  });

  it.each<[string, DrawnPage]>([
    ['white paper without a shadow', glass(255).text({ leftMm: 20, topMm: 20, widthMm: 90, heightMm: 120 })],
    [
      'a printed frame',
      glass(255).fill(receipt, 0).fill({ leftMm: 25.5, topMm: 30.5, widthMm: 69, heightMm: 139 }, 255),
    ],
    [
      'a fine frame',
      glass(255).fill(receipt, 90).fill({ leftMm: 25.2, topMm: 30.2, widthMm: 69.6, heightMm: 139.6 }, 255),
    ],
    ['nothing', glass(255)],
    ['a page that fills the scan', glass(250).text({ leftMm: 10, topMm: 10, widthMm: 140, heightMm: 200 })],
  ])('is not made up for %s', (_, page) => {
    expect(findingsOf(page.scan({ noise: 2 })).sheet).toBeNull();
  });

  it('is no picture on a page that was fed, but a narrow sheet is', () => {
    const picture = glass(255).fill(receipt, 150).disc(60, 90, 30, 80).scan({ noise: 2 });
    expect(findingsOf(picture, 'glass').sheet).not.toBeNull();
    expect(findingsOf(picture, 'feeder').sheet).toBeNull();
    const narrow = { leftMm: 40, topMm: 0, widthMm: 80, heightMm: 150 };
    const fed = glass(255).fill(narrow, 235).text({ leftMm: 48, topMm: 10, widthMm: 60, heightMm: 120 });
    expect(findingsOf(fed.scan({ noise: 2 }), 'feeder-duplex').sheet!.widthMm).toBeCloseTo(80, 0);
  });

  it('has a blank inside, whatever its shadow', () => {
    const page = glass(255)
      .fill({ leftMm: 105, topMm: 0, widthMm: 0.5, heightMm: 148 }, 190)
      .fill({ leftMm: 0, topMm: 148, widthMm: 105.5, heightMm: 0.5 }, 180);
    expect(findingsOf(page.scan({ noise: 2 }))).toMatchObject({ isBlank: true });
  });
});

describe('patch T', () => {
  /** Bars from `topMm` down, in that order. */
  function withBars(
    elementsIn: readonly number[],
    topMm: number,
    { scale = 1, lengthMm = 60 } = {},
  ): DrawnPage {
    const page = sheet();
    let at = topMm;
    elementsIn.forEach((element, i) => {
      const heightMm = element * 25.4 * scale;
      if (i % 2 === 0) page.fill({ leftMm: 40, topMm: at, widthMm: lengthMm, heightMm }, 20);
      at += heightMm;
    });
    return page;
  }
  const bars = PATCH_T.elementsIn;
  const reversed = bars.toReversed();

  it.each([0, 2, -6, 9])('is seen on a sheet turned by %s°', (degrees) => {
    expect(findingsOf(withBars(bars, 12).scan({ degrees })).isPatch).toBe(true);
  });

  it('is seen at 75 dpi, with noise, printed smaller, and fed the other way round', () => {
    expect(findingsOf(withBars(bars, 12).scan({ dpi: 75, noise: 20 })).isPatch).toBe(true);
    expect(findingsOf(withBars(bars, 12, { scale: 0.92 }).scan({})).isPatch).toBe(true);
    expect(findingsOf(withBars(reversed, 175).scan({})).isPatch).toBe(true);
  });

  it('is not seen in other patches, short bars, or text', () => {
    const [wide, narrow] = [0.2, 0.08];
    for (const [a, b, c, d] of [
      [wide, wide, narrow, narrow],
      [wide, narrow, narrow, wide],
      [wide, narrow, wide, narrow],
      [narrow, wide, wide, narrow],
      [narrow, narrow, wide, wide],
    ] as const) {
      const page = withBars([a, narrow, b, narrow, c, narrow, d], 12);
      expect(findingsOf(page.scan({})).isPatch).toBe(false);
    }
    expect(findingsOf(withBars(bars, 12, { lengthMm: 12 }).scan({})).isPatch).toBe(false);
    expect(findingsOf(written().scan({})).isPatch).toBe(false);
  });

  it('is no blank page', () => {
    expect(findingsOf(withBars(bars, 12).scan({})).isBlank).toBe(false);
  });
});

describe('findings of anything', () => {
  const pages = fc
    .record({
      widthPx: fc.integer({ min: 1, max: 90 }),
      heightPx: fc.integer({ min: 1, max: 90 }),
      dpi: fc.constantFrom(25, 75, 100, 199),
      mode: fc.constantFrom('gray' as const, 'colour' as const),
      levels: fc.uint8Array({ minLength: 1, maxLength: 400 }),
    })
    .map(({ levels, ...shape }) => {
      const length = shape.widthPx * shape.heightPx * (shape.mode === 'colour' ? 3 : 1);
      return { ...shape, bytes: Uint8Array.from({ length }, (_, i) => levels[i % levels.length]!) };
    });

  it('are numbers within their bounds', () => {
    fc.assert(
      fc.property(pages, (page) => {
        const { skewDegrees, sheet, paperGray, inkShare } = findingsOf(page);
        expect(Math.abs(skewDegrees)).toBeLessThanOrEqual(12);
        expect(paperGray).toSatisfy((gray: number) => Number.isInteger(gray) && gray >= 0 && gray <= 255);
        expect(inkShare).toBeGreaterThanOrEqual(0);
        expect(inkShare).toBeLessThanOrEqual(1);
        if (sheet !== null) expect(Math.min(sheet.widthMm, sheet.heightMm)).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});
