import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { GrayPage } from '../../../../src/scan/corrections/gray-page.ts';
import { turned, uprightTurn, type Turn } from '../../../../src/scan/text/upright.ts';
import { Random } from '../../../support/random.ts';

const TURNS = [0, 90, 180, 270] as const;
const back = (turn: Turn) => ((360 - turn) % 360) as Turn;

/** Lines of text as far as a profile sees them: dark dashes, a darker head at the left of each line. */
function page({ widthPx = 300, heightPx = 400, left = 20, top = 30, lines = 10 } = {}): GrayPage {
  const levels = new Uint8Array(widthPx * heightPx).fill(255);
  for (let line = 0; line < lines; line += 1) {
    for (let y = top + line * 12; y < top + line * 12 + 7; y += 1) {
      for (let x = left; x < left + 160; x += 1) {
        if (x < left + 10 || (x + line * 3) % 5 < 3) levels[y * widthPx + x] = 0;
      }
    }
  }
  return { widthPx, heightPx, dpi: 50, levels };
}

/** Whether such lines stand as they should: level, their heads at the left. */
function standsUpright({ widthPx, heightPx, levels }: GrayPage): boolean {
  let runs = 0;
  let leftHeads = 0;
  for (let y = 0; y < heightPx; y += 1) {
    const line = levels.subarray(y * widthPx, (y + 1) * widthPx);
    const first = line.indexOf(0);
    if (first < 0) continue;
    runs += 1;
    if (line.subarray(first, first + 10).every((level) => level === 0)) leftHeads += 1;
  }
  return runs > 20 && leftHeads / runs > 0.9;
}

/** Reads such lines as Tesseract reads text: much where it stands upright, a little nonsense elsewhere. */
function reader() {
  const images: GrayPage[] = [];
  const read = async (image: GrayPage) => {
    images.push(image);
    return standsUpright(image) ? 400 : 30;
  };
  return { images, read };
}

describe('the turn that makes text stand upright', () => {
  it.each(TURNS)('is found for a page that was turned by %d', async (turn) => {
    const { images, read } = reader();
    expect(await uprightTurn(turned(page(), turn), read)).toBe(back(turn));
    // Lines show how they lie, so only head and foot are in question.
    expect(images).toHaveLength(2);
  });

  it('is found by the part of the page that has the text', async () => {
    const { images, read } = reader();
    const large = page({ widthPx: 1000, heightPx: 1400, left: 700, top: 1100 });
    expect(await uprightTurn(large, read)).toBe(0);
    expect(images[0]).toMatchObject({ widthPx: 200, heightPx: 200 });
  });

  it('is looked for in all four where lines do not show', async () => {
    const random = new Random(7);
    const levels = new Uint8Array(300 * 300).map(() => random.between(0, 255));
    const noise: GrayPage = { widthPx: 300, heightPx: 300, dpi: 100, levels };
    const corner = turned(noise, 270).levels[0];
    let read = 0;
    const count = async (image: GrayPage) => {
      read += 1;
      return image.levels[0] === corner ? 90 : 10;
    };
    expect(await uprightTurn(noise, count)).toBe(270);
    expect(read).toBe(4);
  });

  it('is left open where nearly nothing is read, or as much one way as another', async () => {
    expect(await uprightTurn(page(), async () => 0)).toBeNull();
    expect(await uprightTurn(page(), async (image) => (standsUpright(image) ? 19 : 0))).toBeNull();
    expect(await uprightTurn(page(), async () => 300)).toBeNull();
    expect(await uprightTurn(page(), async (image) => (standsUpright(image) ? 200 : 100))).toBeNull();
    const blank: GrayPage = { widthPx: 3, heightPx: 1, dpi: 600, levels: new Uint8Array(3) };
    expect(await uprightTurn(blank, async () => 0)).toBeNull();
  });
});

describe('turning', () => {
  it('is clockwise', () => {
    const image: GrayPage = { widthPx: 3, heightPx: 2, dpi: 1, levels: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect([...turned(image, 90).levels]).toEqual([4, 1, 5, 2, 6, 3]);
    expect([...turned(image, 180).levels]).toEqual([6, 5, 4, 3, 2, 1]);
    expect([...turned(image, 270).levels]).toEqual([3, 6, 2, 5, 1, 4]);
  });

  it('and back leaves everything as it was', () => {
    const image = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([widthPx, heightPx]) =>
        fc
          .uint8Array({ minLength: widthPx * heightPx, maxLength: widthPx * heightPx })
          .map((levels): GrayPage => ({ widthPx, heightPx, dpi: 100, levels })),
      );
    fc.assert(
      fc.property(image, fc.constantFrom(...TURNS), (original, turn) => {
        expect(turned(turned(original, turn), back(turn))).toEqual(original);
      }),
    );
  });
});
