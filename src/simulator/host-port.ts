import type { VirtualDevice } from './virtual-device.ts';

/**
 * What an operating system keeps about a plugged-in device: who holds which interface.
 * Every browser tab (a `SimulatedUsb`) on the same port sees the others' claims.
 */
export class HostPort {
  readonly device: VirtualDevice;
  readonly #holders = new Map<number, unknown>();

  /** `kernelDrivers`: interfaces that a driver of the system holds, such as usblp; browsers cannot have them. */
  constructor(device: VirtualDevice, kernelDrivers: readonly number[] = []) {
    this.device = device;
    const bind = () => {
      this.#holders.clear();
      for (const number of kernelDrivers) this.#holders.set(number, 'kernel');
    };
    bind();
    device.watch(bind);
  }

  /** False when somebody else has it. */
  claim(interfaceNumber: number, holder: object): boolean {
    const present = this.#holders.get(interfaceNumber);
    if (present !== undefined && present !== holder) return false;
    this.#holders.set(interfaceNumber, holder);
    return true;
  }

  release(interfaceNumber: number, holder: object): void {
    if (this.#holders.get(interfaceNumber) === holder) this.#holders.delete(interfaceNumber);
  }
}
