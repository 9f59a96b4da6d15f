import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';
import { StreamDecoder } from '../../../src/languages/ufr2lt/stream-decoder.ts';
import { JOB, STREAM, find, patch, refusal } from '../../support/malformed.ts';
import {
  concat,
  encodeAll,
  joinBlocks,
  sendIndex,
  splitBlocks,
  type Block,
} from '../../support/ufr2lt-jobs.ts';

const blank = new Uint8Array(0);

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
