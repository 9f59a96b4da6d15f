import type { FileKernels } from './file-kernels.ts';
import type { FinishedPage } from './finished-page.ts';
import { channelsOf, lineBytesOf, portionsOf } from './page-lines.ts';

/** PNG's number for differences from the pixel before, which is TIFF's predictor 2 as well. */
const SUB = 1;
/** Zeros before a line, which stand for the pixel left of it. */
const MARGIN_BYTES = 16;

/**
 * A gray or colour page ready to be deflated: lines as differences, each behind the number of the filter that suits it
 * best (`png`, also for PDF's predictor 15), or all from the pixel before (`tiff`, predictor 2). A piece is valid until
 * the next is asked for.
 */
export async function* filteredLines(
  page: FinishedPage,
  predictor: 'png' | 'tiff',
  kernels: FileKernels,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { bestFilter, filterLine } = kernels.exports;
  const lineBytes = lineBytesOf(page);
  const step = channelsOf(page.ink);
  const headBytes = predictor === 'png' ? 1 : 0;
  const mark = kernels.mark();
  try {
    const lines = kernels.reserve(2 * (MARGIN_BYTES + lineBytes));
    kernels.bytes(lines, 2 * (MARGIN_BYTES + lineBytes)).fill(0);
    let line = lines + MARGIN_BYTES;
    let previous = line + lineBytes + MARGIN_BYTES;
    const target = kernels.reserve(lineBytes);
    let piece = new Uint8Array(0);
    for await (const portion of portionsOf(page)) {
      const count = portion.length / lineBytes;
      const bytes = count * (lineBytes + headBytes);
      if (piece.length < bytes) piece = new Uint8Array(bytes);
      let at = 0;
      for (let from = 0; from < portion.length; from += lineBytes) {
        kernels.bytes(line, lineBytes).set(portion.subarray(from, from + lineBytes));
        const filter = predictor === 'png' ? bestFilter(line, previous, lineBytes, step) : SUB;
        filterLine(filter, line, previous, lineBytes, step, target);
        if (predictor === 'png') piece[at++] = filter;
        piece.set(kernels.bytes(target, lineBytes), at);
        at += lineBytes;
        [line, previous] = [previous, line];
      }
      yield piece.subarray(0, bytes);
    }
  } finally {
    kernels.releaseTo(mark);
  }
}
