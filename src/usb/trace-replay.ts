import { PlatenError } from '../errors/platen-error.ts';
import { bytesOfBody } from './trace-bodies.ts';
import type { TraceAnswer, TraceCall, TraceDevice, TraceLine, UsbTrace } from './trace-format.ts';
import type { Asked } from './trace-tap.ts';
import type { ConnectionEventType, UsbBus, UsbConnectionEvent, UsbDevice } from './web-usb.ts';

type Listener = (event: UsbConnectionEvent) => void;

interface Made {
  readonly asked: Asked;
  readonly resolve: (answer: TraceAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** What a replayed machine gives for its serial number, if it had one. */
export const RECORDED_SERIAL = 'RECORDED';

/**
 * A bus that plays the machine's part of a recorded session.
 *
 * Time does not matter, order does: an answer comes when all calls that came before it in the recording have been
 * made, and all earlier answers given. Calls on different pipes may come in another order than in the recording;
 * on one pipe they must be the recorded ones.
 */
export class ReplayedBus implements UsbBus {
  readonly #lines: readonly TraceLine[];
  readonly #device: ReplayedDevice;
  readonly #listeners: { readonly type: ConnectionEventType; readonly listener: Listener }[] = [];
  /** Calls that were made and not found in the recording yet, oldest first, by pipe. */
  readonly #made = new Map<string, Made[]>();
  /** Calls that wait for their answer, by the recording's id. */
  readonly #open = new Map<number, Made>();
  #at = 0;
  #isHere = true;
  #isPlaying = false;
  #mismatch: string | null = null;

  /** @throws PlatenError `usb.bad-trace` for one that has lost its beginning, or in which nothing was opened */
  constructor(trace: UsbTrace) {
    if (trace.dropped > 0) throw new PlatenError('usb.bad-trace', { detail: 'its beginning is missing' });
    if (!trace.device) throw new PlatenError('usb.bad-trace', { detail: 'no machine was opened in it' });
    this.#lines = trace.log;
    this.#device = new ReplayedDevice(trace.device, (asked) => this.#ask(asked));
  }

  /** Everything in the recording has happened. */
  get isOver(): boolean {
    return this.#at === this.#lines.length;
  }

  /** Where the program did something else than in the recording; null as long as it has not. */
  get mismatch(): string | null {
    return this.#mismatch;
  }

  /** What the replay waits for, in words, for a test that gets stuck. */
  get waitsFor(): string {
    return JSON.stringify(this.#lines[this.#at] ?? 'nothing');
  }

  async getDevices(): Promise<UsbDevice[]> {
    return this.#isHere ? [this.#device] : [];
  }

  addEventListener(type: ConnectionEventType, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }

  removeEventListener(type: ConnectionEventType, listener: Listener): void {
    const at = this.#listeners.findIndex((each) => each.type === type && each.listener === listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  #ask(asked: Asked): Promise<TraceAnswer> {
    return new Promise((resolve, reject) => {
      const pipe = pipeOf(asked);
      this.#made.set(pipe, [...(this.#made.get(pipe) ?? []), { asked, resolve, reject }]);
      queueMicrotask(() => this.#play());
    });
  }

  #play(): void {
    if (this.#isPlaying) return;
    this.#isPlaying = true;
    while (this.#mismatch === null && this.#at < this.#lines.length && this.#step(this.#lines[this.#at]!)) {
      this.#at += 1;
    }
    this.#isPlaying = false;
    if (this.#mismatch !== null || this.isOver) this.#endWhatIsLeft();
  }

  /** False: the program has not come so far yet. */
  #step(line: TraceLine): boolean {
    if ('event' in line) {
      this.#isHere = line.event === 'connect';
      if (!this.#isHere) this.#device.pull();
      for (const { type, listener } of [...this.#listeners]) {
        if (type === line.event) listener({ device: this.#device });
      }
      return true;
    }
    if ('answer' in line) {
      this.#open.get(line.id)?.resolve(line);
      this.#open.delete(line.id);
      return true;
    }
    const made = this.#made.get(pipeOf(line))?.shift();
    if (!made) return false;
    const expected = sayingOf(line);
    const asked = sayingOf(made.asked);
    if (asked !== expected) {
      this.#mismatch = `line ${this.#at}: ${expected} was recorded, but the program asked ${asked}`;
      made.reject(theEnd());
      return false;
    }
    this.#open.set(line.id, made);
    return true;
  }

  /** After the recording, closing is all that works. */
  #endWhatIsLeft(): void {
    for (const { asked, resolve, reject } of [...this.#made.values()].flatMap((each) => each.splice(0))) {
      if (asked.call === 'close') resolve({ at: 0, id: 0, answer: 'ok', bytes: null });
      else reject(theEnd());
    }
    for (const { reject } of this.#open.values()) reject(theEnd());
    this.#open.clear();
  }
}

/** A device of the recorded shape; what it does is asked of the recording. */
class ReplayedDevice implements UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturerName = null;
  readonly productName = null;
  readonly serialNumber: string | null;
  readonly configurations: USBConfiguration[];
  configuration: USBConfiguration | null;
  opened = false;
  readonly #ask: (asked: Asked) => Promise<TraceAnswer>;
  readonly #claimed = new Set<number>();

  constructor(device: TraceDevice, ask: (asked: Asked) => Promise<TraceAnswer>) {
    this.vendorId = device.vendorId;
    this.productId = device.productId;
    this.serialNumber = device.hasSerialNumber ? RECORDED_SERIAL : null;
    this.configurations = device.configurations.map((each) => this.#configurationOf(each));
    this.configuration =
      this.configurations.find(
        ({ configurationValue }) => configurationValue === device.configurationValue,
      ) ?? null;
    this.#ask = ask;
  }

  /** The cable is out. */
  pull(): void {
    this.opened = false;
    this.#claimed.clear();
  }

  async open(): Promise<void> {
    await this.#done({ call: 'open' });
    this.opened = true;
  }

  async close(): Promise<void> {
    await this.#done({ call: 'close' });
    this.pull();
  }

  async selectConfiguration(configuration: number): Promise<void> {
    await this.#done({ call: 'configure', configuration });
    this.configuration =
      this.configurations.find(({ configurationValue }) => configurationValue === configuration) ?? null;
  }

  async claimInterface(number: number): Promise<void> {
    await this.#done({ call: 'claim', interface: number });
    this.#claimed.add(number);
  }

  async releaseInterface(number: number): Promise<void> {
    await this.#done({ call: 'release', interface: number });
    this.#claimed.delete(number);
  }

  selectAlternateInterface(number: number, setting: number): Promise<void> {
    return this.#done({ call: 'alternate', interface: number, setting });
  }

  clearHalt(direction: USBDirection, endpoint: number): Promise<void> {
    return this.#done({ call: 'clearHalt', direction, endpoint });
  }

  async controlTransferIn(setup: USBControlTransferParameters, length: number): Promise<USBInTransferResult> {
    return received(await this.#answered({ call: 'controlIn', setup, length }));
  }

  async controlTransferOut(
    setup: USBControlTransferParameters,
    data?: BufferSource,
  ): Promise<USBOutTransferResult> {
    return sent(await this.#answered({ call: 'controlOut', setup, length: data?.byteLength ?? 0 }));
  }

  async transferIn(endpoint: number, length: number): Promise<USBInTransferResult> {
    return received(await this.#answered({ call: 'in', endpoint, length }));
  }

  async transferOut(endpoint: number, data: BufferSource): Promise<USBOutTransferResult> {
    return sent(await this.#answered({ call: 'out', endpoint, length: data.byteLength }));
  }

  async #done(asked: Asked): Promise<void> {
    await this.#answered(asked);
  }

  async #answered(asked: Asked): Promise<TraceAnswer> {
    const answer = await this.#ask(asked);
    if (answer.answer !== 'error') return answer;
    throw new DOMException(answer.error?.message ?? '', answer.error?.name ?? 'Error');
  }

  #configurationOf({
    configurationValue,
    interfaces,
  }: TraceDevice['configurations'][number]): USBConfiguration {
    const claimed = this.#claimed;
    return {
      configurationValue,
      configurationName: null,
      interfaces: interfaces.map(({ interfaceNumber, alternates }) => {
        const shown = alternates.map((each) => ({ ...each, interfaceName: null }));
        return {
          interfaceNumber,
          alternates: shown,
          alternate: shown[0]!,
          get claimed() {
            return claimed.has(interfaceNumber);
          },
        };
      }),
    };
  }
}

function received({ answer, bytes, body }: TraceAnswer): USBInTransferResult {
  const data = body ? bytesOfBody(body) : new Uint8Array(bytes ?? 0);
  return { status: answer as USBTransferStatus, data: new DataView(data.buffer) };
}

function sent({ answer, bytes }: TraceAnswer): USBOutTransferResult {
  return { status: answer as USBTransferStatus, bytesWritten: bytes ?? 0 };
}

/** Order is kept within these. */
function pipeOf(asked: Asked): string {
  return asked.call === 'in' || asked.call === 'out' ? `${asked.call} ${asked.endpoint}` : 'control';
}

/** What a call asks for, in a form that can be compared. */
function sayingOf(call: Asked | TraceCall): string {
  const saying = Object.entries(call).filter(([key]) => !['at', 'id', 'body'].includes(key));
  return JSON.stringify(Object.fromEntries(saying.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function theEnd(): DOMException {
  return new DOMException('The recording ends here.', 'AbortError');
}
