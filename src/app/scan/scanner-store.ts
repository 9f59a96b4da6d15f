import { proxy } from 'comlink';
import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type {
  ScanEnd,
  ScannedRows,
  ScannerApi,
  ScannerState,
  ScanOrder,
  ScanSimulator,
} from '../../scan/session/scanner-api.ts';
import { quirksAnswered, type ScannerAnswers } from '../../scan/session/scanner-answers.ts';
import type { Client } from '../clients.ts';
import type { MachineStore } from '../state/machine-store.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import { Store } from '../state/store.ts';
import { withRows, type LivePicture } from './live-picture.ts';

/** Before the scanner's worker has spoken. */
const UNKNOWN: ScannerState = {
  status: 'none',
  simulated: false,
  name: '',
  hasDocuments: null,
  progress: null,
  error: null,
  keys: { blackAndWhite: 0, colour: 0 },
};

interface ScannerParts {
  readonly start: () => Client<ScannerApi>;
  readonly machine: MachineStore;
  readonly preferences: PreferencesStore;
}

/**
 * The scanner of the machine that printing uses. Its worker starts when somebody wants to scan, and follows from
 * then on: to another machine, and back after the cable was out.
 */
export class ScannerStore extends Store {
  readonly #parts: ScannerParts;
  #client: Client<ScannerApi> | null = null;
  #state = UNKNOWN;
  #live: LivePicture | null = null;
  #error: ErrorRecord | null = null;
  /** The machine that was tried last; one that refused is not asked again until it was away. */
  #tried = '';
  #answers: ScannerAnswers | null = null;
  #failed: (error: PlatenError) => void = () => undefined;

  constructor(parts: ScannerParts) {
    super();
    this.#parts = parts;
  }

  get state(): ScannerState {
    return this.#state;
  }

  get isReady(): boolean {
    return this.#state.status === 'ready' || this.#state.status === 'scanning';
  }

  get isScanning(): boolean {
    return this.#state.status === 'scanning';
  }

  /** The page in progress; null between pages. */
  get live(): LivePicture | null {
    return this.#live;
  }

  /** Why the scanner cannot be used. */
  get error(): ErrorRecord | null {
    return this.#error ?? this.#state.error;
  }

  get simulator(): ScanSimulator {
    return this.#wake().simulator;
  }

  /** Starts the worker, if that was not done, and takes up the machine. */
  wake(): void {
    this.#wake();
  }

  /** Tries once more to reach the scanner. */
  async reconnect(): Promise<void> {
    this.#wake();
    this.#tried = '';
    this.#error = null;
    await this.#follow();
  }

  /** Throws PlatenError `scan.*` when nothing was begun, `app.worker-failed` when the worker's code broke. */
  async scan(order: ScanOrder): Promise<ScanEnd> {
    const api = this.#wake();
    const broken = new Promise<never>((_resolve, reject) => (this.#failed = reject));
    try {
      return await Promise.race([api.scan(order), broken]);
    } finally {
      this.#live = null;
      this.changed();
    }
  }

  async cancel(): Promise<void> {
    await this.#client?.api.cancel();
  }

  #wake(): ScannerApi {
    return (this.#client ?? this.#launch()).api;
  }

  #launch(): Client<ScannerApi> {
    const client = this.#parts.start();
    this.#client = client;
    client.onFailure = (detail) => this.#replace(client, new PlatenError('app.worker-failed', { detail }));
    void client.api.subscribe(proxy((state: ScannerState) => this.#hear(state)));
    void client.api.watch(proxy((rows: ScannedRows) => this.#draw(rows)));
    // Listening twice to the same is once: a worker may be the second.
    this.#parts.machine.addEventListener('change', this.#following);
    this.#parts.preferences.addEventListener('change', this.#following);
    this.#following();
    return client;
  }

  /** A worker whose code broke answers nothing any more; whoever wants to scan next finds a new one. */
  #replace(client: Client<ScannerApi>, error: PlatenError): void {
    if (client !== this.#client) return;
    client.terminate();
    [this.#client, this.#state, this.#live, this.#tried, this.#answers] = [null, UNKNOWN, null, '', null];
    this.#fail(error);
  }

  readonly #following = () => void this.#follow();

  async #follow(): Promise<void> {
    const { machine, preferences } = this.#parts;
    const api = this.#client?.api;
    if (!api) return;
    const { scannerAnswers } = preferences.current;
    if (scannerAnswers !== this.#answers) {
      this.#answers = scannerAnswers;
      await api.setQuirks(quirksAnswered(scannerAnswers));
    }
    if (machine.connecting) return;
    const target = machine.connected ? preferences.current.lastMachine : null;
    const key = target ? JSON.stringify(target) : '';
    if (key === this.#tried) return;
    this.#tried = key;
    this.#error = null;
    this.changed();
    try {
      // Without a machine to print on there is none to scan with either, whatever became of it.
      await (target ? api.connect(target) : api.disconnect());
    } catch (thrown) {
      if (key === this.#tried) this.#fail(asPlatenError(thrown));
    }
  }

  #hear(state: ScannerState): void {
    this.#state = state;
    if (state.progress === null) this.#live = null;
    this.changed();
  }

  #draw(rows: ScannedRows): void {
    this.#live = withRows(this.#live, rows);
    // Apart from `change`: the picture grows many times a second, and nothing else does.
    this.dispatchEvent(new Event('rows'));
  }

  #fail(error: PlatenError): void {
    this.#error = toRecord(error);
    this.#failed(error);
    this.changed();
  }
}
