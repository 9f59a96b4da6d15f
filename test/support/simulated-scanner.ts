import {
  Scanner,
  type PageRequest,
  type ScannedPageShape,
  type ScannerOptions,
} from '../../src/scan/protocol/scanner.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { SimulatedUsb } from '../../src/simulator/webusb.ts';

/** A whole page in memory: fine for a test, never for the program. */
export interface ScannedPage extends ScannedPageShape {
  readonly bytes: Buffer;
  readonly hasMore: boolean;
}

export const NOT_CANCELLED = new AbortController().signal;
export const GLASS: PageRequest = {
  source: 'glass',
  mode: 'gray',
  dpi: 75,
  area: { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 297 },
};

export async function simulatedScanner(options: ScannerOptions = {}) {
  const tray = { deliver: () => undefined };
  const machine = new SimulatedMachine({ tray, speed: 'instant' });
  const [device] = await new SimulatedUsb(machine.port, { granted: true }).getDevices();
  await device!.open();
  const scanner = await Scanner.claim(device!, options);
  const { unit } = machine.scanner;
  unit.carriageWaits = 0;
  return { machine, unit, device: device!, scanner };
}

export async function scanWhole(
  scanner: Scanner,
  request: PageRequest,
  cancelled = NOT_CANCELLED,
): Promise<ScannedPage> {
  let shape: ScannedPageShape | null = null;
  const parts: Uint8Array[] = [];
  const sink = {
    begin: (page: ScannedPageShape) => void (shape = page),
    lines: (bytes: Uint8Array) => void parts.push(bytes),
  };
  const { hasMore } = await scanner.scan(request, sink, cancelled);
  return { ...shape!, bytes: Buffer.concat(parts), hasMore };
}
