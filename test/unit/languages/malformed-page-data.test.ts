import { describe, expect, it } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { decodeJob, decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { JOB, STREAM, find, patch, refusal } from '../../support/malformed.ts';
import {
  concat,
  editPageData,
  encodeAll,
  joinBlocks,
  sendIndex,
  splitBlocks,
  type Block,
} from '../../support/ufr2lt-jobs.ts';

const GEOMETRY = sideGeometry('Monarch');
const blank = new Uint8Array(0);

const editBlocks = (edit: (blocks: Block[]) => void) => {
  const blocks = splitBlocks(STREAM);
  edit(blocks);
  return joinBlocks(blocks);
};

describe('page data', () => {
  const edit = (hex: string, offset: number, ...values: number[]) =>
    editPageData(STREAM, (data) => patch(data, find(data, hex) + offset, ...values));

  it.each<[string, string, number, number[]]>([
    ['expected language version C1', 'c1 85 10 00 10 53', 5, [0x54]],
    ['expected resolution D8', 'd8 84 02 58', 2, [0x01]],
    ['expected begin document', '02 c3', 0, [0x03]],
    ['expected paper C3', 'c3 24', 1, [0x23]],
    ['expected duplex C5', 'c5 00', 1, [1]],
    ['expected paper source F2', '51 f2 00', 2, [1]],
    ['expected a page, found 12', '03 e7', 0, [0x12]],
    ['page raster E7 is no known paper', 'e7 85 09 20 11 94', 5, [0x95]],
    ['expected constant C8', 'c8 00 ca', 0, [0xc9]],
    ['expected rotation DE', 'de 80 00', 1, [0x00]],
    ['expected bits per pixel E6', 'e6 80 01', 2, [2]],
    ['expected band size E3', 'e3 85 09 80 01 00', 2, [0x09, 0x20]],
    ['expected band size E3', 'e3 85 09 80 01 00', 4, [0x00, 0xff]],
    ['expected band position E8', 'e8 a5 00 00 01 00', 5, [1]],
    ['expected compression E1', 'e1 03', 1, [4]],
    ['expected band ', '62 e3', 0, [0x13]],
    ['data length D7 has form 80', 'd7 84', 1, [0x80]],
    ['expected data length D7', 'd7 84', 0, [0x9d]],
    ['expected data ', 'd7 84', 6, [0xff]],
  ])('%s', (reason, hex, offset, values) => {
    expect(refusal(edit(hex, offset, ...values)).reason).toMatch(new RegExp(`^${reason}`));
  });

  const insertAfter = (hex: string, skip: number, ...values: number[]) =>
    editPageData(STREAM, (data) => {
      const at = find(data, hex) + skip;
      return concat([data.subarray(0, at), Uint8Array.from(values), data.subarray(at)]);
    });

  it('lengths: long form for a short one, more than a band can need, broken words', () => {
    const length = (...values: number[]) =>
      refusal(
        editPageData(STREAM, (data) => {
          const at = find(data, 'd7 84');
          return concat([data.subarray(0, at), Uint8Array.from(values), data.subarray(at + 7)]);
        }),
      ).reason;
    expect(length(0xd7, 0x88, 0, 0, 0x40, 0)).toBe('data length 16384 in the long form');
    expect(length(0xd7, 0x88, 0xff, 0xff, 0xff, 0xff)).toMatch(
      /^band data of 4294967295 bytes, \d+ are enough/,
    );
    expect(length(0xd7, 0x84, 0x00, 0x11)).toBe('band data of 17 bytes does not hold whole words of code');
    expect(length(0xd7, 0x84, 0x00, 0x0e)).toBe('band data of 14 bytes does not hold whole words of code');
  });

  it('ends too early, or goes on', () => {
    const send = sendIndex(splitBlocks(STREAM));
    const cut = (count: number) =>
      editBlocks(
        (blocks) => (blocks[send] = { ...blocks[send]!, body: blocks[send]!.body.slice(0, -count) }),
      );
    for (const count of [1, 2, 3, 100]) {
      expect(refusal(cut(count)).reason).toBe('the page data ends before its end job');
    }
    expect(refusal(cut(2)).offset).toBe(STREAM.length - (20 + 20 + 21) - 2);
    expect(refusal(insertAfter('13 12 11', 3, 0)).reason).toBe('page data goes on after end job');
    expect(refusal(insertAfter('13 12 11', 0, 0x62)).reason).toMatch(/^expected end page/);
    expect(refusal(insertAfter('13 12 11', 1, 0x51)).reason).toBe(
      'expected a page or end document, found 51',
    );
  });

  it('a side of another paper is read, with a warning', () => {
    const other = encodeAll({ ...JOB, paper: 'Com10' }, [blank]);
    const sideOf = (stream: Uint8Array) => {
      const data = splitBlocks(stream)[sendIndex(splitBlocks(stream))]!.body;
      return data.slice(find(data, '03 e7'), find(data, '13 12 11') + 1);
    };
    const stream = editPageData(STREAM, (data) =>
      concat([data.subarray(0, find(data, '03 e7')), sideOf(other), data.subarray(find(data, '03 e7'))]),
    );
    const { sides, warnings } = decodeJob(stream);
    expect(sides.map(({ paper }) => paper)).toEqual(['Com10', 'Monarch']);
    expect(warnings).toEqual([
      { offset: find(stream, '03 e7'), reason: 'a side of Com10 in a job for Monarch' },
    ]);
  });

  it('of one side alone must be one side', () => {
    const data = splitBlocks(STREAM)[sendIndex(splitBlocks(STREAM))]!.body;
    const side = data.slice(find(data, '03 e7'), find(data, '13 12 11') + 1);
    expect(decodeSide(side)).toMatchObject({
      paper: 'Monarch',
      widthPx: 0x920,
      sheetWidthPx: 2325,
      heightPx: 4500,
    });
    expect(() => decodeSide(side.subarray(0, -1))).toThrow(PlatenError);
    expect(() => decodeSide(new Uint8Array(0))).toThrow(PlatenError);
    expect(() => decodeSide(concat([side, side]))).toThrow(PlatenError);
  });
});

describe('band data', () => {
  const HEAD = '03 06 01 01 00 fa 50 00';
  const edit = (offset: number, ...values: number[]) =>
    editPageData(STREAM, (data) => patch(data, find(data, HEAD) + offset, ...values));
  const first = find(STREAM, HEAD);
  const codeEnd = find(STREAM, '80 62', first);

  it.each<[string, number, Uint8Array]>([
    ['unknown compression parameters 04 06 01 01 00 FA 50 00', first, edit(0, 4)],
    ['a band says it is the last too early', first + 8, edit(8, 0)],
    ['the code length does not fit the data length', first + 9, edit(9, 1)],
    ['the code length does not fit the data length', first + 9, edit(12, 1)],
    ['no end mark after the code', codeEnd, patch(STREAM, codeEnd, 0x81)],
    [
      'no page-end word in the last band',
      find(STREAM, 'bd 3c bc bc 80') + 3,
      patch(STREAM, find(STREAM, 'bd 3c bc bc 80') + 3, 0xbd),
    ],
    // The first bit of the code: the band starts with a copy of what is not there.
    ['a copy reads before the band', first + 13, edit(13, 0xbe ^ 0x80)],
    ['padding after END is not all 1', codeEnd - 4, patch(STREAM, codeEnd - 1, STREAM[codeEnd - 1]! ^ 1)],
  ])('%s', (reason, offset, stream) => {
    expect(refusal(stream)).toEqual({ reason, offset });
  });

  it('compression parameters change in the middle of a job', () => {
    const second = find(STREAM, HEAD, first + 1);
    expect(refusal(patch(STREAM, second, 2, 1, 1, 1, 0, 8)).reason).toBe(
      'compression parameters change from standard to colorTone',
    );
  });

  it('the last band says more follow', () => {
    const last = Buffer.from(STREAM).lastIndexOf(Buffer.from(HEAD.replaceAll(' ', ''), 'hex'));
    expect(refusal(patch(STREAM, last + 8, 1))).toEqual({
      offset: last + 8,
      reason: 'the last band says more follow',
    });
  });

  it('black right of the page raster is refused, black right of the sheet is told once a side', () => {
    const dot = (px: number, ...lines: number[]) => {
      const bits = new Uint8Array(GEOMETRY.lineBytes * GEOMETRY.heightPx);
      for (const line of lines) bits[line * GEOMETRY.lineBytes + (px >> 3)] = 0x80 >> (px & 7);
      return bits;
    };
    expect(refusal(encodeAll(JOB, [dot(GEOMETRY.rasterWidthPx, 1000)])).reason).toBe(
      'black right of the page raster',
    );
    expect(decodeJob(encodeAll(JOB, [dot(GEOMETRY.sheetWidthPx - 1, 0)])).warnings).toEqual([]);
    const job = decodeJob(
      encodeAll(JOB, [dot(GEOMETRY.sheetWidthPx, 0, 1000), blank, dot(GEOMETRY.rasterWidthPx - 1, 4499)]),
    );
    expect(job.warnings.map(({ reason }) => reason)).toEqual([
      'black right of the sheet',
      'black right of the sheet',
    ]);
  });
});
