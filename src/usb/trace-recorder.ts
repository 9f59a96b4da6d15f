import { SOFT_RESET } from './class-requests.ts';
import type { Clock } from './clock.ts';
import { incomingBody } from './trace-bodies.ts';
import type { TraceBody, TraceCall, TraceDevice, TraceLine, UsbTrace } from './trace-format.ts';
import { TappedBus, type Asked, type Told, type WireTap } from './trace-tap.ts';
import type { UsbBus, UsbDevice } from './web-usb.ts';

/** Takes people and documents out of what is sent. A place in the stream is a value, so that one can go back. */
export interface OutgoingFilter<Place> {
  readonly start: Place;
  filter(bytes: Uint8Array, place: Place): { readonly body: TraceBody; readonly next: Place };
}

/** The log is kept below about this much memory; the oldest lines go first. */
const MAX_COST_BYTES = 3 * 1024 * 1024;
/** What a line costs beside its body, generously. */
const LINE_COST_BYTES = 200;
const MAX_MESSAGE_LENGTH = 200;

interface Kept {
  readonly line: TraceLine;
  readonly cost: number;
}

/**
 * Listens in on WebUSB and keeps what was said, for a file. What tells about people or documents is never kept:
 * not the serial number, not the texts of the descriptors, and of the data sent only what the filter leaves.
 */
export class TraceRecorder<Place> implements WireTap {
  readonly #clock: Clock;
  readonly #filter: OutgoingFilter<Place>;
  readonly #buses = new WeakMap<UsbBus, TappedBus>();
  #log: Kept[] = [];
  #cost = 0;
  #dropped = 0;
  #calls = 0;
  #startedAt: number;
  #device: TraceDevice | null = null;
  #place: Place;
  /** First call of a run of failed ones: what it and the later ones carried will be sent again. */
  #failedSince: number | null = null;

  constructor(clock: Clock, filter: OutgoingFilter<Place>) {
    this.#clock = clock;
    this.#filter = filter;
    this.#place = filter.start;
    this.#startedAt = clock.now();
  }

  /** The same bus with the recorder on the line; the same object each time. */
  tap(bus: UsbBus): UsbBus {
    let tapped = this.#buses.get(bus);
    if (!tapped) this.#buses.set(bus, (tapped = new TappedBus(bus, this)));
    return tapped;
  }

  /** Forgets what was recorded: another session begins. */
  restart(): void {
    this.#log = [];
    this.#cost = 0;
    this.#dropped = 0;
    this.#device = null;
    this.#startedAt = this.#clock.now();
  }

  export(withBodies: boolean): UsbTrace {
    const lines = this.#log.map(({ line }) => line);
    const called = new Set(lines.flatMap((line) => ('call' in line ? [line.id] : [])));
    const log = lines
      .filter((line) => !('answer' in line) || called.has(line.id))
      .map((line) => (withBodies ? line : withoutOutgoing(line)));
    const dropped = this.#dropped + lines.length - log.length;
    return { format: 'platen-usb-trace', version: 1, device: this.#device, dropped, log };
  }

  async record<T>(
    device: UsbDevice,
    asked: Asked,
    make: () => Promise<T>,
    tell: (result: T) => Told,
    outgoing?: Uint8Array,
  ): Promise<T> {
    const id = this.#calls++;
    if (asked.call === 'open') this.#device = describe(device);
    if (beginsAnew(asked)) this.#place = this.#filter.start;
    const before = this.#place;
    const body = outgoing && this.#filtered(outgoing);
    const call = { at: this.#at(), id, ...asked, ...(body && { body }) } as TraceCall;
    this.#add(call);
    const goBack = () => {
      if (!outgoing || (this.#failedSince !== null && this.#failedSince < id)) return;
      this.#failedSince = id;
      this.#place = before;
    };
    try {
      const result = await make();
      const { answer, bytes, data } = tell(result);
      if (answer !== 'ok') goBack();
      const said = data && incomingBody(call, data);
      this.#add({ at: this.#at(), id, answer, bytes, ...(said && { body: said }) });
      return result;
    } catch (thrown) {
      goBack();
      this.#add({ at: this.#at(), id, answer: 'error', bytes: null, error: nameOf(thrown) });
      throw thrown;
    }
  }

  event(event: 'connect' | 'disconnect'): void {
    this.#add({ at: this.#at(), event });
  }

  #filtered(bytes: Uint8Array): TraceBody {
    this.#failedSince = null;
    const { body, next } = this.#filter.filter(bytes, this.#place);
    this.#place = next;
    return body;
  }

  /** To a tenth of a millisecond. */
  #at(): number {
    return Math.round((this.#clock.now() - this.#startedAt) * 10) / 10;
  }

  #add(line: TraceLine): void {
    const cost = LINE_COST_BYTES + ('body' in line ? JSON.stringify(line.body).length : 0);
    this.#log.push({ line, cost });
    this.#cost += cost;
    if (this.#cost <= MAX_COST_BYTES) return;
    // A quarter at once: to take line by line from the front of a long list would be slow.
    const gone = this.#log.splice(0, Math.ceil(this.#log.length / 4));
    this.#dropped += gone.length;
    this.#cost -= gone.reduce((sum, each) => sum + each.cost, 0);
  }
}

/** A device that was just opened, or was told to forget, expects the beginning of a job. */
function beginsAnew(asked: Asked): boolean {
  if (asked.call === 'open') return true;
  return (
    asked.call === 'controlOut' && asked.setup.requestType === 'class' && asked.setup.request === SOFT_RESET
  );
}

function withoutOutgoing(line: TraceLine): TraceLine {
  if (!('call' in line) || line.call !== 'out') return line;
  const { at, id, call, endpoint, length } = line;
  return { at, id, call, endpoint, length };
}

function describe(device: UsbDevice): TraceDevice {
  const { vendorId, productId, serialNumber, configuration, configurations } = device;
  return {
    vendorId,
    productId,
    hasSerialNumber: Boolean(serialNumber),
    configurationValue: configuration?.configurationValue ?? null,
    configurations: configurations.map(({ configurationValue, interfaces }) => ({
      configurationValue,
      interfaces: interfaces.map(({ interfaceNumber, alternates }) => ({
        interfaceNumber,
        alternates: alternates.map(
          ({ alternateSetting, interfaceClass, interfaceSubclass, interfaceProtocol, endpoints }) => ({
            alternateSetting,
            interfaceClass,
            interfaceSubclass,
            interfaceProtocol,
            endpoints: endpoints.map(({ endpointNumber, direction, type, packetSize }) => ({
              endpointNumber,
              direction,
              type,
              packetSize,
            })),
          }),
        ),
      })),
    })),
  };
}

/** The browser's own fixed sentences. */
function nameOf(thrown: unknown): { name: string; message: string } {
  if (!(thrown instanceof Error)) return { name: 'Error', message: '' };
  return { name: thrown.name, message: thrown.message.slice(0, MAX_MESSAGE_LENGTH) };
}
