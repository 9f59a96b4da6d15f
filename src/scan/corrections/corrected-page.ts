import type { Kernels } from '../../kernels/kernels.ts';
import type { FinishedPage } from '../files/finished-page.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import type { Corrections } from './corrections.ts';
import type { Findings } from './findings.ts';
import { LineFinisher } from './line-finisher.ts';
import { pageMapping } from './geometry.ts';
import type { StoredPixels } from './stored-pixels.ts';
import { TurnedLines, type PageFrame } from './turned-lines.ts';

/**
 * A page with its corrections, line by line. Exports `correctedPage`, and `correctedLines` for parts of pages.
 */

/** What is to be corrected, and how. */
export interface CorrectionTask {
  readonly source: StoredPixels;
  readonly findings: Findings;
  readonly corrections: Corrections;
  readonly kernels: Kernels<CorrectionKernels>;
}

export interface LineOptions {
  /** Lines that are made at once; makes no difference to what comes out. */
  readonly bandLines?: number;
  /** Black and white in grays, for pictures smaller than the page: as it looks from afar. */
  readonly soft?: boolean;
}

const BAND_LINES = 64;

/**
 * The page as it is to be written. Lines are made while they are asked for, in the kernels' memory, which serves one
 * page at a time.
 *
 * @throws what `source.strip` throws
 */
export function correctedPage(task: CorrectionTask): FinishedPage {
  const { shape } = pageMapping(task.source.shape, task.findings, task.corrections);
  const frame = { left: 0, top: 0, width: shape.widthPx, height: shape.heightPx };
  return { ...shape, portions: () => correctedLines(task, frame, {}) };
}

/** Instances of the kernels whose memory a page is being made in. */
const busy = new WeakSet<Kernels<CorrectionKernels>>();

/** Lines of a part of the corrected page that count as a page of their own. */
export async function* correctedLines(
  task: CorrectionTask,
  frame: PageFrame,
  { bandLines = BAND_LINES, soft = false }: LineOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const { source, findings, corrections, kernels } = task;
  if (busy.has(kernels)) throw new Error('These kernels are making another page.');
  busy.add(kernels);
  const mark = kernels.mark();
  try {
    const mapping = pageMapping(source.shape, findings, corrections);
    const maxLines = Math.min(bandLines, frame.height);
    const { paperGray } = findings;
    const turned = new TurnedLines(kernels, source, mapping, { frame, maxLines, paperGray });
    const finisher = new LineFinisher(task, mapping.shape, frame, { maxLines, soft });
    for (let y = 0; y < frame.height; y += maxLines) {
      const lines = Math.min(maxLines, frame.height - y);
      const finished = finisher.finish(await turned.make(y, lines), y, lines);
      if (finished.length > 0) yield finished;
    }
  } finally {
    kernels.releaseTo(mark);
    busy.delete(kernels);
  }
}
