import { PRINTER_INTERFACE } from './descriptors.ts';
import { InPipe } from './in-pipe.ts';
import type { OutPipe } from './out-pipe.ts';
import { DIRECTION_IN, RECIPIENT, REQUEST_TYPE, type Setup } from './urb.ts';
import type { UsbFunction } from './virtual-device.ts';

/** Requests of USB printer class 1.1. */
const REQUEST = { getDeviceId: 0, getPortStatus: 1, softReset: 2 } as const;

/** Bits of GET_PORT_STATUS (USB printer class 1.1, 4.2.2). */
const PORT = { paperEmpty: 0x20, selected: 0x10, notError: 0x08 } as const;

/** What the class can tell about the machine; more than these three bits no host can ask for. */
export interface PortLights {
  readonly paperEmpty: boolean;
  readonly selected: boolean;
  readonly notError: boolean;
}

export interface PrinterInterfaceParts {
  /** Its place in the configuration. */
  readonly interfaceNumber: number;
  readonly deviceId: string;
  readonly out: OutPipe;
  readonly lights: () => PortLights;
  /** SOFT_RESET: drop what was received and not printed. */
  readonly flush: () => void;
  /** A bus reset or a pulled cable: the job under way will not go on. */
  readonly hostGone: () => void;
}

/** The printer-class interface: job bytes in, three bits of status and an IEEE 1284 id out. */
export class PrinterInterface implements UsbFunction {
  readonly pipes: ReadonlyMap<number, OutPipe | InPipe>;
  /** The machine's way to talk back; this family is not known to use it. */
  readonly backChannel: InPipe;
  readonly #parts: PrinterInterfaceParts;

  constructor(parts: PrinterInterfaceParts) {
    const [out, back] = PRINTER_INTERFACE.endpoints;
    this.#parts = parts;
    this.backChannel = new InPipe(back!.packetSize);
    this.pipes = new Map<number, OutPipe | InPipe>([
      [out!.address, parts.out],
      [back!.address, this.backChannel],
    ]);
  }

  request(setup: Setup): Uint8Array | null {
    if ((setup.requestType & REQUEST_TYPE.mask) !== REQUEST_TYPE.class) return null;
    const toHost = (setup.requestType & DIRECTION_IN) !== 0;
    const recipient = setup.requestType & RECIPIENT.mask;
    const { interfaceNumber, deviceId, lights } = this.#parts;
    switch (setup.request) {
      case REQUEST.getDeviceId:
        // The class puts the interface into the high byte here, and only here.
        return toHost && setup.index >> 8 === interfaceNumber ? lengthPrefixed(deviceId) : null;
      case REQUEST.getPortStatus:
        return toHost && setup.index === interfaceNumber ? Uint8Array.of(portByte(lights())) : null;
      case REQUEST.softReset:
        // Class 1.0 asked for recipient "other", 1.1 for "interface"; hosts send either.
        if (toHost || setup.index !== interfaceNumber) return null;
        if (recipient !== RECIPIENT.interface && recipient !== RECIPIENT.other) return null;
        this.#parts.flush();
        this.backChannel.flush();
        this.#parts.out.clearHalt();
        return new Uint8Array(0);
      default:
        return null;
    }
  }

  reset(): void {
    this.#parts.hostGone();
  }
}

function lengthPrefixed(deviceId: string): Uint8Array {
  const text = new TextEncoder().encode(deviceId);
  const length = text.length + 2;
  return Uint8Array.of(length >> 8, length & 0xff, ...text);
}

function portByte({ paperEmpty, selected, notError }: PortLights): number {
  return (paperEmpty ? PORT.paperEmpty : 0) | (selected ? PORT.selected : 0) | (notError ? PORT.notError : 0);
}
