import type { OperatingSystem } from '../../errors/operating-system.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import { within, type Clock } from '../../usb/clock.ts';
import { usbError } from '../../usb/errors.ts';
import type { UsbDevice } from '../../usb/web-usb.ts';
import { readAnswer, readImageBlock, type Answer, type ImageBlock } from './answers.ts';
import { BLOCK_HEADER_BYTES, MAX_BLOCK_BYTES } from './commands.ts';
import type { ScannerPort } from './find-scanner.ts';

/**
 * A command is one short packet, and a machine that does not take it is not listening. SANE waits a second (notes
 * §2.4); beside a job that floods the same cable, a busy computer has been seen to need more.
 */
const WRITE_WITHIN_MS = 5_000;
/** The carriage may need five seconds to come home before a command is answered (notes §2.4). */
const ANSWER_WITHIN_MS = 8_000;

const PACKET_BYTES = 512;
/** Room for the longest block. A full one ends in a short packet, so the transfer ends with it. */
const BLOCK_ROOM_BYTES = Math.ceil((BLOCK_HEADER_BYTES + MAX_BLOCK_BYTES) / PACKET_BYTES) * PACKET_BYTES;

export interface PipeContext {
  readonly os: OperatingSystem;
  readonly clock: Clock;
}

/**
 * Question and answer with the scanner, one at a time. After any failure the pipe may hold half an answer, and
 * WebUSB cannot take a read back: it is then dead, and says so to whoever asks again. Open the scanner anew.
 */
export class ScanPipe {
  readonly #device: UsbDevice;
  readonly #port: ScannerPort;
  readonly #context: PipeContext;
  #last: Promise<unknown> = Promise.resolve();
  #failure: PlatenError | null = null;

  constructor(device: UsbDevice, port: ScannerPort, context: PipeContext) {
    this.#device = device;
    this.#port = port;
    this.#context = context;
  }

  /** Why it is dead; null while it works. */
  get failure(): PlatenError | null {
    return this.#failure;
  }

  /** Throws `scan.no-answer`, `scan.garbled`, `usb.*`. */
  ask(command: Uint8Array<ArrayBuffer>, payloadBytes = 0): Promise<Answer> {
    return this.#exchange(command, PACKET_BYTES, (bytes) => readAnswer(bytes, payloadBytes));
  }

  askBlock(command: Uint8Array<ArrayBuffer>): Promise<ImageBlock> {
    return this.#exchange(command, BLOCK_ROOM_BYTES, readImageBlock);
  }

  /** The pipe is given up by its owner. */
  close(reason: PlatenError): void {
    this.#failure ??= reason;
  }

  #exchange<T>(command: Uint8Array<ArrayBuffer>, room: number, read: (bytes: Uint8Array) => T): Promise<T> {
    const exchange = this.#last.then(async () => {
      if (this.#failure) throw this.#failure;
      try {
        await this.#write(command);
        return read(await this.#read(room));
      } catch (thrown) {
        this.#failure = usbError(thrown, 'transfer', this.#context.os);
        throw this.#failure;
      }
    });
    this.#last = exchange.catch(() => undefined);
    return exchange;
  }

  async #write(command: Uint8Array<ArrayBuffer>): Promise<void> {
    const { outEndpoint } = this.#port;
    const writing = this.#device.transferOut(outEndpoint, command);
    const result = await within(writing, WRITE_WITHIN_MS, this.#context.clock);
    if (!result) throw new PlatenError('scan.no-answer');
    if (result.status !== 'ok' || result.bytesWritten !== command.length) {
      throw new PlatenError('scan.refused', { detail: `${result.status}, ${result.bytesWritten} bytes` });
    }
  }

  async #read(room: number): Promise<Uint8Array> {
    const { inEndpoint } = this.#port;
    const reading = this.#device.transferIn(inEndpoint, room);
    const result = await within(reading, ANSWER_WITHIN_MS, this.#context.clock);
    if (!result) throw new PlatenError('scan.no-answer');
    if (result.status !== 'ok') throw new PlatenError('scan.refused', { detail: result.status });
    const { data } = result;
    if (!data) return new Uint8Array(0);
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
}
