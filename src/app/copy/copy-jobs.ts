import { hasEnded } from '../../jobs/job.ts';
import type { JobRequest, JobView } from '../../jobs/spooler-api.ts';

/** The queue as a copy sees it. */
export interface CopyQueue {
  submit(request: JobRequest, jobId: string): Promise<void>;
  cancel(jobId: string): Promise<void>;
  find(jobId: string): Pick<JobView, 'state'> | undefined;
  /** Says `change`. */
  readonly changes: EventTarget;
}

/** The jobs of one copy. */
export class CopyJobs {
  readonly #queue: CopyQueue;
  readonly #ids: string[] = [];
  /** The queue has shown them: one that is gone from it later was erased, and waits no more. */
  readonly #seen = new Set<string>();

  constructor(queue: CopyQueue) {
    this.#queue = queue;
  }

  get made(): number {
    return this.#ids.length;
  }

  /** Those that the machine has not taken whole. */
  get waiting(): number {
    return this.#ids.filter((id) => this.#isWaiting(id)).length;
  }

  /** Whether one ended without being handed to the machine. */
  get hasLost(): boolean {
    return this.#ids.some((id) => ['failed', 'cancelled'].includes(this.#queue.find(id)?.state ?? ''));
  }

  async submit(request: JobRequest, id: string): Promise<void> {
    // Known before it is there: Cancel must not overlook one that is on its way into the queue.
    this.#ids.push(id);
    try {
      await this.#queue.submit(request, id);
    } catch (thrown) {
      this.#ids.splice(this.#ids.indexOf(id), 1);
      throw thrown;
    }
  }

  /** To be called after every change of the queue. */
  look(): void {
    for (const id of this.#ids) if (this.#queue.find(id)) this.#seen.add(id);
  }

  async cancel(): Promise<void> {
    await Promise.allSettled(
      this.#ids.filter((id) => this.#isWaiting(id)).map((id) => this.#queue.cancel(id)),
    );
  }

  #isWaiting(id: string): boolean {
    const job = this.#queue.find(id);
    return job ? !hasEnded(job) : !this.#seen.has(id);
  }
}
