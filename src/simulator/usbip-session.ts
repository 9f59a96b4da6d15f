import { DIRECTION_IN, ended, readSetup, type Setup, type Urb } from './urb.ts';
import {
  BUS_ID_BYTES,
  COMMAND_HEADER_BYTES,
  OPERATION,
  OPERATION_HEADER_BYTES,
  OPERATION_STATUS,
  readBusId,
  readCommand,
  readOperation,
  writeDeviceList,
  writeImportRefusal,
  writeImportReply,
  writeSubmitted,
  writeUnlinked,
  type ExportedDevice,
  type SubmitCommand,
  type UnlinkCommand,
} from './usbip-wire.ts';
import type { VirtualDevice } from './virtual-device.ts';

/** The longest transfer taken; Linux itself allows 16 MiB. Longer is a damaged stream. */
const MAX_TRANSFER_BYTES = 64 * 1024 * 1024;

/** The device a server offers, and how many hosts may have it at once. */
export class UsbipExport {
  readonly device: VirtualDevice;
  readonly busId = '1-1';
  /** A cable has one end. The test rig opens several descriptors of one device, each with its own connection. */
  readonly #shared: boolean;
  #users = 0;
  #deviceNumber = 2;

  constructor(device: VirtualDevice, { shared = false } = {}) {
    this.device = device;
    this.#shared = shared;
    device.watch((attached) => {
      if (attached) this.#deviceNumber++;
    });
  }

  get record(): ExportedDevice | null {
    if (!this.device.attached) return null;
    const { identity } = this.device;
    return { identity, busId: this.busId, busNumber: 1, deviceNumber: this.#deviceNumber };
  }

  acquire(): boolean {
    if (this.#users > 0 && !this.#shared) return false;
    this.#users++;
    return true;
  }

  free(): void {
    this.#users--;
  }
}

export interface UsbipChannel {
  send(bytes: Uint8Array): void;
  /** Sends what is under way and hangs up. */
  close(): void;
}

/**
 * One client of the USB/IP server: bytes in, bytes out, no sockets.
 * Whatever is not USB/IP ends the connection; the device and other clients do not notice.
 */
export class UsbipSession {
  readonly #export: UsbipExport;
  readonly #channel: UsbipChannel;
  readonly #underWay = new Map<number, Urb>();
  #unwatch: (() => void) | null = null;
  #closed = false;
  #wanted = new Uint8Array(OPERATION_HEADER_BYTES);
  #have = 0;
  #next: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => this.#operation(bytes);

  constructor(exported: UsbipExport, channel: UsbipChannel) {
    this.#export = exported;
    this.#channel = channel;
  }

  /** Bytes as they come, cut anywhere. */
  receive(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && !this.#closed) {
      const piece = bytes.subarray(at, at + this.#wanted.length - this.#have);
      this.#wanted.set(piece, this.#have);
      this.#have += piece.length;
      at += piece.length;
      if (this.#have === this.#wanted.length) this.#next(this.#wanted);
    }
  }

  /** The client hung up, or was hung up on: take back what it had under way. */
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#unwatch === null) return;
    this.#unwatch();
    for (const urb of [...this.#underWay.values()]) this.#export.device.unlink(urb);
    this.#export.free();
  }

  #expect(length: number, next: (bytes: Uint8Array<ArrayBuffer>) => void): void {
    this.#wanted = new Uint8Array(length);
    this.#have = 0;
    this.#next = next;
  }

  #hangUp(): void {
    this.end();
    this.#channel.close();
  }

  #operation(header: Uint8Array): void {
    switch (readOperation(header)) {
      case OPERATION.listRequest: {
        const { record } = this.#export;
        this.#channel.send(writeDeviceList(record === null ? [] : [record]));
        this.#expect(OPERATION_HEADER_BYTES, (bytes) => this.#operation(bytes));
        break;
      }
      case OPERATION.importRequest:
        this.#expect(BUS_ID_BYTES, (bytes) => this.#import(readBusId(bytes)));
        break;
      default:
        this.#hangUp();
    }
  }

  #import(busId: string): void {
    const { record, device } = this.#export;
    if (record?.busId !== busId) {
      this.#channel.send(writeImportRefusal(OPERATION_STATUS.noDevice));
      this.#hangUp();
    } else if (!this.#export.acquire()) {
      this.#channel.send(writeImportRefusal(OPERATION_STATUS.busy));
      this.#hangUp();
    } else {
      this.#unwatch = device.watch((attached) => {
        if (!attached) this.#hangUp();
      });
      this.#channel.send(writeImportReply(record));
      this.#expectCommand();
    }
  }

  #expectCommand(): void {
    this.#expect(COMMAND_HEADER_BYTES, (header) => {
      const command = readCommand(header);
      if (command === null) {
        this.#hangUp();
      } else if ('victim' in command) {
        this.#unlink(command);
        this.#expectCommand();
      } else if (command.length > MAX_TRANSFER_BYTES || this.#underWay.has(command.sequence)) {
        this.#hangUp();
      } else if (command.isIn || command.length === 0) {
        this.#expectCommand();
        this.#submit(command, new Uint8Array(0));
      } else {
        this.#expect(command.length, (data) => {
          this.#expectCommand();
          this.#submit(command, data);
        });
      }
    });
  }

  #submit({ sequence, endpoint, isIn, length, setup }: SubmitCommand, data: Uint8Array): void {
    const urb: Urb = {
      endpoint: endpoint === 0 ? 0 : endpoint | (isIn ? DIRECTION_IN : 0),
      setup: endpoint === 0 ? setup : null,
      data,
      length,
      complete: (result) => {
        this.#underWay.delete(sequence);
        if (this.#closed || result.status === 'unlinked') return;
        this.#channel.send(writeSubmitted(sequence, result.status, result.actualLength, result.data));
      },
    };
    this.#underWay.set(sequence, urb);
    if (urb.setup !== null && isPortReset(readSetup(urb.setup))) {
      this.#export.device.reset();
      urb.complete(ended('ok'));
    } else {
      this.#export.device.submit(urb);
    }
  }

  #unlink({ sequence, victim }: UnlinkCommand): void {
    const urb = this.#underWay.get(victim);
    const found = urb !== undefined && this.#export.device.unlink(urb);
    this.#channel.send(writeUnlinked(sequence, found ? 'unlinked' : 'ok'));
  }
}

/** How a USB/IP client asks for a bus reset: SET_FEATURE(PORT_RESET), as to a hub's port (USB 2.0, 11.24.2.13). */
function isPortReset({ requestType, request, value }: Setup): boolean {
  return requestType === 0x23 && request === 3 && value === 4;
}
