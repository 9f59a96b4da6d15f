import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../../src/app/clients.ts';
import { ScannerStore } from '../../../../src/app/scan/scanner-store.ts';
import type { MachineStore } from '../../../../src/app/state/machine-store.ts';
import { PreferencesStore } from '../../../../src/app/state/preferences-store.ts';
import { PlatenError } from '../../../../src/errors/platen-error.ts';
import type {
  ScanEnd,
  ScannedRows,
  ScannerApi,
  ScannerState,
  ScanOrder,
} from '../../../../src/scan/session/scanner-api.ts';

const USB = { kind: 'usb', vendorId: 0x04a9, productId: 0x26e6, serialNumber: 'A1' } as const;

class FakeMachine extends EventTarget {
  connected = false;
  connecting = false;

  become(connected: boolean): void {
    this.connected = connected;
    this.dispatchEvent(new Event('change'));
  }
}

/** A worker that remembers what it was asked. */
class FakeWorker {
  readonly calls: unknown[][] = [];
  starts = 0;
  refusal: PlatenError | null = null;
  client!: Client<ScannerApi>;
  say!: (state: ScannerState) => void;
  draw!: (rows: ScannedRows) => void;
  end!: (end: ScanEnd) => void;

  readonly start = (): Client<ScannerApi> => {
    this.starts += 1;
    const note = (name: string) => async (argument?: unknown) => {
      this.calls.push(argument === undefined ? [name] : [name, argument]);
      if (name === 'connect' && this.refusal) throw this.refusal;
    };
    const api = {
      subscribe: async (listener: (state: ScannerState) => void) => void (this.say = listener),
      watch: async (listener: (rows: ScannedRows) => void) => void (this.draw = listener),
      connect: note('connect'),
      disconnect: note('disconnect'),
      setQuirks: note('setQuirks'),
      cancel: note('cancel'),
      scan: () => new Promise<ScanEnd>((resolve) => (this.end = resolve)),
    };
    this.client = { api: api as unknown as ScannerApi, onFailure: null, terminate: () => undefined };
    return this.client;
  };

  get connections(): unknown[] {
    return this.calls.filter(([name]) => name === 'connect' || name === 'disconnect');
  }
}

const ready: ScannerState = {
  status: 'ready',
  simulated: false,
  name: 'iR1024',
  hasDocuments: null,
  progress: null,
  error: null,
  keys: { blackAndWhite: 0, colour: 0 },
};

let machine: FakeMachine;
let preferences: PreferencesStore;
let worker: FakeWorker;
let scanner: ScannerStore;

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  machine = new FakeMachine();
  preferences = new PreferencesStore();
  worker = new FakeWorker();
  scanner = new ScannerStore({
    start: worker.start,
    machine: machine as unknown as MachineStore,
    preferences,
  });
});

describe('the scanner', () => {
  it('costs nothing until somebody wants to scan, and follows the machine from then on', async () => {
    preferences.update({ lastMachine: USB });
    machine.become(true);
    await settled();
    expect(worker.starts).toBe(0);
    scanner.wake();
    scanner.wake();
    await settled();
    expect(worker.starts).toBe(1);
    expect(worker.connections).toEqual([['connect', USB]]);
    machine.become(true);
    await settled();
    expect(worker.connections).toHaveLength(1);
    machine.become(false);
    await settled();
    machine.become(true);
    await settled();
    expect(worker.connections).toEqual([['connect', USB], ['disconnect'], ['connect', USB]]);
    preferences.update({ lastMachine: { kind: 'simulated' } });
    await settled();
    expect(worker.connections.at(-1)).toEqual(['connect', { kind: 'simulated' }]);
  });

  it('says why it cannot be used, and asks again only when it is told to or the machine was away', async () => {
    preferences.update({ lastMachine: USB });
    machine.become(true);
    worker.refusal = new PlatenError('scan.no-scanner');
    scanner.wake();
    await settled();
    expect(scanner.error?.code).toBe('scan.no-scanner');
    machine.become(true);
    await settled();
    expect(worker.connections).toHaveLength(1);
    worker.refusal = null;
    await scanner.reconnect();
    expect(worker.connections).toHaveLength(2);
    expect(scanner.error).toBeNull();
  });

  it('goes by what has been answered about the scanner', async () => {
    scanner.wake();
    await settled();
    preferences.update({ scannerAnswers: { backsFirst: true } });
    await settled();
    const quirks = worker.calls.filter(([name]) => name === 'setQuirks').map(([, answers]) => answers);
    expect(quirks).toMatchObject([{ backsFirst: false }, { backsFirst: true }]);
  });

  it('shows the page that comes, and nothing once there is none', async () => {
    scanner.wake();
    let drawn = 0;
    scanner.addEventListener('rows', () => (drawn += 1));
    const progress = {
      batchId: 'batch',
      page: 1,
      linesDone: 1,
      linesTotal: 2,
      isCancelling: false,
      isWaiting: false,
    };
    worker.say({ ...ready, status: 'scanning', progress });
    const bytes = Uint8Array.from([1, 2]);
    worker.draw({ batchId: 'batch', page: 1, widthPx: 2, heightPx: 2, firstRow: 0, mode: 'gray', bytes });
    expect(drawn).toBe(1);
    expect(scanner.live).toMatchObject({ page: 1, rows: 1 });
    worker.say(ready);
    expect(scanner.live).toBeNull();
    expect(scanner.isReady).toBe(true);
  });

  it('a scan ends with an error when the worker breaks, does not hang, and the next finds another', async () => {
    preferences.update({ lastMachine: USB });
    machine.become(true);
    scanner.wake();
    await settled();
    const scan = scanner.scan({} as ScanOrder);
    worker.client.onFailure?.('out of memory');
    await expect(scan).rejects.toMatchObject({ code: 'app.worker-failed' });
    expect(scanner.error?.code).toBe('app.worker-failed');
    const before = worker.connections.length;
    await scanner.reconnect();
    expect(worker.starts).toBe(2);
    expect(worker.connections.slice(before)).toEqual([['connect', USB]]);
    expect(scanner.error).toBeNull();
  });
});
