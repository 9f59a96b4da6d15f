import type { MachineTarget } from './spooler-api.ts';

/** Machines without a serial number are told apart by their model only. */
export function isSameMachine(a: MachineTarget, b: MachineTarget): boolean {
  if (a.kind !== 'usb' || b.kind !== 'usb') return a.kind === b.kind;
  return a.vendorId === b.vendorId && a.productId === b.productId && a.serialNumber === b.serialNumber;
}
