import { test as base } from '@playwright/test';
import { decodeSide, type DecodedSide } from '../../src/languages/ufr2lt/decode-job.ts';
import type { PrintedSheet } from '../../src/simulator/print-engine.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { serveBlankPage } from './blank-page.ts';
import { RigBrowser, type LaunchOptions } from './rig-browser.ts';

/** Real Chromium with its real WebUSB on one side, the machine in this very process on the other. */
export interface Rig {
  /** Buttons for trouble, paper, faults at exact bytes. Prints as fast as data comes. */
  readonly device: SimulatedMachine;
  /** Sheets in the output tray, oldest first. */
  readonly tray: readonly PrintedSheet[];
  /** Dots of every side in the tray, in the order they were printed. */
  sides(): DecodedSide[];
  /** Every byte the printer accepted, in order. */
  received(): Buffer;
  /** Starts a browser with a fresh profile and opens `url`. It is closed when the test ends. */
  launch(options: LaunchOptions): Promise<RigBrowser>;
}

export const test = base.extend<{ rig: Rig }, { blankUrl: string }>({
  /** A page without the app. */
  blankUrl: [
    // Playwright wants the pattern, empty or not.

    async ({}, use) => {
      const page = await serveBlankPage();
      await use(page.url);
      await page.close();
    },
    { scope: 'worker' },
  ],

  rig: async ({}, use) => {
    const tray: PrintedSheet[] = [];
    const heard: Buffer[] = [];
    const browsers: RigBrowser[] = [];
    const device = new SimulatedMachine({ tray: { deliver: (sheet) => tray.push(sheet) }, speed: 'instant' });
    device.onBytes = (bytes) => heard.push(Buffer.from(bytes));
    await use({
      device,
      tray,
      sides: () =>
        tray
          .flatMap(({ front, back }) => (back === null ? [front] : [front, back]))
          .map((side) => decodeSide(side)),
      received: () => Buffer.concat(heard),
      launch: async (options) => {
        const browser = await RigBrowser.launch(device, options);
        browsers.push(browser);
        return browser;
      },
    });
    for (const browser of browsers) await browser.close();
  },
});

export { expect } from '@playwright/test';
