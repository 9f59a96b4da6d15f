import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { sideGeometry } from '../../src/languages/ufr2lt/geometry.ts';
import { HiscoaDecoder } from '../../src/languages/ufr2lt/hiscoa-decoder.ts';
import { PARAMETER_SETS, copyDistances } from '../../src/languages/ufr2lt/hiscoa-parameters.ts';
import { DEFAULT_ATTRIBUTES } from '../../src/languages/ufr2lt/job-attributes.ts';
import { StreamDecoder } from '../../src/languages/ufr2lt/stream-decoder.ts';
import { clipToSheet, concat, drawStretches, encodeAll } from '../support/ufr2lt-jobs.ts';

/** Far more than the slowest page takes on a busy machine; a loop would take for ever. */
const MAX_MS = 4000;

const geometry = sideGeometry('Monarch');
const page = clipToSheet(
  drawStretches(geometry.lineBytes * geometry.heightPx, geometry.lineBytes, [
    { kind: 'run', length: 1900, value: 0 },
    { kind: 'noise', length: 30, value: 3 },
    { kind: 'above', length: 2000, value: 8 },
    { kind: 'back', length: 90, value: 79 },
  ]),
  geometry,
);
const STREAM = encodeAll({ ...DEFAULT_ATTRIBUTES, paper: 'Monarch', title: 'fuzz', user: 'fuzz' }, [page]);

/** Feeds the pieces; returns the refusal, or null for a stream that is taken. */
function read(pieces: readonly Uint8Array[], jobs: 'single' | 'many' = 'single'): PlatenError | null {
  const start = performance.now();
  const decoder = new StreamDecoder({ band: () => undefined, sideData: () => undefined }, jobs);
  try {
    for (const piece of pieces) decoder.push(piece);
    decoder.end();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(PlatenError);
    return error as PlatenError;
  } finally {
    expect(performance.now() - start).toBeLessThan(MAX_MS);
  }
}

/** Refused in the proper form, or taken. */
function expectOrderly(stream: Uint8Array, jobs: 'single' | 'many' = 'single'): void {
  const refusal = read([stream], jobs);
  if (refusal === null) return;
  expect(refusal.code).toBe('language.malformed');
  const { offset, reason } = refusal.params;
  expect(reason).toEqual(expect.any(String));
  expect(Number.isInteger(offset)).toBe(true);
  expect(offset).toBeGreaterThanOrEqual(0);
  expect(offset).toBeLessThanOrEqual(stream.length);
}

/** Places all over the stream, and more often in its dense head. */
const places = fc.oneof(fc.nat(STREAM.length - 1), fc.nat(700));

type Damage = (stream: Uint8Array) => Uint8Array;
const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(places, fc.nat(7)).map(([at, bit]): Damage => (stream) => {
    const damaged = stream.slice();
    if (at < damaged.length) damaged[at]! ^= 1 << bit;
    return damaged;
  }),
  fc.tuple(places, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, bytes]): Damage => (stream) => {
    const damaged = stream.slice();
    damaged.set(bytes.subarray(0, Math.max(0, damaged.length - at)), Math.min(at, damaged.length));
    return damaged;
  }),
  places.map(
    (at): Damage =>
      (stream) =>
        stream.slice(0, at),
  ),
  fc.tuple(places, fc.uint8Array({ maxLength: 40 })).map(
    ([at, bytes]): Damage =>
      (stream) =>
        concat([stream.subarray(0, at), bytes, stream.subarray(at)]),
  ),
  fc.tuple(places, fc.nat(100)).map(
    ([at, count]): Damage =>
      (stream) =>
        concat([stream.subarray(0, at), stream.subarray(at + count)]),
  ),
  // Hostile lengths.
  fc.tuple(places, fc.constantFrom(1, 2, 4), fc.constantFrom(0, 0x7f, 0xff)).map(
    ([at, count, value]): Damage =>
      (stream) =>
        stream.slice().fill(value, at, at + count),
  ),
);

describe('the stream decoder', () => {
  it('gives the same for any chunking', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 200 }), fc.option(damages), (cuts, damage) => {
        const stream = damage === null ? STREAM : damage(STREAM);
        const ends = [...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const pieces = ends.map((end, i) => stream.slice(ends[i - 1] ?? 0, end));
        const [inPieces, whole] = [read(pieces), read([stream])];
        expect(inPieces?.params).toEqual(whole?.params);
        if (damage === null) expect(whole).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('takes a byte at a time', () => {
    expect(read(Array.from(STREAM, (byte) => Uint8Array.of(byte)))).toBeNull();
  });

  it('refuses damaged streams in an orderly way', () => {
    fc.assert(
      fc.property(
        fc.array(damages, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('single' as const, 'many' as const),
        (list, jobs) => {
          expectOrderly(
            list.reduce((stream, damage) => damage(stream), STREAM),
            jobs,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses noise in an orderly way', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4000 }), (bytes) => expectOrderly(bytes)));
  });

  it('holds no more than a band, whatever a stream claims', () => {
    const before = process.memoryUsage().arrayBuffers;
    const decoders = Array.from({ length: 50 }, () => new StreamDecoder({}, 'many'));
    // Each stops in the middle of a block that says it is as long as a block can be.
    const claim = Uint8Array.from([...STREAM.subarray(0, 8), 0xff, 0xff, ...STREAM.subarray(10, 20)]);
    for (const decoder of decoders) expect(() => decoder.push(claim)).toThrow(PlatenError);
    const perDecoder = (process.memoryUsage().arrayBuffers - before) / decoders.length;
    expect(perDecoder).toBeLessThan(1 << 20);
  });
});

describe('the Hi-SCoA decoder', () => {
  const LINE = 104;
  const decoder = new HiscoaDecoder(LINE * 32);
  const words = fc
    .uint8Array({ minLength: 4, maxLength: 800 })
    .map((bytes) => bytes.slice(0, bytes.length & ~3));

  it('ends on any code, and fills no more than the band', () => {
    fc.assert(
      fc.property(words, fc.constantFrom('standard' as const, 'colorTone' as const), (code, set) => {
        const buffer = new Uint8Array(LINE * 32 + 64).fill(0xa5);
        const band = buffer.subarray(0, LINE * 32);
        const start = performance.now();
        try {
          decoder.decode(code, copyDistances(PARAMETER_SETS[set], LINE), LINE, band, (_, at) => {
            expect(at).toBeGreaterThanOrEqual(0);
            expect(at).toBeLessThanOrEqual(code.length);
            throw new PlatenError('language.malformed');
          });
        } catch (error) {
          if (!(error instanceof PlatenError)) throw error;
        }
        expect(performance.now() - start).toBeLessThan(MAX_MS);
        expect(buffer.subarray(LINE * 32).every((byte) => byte === 0xa5)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
