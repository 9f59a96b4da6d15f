import type { Page } from '@playwright/test';
import { decodeJob, decodeSide } from '../../src/languages/ufr2lt/decode-job.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import type { PrintedSheet } from '../../src/simulator/print-engine.ts';
import { loadVector } from '../support/vectors.ts';
import { expect, test as base, type Rig } from './fixtures.ts';
import { RigBrowser } from './rig-browser.ts';
import { serveTransportPage } from './transport/page-server.ts';
import type {} from './transport/page.ts';

/**
 * The rows of the table in `src/usb/README.md` for which the browser itself matters: the app's keeper on real
 * Chromium's real WebUSB. Where minutes would have to be waited for, the page's clock runs faster.
 */
const test = base.extend<object, { url: string }>({
  url: [
    async ({}, use) => {
      const page = await serveTransportPage();
      await use(page.url);
      await page.close();
    },
    { scope: 'worker' },
  ],
});

const JOBS = { noise: jobOf('noise_A4'), lines: jobOf('lines_A4') };
type JobName = keyof typeof JOBS;

function jobOf(vector: string) {
  const { stream } = loadVector(vector);
  return { base64: Buffer.from(stream).toString('base64'), bits: decodeJob(stream).sides[0]!.bits };
}

const connect = (page: Page) => page.evaluate(() => window.transport.connect());
const shown = (page: Page) => page.evaluate(() => window.transport.shown);
const outcomes = (page: Page) => page.evaluate(() => window.transport.outcomes);
const begin = (page: Page, job: JobName) =>
  page.evaluate((base64) => window.transport.send(base64), JOBS[job].base64);

async function connected(rig: Rig, url: string): Promise<Page> {
  const { page } = await rig.launch({ permission: 'seeded', url });
  expect(await connect(page)).toBe('ok');
  return page;
}

/** A job of which the machine takes only a part. */
async function stuckInMidSheet(rig: Rig, page: Page): Promise<void> {
  rig.device.bulkOut.addFault({ at: 100_000, kind: 'hang' });
  await begin(page, 'noise');
  await expect.poll(() => rig.device.bulkOut.bytesTaken).toBe(100_000);
}

/** Sends a job as soon as there is a machine, and waits until it is accepted. */
async function print(page: Page, job: JobName): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.transport.hasOutput)).toBe(true);
  const before = (await outcomes(page)).length;
  await begin(page, job);
  await expect.poll(async () => (await outcomes(page)).slice(before)).toEqual(['ok']);
}

/** The job each sheet must have come from; every dot is compared. */
function contents(tray: readonly PrintedSheet[]): string[] {
  return tray.map(({ front, isErrorSheet }) => {
    if (isErrorSheet) return 'error sheet';
    const { bits } = decodeSide(front);
    const names = Object.keys(JOBS) as JobName[];
    return names.find((name) => Buffer.compare(bits, JOBS[name].bits) === 0) ?? 'nonsense';
  });
}

test('row 1: a driver of the system holds the printer: advice, the handle is given back, nothing is hammered', async ({
  rig,
  url,
}) => {
  const { page } = await rig.launch({ permission: 'seeded', url, drivers: { 1: 'usblp' } });
  expect(await connect(page)).toBe('usb.claim-failed.linux');
  const opened = await page.evaluate(async () => (await navigator.usb.getDevices())[0]!.opened);
  expect(opened).toBe(false);
  expect(await shown(page)).toEqual(['connecting', 'lost usb.claim-failed.linux']);
});

test('rows 1 and 18: a second tab gets nothing while the first prints, and the machine when that lets go', async ({
  rig,
  url,
}) => {
  const { page, context } = await rig.launch({ permission: 'seeded', url });
  expect(await connect(page)).toBe('ok');
  const second = await context.newPage();
  await second.goto(`${url}#speed=5`);
  await begin(page, 'noise');
  expect(await connect(second)).toBe('usb.claim-failed.linux');
  await expect.poll(() => outcomes(page)).toEqual(['ok']);
  expect(contents(rig.tray)).toEqual(['noise']);
  await page.evaluate(() => window.transport.disconnect());
  await expect.poll(() => shown(second)).toEqual(['connecting', 'lost usb.claim-failed.linux', 'ready']);
  await print(second, 'lines');
  expect(contents(rig.tray)).toEqual(['noise', 'lines']);
});

test('row 2: a transfer fails and nothing was unplugged: opened anew, and the next job is whole', async ({
  rig,
  url,
}) => {
  const page = await connected(rig, url);
  rig.device.bulkOut.addFault({ at: 200_000, kind: 'protocol-error' });
  await begin(page, 'noise');
  await expect.poll(() => outcomes(page)).toEqual(['usb.transfer-failed']);
  await expect.poll(() => shown(page)).toEqual(['connecting', 'ready', 'lost usb.transfer-failed', 'ready']);
  await print(page, 'lines');
  expect(contents(rig.tray).at(-1)).toBe('lines');
  expect(contents(rig.tray)).not.toContain('nonsense');
});

test('rows 3 and 16: unplugged in mid-write: it was the cable; plugged in, it goes on without a click', async ({
  rig,
  url,
}) => {
  const page = await connected(rig, url);
  rig.device.bulkOut.addFault({ at: 150_000, kind: 'unplug' });
  await begin(page, 'noise');
  await expect.poll(() => outcomes(page)).toEqual(['usb.vanished']);
  expect((await shown(page)).at(-1)).toBe('lost usb.vanished');
  rig.device.setTrouble('unplugged', false);
  await print(page, 'lines');
  expect(contents(rig.tray)).toEqual(['lines']);
});

test('rows 4 and 5: without a serial number the permission is gone after replugging; one click is enough', async ({
  url,
}) => {
  const tray: PrintedSheet[] = [];
  const machine = new SimulatedMachine({
    tray: { deliver: (sheet) => tray.push(sheet) },
    speed: 'instant',
    serialNumber: null,
  });
  const browser = await RigBrowser.launch(machine, { permission: 'prompt', url });
  try {
    const { page, chooser } = browser;
    const connectWithout = () => page.evaluate(() => window.transport.connect(null));
    await page.click('button');
    await chooser!.connectOnlyDevice();
    await page.evaluate(() => window.transport.chosen);
    expect(await connectWithout()).toBe('ok');
    machine.setTrouble('unplugged', true);
    await expect.poll(() => shown(page)).toContain('lost usb.permission-gone');
    machine.setTrouble('unplugged', false);
    // Longer than the first attempts of the back-off: the browser does not show it to us any more.
    await page.waitForTimeout(7_000);
    expect((await shown(page)).at(-1)).toBe('lost usb.permission-gone');
    await page.evaluate(() => {
      document.querySelector('button')!.addEventListener('click', () => {
        void navigator.usb.requestDevice({ filters: [{ vendorId: 0x04a9 }] });
      });
    });
    await page.click('button');
    await chooser!.connectOnlyDevice();
    expect(await connectWithout()).toBe('ok');
    await print(page, 'lines');
    expect(contents(tray)).toEqual(['lines']);
  } finally {
    await browser.close();
  }
});

test('row 7: one stall is cleared and no dot is lost; two at one place are a dead machine that is opened anew', async ({
  rig,
  url,
}) => {
  const page = await connected(rig, url);
  await print(page, 'noise');
  const trace = JSON.parse(await page.evaluate(() => window.transport.trace())) as {
    log: { call?: string; length: number }[];
  };
  const [first] = trace.log.filter(({ call }) => call === 'out');
  const { bulkOut } = rig.device;
  bulkOut.addFault({ at: bulkOut.bytesTaken + first!.length, kind: 'stall' });
  await print(page, 'noise');
  expect(contents(rig.tray)).toEqual(['noise', 'noise']);
  for (let strike = 0; strike < 2; strike++) bulkOut.addFault({ at: bulkOut.bytesTaken, kind: 'stall' });
  await begin(page, 'noise');
  await expect.poll(() => outcomes(page)).toEqual(['ok', 'ok', 'usb.stalled']);
  await print(page, 'lines');
  expect(contents(rig.tray)).toEqual(['noise', 'noise', 'lines']);
});

test('row 9: paused for want of paper is waited for, wedged is given up', async ({ rig, url }) => {
  const page = await connected(rig, `${url}#speed=5`);
  rig.device.setTrouble('out-of-paper', true);
  rig.device.bulkOut.addFault({ at: 100_000, kind: 'hang' });
  await begin(page, 'noise');
  // Longer than any patience on the page's clock.
  await page.waitForTimeout(9_000);
  expect(await outcomes(page)).toEqual([]);
  expect(await shown(page)).toEqual(['connecting', 'ready', 'attention usb.hold.paper-empty']);
  rig.device.setTrouble('out-of-paper', false);
  rig.device.bulkOut.resume();
  await expect.poll(() => outcomes(page)).toEqual(['ok']);

  rig.device.bulkOut.addFault({ at: rig.device.bulkOut.bytesTaken + 100_000, kind: 'hang' });
  await begin(page, 'noise');
  await expect.poll(() => outcomes(page)).toEqual(['ok', 'usb.not-answering']);
  rig.device.bulkOut.resume();
  await print(page, 'lines');
  expect(contents(rig.tray)).toEqual(['noise', 'lines']);
});

test('row 13: a job that is broken off in mid-sheet is forgotten, and the next one is whole', async ({
  rig,
  url,
}) => {
  const page = await connected(rig, url);
  await stuckInMidSheet(rig, page);
  await page.evaluate(() => window.transport.abort());
  expect(await outcomes(page)).toEqual(['usb.closed']);
  rig.device.bulkOut.resume();
  await print(page, 'lines');
  expect(contents(rig.tray)).toEqual(['lines']);
});

test('row 17: a page that is reloaded in mid-job leaves half a job behind; told so, the next page has it forgotten', async ({
  rig,
  url,
}) => {
  const page = await connected(rig, url);
  await stuckInMidSheet(rig, page);
  await page.reload();
  await page.evaluate(() => window.transport.tornJob());
  expect(await connect(page)).toBe('ok');
  // Only now: the old page's transfers are taken back while it goes away, and none of them is to arrive.
  rig.device.bulkOut.resume();
  await print(page, 'lines');
  expect(contents(rig.tray)).toEqual(['lines']);
});
