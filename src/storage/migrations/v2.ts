import type { IDBPDatabase, IDBPTransaction } from 'idb';

type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/** A job as version 1 kept it. */
interface JobOfVersion1 {
  readonly id: string;
  readonly state: string;
  readonly createdAt: number;
  readonly sides: number;
  readonly sheets: number;
  readonly sidesSent: number;
  readonly copies: number;
}

/** Jobs become durable records with their requests, documents and journal; books, policies and keys join them. */
export async function toVersion2(db: IDBPDatabase, upgrade: Upgrade): Promise<void> {
  const old = (await upgrade.objectStore('jobs').getAll()) as JobOfVersion1[];
  db.deleteObjectStore('jobs');
  const jobs = db.createObjectStore('jobs', { keyPath: 'view.id' });
  jobs.createIndex('state', 'view.state');
  jobs.createIndex('createdAt', 'view.createdAt');
  // null is no key: only ended jobs are in this one.
  jobs.createIndex('endedAt', 'view.endedAt');
  jobs.createIndex('user', 'view.user');
  db.createObjectStore('requests', { keyPath: 'jobId' }).createIndex('documentKeys', 'documentKeys', {
    multiEntry: true,
  });
  db.createObjectStore('documents', { keyPath: 'key' });
  db.createObjectStore('journal', { autoIncrement: true }).createIndex('jobId', 'jobId');
  db.createObjectStore('ledger', { autoIncrement: true }).createIndex('at', 'at');
  db.createObjectStore('policies');
  db.createObjectStore('keys');
  const ordered = old.sort((a, b) => a.createdAt - b.createdAt);
  await Promise.all(ordered.map((job, index) => jobs.put(recordOf(job, index + 1))));
}

const ENDED = ['sent', 'printed', 'cancelled', 'failed'];

/** Version 1 kept no documents: what was under way cannot go on. */
function recordOf(job: JobOfVersion1, order: number) {
  const interrupted = {
    state: 'failed',
    endedAt: job.createdAt,
    error: { code: 'job.interrupted', params: { sent: job.sidesSent, sides: job.sides } },
  };
  return {
    view: {
      ...job,
      ...(ENDED.includes(job.state) ? {} : interrupted),
      secondsLeft: null,
      cancelling: false,
      held: 'no',
      priority: 'normal',
      order,
      question: null,
      user: '',
      paper: '',
      duplex: 'off',
      reprintable: false,
      machine: null,
    },
    work: {
      passes: [],
      copyOrder: 'stacks',
      department: '',
      machineName: '',
      hasBegun: job.sidesSent > 0,
      acceptedSides: 0,
      acceptedSheets: 0,
      blackDots: 0,
      fruitless: 0,
      pin: null,
      documentBytes: 0,
    },
  };
}
