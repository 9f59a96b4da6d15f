import {
  configurationDescriptor,
  CONFIGURATION_VALUE,
  DESCRIPTOR,
  deviceDescriptor,
  stringDescriptor,
  type DeviceIdentity,
} from './descriptors.ts';
import type { InPipe } from './in-pipe.ts';
import type { OutPipe } from './out-pipe.ts';
import { DIRECTION_IN, ended, readSetup, RECIPIENT, REQUEST_TYPE, type Setup, type Urb } from './urb.ts';

/** One of the device's interfaces at work: its pipes and its class requests. */
export interface UsbFunction {
  /** By endpoint address. */
  readonly pipes: ReadonlyMap<number, OutPipe | InPipe>;
  /** Answers a class or vendor request to interface `setup.index`, or null to stall. OUT data comes in `data`. */
  request(setup: Setup, data: Uint8Array): Uint8Array | null;
  /** Bus reset or cable pulled: forget what the host had under way. */
  reset(): void;
}

/** What may be plugged in: a self-description and a function for each of its interfaces, in order. */
export interface Equipment {
  readonly identity: DeviceIdentity;
  readonly functions: readonly UsbFunction[];
}

/** Standard requests (USB 2.0, table 9-4). */
const REQUEST = {
  getStatus: 0,
  clearFeature: 1,
  setFeature: 3,
  setAddress: 5,
  getDescriptor: 6,
  getConfiguration: 8,
  setConfiguration: 9,
  getInterface: 10,
  setInterface: 11,
} as const;
const FEATURE_ENDPOINT_HALT = 0;
const ACCEPTED = new Uint8Array(0);

/**
 * A USB device without a cable: URBs in, completions out, in the order a real bus would give them.
 * It may be plugged, pulled, and come back as something else.
 */
export class VirtualDevice {
  readonly #watchers = new Set<(attached: boolean) => void>();
  #equipment: Equipment;
  #attached = true;

  constructor(equipment: Equipment) {
    this.#equipment = equipment;
  }

  get identity(): DeviceIdentity {
    return this.#equipment.identity;
  }

  get attached(): boolean {
    return this.#attached;
  }

  /** Calls `watcher` after each plug (true) and before each pull's transfers end (false); returns the way out. */
  watch(watcher: (attached: boolean) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Plugs the cable in, into `equipment` if given. */
  plug(equipment = this.#equipment): void {
    if (this.#attached) return;
    this.#equipment = equipment;
    this.#attached = true;
    for (const watcher of this.#watchers) watcher(true);
  }

  /** Pulls the cable: every transfer under way ends with `gone`. */
  unplug(): void {
    if (!this.#attached) return;
    this.#attached = false;
    for (const watcher of this.#watchers) watcher(false);
    this.#resetFunctions('gone');
  }

  /** A bus reset, as the host's port does it. */
  reset(): void {
    this.#resetFunctions('protocol-error');
  }

  submit(urb: Urb): void {
    if (!this.#attached) {
      urb.complete(ended('gone'));
    } else if (urb.endpoint === 0 && urb.setup !== null) {
      this.#control(urb, urb.setup);
    } else {
      const pipe = this.#pipe(urb.endpoint);
      if (pipe === undefined) urb.complete(ended('no-endpoint'));
      else pipe.submit(urb);
    }
  }

  /** Takes a transfer back: it completes as `unlinked`. False when it had ended before. */
  unlink(urb: Urb): boolean {
    return this.#pipe(urb.endpoint)?.unlink(urb) ?? false;
  }

  #pipe(address: number): OutPipe | InPipe | undefined {
    for (const { pipes } of this.#equipment.functions) {
      const pipe = pipes.get(address);
      if (pipe !== undefined) return pipe;
    }
    return undefined;
  }

  #resetFunctions(status: 'gone' | 'protocol-error'): void {
    for (const { pipes } of this.#equipment.functions) {
      for (const pipe of pipes.values()) pipe.reset(status);
    }
    for (const each of this.#equipment.functions) each.reset();
  }

  #control(urb: Urb, bytes: Uint8Array): void {
    const setup = readSetup(bytes);
    const reply = this.#answer(setup, urb.data);
    if (reply === null) {
      urb.complete(ended('stall'));
    } else if ((setup.requestType & DIRECTION_IN) === 0) {
      urb.complete(ended('ok', urb.length));
    } else {
      const data = reply.slice(0, Math.min(setup.length, urb.length));
      urb.complete({ status: 'ok', actualLength: data.length, data });
    }
  }

  #answer(setup: Setup, data: Uint8Array): Uint8Array | null {
    if ((setup.requestType & REQUEST_TYPE.mask) === REQUEST_TYPE.standard) return this.#standard(setup);
    for (const each of this.#equipment.functions) {
      const reply = each.request(setup, data);
      if (reply !== null) return reply;
    }
    return null;
  }

  #standard(setup: Setup): Uint8Array | null {
    const toEndpoint = (setup.requestType & RECIPIENT.mask) === RECIPIENT.endpoint;
    switch (setup.request) {
      case REQUEST.getDescriptor:
        return this.#descriptor(setup.value >> 8, setup.value & 0xff);
      case REQUEST.getConfiguration:
        return Uint8Array.of(CONFIGURATION_VALUE);
      case REQUEST.setConfiguration:
        return setup.value === CONFIGURATION_VALUE ? ACCEPTED : null;
      case REQUEST.getInterface:
        return setup.index < this.identity.interfaces.length ? Uint8Array.of(0) : null;
      case REQUEST.setInterface:
        return setup.value === 0 && setup.index < this.identity.interfaces.length ? ACCEPTED : null;
      case REQUEST.setAddress:
        return ACCEPTED;
      case REQUEST.getStatus:
        return this.#status(toEndpoint ? setup.index : null);
      case REQUEST.clearFeature:
      case REQUEST.setFeature:
        return toEndpoint && setup.value === FEATURE_ENDPOINT_HALT
          ? this.#setHalt(setup.index, setup.request === REQUEST.setFeature)
          : null;
      default:
        return null;
    }
  }

  #descriptor(type: number, index: number): Uint8Array | null {
    if (type === DESCRIPTOR.device) return deviceDescriptor(this.identity);
    if (type === DESCRIPTOR.configuration && index === 0) return configurationDescriptor(this.identity);
    if (type === DESCRIPTOR.string) return stringDescriptor(this.identity, index);
    return null;
  }

  #status(endpoint: number | null): Uint8Array | null {
    const SELF_POWERED = 1;
    if (endpoint === null) return Uint8Array.of(SELF_POWERED, 0);
    const pipe = this.#pipe(endpoint);
    return pipe === undefined ? null : Uint8Array.of(pipe.halted ? 1 : 0, 0);
  }

  #setHalt(endpoint: number, halted: boolean): Uint8Array | null {
    const pipe = this.#pipe(endpoint);
    if (pipe === undefined) return null;
    if (halted) pipe.halt();
    else pipe.clearHalt();
    return ACCEPTED;
  }
}
