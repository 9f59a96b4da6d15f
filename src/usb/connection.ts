import { PlatenError, type ErrorRecord } from '../errors/platen-error.ts';
import { QUIRKS } from '../machine/quirks.ts';
import { getPortStatus, requestSoftReset, type PortStatus } from './class-requests.ts';
import { within, type Clock } from './clock.ts';
import { closeQuietly } from './closing.ts';
import type { DeviceId } from './device-id.ts';
import { type OperatingSystem } from '../errors/operating-system.ts';
import { usbError } from './errors.ts';
import type { PrinterPort } from './find.ts';
import { BulkReader } from './reader.ts';
import { Presence } from './watch.ts';
import type { UsbBus, UsbDevice } from './web-usb.ts';
import { BulkWriter, type TransferTuning } from './writer.ts';

/** Who is on the other end. All text was sent by the device: cleaned and capped, not to be trusted. */
export interface PrinterIdentity {
  /** The best name there is; never empty. */
  readonly name: string;
  readonly manufacturer: string;
  readonly product: string;
  /** null: has none, so permission ends with every unplugging. */
  readonly serialNumber: string | null;
  readonly deviceId: DeviceId | null;
}

export interface ConnectionEvents {
  /** Why the machine takes no data at present (`usb.hold.*`); null when it goes on. */
  onHold?(reason: ErrorRecord | null): void;
  /** The connection has ended by itself; called once, never after `close`. */
  onLost?(error: PlatenError): void;
  /** Bytes that the machine has accepted since the connection was made. */
  onProgress?(bytesAccepted: number): void;
}

/** What `openPrinter` has found and claimed. */
interface OpenedPort {
  readonly usb: UsbBus;
  readonly device: UsbDevice;
  readonly port: PrinterPort;
  readonly identity: PrinterIdentity;
}

interface ConnectionContext {
  readonly os: OperatingSystem;
  readonly clock: Clock;
  readonly tuning: TransferTuning;
}

/** Transfers of a pulled cable fail up to this long before the browser says that the device is gone. */
const GRACE_MS = 1_500;
const CONTROL_DEADLINE_MS = 2_000;

/** An open, claimed printer. Made by `openPrinter`. */
export class PrinterConnection {
  readonly identity: PrinterIdentity;
  /**
   * How long the machine may take nothing while it names no reason. To be raised for jobs in which it prints
   * many copies of a side before it needs more data.
   */
  patienceMs: number = QUIRKS.patienceMs.answer;

  readonly #device: UsbDevice;
  readonly #port: PrinterPort;
  readonly #context: ConnectionContext;
  readonly #events: ConnectionEvents;
  readonly #presence: Presence;
  readonly #writer: BulkWriter;
  readonly #reader: BulkReader | null;
  #closing: Promise<void> | null = null;
  #failure: PlatenError | null = null;

  constructor(opened: OpenedPort, context: ConnectionContext, events: ConnectionEvents) {
    const { usb, device, port, identity } = opened;
    this.identity = identity;
    this.#device = device;
    this.#port = port;
    this.#context = context;
    this.#events = events;
    this.#presence = new Presence(usb, device, () => this.#lose(new PlatenError('usb.vanished')));
    this.#reader = port.inEndpoint === null ? null : new BulkReader(device, port.inEndpoint, context.clock);
    const host = {
      clock: context.clock,
      portStatus: () => this.portStatus(),
      patienceMs: () => this.patienceMs,
      onHold: (reason: ErrorRecord | null) => events.onHold?.(reason),
      onProgress: (bytesAccepted: number) => events.onProgress?.(bytesAccepted),
      explain: (thrown: unknown) => this.#explain(thrown),
      onFailed: (error: PlatenError) => this.#lose(error),
    };
    this.#writer = new BulkWriter(device, port.outEndpoint, host, context.tuning);
  }

  get bytesAccepted(): number {
    return this.#writer.bytesAccepted;
  }

  /** Why the connection has ended by itself; null while it stands, and after `close`. */
  get failure(): PlatenError | null {
    return this.#failure;
  }

  /** See `BulkWriter.write`: resolves when there is room for more, not when the machine has taken it. */
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.#writer.write(bytes, signal);
  }

  /** Resolves when the machine has taken every byte written so far. */
  flush(signal?: AbortSignal): Promise<void> {
    return this.#writer.flush(signal);
  }

  /** What the machine says on its way back, if it has one; null when it is silent for `timeoutMs`. */
  read(timeoutMs: number): Promise<Uint8Array | null> {
    return this.#reader?.read(timeoutMs) ?? Promise.resolve(null);
  }

  /** Throws away what an earlier owner left unread. @returns how many bytes */
  drain(quietMs: number): Promise<number> {
    return this.#reader?.drain(quietMs) ?? Promise.resolve(0);
  }

  /** GET_PORT_STATUS; null when the machine does not answer. */
  portStatus(): Promise<PortStatus | null> {
    if (this.#closing) return Promise.resolve(null);
    return within(getPortStatus(this.#device, this.#port), CONTROL_DEADLINE_MS, this.#context.clock);
  }

  /** For a machine that has fallen silent: the connection is lost when the browser does not list it any more. */
  async checkPresence(): Promise<void> {
    if (this.#closing) return;
    if (await this.#presence.isGone(0, this.#context.clock)) this.#lose(new PlatenError('usb.vanished'));
  }

  /**
   * SOFT_RESET: the machine drops what it holds and a torn job is over. What was under way ends first; if it
   * does not, the connection is lost.
   *
   * @throws PlatenError `usb.refused` when the machine does not know the request
   */
  async softReset(): Promise<void> {
    this.#writer.reset();
    await this.#requestSoftReset();
    await this.#inTime(this.#writer.idle());
    // Transfers that were still under way have reached the machine after the first reset.
    await this.#requestSoftReset();
  }

  /** Gives the machine back. Ends what is under way with `usb.closed`; may be called again. */
  close(): Promise<void> {
    return (this.#closing ??= this.#release(new PlatenError('usb.closed')));
  }

  async #requestSoftReset(): Promise<void> {
    const request = requestSoftReset(this.#device, this.#port).catch(async (thrown: unknown) => {
      const error = await this.#explain(thrown);
      this.#lose(error);
      throw error;
    });
    if (!(await this.#inTime(request))) throw new PlatenError('usb.refused');
  }

  /** A machine that does not even answer this is as good as gone. */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    const answer = await within(
      work.then((value) => ({ value })),
      CONTROL_DEADLINE_MS,
      this.#context.clock,
    );
    if (answer) return answer.value;
    const error = new PlatenError('usb.not-answering', { seconds: CONTROL_DEADLINE_MS / 1000 });
    this.#lose(error);
    throw error;
  }

  async #explain(thrown: unknown): Promise<PlatenError> {
    if (this.#closing) return new PlatenError('usb.closed', {}, { cause: thrown });
    const error = usbError(thrown, 'transfer', this.#context.os);
    if (error.code !== 'usb.transfer-failed') return error;
    const gone = await this.#presence.isGone(GRACE_MS, this.#context.clock);
    return gone ? new PlatenError('usb.vanished', error.params, { cause: thrown }) : error;
  }

  #lose(error: PlatenError): void {
    if (this.#closing) return;
    this.#failure = error;
    this.#closing = this.#release(error);
    this.#events.onLost?.(error);
  }

  async #release(error: PlatenError): Promise<void> {
    this.#presence.stop();
    this.#writer.close(error);
    await closeQuietly(this.#device);
  }
}
