import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { decodeJob, decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { DEFAULT_ATTRIBUTES } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { StreamDecoder } from '../../../src/languages/ufr2lt/stream-decoder.ts';
import {
  concat,
  editPageData,
  encodeAll,
  joinBlocks,
  sendIndex,
  splitBlocks,
  type Block,
} from '../../support/ufr2lt-jobs.ts';

const JOB = { ...DEFAULT_ATTRIBUTES, paper: 'Monarch', title: 'title', user: 'user' } as const;
const GEOMETRY = sideGeometry('Monarch');
const blank = new Uint8Array(0);
const STREAM = encodeAll(JOB, [blank]);

const refusal = (stream: Uint8Array): { offset: number; reason: string } => {
  try {
    decodeJob(stream);
  } catch (error) {
    expect(error).toBeInstanceOf(PlatenError);
    const { code, params } = error as PlatenError;
    expect(code).toBe('language.malformed');
    return params as unknown as { offset: number; reason: string };
  }
  throw new Error('was not refused');
};

/** Overwrites bytes at an offset. */
const patch = (bytes: Uint8Array, at: number, ...values: number[]) => {
  const patched = Uint8Array.from(bytes);
  patched.set(values, at);
  return patched;
};

const find = (bytes: Uint8Array, hex: string, from = 0) => {
  const at = Buffer.from(bytes).indexOf(Buffer.from(hex.replaceAll(' ', ''), 'hex'), from);
  if (at < 0) throw new Error(`${hex} is not there`);
  return at;
};

const editBlocks = (edit: (blocks: Block[]) => void) => {
  const blocks = splitBlocks(STREAM);
  edit(blocks);
  return joinBlocks(blocks);
};

const body = (...bytes: number[]) => Uint8Array.from(bytes);

it('is not the stream all these are made of', () => {
  expect(decodeJob(STREAM).sides).toHaveLength(1);
});

it('tells people where and why', () => {
  expect(explain(new PlatenError('language.malformed', { offset: 12, reason: 'no block' })).why).toBe(
    'At byte 12: no block.',
  );
});

describe('blocks', () => {
  const SECOND = 20 + splitBlocks(STREAM)[0]!.body.length;
  const send = sendIndex(splitBlocks(STREAM));

  it.each<[string, number, Uint8Array]>([
    ['expected a block (CD CA 10), found CD CB 10', SECOND, patch(STREAM, SECOND + 1, 0xcb)],
    ['unknown operation 00 55', SECOND + 4, patch(STREAM, SECOND + 5, 0x55)],
    ['unknown operation 04 14', SECOND + 4, patch(STREAM, SECOND + 4, 0x04)],
    ['reserved bytes 6 and 7 of a block are not 0', SECOND + 6, patch(STREAM, SECOND + 7, 1)],
    ['reserved bytes 18 and 19 of a block are not 0', SECOND + 18, patch(STREAM, SECOND + 18, 1)],
    ['continuation flag 02 in binderStart', SECOND + 3, patch(STREAM, SECOND + 3, 2)],
    ['continuation flag 01 in binderStart', SECOND + 3, patch(STREAM, SECOND + 3, 1)],
    ['the account changes within the job', SECOND + 13, patch(STREAM, SECOND + 13, 1)],
    ['a password without a department ID', 14, patch(STREAM, 17, 1)],
    ['expected binderStart, found documentStart', SECOND + 5, patch(STREAM, SECOND + 5, 0x17)],
    ['binderStart of 5 bytes', SECOND + 8, patch(STREAM, SECOND + 9, 5)],
    ['binderStart holds 00 00 00 07, not 00 00 00 00', SECOND + 23, patch(STREAM, SECOND + 23, 7)],
  ])('%s', (reason, offset, stream) => {
    expect(refusal(stream)).toEqual({ reason, offset });
  });

  it.each<[string, (blocks: Block[]) => void]>([
    ['expected jobStart, found binderStart', (blocks) => blocks.shift()],
    ['expected documentStart, found documentEnd', (blocks) => blocks.splice(5, send - 4)],
    ['expected send, found documentEnd', (blocks) => blocks.splice(send, 1)],
    ['expected binderEnd, found jobEnd', (blocks) => blocks.splice(blocks.length - 2, 1)],
    ['expected documentEnd, found send', (blocks) => blocks.splice(send, 0, blocks[send]!)],
    ['Send without its lead byte', (blocks) => (blocks[send] = { ...blocks[send]!, body: body() })],
    ['Send starts with 02, not 01', (blocks) => (blocks[send]!.body[0] = 2)],
    ['expected send, found documentEnd', (blocks) => (blocks[send]!.header[3] = 2)],
    ['jobEnd holds 01, not 00', (blocks) => (blocks.at(-1)!.body[0] = 1)],
  ])('%s, when blocks are edited', (reason, edit) => {
    expect(refusal(editBlocks(edit)).reason).toBe(reason);
  });

  it('takes Send blocks of any size', () => {
    const stream = editBlocks((blocks) => {
      const { header, body: whole } = blocks[send]!;
      const more = patch(header, 3, 2);
      const data = whole.subarray(1);
      const pieces = [0, 1, 2, 500, data.length].map((end, i, ends) => data.subarray(ends[i - 1] ?? 0, end));
      const parts = pieces.map((piece, i) => ({
        header: i < pieces.length - 1 ? more : header,
        body: concat([body(1), piece]),
      }));
      blocks.splice(send, 1, ...parts);
    });
    expect(decodeJob(stream).attributes).toEqual(JOB);
  });

  it('finds the place of a mistake across Send blocks', () => {
    const data = splitBlocks(STREAM)[send]!.body.subarray(1);
    // Cut inside the band size, after its second byte; the mistake is in its last.
    const cut = find(data, 'e3 85 09 80 01 00') + 2;
    const stream = editBlocks((blocks) => {
      const { header } = blocks[send]!;
      const lead = body(1);
      const first = { header: patch(header, 3, 2), body: concat([lead, data.subarray(0, cut)]) };
      const second = { header, body: concat([lead, patch(data.subarray(cut), 3, 0x55)]) };
      blocks.splice(send, 1, first, second);
    });
    const offset = find(stream, '09 80 01 55') + 3;
    for (const chunkBytes of [1, 7, stream.length]) {
      const decoder = new StreamDecoder({});
      const feed = () => {
        for (let at = 0; at < stream.length; at += chunkBytes)
          decoder.push(stream.subarray(at, at + chunkBytes));
      };
      expect(feed).toThrow(expect.objectContaining({ params: expect.objectContaining({ offset }) }));
    }
  });

  it.each([0, 1, 19, 20, 21, 500, STREAM.length - 1])('the stream ends after %d bytes', (length) => {
    expect(refusal(STREAM.subarray(0, length))).toEqual({
      offset: length,
      reason: 'the stream ends before the job does',
    });
  });

  it('data goes on after the end of the job', () => {
    expect(refusal(concat([STREAM, STREAM]))).toEqual({
      offset: STREAM.length,
      reason: 'data goes on after the end of the job',
    });
  });
});

describe('many jobs in one stream', () => {
  const read = (stream: Uint8Array) => {
    const titles: string[] = [];
    const decoder = new StreamDecoder({ jobEnd: ({ title }) => titles.push(title) }, 'many');
    decoder.push(stream);
    return { titles, decoder };
  };

  it('are read one after another, each with its own account', () => {
    const other = encodeAll({ ...JOB, title: 'other', account: { id: 7, password: 8 } }, [blank]);
    const { titles, decoder } = read(concat([STREAM, other, STREAM]));
    expect(titles).toEqual(['title', 'other', 'title']);
    decoder.end();
  });

  it('must not end inside a job, nor hold anything else', () => {
    for (const cut of [1, 20, 100]) {
      const { decoder } = read(concat([STREAM, STREAM.subarray(0, cut)]));
      expect(() => decoder.end()).toThrow(
        expect.objectContaining({
          params: { offset: STREAM.length + cut, reason: 'the stream ends before the job does' },
        }),
      );
    }
    expect(() => read(concat([STREAM, new Uint8Array(20)]))).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ offset: STREAM.length }) }),
    );
  });

  it('end with the first mistake', () => {
    const decoder = new StreamDecoder({}, 'many');
    expect(() => decoder.push(new Uint8Array(20))).toThrow(PlatenError);
    expect(() => decoder.push(STREAM)).toThrow(PlatenError);
    expect(() => decoder.end()).toThrow(PlatenError);
  });
});

describe('JobStart', () => {
  const withBody = (bytes: Uint8Array) =>
    editBlocks((blocks) => (blocks[0] = { ...blocks[0]!, body: bytes }));
  const start = splitBlocks(STREAM)[0]!.body;
  const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
  const constants = '00f0 0001 01 0130 0003 030000 000d 0001 04';
  const title = '0004 0004 0003 01 74';

  it.each<[string, Uint8Array]>([
    ['JobStart has no record count', hex('00')],
    ['JobStart has 3 records, its count says 4', hex(`0004 ${constants}`)],
    ['JobStart goes on after 2 records', hex(`0002 ${constants}`)],
    ['a JobStart record is cut off', hex(`0004 ${constants} 0004`)],
    ['a JobStart record is longer than its block', hex(`0004 ${constants} 0004 ffff 00`)],
    ['record 00F0 is missing', hex('0000')],
    ['record 0130 is not the constant', patch(start, 11, 4)],
    ['record 0004 is not expected here', hex(`0005 ${constants} 0006 0004 0003 01 74 ${title}`)],
    ['the title is not repeated', hex(`0004 ${constants} ${title}`)],
    ['the title is not repeated', hex(`0005 ${constants} ${title} 0117 0004 0003 01 75`)],
    ['text record 0006 is cut off', hex(`0004 ${constants} 0006 0002 0003`)],
    ['text record 0006 has unknown character set 006A', hex(`0004 ${constants} 0006 0004 006a 01 74`)],
    ['text record 0006 has a wrong length', hex(`0004 ${constants} 0006 0004 0003 02 74`)],
    ['text record 0006 is empty', hex(`0004 ${constants} 0006 0003 0003 00`)],
    [
      'text record 0006 is longer than 32 bytes',
      hex(`0004 ${constants} 0006 0024 0003 21 ${'61'.repeat(33)}`),
    ],
    ['JobStart of 1000 bytes', new Uint8Array(1000)],
  ])('%s', (reason, bytes) => {
    expect(refusal(withBody(bytes)).reason).toBe(reason);
  });

  it('reads Shift_JIS', () => {
    const stream = withBody(hex(`0004 ${constants} 0006 0007 0011 04 93fa967b`));
    expect(decodeJob(stream).attributes.user).toBe('日本');
  });
});

describe('attributes', () => {
  const at = (id: string) =>
    splitBlocks(STREAM).findIndex(({ body: bytes }) => Buffer.from(bytes).toString('hex').startsWith(id));
  const replace = (id: string, text: string) =>
    editBlocks((blocks) => {
      const index = at(id);
      blocks[index] = { ...blocks[index]!, body: Buffer.from(text, 'hex') };
    });

  it.each<[string, string, string]>([
    ['expected copies of the set, found attribute 07 D8', '07d7', '07d808'],
    ['copies of the set cannot be 00 00', '07d7', '07d70000'],
    ['copies of the set cannot be 03 E8', '07d7', '07d703e8'],
    ['copies in the wrong place: 2 sets, 1 documents', '07d7', '07d70002'],
    ['binder constant cannot be 17 00 00 00 01', '07d9', '07d91700000001'],
    ['collation cannot be 0B', '07d8', '07d80b'],
    ['page language cannot be 82 00 00', '002e', '002e820000'],
    ['one- or two-sided cannot be 02', '07df', '07df02'],
    ['binding edge cannot be 01', '07e0', '07e001'],
    ['document constant cannot be 04', '0890', '089004'],
    ['binding margin cannot be 00 00 01 F5', '07e1', '07e1000001f5'],
    ['binding margin has 2 bytes, not 4', '07e1', '07e10001'],
    ['paper source cannot be 01 0C 00 00', '086e', '086e010c0000'],
    ['paper source cannot be 01 0B 00 01', '086e', '086e010b0001'],
    ['resolution constant cannot be 08 00 00 00 00', '003a', '003a0800000000'],
    ['toner saving cannot be 03', '085a', '085a03'],
    ['media and paper cannot be', '07ed', `07ed01fe0017${'00'.repeat(8)}03`],
    ['media and paper cannot be', '07ed', `07edfefe0001${'00'.repeat(8)}03`],
    ['media and paper cannot be', '07ed', `07edfefe0017${'00'.repeat(7)}0103`],
    ['media and paper cannot be', '07ed', `07edfefd0017${'00'.repeat(8)}03`],
    ['expected media and paper, found attribute 08 2D', '07ed', '082d01'],
    ['setDocument of 1 bytes', '07ed', '07'],
  ])('%s', (reason, id, text) => {
    expect(refusal(replace(id, text)).reason).toMatch(new RegExp(`^${reason}`));
  });

  it('are refused when one is missing, repeated or unknown', () => {
    expect(refusal(editBlocks((blocks) => blocks.splice(at('07ed'), 1))).reason).toBe(
      'expected media and paper, found send',
    );
    const repeated = editBlocks((blocks) => blocks.splice(at('07d8'), 0, blocks[at('07d8')]!));
    expect(refusal(repeated).reason).toBe('expected no more attributes, found attribute 07 D8');
  });

  it('may say that the filter put several pages on a sheet', () => {
    const stream = editBlocks((blocks) => {
      const first = at('002e');
      blocks.splice(first + 1, 0, { ...blocks[first]!, body: body(0x08, 0xb5, 3) });
    });
    expect(decodeJob(stream).attributes).toEqual(JOB);
  });
});

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
