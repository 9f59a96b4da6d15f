import { PlatenError } from '../../src/errors/platen-error.ts';
import { attributesOf } from '../../src/jobs/job-attributes.ts';
import { copiesByMachine } from '../../src/jobs/job.ts';
import { printRun, type PrinterOutput } from '../../src/jobs/print-run.ts';
import type { RasterPool } from '../../src/jobs/raster-pool.ts';
import { sidesBefore, wholePlan } from '../../src/jobs/resume.ts';
import { sidesOf } from '../../src/jobs/sides.ts';
import type { JobRequest } from '../../src/jobs/spooler-api.ts';
import { JobFramer } from '../../src/languages/ufr2lt/job-framer.ts';
import type { PrnTarget } from './prn-target.ts';

export interface PrnWriting {
  readonly request: JobRequest;
  readonly pool: Pick<RasterPool, 'raster'>;
  readonly target: PrnTarget;
  readonly cancelled: AbortSignal;
  onProgress(sidesDone: number): void;
}

/** Runs a job into a file just as it would run into the machine. Throws `job.cancelled` when that was asked for. */
export async function writePrn(writing: PrnWriting): Promise<Blob | null> {
  const { request, pool, target, cancelled } = writing;
  const output = new TargetOutput(target);
  try {
    const passes = wholePlan(request.plan, copiesByMachine(request));
    if (passes.some(({ stack }) => stack)) throw new PlatenError('app.prn-by-hand');
    for (const pass of passes) {
      const sidesDone = sidesBefore(request.plan, pass.from);
      const outcome = await printRun({
        sides: sidesOf(request, pass),
        framer: new JobFramer(attributesOf(request, pass)),
        output,
        raster: (sides) => pool.raster(sides),
        cancelled,
        onProgress: ({ sidesSent }) => writing.onProgress(sidesDone + sidesSent),
      });
      if (outcome === 'cancelled') throw new PlatenError('job.cancelled');
    }
  } catch (error) {
    await target.drop();
    // A run that fails ends the job legally; when it cannot even write that, the first failure is the reason.
    throw output.failure ?? error;
  }
  return target.keep();
}

class TargetOutput implements PrinterOutput {
  readonly #target: PrnTarget;
  bytesAccepted = 0;
  failure: unknown = null;

  constructor(target: PrnTarget) {
    this.#target = target;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#target.write(bytes);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
    this.bytesAccepted += bytes.length;
  }

  async flush(): Promise<void> {
    // What `write` resolved for has been taken.
  }
}
