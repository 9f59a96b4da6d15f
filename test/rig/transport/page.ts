import { PlatenError, type ErrorRecord } from '../../../src/errors/platen-error.ts';
import type { EngineOutput } from '../../../src/jobs/job-run.ts';
import { MachineKeeper } from '../../../src/jobs/machine-keeper.ts';
import type { MachineState, MachineTarget } from '../../../src/jobs/spooler-api.ts';
import { systemClock, type Clock } from '../../../src/usb/clock.ts';

/** What the tests steer in the page: the very keeper of the app, on the browser's own WebUSB. */
interface Transport {
  connect(serialNumber?: string | null): Promise<string>;
  disconnect(): Promise<void>;
  /** Asks for a device at the next click on the button; its serial number, or why there is none. */
  readonly chosen: Promise<string>;
  /** Begins to send a job; how it ends is in `outcomes`. */
  send(base64: string): void;
  abort(): Promise<void>;
  tornJob(): void;
  trace(): Promise<string>;
  readonly state: MachineState;
  readonly hasOutput: boolean;
  readonly outcomes: readonly string[];
  readonly shown: readonly string[];
  readonly holds: readonly (string | null)[];
}

declare global {
  interface Window {
    transport: Transport;
  }
}

/** `#speed=10`: the program's clock runs so much faster than the world's. */
const speed = Number(/speed=(\d+)/.exec(location.hash)?.[1] ?? 1);
const clock: Clock = {
  now: () => systemClock.now() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
};
/** As the engine writes. */
const BLOCK_BYTES = 65_555;

let output: EngineOutput | null = null;
let isPrinting = false;
const outcomes: string[] = [];
const shown: string[] = [];
const holds: (string | null)[] = [];
const code = (thrown: unknown) => (thrown instanceof PlatenError ? thrown.code : String(thrown));
const target = (serialNumber: string | null): MachineTarget & { kind: 'usb' } => ({
  kind: 'usb',
  vendorId: 0x04a9,
  productId: 0x26e6,
  serialNumber,
});

const keeper: MachineKeeper = new MachineKeeper({
  locate: (wanted) => ({ bus: navigator.usb, usbTarget: wanted as ReturnType<typeof target> }),
  os: 'linux',
  clock,
  isPrinting: () => isPrinting,
  onChange: () => {
    const { status, error } = keeper.state;
    const words = error ? `${status} ${error.code}` : status;
    if (shown.at(-1) !== words) shown.push(words);
  },
  onOutput: (now) => (output = now),
  onHold: (reason: ErrorRecord | null) => holds.push(reason?.code ?? null),
});

async function send(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (!output) throw new PlatenError('usb.not-found');
  isPrinting = true;
  try {
    output.beginJob(1);
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      await output.write(bytes.subarray(at, at + BLOCK_BYTES));
    }
    await output.flush();
  } finally {
    isPrinting = false;
  }
}

const chosen = new Promise<string>((resolve) => {
  document.querySelector('button')!.addEventListener('click', () => {
    navigator.usb.requestDevice({ filters: [{ vendorId: 0x04a9 }] }).then(
      (device) => resolve(device.serialNumber ?? 'without serial'),
      (error: DOMException) => resolve(error.name),
    );
  });
});

window.transport = {
  chosen,
  connect: (serialNumber = 'SIM1024001') => keeper.connect(target(serialNumber)).then(() => 'ok', code),
  disconnect: () => keeper.disconnect(),
  send: (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    send(bytes).then(
      () => outcomes.push('ok'),
      (thrown) => outcomes.push(code(thrown)),
    );
  },
  abort: async () => output?.abort(),
  tornJob: () => keeper.tornJob(target('SIM1024001'), { ms: 0, afterHoldMs: 0 }),
  trace: async () => (await keeper.trace(false)).text(),
  get state() {
    return keeper.state;
  },
  get hasOutput() {
    return output !== null;
  },
  outcomes,
  shown,
  holds,
};
