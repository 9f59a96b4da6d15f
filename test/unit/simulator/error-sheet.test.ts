import { expect, it } from 'vitest';
import { decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import { PAPER_NAMES, PAPERS } from '../../../src/machine/paper.ts';
import { errorSheet } from '../../../src/simulator/error-sheet.ts';
import { GLYPH, glyphLines } from '../../../src/simulator/glyphs.ts';

const CELL = 8;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:()';

/** Reads the sheet back: characters on a grid of cells, small text only, lines joined by spaces. */
function read(pageData: Uint8Array<ArrayBuffer>): string {
  const { bits, stride, heightPx, paper } = decodeSide(pageData);
  const { widthPx, marginPx } = PAPERS[paper];
  const known = new Map(Array.from(ALPHABET, (character) => [glyphLines(character).join(), character]));
  const isBlack = (x: number, y: number) => ((bits[y * stride + (x >> 3)]! >> (7 - (x & 7))) & 1) === 1;
  const left = marginPx + 120;
  const character = (x: number, y: number) => {
    const lines = Array.from({ length: GLYPH.height }, (_, row) => {
      let line = 0;
      for (let column = 0; column < GLYPH.width; column++) {
        const inside = isBlack(x + column * CELL + CELL / 2, y + row * CELL + CELL / 2);
        line = line * 2 + Number(inside);
      }
      return line;
    });
    return known.get(lines.join()) ?? '?';
  };
  const perLine = Math.floor((widthPx - 2 * left) / (GLYPH.advance * CELL));
  const texts: string[] = [];
  const lineHeight = GLYPH.lineHeight * CELL;
  for (let y = left; y < heightPx - left - lineHeight; y += 1) {
    const text = Array.from({ length: perLine }, (_, at) => character(left + at * GLYPH.advance * CELL, y));
    const line = text.join('').trim();
    if (line !== '' && !line.includes('?')) {
      texts.push(line);
      y += lineHeight - 1;
    }
  }
  return texts.join(' ');
}

it.each(PAPER_NAMES)('says on %s where and why', (paper) => {
  const reason = 'expected a block (cd ca 10), found 25 21 50';
  const text = read(errorSheet(paper, { offset: 31_415, reason }));
  expect(text).toContain('AT BYTE 31415:');
  expect(text).toContain(reason.toUpperCase());
});

it('draws every character differently', () => {
  const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
  const shapes = new Map<string, string>();
  for (const character of printable.filter((each) => each === each.toUpperCase())) {
    const shape = glyphLines(character).join();
    if (shape === glyphLines('\u0000').join()) continue; // shown as a box
    expect(shapes.get(shape), `${character} looks like`).toBeUndefined();
    shapes.set(shape, character);
  }
  expect(shapes.size).toBeGreaterThan(60);
});
