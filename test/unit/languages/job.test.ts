import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { decodeJob, decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import { SEND_BYTES } from '../../../src/languages/ufr2lt/fields.ts';
import { BAND_LINES, sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { HiscoaKernel, type HiscoaExports } from '../../../src/languages/ufr2lt/hiscoa-kernel.ts';
import { HiscoaReference } from '../../../src/languages/ufr2lt/hiscoa-reference.ts';
import { DEFAULT_ATTRIBUTES, type JobAttributes } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { JobFramer } from '../../../src/languages/ufr2lt/job-framer.ts';
import { SideEncoder } from '../../../src/languages/ufr2lt/side-encoder.ts';
import {
  COLLATIONS,
  MEDIA_NAMES,
  REFINEMENT,
  SOURCE_NAMES,
  TONER_SAVING,
} from '../../../src/machine/options.ts';
import { PAPER_NAMES } from '../../../src/machine/paper.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { clipToSheet, drawStretches, encodeAll, splitBlocks, stretches } from '../../support/ufr2lt-jobs.ts';

const kernels = await loadKernels<HiscoaExports>();
const kernel = {
  standard: new HiscoaKernel(kernels, 'standard'),
  colorTone: new HiscoaKernel(kernels, 'colorTone'),
};
const nothing = new Uint8Array(0);
const uint32 = fc.nat(0xffffffff);

const plexes = fc.constantFrom<Pick<JobAttributes, 'duplex' | 'bindingEdge'>>(
  { duplex: 'off', bindingEdge: 'left' },
  { duplex: 'off', bindingEdge: 'top' },
  { duplex: 'long', bindingEdge: 'left' },
  { duplex: 'short', bindingEdge: 'top' },
);

/** Texts the stream carries whole. */
const texts = fc.string({ unit: 'grapheme' }).filter((text) => Buffer.byteLength(text) <= 32);

const jobs: fc.Arbitrary<JobAttributes> = fc
  .record({
    paper: fc.constantFrom(...PAPER_NAMES),
    media: fc.constantFrom(...MEDIA_NAMES),
    source: fc.constantFrom(...SOURCE_NAMES),
    plex: plexes,
    bindingMarginTenthsMm: fc.integer({ min: 0, max: 500 }),
    copies: fc.integer({ min: 1, max: 999 }),
    collation: fc.constantFrom(...COLLATIONS),
    tonerSaving: fc.constantFrom(...TONER_SAVING),
    refinement: fc.constantFrom(...REFINEMENT),
    parameterSet: fc.constantFrom('standard' as const, 'colorTone' as const),
    title: texts,
    user: texts,
    account: fc.option(fc.record({ id: uint32.filter((id) => id !== 0xffff0000), password: uint32 })),
  })
  .map(({ plex, ...rest }) => ({ ...rest, ...plex }));

it('every setting comes back from the stream', () => {
  fc.assert(
    fc.property(jobs, (job) => {
      expect(decodeJob(encodeAll(job, [nothing])).attributes).toEqual(job);
    }),
    { numRuns: 60 },
  );
});

it.each(PAPER_NAMES)('random bitmaps of %s come back from the stream', (paper) => {
  const geometry = sideGeometry(paper);
  const { lineBytes, heightPx } = geometry;
  fc.assert(
    fc.property(
      stretches,
      fc.constantFrom('standard' as const, 'colorTone' as const),
      (recipe, parameterSet) => {
        const bits = clipToSheet(drawStretches(lineBytes * heightPx, lineBytes, recipe), geometry);
        const job = decodeJob(
          encodeAll({ ...DEFAULT_ATTRIBUTES, paper, parameterSet }, [bits, nothing], kernel[parameterSet]),
        );
        expect(job.warnings).toEqual([]);
        const [side, blank] = job.sides;
        expect(side).toMatchObject({
          widthPx: geometry.rasterWidthPx,
          sheetWidthPx: geometry.sheetWidthPx,
          heightPx,
        });
        expect(Buffer.compare(side!.bits, crop(bits, lineBytes, side!.stride))).toBe(0);
        expect(Buffer.compare(blank!.bits, new Uint8Array(blank!.bits.length))).toBe(0);
      },
    ),
    { numRuns: 2 },
  );
});

describe('settings to bytes', () => {
  /** Attribute blocks of a job as hex, by id; 07D7 comes twice. */
  const blocksOf = (change: Partial<JobAttributes>) =>
    splitBlocks(encodeAll({ ...DEFAULT_ATTRIBUTES, ...change }, [nothing]))
      .filter(({ header }) => header[5] === 0x15 || header[5] === 0x18)
      .map(({ body }) => Buffer.from(body).toString('hex'));

  it.each<[string, Partial<JobAttributes>, readonly string[]]>([
    ['defaults', {}, ['07d70001', '07d91700000000', '07d808', '002e830000', '07df01', '07e004', '089003']],
    [
      'defaults',
      {},
      ['07e100000000', '086e010b0000', '003a0600000000', '085a01', `07edfefe0002${'00'.repeat(8)}03`],
    ],
    ['duplex long', { duplex: 'long' }, ['07df04', '07e004']],
    ['duplex short', { duplex: 'short', bindingEdge: 'top' }, ['07df04', '07e003']],
    ['margin 12 mm', { bindingMarginTenthsMm: 120 }, ['07e100000078']],
    ['source', { source: 'Manual' }, ['086e01070000']],
    ['drawer 1', { source: 'Cas1' }, ['086e01650000']],
    ['drawer 2', { source: 'Cas2' }, ['086e01660000']],
    ['toner saving', { tonerSaving: 'on' }, ['085a02']],
    ['refinement on', { refinement: 'on' }, ['082d02']],
    ['refinement off', { refinement: 'off' }, ['082d01']],
    ['heavy 2 letter', { media: 'HEAVY2', paper: 'Letter' }, [`07ed2ffe000d${'00'.repeat(8)}03`]],
  ])('%s', (_, change, expected) => {
    expect(blocksOf(change)).toEqual(expect.arrayContaining([...expected]));
  });

  it('leaves out toner saving when it is automatic, and refinement when the printer decides', () => {
    const ids = blocksOf({ tonerSaving: 'auto' }).map((hex) => hex.slice(0, 4));
    expect(ids).toEqual([
      '07d7',
      '07d9',
      '07d8',
      '002e',
      '07d7',
      '07df',
      '07e0',
      '0890',
      '07e1',
      '086e',
      '003a',
      '07ed',
    ]);
  });

  it('counts copies in the document, or in the set when they are grouped', () => {
    const copies = (collation: JobAttributes['collation']) =>
      blocksOf({ copies: 258, collation }).filter((hex) => /^07d[78]/.test(hex));
    expect(copies('none')).toEqual(['07d70001', '07d808', '07d70102']);
    expect(copies('group')).toEqual(['07d70102', '07d80f', '07d70001']);
  });

  it('puts the account into every block', () => {
    const stream = encodeAll({ ...DEFAULT_ATTRIBUTES, account: { id: 12, password: 0 } }, [nothing]);
    const accounts = new Set(
      splitBlocks(stream).map(({ header }) => Buffer.from(header.slice(10, 18)).toString('hex')),
    );
    expect([...accounts]).toEqual(['0000000c00000000']);
  });

  it('cuts names at 32 bytes even inside a character, and reads what is whole', () => {
    const title = `${'x'.repeat(31)}é`;
    const stream = encodeAll({ ...DEFAULT_ATTRIBUTES, title }, [nothing]);
    const [start] = splitBlocks(stream);
    expect(Buffer.from(start!.body).toString('latin1')).toContain(`\x20${'x'.repeat(31)}\xc3\x01\x17`);
    expect(decodeJob(stream).attributes.title).toBe('x'.repeat(31));
  });

  it('counts the records of names that are there', () => {
    const count = (title: string, user: string) =>
      splitBlocks(encodeAll({ ...DEFAULT_ATTRIBUTES, title, user }, [nothing]))[0]!.body[1];
    expect([count('t', 'u'), count('t', ''), count('', 'u'), count('', '')]).toEqual([6, 5, 4, 3]);
  });
});

describe('attributes a stream cannot carry', () => {
  it.each<[Partial<JobAttributes>, string]>([
    [{ copies: 0 }, 'copies'],
    [{ copies: 1000 }, 'copies'],
    [{ copies: 1.5 }, 'copies'],
    [{ bindingMarginTenthsMm: 501 }, 'bindingMarginTenthsMm'],
    [{ bindingMarginTenthsMm: -1 }, 'bindingMarginTenthsMm'],
    [{ duplex: 'long', bindingEdge: 'top' }, 'bindingEdge'],
    [{ duplex: 'short', bindingEdge: 'left' }, 'bindingEdge'],
    [{ account: { id: 2 ** 32, password: 0 } }, 'account.id'],
    [{ account: { id: 0xffff0000, password: 0 } }, 'account.id'],
    [{ account: { id: 1, password: -1 } }, 'account.password'],
  ])('%o', (change, name) => {
    const make = () => new JobFramer({ ...DEFAULT_ATTRIBUTES, ...change });
    expect(make).toThrow(
      expect.objectContaining({ code: 'language.attribute', params: expect.objectContaining({ name }) }),
    );
    expect(explain(new PlatenError('language.attribute', { name, value: 1, allowed: '2' })).why).toContain(
      name,
    );
  });
});

describe('a side', () => {
  const paper = 'Monarch';
  const geometry = sideGeometry(paper);
  const { lineBytes, heightPx } = geometry;
  const bits = clipToSheet(
    drawStretches(lineBytes * heightPx, lineBytes, [
      { kind: 'noise', length: 40, value: 3 },
      { kind: 'above', length: 900, value: 8 },
    ]),
    geometry,
  );
  const encoder = () => new SideEncoder(paper, 'standard', new HiscoaReference('standard'));
  const join = (chunks: readonly { bytes: Uint8Array }[]) =>
    Buffer.concat(chunks.map((chunk) => chunk.bytes));
  const whole = encoder().write(bits, heightPx);

  it('comes a band at a time, and says how far it is', () => {
    expect(whole).toHaveLength(geometry.bandCount);
    expect(whole.map((chunk) => chunk.lines)).toEqual([
      ...Array.from({ length: geometry.bandCount - 1 }, (_, i) => (i + 1) * BAND_LINES),
      heightPx,
    ]);
  });

  it('does not depend on how its lines come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 }), (counts) => {
        const side = encoder();
        const chunks = [];
        let done = 0;
        for (const count of [...counts, heightPx]) {
          const lines = Math.min(count, heightPx - done);
          chunks.push(...side.write(bits.subarray(done * lineBytes), lines));
          done += lines;
        }
        expect(Buffer.compare(join(chunks), join(whole))).toBe(0);
        expect(side.linesDone).toBe(heightPx);
        expect(side.finish()).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is filled with white when it ends early', () => {
    const side = encoder();
    const chunks = [...side.write(bits, 300), ...side.finish()];
    const decoded = decodeSide(join(chunks));
    expect(decoded.bits.subarray(300 * decoded.stride).every((byte) => byte === 0)).toBe(true);
    expect(decoded.bits.subarray(299 * decoded.stride, 300 * decoded.stride)).toEqual(
      bits.subarray(299 * lineBytes, 299 * lineBytes + decoded.stride),
    );
  });

  it('takes no more lines than it has, and no fewer bytes than lines need', () => {
    const side = encoder();
    side.write(bits, heightPx - 1);
    expect(() => side.write(bits, 2)).toThrow(RangeError);
    expect(() => encoder().write(bits.subarray(0, lineBytes - 1), 1)).toThrow(RangeError);
  });

  it('that was cut off anywhere is ended legally by the framer', () => {
    const job = { ...DEFAULT_ATTRIBUTES, paper } as const;
    for (let sent = 0; sent <= whole.length; sent++) {
      const framer = new JobFramer(job);
      const stream = [framer.begin()];
      for (const { bytes } of whole.slice(0, sent)) stream.push(...framer.write(bytes));
      for (const bytes of framer.blankRest(whole[sent - 1]?.lines ?? 0)) stream.push(...framer.write(bytes));
      stream.push(...framer.end());
      const { sides } = decodeJob(Buffer.concat(stream));
      expect(sides).toHaveLength(1);
      const rest = sides[0]!.bits.subarray(sent * BAND_LINES * sides[0]!.stride);
      expect(rest.every((byte) => byte === 0)).toBe(true);
    }
  });
});

describe('Send blocks', () => {
  const PROLOGUE_BYTES = 30;
  const EPILOGUE_BYTES = 2;

  /** Frames page data that makes `total` bytes with what the framer adds; its content does not matter. */
  const frame = (total: number) => {
    const framer = new JobFramer(DEFAULT_ATTRIBUTES);
    const stream = [
      framer.begin(),
      ...framer.write(new Uint8Array(total - PROLOGUE_BYTES - EPILOGUE_BYTES)),
      ...framer.end(),
    ];
    return splitBlocks(Buffer.concat(stream)).filter(({ header }) => header[5] === 0x1a);
  };

  it.each([
    [SEND_BYTES - 1, [[0, SEND_BYTES]]],
    [
      SEND_BYTES,
      [
        [2, SEND_BYTES + 1],
        [0, 1],
      ],
    ],
    [
      SEND_BYTES + 3,
      [
        [2, SEND_BYTES + 1],
        [0, 4],
      ],
    ],
    [
      2 * SEND_BYTES,
      [
        [2, SEND_BYTES + 1],
        [2, SEND_BYTES + 1],
        [0, 1],
      ],
    ],
  ])('are cut as the driver cuts %d bytes', (total, expected) => {
    expect(frame(total).map(({ header, body }) => [header[3], body.length])).toEqual(expected);
  });

  it('leave as soon as they are full', () => {
    const framer = new JobFramer(DEFAULT_ATTRIBUTES);
    framer.begin();
    expect(framer.write(new Uint8Array(SEND_BYTES - 31))).toHaveLength(0);
    expect(framer.write(new Uint8Array(1))).toHaveLength(1);
  });

  it('are not made for a job without sides', () => {
    const framer = new JobFramer(DEFAULT_ATTRIBUTES);
    framer.begin();
    expect(() => framer.end()).toThrow('without sides');
  });
});

/** The first `stride` bytes of each line. */
function crop(bits: Uint8Array, lineBytes: number, stride: number): Uint8Array {
  const cropped = new Uint8Array((bits.length / lineBytes) * stride);
  for (let from = 0, to = 0; from < bits.length; from += lineBytes, to += stride) {
    cropped.set(bits.subarray(from, from + stride), to);
  }
  return cropped;
}
