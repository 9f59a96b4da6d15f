import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../../src/cli/chromium.ts';
import type { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { DeviceChooser } from './device-chooser.ts';
import { preloadLibrary } from './preload-library.ts';
import { RigServer, type RigServerOptions } from './rig-server.ts';

/**
 * How the page comes to its device. `seeded`: granted on an earlier day, it stands in the profile.
 * `policy`: the administrator granted it (needs root). `prompt`: the person picks it in the browser's own chooser.
 */
type Permission = 'seeded' | 'policy' | 'prompt';

export interface LaunchOptions extends RigServerOptions {
  readonly permission: Permission;
  /** The page to open; its origin gets the permission. */
  readonly url: string;
  readonly flags?: readonly string[];
}

const POLICY_FOLDER = '/etc/chromium/policies/managed';

/** Whether this user may write a policy. */
export const mayWritePolicy = process.getuid?.() === 0;

/** Real Chromium with the machine on its USB, and a page in it. */
export class RigBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** For permission `prompt` only. */
  readonly chooser: DeviceChooser | null;
  readonly #close: () => Promise<void>;

  private constructor(
    context: BrowserContext,
    page: Page,
    chooser: DeviceChooser | null,
    close: () => Promise<void>,
  ) {
    this.context = context;
    this.page = page;
    this.chooser = chooser;
    this.#close = close;
  }

  static async launch(machine: SimulatedMachine, options: LaunchOptions): Promise<RigBrowser> {
    const { permission, url } = options;
    const { origin } = new URL(url);
    const undo: (() => void | Promise<void>)[] = [];
    const close = async () => {
      for (const step of undo.splice(0).reverse()) await step();
    };
    try {
      const library = preloadLibrary();
      const rig = await RigServer.start(machine, options);
      undo.push(() => rig.close());
      const profile = mkdtempSync(join(tmpdir(), 'platen-profile-'));
      undo.push(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
      if (permission === 'seeded') seedProfile(profile, origin, machine);
      if (permission === 'policy') undo.push(writePolicy(origin, machine));
      const port = permission === 'prompt' ? await freePort() : null;
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: ensureChromium(),
        args: [
          ...chromiumFlags(),
          ...(port === null ? [] : DeviceChooser.flags(port)),
          ...(options.flags ?? []),
        ],
        env: { ...process.env, LD_PRELOAD: library, PLATEN_RIG_DIR: rig.directory },
      });
      undo.push(() => context.close());
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(url);
      let chooser: DeviceChooser | null = null;
      if (port !== null) {
        chooser = await DeviceChooser.connect(port);
        undo.push(() => chooser!.close());
      }
      return new RigBrowser(context, page, chooser, close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** A profile that remembers a choice in the chooser. */
function seedProfile(profile: string, origin: string, machine: SimulatedMachine): void {
  const { vendorId, productId, product, serialNumber } = machine.device.identity;
  const grant = {
    name: product,
    'vendor-id': vendorId,
    'product-id': productId,
    'serial-number': serialNumber ?? '',
  };
  const microsecondsSince1601 = (BigInt(Date.now()) + 11_644_473_600_000n) * 1000n;
  const exception = { last_modified: String(microsecondsSince1601), setting: { 'chosen-objects': [grant] } };
  mkdirSync(join(profile, 'Default'));
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({
      profile: { content_settings: { exceptions: { usb_chooser_data: { [`${origin},*`]: exception } } } },
    }),
  );
}

/** Grants the machine to an origin for every browser of this computer; returns the way back. */
function writePolicy(origin: string, machine: SimulatedMachine): () => void {
  const { vendorId, productId } = machine.device.identity;
  const devices = [{ vendor_id: vendorId, product_id: productId }];
  const file = join(POLICY_FOLDER, `platen-rig-${process.pid}.json`);
  mkdirSync(POLICY_FOLDER, { recursive: true });
  writeFileSync(file, JSON.stringify({ WebUsbAllowDevicesForUrls: [{ devices, urls: [origin] }] }));
  return () => rmSync(file, { force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
