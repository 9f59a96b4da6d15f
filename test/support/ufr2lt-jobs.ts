import fc from 'fast-check';
import type { BandCompressor } from '../../src/languages/ufr2lt/band-compressor.ts';
import { encodeJob } from '../../src/languages/ufr2lt/encode-job.ts';
import type { SideGeometry } from '../../src/languages/ufr2lt/geometry.ts';
import type { JobAttributes } from '../../src/languages/ufr2lt/job-attributes.ts';

/** Not a Buffer, whose slices share memory. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Encodes with the plain compressor, or another. */
export function encodeAll(
  job: JobAttributes,
  sides: Iterable<Uint8Array>,
  compressor?: BandCompressor,
): Uint8Array {
  return concat([...encodeJob(job, sides, compressor)]);
}

export interface Block {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

const HEADER_BYTES = 20;
const SEND = 0x1a;

/** A stream taken apart, without any check. */
export function splitBlocks(stream: Uint8Array): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < stream.length;) {
    const start = at + HEADER_BYTES;
    const end = start + stream[at + 8]! * 256 + stream[at + 9]!;
    blocks.push({ header: stream.slice(at, start), body: stream.slice(start, end) });
    at = end;
  }
  return blocks;
}

/** Puts the bodies' lengths into the headers. */
export function joinBlocks(blocks: readonly Block[]): Uint8Array {
  return concat(
    blocks.flatMap(({ header, body }) => {
      const fixed = header.slice();
      fixed[8] = body.length >> 8;
      fixed[9] = body.length & 0xff;
      return [fixed, body];
    }),
  );
}

/** Index of the only Send block of a short job. */
export function sendIndex(blocks: readonly Block[]): number {
  const found = blocks.flatMap(({ header }, i) => (header[5] === SEND ? [i] : []));
  if (found.length !== 1) throw new Error(`${found.length} Send blocks`);
  return found[0]!;
}

/** Changes the page data of a job that fits one Send block. */
export function editPageData(stream: Uint8Array, edit: (pageData: Uint8Array) => Uint8Array): Uint8Array {
  const blocks = splitBlocks(stream);
  const at = sendIndex(blocks);
  const { header, body } = blocks[at]!;
  blocks[at] = { header, body: concat([body.subarray(0, 1), edit(body.slice(1))]) };
  return joinBlocks(blocks);
}

/** One stretch of bytes, the way real pages are made of them. */
export interface Stretch {
  readonly kind: 'run' | 'noise' | 'back' | 'above';
  readonly length: number;
  readonly value: number;
}

export const stretches = fc.array(
  fc.record({
    kind: fc.constantFrom<Stretch['kind'][]>('run', 'noise', 'back', 'above', 'above'),
    length: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2000 })),
    value: fc.nat(255),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Fills a bitmap with stretches, over and over, each time a little different. */
export function drawStretches(size: number, lineBytes: number, recipe: readonly Stretch[]): Uint8Array {
  const bits = new Uint8Array(size);
  let state = 12345;
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16;
  let at = 0;
  for (let i = 0; at < size; i++) {
    const { kind, length, value } = recipe[i % recipe.length]!;
    const end = Math.min(size, at + length + (i >= recipe.length ? random() % 5 : 0));
    // Distances around all that the copy commands reach.
    const distance = kind === 'above' ? lineBytes - 8 + (value % 17) : 1 + (value % 90);
    for (; at < end; at++) {
      if (kind === 'run') bits[at] = value;
      else if (kind === 'noise') bits[at] = random() & (value % 3 === 0 ? 0x11 : 0xff);
      else bits[at] = at >= distance ? bits[at - distance]! : 0;
    }
  }
  return bits;
}

/** Whitens what is right of the sheet. */
export function clipToSheet(bits: Uint8Array, { sheetWidthPx, lineBytes }: SideGeometry): Uint8Array {
  const edge = sheetWidthPx >> 3;
  for (let line = 0; line < bits.length; line += lineBytes) {
    if (edge === lineBytes) break;
    bits[line + edge]! &= 0xff00 >> (sheetWidthPx & 7);
    bits.fill(0, line + edge + 1, line + lineBytes);
  }
  return bits;
}
