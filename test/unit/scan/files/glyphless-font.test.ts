import { expect, test } from 'vitest';
import { glyphlessFont } from '../../../../src/scan/files/glyphless-font.ts';

const font = Buffer.from(glyphlessFont());

/** OpenType, "Calculating checksums": all words, beyond the end zeros. */
function sum(bytes: Buffer): number {
  const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  let total = 0;
  for (let at = 0; at < padded.length; at += 4) total = (total + padded.readUInt32BE(at)) >>> 0;
  return total;
}

const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
  const entry = font.subarray(12 + index * 16);
  const [checksum, offset, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at));
  const body = Buffer.from(font.subarray(offset!, offset! + length!));
  return { name: entry.toString('latin1', 0, 4), checksum, offset, body };
});

test('has what PDF asks of a TrueType font, in the order of names, each table at a whole word', () => {
  expect(tables.map(({ name }) => name)).toEqual(['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp']);
  expect(tables.every(({ offset }) => offset! % 4 === 0)).toBe(true);
});

test('tables are as long as OpenType says, and their sums are right', () => {
  const lengths = Object.fromEntries(tables.map(({ name, body }) => [name, body.length]));
  expect(lengths).toMatchObject({ head: 54, hhea: 36, hmtx: 8, loca: 6, maxp: 32 });
  for (const { name, checksum, body } of tables) {
    // Its own field counts as nothing.
    if (name === 'head') body.writeUInt32BE(0, 8);
    expect(sum(body), name).toBe(checksum);
  }
  expect(sum(font)).toBe(0xb1b0afba);
});
