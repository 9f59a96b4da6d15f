import { serveBlankPage } from '../rig/blank-page.ts';
import { openInPage } from '../rig/page-usb.ts';
import { RigBrowser } from '../rig/rig-browser.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';

export interface BulkOutFigures {
  readonly transferKiB: number;
  readonly inFlight: number;
  readonly megabytesPerSecond: number;
}

const SHAPES = [
  { transferKiB: 16, inFlight: 1 },
  { transferKiB: 16, inFlight: 4 },
  { transferKiB: 64, inFlight: 1 },
  { transferKiB: 64, inFlight: 4 },
  { transferKiB: 256, inFlight: 4 },
] as const;
const SECONDS = 1.5;

/**
 * Bulk OUT through Chromium's real WebUSB, its usbfs client, the rig's library and USB/IP, to a machine that
 * takes all and looks at nothing. 1 MB = 1,000,000 bytes, counted at the machine.
 */
export async function benchBulkOut(): Promise<readonly BulkOutFigures[]> {
  const machine = new SimulatedMachine({ tray: { deliver: () => undefined } });
  machine.engine.accept = (bytes) => bytes.length;
  const blank = await serveBlankPage();
  const browser = await RigBrowser.launch(machine, { permission: 'seeded', url: blank.url });
  try {
    await openInPage(browser.page);
    const figures: BulkOutFigures[] = [];
    for (const shape of SHAPES) {
      const before = machine.bulkOut.bytesTaken;
      const seconds = await browser.page.evaluate(pumpFor, { ...shape, seconds: SECONDS });
      const megabytes = (machine.bulkOut.bytesTaken - before) / 1e6;
      figures.push({ ...shape, megabytesPerSecond: Math.round(megabytes / seconds) });
    }
    return figures;
  } finally {
    await browser.close();
    await blank.close();
  }
}

/** In the page: keeps `inFlight` transfers under way for a while; returns the seconds it took. */
async function pumpFor(shape: { transferKiB: number; inFlight: number; seconds: number }): Promise<number> {
  const { machine } = globalThis as unknown as { machine: USBDevice };
  const bytes = new Uint8Array(shape.transferKiB * 1024);
  const started = performance.now();
  const end = started + shape.seconds * 1000;
  // Nameless functions only: tsx would wrap a named one in a helper that the page does not have.
  await Promise.all(
    Array.from({ length: shape.inFlight }, async () => {
      while (performance.now() < end) await machine.transferOut(1, bytes);
    }),
  );
  return (performance.now() - started) / 1000;
}
