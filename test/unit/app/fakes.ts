import type { DocumentInfo, DocumentSource, RasterApi } from '../../../src/documents/raster-api.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import type {
  HistoryPage,
  HistoryQuery,
  LedgerEntry,
  QueuedJobView,
  SubmitOptions,
} from '../../../src/jobs/queue-api.ts';
import type { Account } from '../../../src/machine/options.ts';
import type { JobRequest, SpoolerApi, SpoolerSnapshot } from '../../../src/jobs/spooler-api.ts';

/** A job of two sheets that waits. */
export function jobView(changes: Partial<QueuedJobView> = {}): QueuedJobView {
  return {
    id: 'job',
    title: 'letter.pdf',
    state: 'queued',
    error: null,
    createdAt: 0,
    endedAt: null,
    sheets: 2,
    sides: 2,
    copies: 1,
    sidesSent: 0,
    bytesSent: 0,
    secondsLeft: null,
    cancelling: false,
    firstByteMs: null,
    held: 'no',
    priority: 'normal',
    order: 0,
    question: null,
    user: '',
    paper: 'A4',
    duplex: 'off',
    isPrintFile: false,
    reprintable: true,
    machine: null,
    ...changes,
  };
}

export function snapshot(
  status: SpoolerSnapshot['machine']['status'],
  jobs: QueuedJobView[] = [],
): SpoolerSnapshot {
  return {
    machine: {
      status,
      simulated: true,
      name: 'iR',
      serialNumber: null,
      deviceId: null,
      port: null,
      error: null,
    },
    jobs,
    persistence: 'unknown',
    storageError: null,
    traySheets: 0,
  };
}

/** A spooler that remembers what it was asked and says what the test wants it to say. */
export class FakeSpooler implements Partial<SpoolerApi> {
  readonly calls: [string, ...unknown[]][] = [];
  readonly requests: JobRequest[] = [];
  connectError: PlatenError | null = null;
  submitError: PlatenError | null = null;
  entries: LedgerEntry[] = [];
  historyPage: (query: HistoryQuery) => HistoryPage | Promise<HistoryPage> = () => ({
    jobs: [],
    total: 0,
    users: [],
  });
  #listener: (now: SpoolerSnapshot) => void = () => undefined;

  asApi(): SpoolerApi {
    return this as unknown as SpoolerApi;
  }

  say(now: SpoolerSnapshot): void {
    this.#listener(now);
  }

  async subscribe(listener: (now: SpoolerSnapshot) => void): Promise<void> {
    this.#listener = listener;
    listener(snapshot('none'));
  }

  async connect(target: unknown): Promise<void> {
    this.calls.push(['connect', target]);
    if (this.connectError) throw this.connectError;
    this.say(snapshot('ready'));
  }

  async disconnect(): Promise<void> {
    this.calls.push(['disconnect']);
    this.say(snapshot('none'));
  }

  async prepare(documents: readonly DocumentSource[]): Promise<void> {
    this.calls.push(['prepare', documents.map(({ name }) => name)]);
  }

  async release(documentIds: readonly string[]): Promise<void> {
    this.calls.push(['release', documentIds.length]);
  }

  async submit(request: JobRequest, options?: SubmitOptions): Promise<string> {
    this.calls.push(['submit', options]);
    if (this.submitError) throw this.submitError;
    this.requests.push(request);
    return `job ${this.requests.length}`;
  }

  async moveBefore(jobId: string, otherId: string | null): Promise<void> {
    this.calls.push(['moveBefore', jobId, otherId]);
  }

  async letGo(jobId: string, pin?: string): Promise<void> {
    this.calls.push(['letGo', jobId, pin]);
    if (pin === 'wrong') throw new PlatenError('job.pin-wrong');
  }

  async contents(): Promise<null> {
    return null;
  }

  async history(query: HistoryQuery): Promise<HistoryPage> {
    this.calls.push(['history', query]);
    return this.historyPage(query);
  }

  async ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]> {
    return this.entries.filter(({ at }) => at >= fromMs && at < untilMs);
  }
}

/** Opens files by their names: `3.pdf` has three pages, `locked.pdf` wants `sesame`, `bad.pdf` is damaged. */
export async function openByName(source: DocumentSource): Promise<DocumentInfo> {
  const { id, name, password } = source;
  if (name === 'bad.pdf') throw new PlatenError('document.damaged', { name, detail: 'no pages' });
  if (name === 'locked.pdf' && password !== 'sesame') throw new PlatenError('document.encrypted', { name });
  const pages = Array.from({ length: Number.parseInt(name, 10) || 1 }, () => ({
    widthPt: 595,
    heightPt: 842,
  }));
  return { id, name, kind: 'pdf', pages };
}

export function rasterApi(methods: Partial<RasterApi>): RasterApi {
  return methods as RasterApi;
}

export class MemoryAccount {
  kept: Account | null = null;

  async load(): Promise<Account | null> {
    return this.kept;
  }

  async save(account: Account): Promise<void> {
    this.kept = account;
  }

  async forget(): Promise<void> {
    this.kept = null;
  }
}
