import { PlatenError } from '../errors/platen-error.ts';
import type { EngineOutput } from './job-run.ts';
import type { PrintRun } from './print-run.ts';

/** A stream goes to the machine in pieces of this size. */
export const STREAM_PIECE_BYTES = 1 << 16;

/** A job that is in the machine's language already. */
export interface PreparedStream {
  /** For each side in order: where in the stream the piece ends that completes it, and its black dots. */
  readonly sides: readonly { readonly endsAt: number; readonly blackDots: number }[];
  /** The job in it is whole. Else the machine is in the middle of one when the last byte has left. */
  readonly isWhole: boolean;
}

interface StreamRun extends Pick<PrintRun, 'cancelled' | 'onBegin' | 'beforeSides' | 'onProgress'> {
  readonly bytes: Blob;
  readonly stream: PreparedStream;
  readonly output: EngineOutput;
}

/**
 * Sends a stream as it is. It cannot be ended early: a cancel breaks the connection off, after which the machine is
 * made to forget the rest. Throws `usb.closed` then, and else what the output throws.
 */
export async function streamRun(run: StreamRun): Promise<'sent' | 'cancelled'> {
  const { bytes, stream, output, cancelled } = run;
  const start = output.bytesAccepted;
  const completeAt = (at: number) => stream.sides.filter(({ endsAt }) => endsAt <= at);
  const report = () => {
    const bytesSent = output.bytesAccepted - start;
    const sides = completeAt(bytesSent);
    const blackDots = sides.reduce((sum, side) => sum + side.blackDots, 0);
    run.onProgress({ sidesSent: sides.length, bytesSent, blackDots });
  };
  if (cancelled.aborted) return 'cancelled';
  await run.onBegin?.();
  if (cancelled.aborted) return 'cancelled';
  try {
    for (let at = 0; at < bytes.size; at += STREAM_PIECE_BYTES) {
      const piece = new Uint8Array(await bytes.slice(at, at + STREAM_PIECE_BYTES).arrayBuffer());
      await run.beforeSides?.(completeAt(at + piece.length).length);
      if (cancelled.aborted) {
        await output.abort();
        throw new PlatenError('usb.closed');
      }
      await output.write(piece);
      report();
    }
    await output.flush(stream.isWhole);
  } finally {
    report();
  }
  return 'sent';
}
