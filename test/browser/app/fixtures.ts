import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import type {} from '../../../src/app/automation-api.ts';
import { decodeJob, type DecodedJob } from '../../../src/languages/ufr2lt/decode-job.ts';

/** The app in a fresh profile, and proof that it spoke to nobody and complained of nothing. */
export const test = base.extend<{ app: App }>({
  app: async ({ page, baseURL }, use) => {
    const app = new App(page);
    const strangers: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(baseURL!) && !url.startsWith('blob:') && !url.startsWith('data:'))
        strangers.push(url);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto('/');
    await page.evaluate(() => window.platen.ready);
    await use(app);
    expect(strangers, 'requests to other origins').toEqual([]);
    expect(complaints, 'errors in the console').toEqual([]);
  },
});

export { expect };

export const DOCUMENTS = 'test/documents';

export class App {
  constructor(readonly page: Page) {}

  /** A person's way past the first page, with the engine set not to make tests wait. */
  async useSimulator(speed: 'instant' | 'engine' = 'instant'): Promise<void> {
    await this.page.getByRole('button', { name: /simulated/i }).click();
    await expect(this.page.getByRole('heading', { name: 'Drop documents here' })).toBeVisible();
    await this.page.evaluate((chosen) => window.platen.simulator.setSpeed(chosen), speed);
  }

  /** Drops files on the window, as from a folder. */
  async drop(...paths: string[]): Promise<void> {
    const files = paths.map((path) => ({
      name: basename(path),
      base64: readFileSync(path).toString('base64'),
    }));
    const transfer = await this.page.evaluateHandle((dropped) => {
      const data = new DataTransfer();
      for (const { name, base64 } of dropped) data.items.add(new File([Uint8Array.fromBase64(base64)], name));
      return data;
    }, files);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.locator('body').dispatchEvent(type, { dataTransfer: transfer });
    }
  }

  get printButton() {
    return this.page.getByRole('button', { name: /^Print/ });
  }

  /** Presses Print when it can be pressed. */
  async print(): Promise<void> {
    await expect(this.printButton).toBeEnabled({ timeout: 30_000 });
    await this.printButton.click();
  }

  /** The newest job's card. */
  get job() {
    return this.page.getByRole('region', { name: 'Jobs' }).getByRole('listitem').first();
  }

  /**
   * Nothing of what axe looks for is wrong with what is shown, or with one element, which is quicker: its name after
   * those of the elements whose shadows it is in.
   */
  async expectAccessible(where: string, within?: readonly string[]): Promise<void> {
    // Legacy: in the page itself, which has no frames; otherwise a second page is opened for every look.
    // That rule, no part of WCAG, takes labels that are scrolled out of sight for hidden ones; `label` stays.
    const axe = new AxeBuilder({ page: this.page }).disableRules('label-title-only').setLegacyMode();
    const { violations } = await (within ? axe.include({ fromShadowDom: within } as never) : axe).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
    expect(found, where).toEqual([]);
  }

  async expectSent(): Promise<void> {
    await expect(this.job).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
  }

  /** A person sees that nothing more comes out of a machine that is given time for what it has. */
  async goOnNow(): Promise<void> {
    await this.show('Jobs');
    await this.page.getByRole('button', { name: 'Go on now' }).click();
    await this.show('Print');
  }

  async show(view: 'Print' | 'Scan' | 'Copy' | 'Jobs' | 'Machine' | 'Output tray'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
  }

  async trouble(name: string, on: boolean): Promise<void> {
    await this.show('Output tray');
    await this.page.getByRole('switch', { name }).setChecked(on, { force: true });
    await this.show('Print');
  }

  capture(): Promise<void> {
    return this.page.evaluate(() => window.platen.simulator.capture(true));
  }

  /** Every byte the machine received since `capture`. */
  async received(): Promise<Uint8Array> {
    const slices: Buffer[] = [];
    for (;;) {
      const slice = await this.page.evaluate(async () =>
        (await window.platen.simulator.takeCaptured(4 << 20)).toBase64(),
      );
      if (slice === '') return Buffer.concat(slices);
      slices.push(Buffer.from(slice, 'base64'));
    }
  }

  async receivedJob(): Promise<DecodedJob> {
    return decodeJob(await this.received());
  }

  /** The dots of a sheet's side in the output tray. */
  async traySide(sheetId: number, side: 'front' | 'back'): Promise<Buffer> {
    const base64 = await this.page.evaluate(
      async ([id, which]) => (await window.platen.simulator.traySide(id, which)).bits.toBase64(),
      [sheetId, side] as const,
    );
    return Buffer.from(base64, 'base64');
  }

  tray() {
    return this.page.evaluate(() => window.platen.simulator.tray());
  }
}
