import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { hasEnded } from '../../jobs/job.ts';
import { waitsForEngine } from '../../jobs/on-the-wire.ts';
import type { JobContents, Priority, QueueApi, QueuedJobView } from '../../jobs/queue-api.ts';
import { inOrder } from '../../jobs/waiting-order.ts';
import type { MachineStore } from './machine-store.ts';
import { Store } from './store.ts';

/** The queue in the order in which it will be printed, and what may be done with it. */
export class QueueStore extends Store {
  readonly api: QueueApi;
  readonly #machine: MachineStore;
  readonly #errors = new Map<string, ErrorRecord>();

  constructor(api: QueueApi, machine: MachineStore) {
    super();
    this.api = api;
    this.#machine = machine;
    machine.addEventListener('change', () => this.changed());
  }

  /** Every job that has not ended, the one on the wire first. */
  get active(): readonly QueuedJobView[] {
    return this.#machine.snapshot.jobs.filter((job) => !hasEnded(job)).sort(byTurn);
  }

  /** The latest that have ended, newest first. */
  get ended(): readonly QueuedJobView[] {
    return this.#machine.snapshot.jobs.filter(hasEnded);
  }

  find(jobId: string): QueuedJobView | undefined {
    return this.#machine.snapshot.jobs.find(({ id }) => id === jobId);
  }

  /** Why the last thing that was asked of this job was not done. */
  errorOf(jobId: string): ErrorRecord | null {
    return this.#errors.get(jobId) ?? null;
  }

  dismissError(jobId: string): void {
    this.#errors.delete(jobId);
    this.changed();
  }

  /** Does something with a job. What goes wrong is kept with the job; resolves to whether it went well. */
  async act(jobId: string, action: (api: QueueApi) => Promise<unknown>): Promise<boolean> {
    this.#errors.delete(jobId);
    try {
      await action(this.api);
      return true;
    } catch (thrown) {
      this.#errors.set(jobId, toRecord(asPlatenError(thrown)));
      return false;
    } finally {
      this.changed();
    }
  }

  /** One place up (-1) or down (+1) among its peers. Resolves to its new place from 1, or null at the end. */
  async step(job: QueuedJobView, by: -1 | 1): Promise<number | null> {
    const peers = peersIn(this.active, job.priority);
    const from = peers.findIndex(({ id }) => id === job.id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= peers.length) return null;
    const before = by < 0 ? peers[to] : peers[to + 1];
    const moved = await this.act(job.id, (api) => api.moveBefore(job.id, before?.id ?? null));
    return moved ? to + 1 : null;
  }

  /** Takes the place of another job that waits; what has another priority stays where it is. */
  async dropOn(jobId: string, targetId: string): Promise<void> {
    const job = this.find(jobId);
    const target = this.find(targetId);
    if (!job || !target || job.id === target.id || job.priority !== target.priority) return;
    const peers = peersIn(this.active, job.priority);
    const from = peers.findIndex(({ id }) => id === jobId);
    const to = peers.findIndex(({ id }) => id === targetId);
    if (from < 0 || to < 0) return;
    const before = from < to ? peers[to + 1] : peers[to];
    await this.act(jobId, (api) => api.moveBefore(jobId, before?.id ?? null));
  }

  /** null when the documents are gone or locked; said at the job. */
  async contents(jobId: string): Promise<JobContents | null> {
    let contents: JobContents | null = null;
    await this.act(jobId, async (api) => {
      contents = await api.contents(jobId);
    });
    if (!contents && !this.#errors.has(jobId)) {
      this.#errors.set(jobId, { code: 'app.contents-gone', params: {} });
      this.changed();
    }
    return contents;
  }
}

/** Jobs that wait with the same priority, in order: the only ones among which an order can be chosen. */
export function peersIn(active: readonly QueuedJobView[], priority: Priority): readonly QueuedJobView[] {
  return active.filter((job) => canMove(job) && job.priority === priority);
}

/** It waits for its turn, so its place may be chosen. */
export function canMove(job: QueuedJobView): boolean {
  return job.state === 'queued' && job.question === null;
}

/** Somebody has to do something before it goes on. */
export function wantsSomebody(job: QueuedJobView): boolean {
  return job.question !== null || (job.state === 'paused' && !waitsForEngine(job));
}

/** The order of printing: what is on the wire, then by priority and place. */
export function byTurn(a: QueuedJobView, b: QueuedJobView): number {
  return Number(a.state === 'queued') - Number(b.state === 'queued') || inOrder(a, b);
}
