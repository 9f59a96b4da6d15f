import type { Address } from '../../kernels/kernels.ts';
import type { FileKernels } from './file-kernels.ts';
import type { FinishedPage } from './finished-page.ts';
import { BLACK_RUNS, WHITE_RUNS } from './g4-codes.ts';
import { lineBytesOf, portionsOf } from './page-lines.ts';

/** What the kernel may read behind a line. */
const SLACK_BYTES = 8;
const END_BYTES = 16;
/** Code is handed out in pieces of about this size. */
const PIECE_BYTES = 64 * 1024;

/**
 * A black-and-white page by CCITT Group 4 (ITU-T T.6), piece by piece, its end mark included. Dots that are 1 here are
 * black there: to be read with PDF's `BlackIs1 false`, TIFF's `WhiteIsZero`.
 *
 * @throws PlatenError `scan.write-failed`
 */
export async function* g4Code(
  page: FinishedPage,
  kernels: FileKernels,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { g4Line, g4End, g4Begin, g4StateBytes } = kernels.exports;
  const lineBytes = lineBytesOf(page);
  const mark = kernels.mark();
  try {
    const state = kernels.reserve(g4StateBytes());
    let line = kernels.reserve(lineBytes + SLACK_BYTES);
    let previous = kernels.reserve(lineBytes + SLACK_BYTES);
    const target = kernels.reserve(PIECE_BYTES + mostLineBytes(page.widthPx) + END_BYTES);
    kernels.bytes(previous, lineBytes + SLACK_BYTES).fill(0);
    writeCodes(kernels, state);
    g4Begin(state);
    let coded = 0;
    for await (const portion of portionsOf(page)) {
      // A portion is read to its end before anybody else goes on: it may lie in memory that moves.
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for (let at = 0; at < portion.length; at += lineBytes) {
        kernels.bytes(line, lineBytes).set(portion.subarray(at, at + lineBytes));
        coded += g4Line(state, line, previous, page.widthPx, target + coded);
        [line, previous] = [previous, line];
        if (coded < PIECE_BYTES) continue;
        pieces.push(kernels.bytes(target, coded).slice());
        coded = 0;
      }
      yield* pieces;
    }
    coded += g4End(state, target + coded);
    yield kernels.bytes(target, coded).slice();
  } finally {
    kernels.releaseTo(mark);
  }
}

/** No dot takes more than 24 bits. */
function mostLineBytes(widthPx: number): number {
  return widthPx * 3 + 32;
}

/** Length << 16 | code, as the kernel reads them. */
function writeCodes(kernels: FileKernels, state: Address): void {
  const words = [WHITE_RUNS, BLACK_RUNS].flatMap(({ units, tens }) =>
    [...units, ...tens].map((code) => (code.length << 16) | parseInt(code || '0', 2)),
  );
  new Uint32Array(kernels.exports.memory.buffer, state, words.length).set(words);
}
