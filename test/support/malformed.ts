import { PlatenError } from '../../src/errors/platen-error.ts';
import { decodeJob } from '../../src/languages/ufr2lt/decode-job.ts';
import { DEFAULT_ATTRIBUTES } from '../../src/languages/ufr2lt/job-attributes.ts';
import { encodeAll } from './ufr2lt-jobs.ts';

export const JOB = { ...DEFAULT_ATTRIBUTES, paper: 'Monarch', title: 'title', user: 'user' } as const;

/** A sound job of one blank side, to be damaged. */
export const STREAM = encodeAll(JOB, [new Uint8Array(0)]);

/** Why and where a stream is refused; throws when it is not, or not properly. */
export function refusal(stream: Uint8Array): { offset: number; reason: string } {
  try {
    decodeJob(stream);
  } catch (error) {
    if (!(error instanceof PlatenError) || error.code !== 'language.malformed') throw error;
    return error.params as { offset: number; reason: string };
  }
  throw new Error('was not refused');
}

/** A copy with bytes overwritten. */
export function patch(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const patched = Uint8Array.from(bytes);
  patched.set(values, at);
  return patched;
}

/** Index of bytes given in hex. */
export function find(bytes: Uint8Array, hex: string, from = 0): number {
  const at = Buffer.from(bytes).indexOf(Buffer.from(hex.replaceAll(' ', ''), 'hex'), from);
  if (at < 0) throw new Error(`${hex} is not there`);
  return at;
}
