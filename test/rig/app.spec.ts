import type { Page } from '@playwright/test';
import type {} from '../../src/app/automation-api.ts';
import { decodeJob } from '../../src/languages/ufr2lt/decode-job.ts';
import { expect, test, type Rig } from './fixtures.ts';

const DOCUMENTS = 'test/documents';

/** The app, with a machine that the browser was granted on an earlier day; taken up without a question. */
async function openConnected(rig: Rig, url: string): Promise<Page> {
  const { page } = await rig.launch({ permission: 'seeded', url });
  await page.evaluate(() => window.platen.ready);
  await expect(banner(page)).toContainText('Ready');
  return page;
}

async function add(page: Page, file: string): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(`${DOCUMENTS}/${file}`);
  await page.evaluate(() => window.platen.settled(1));
}

/** A person sees that nothing more comes out of a machine that is given time for what it has. */
async function goOnNow(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Jobs' }).first().click();
  const goOn = page.getByRole('button', { name: 'Go on now' });
  // The machine's time may be over before anybody can press it.
  await expect(goOn.or(page.getByText('Nothing is waiting'))).toBeVisible({ timeout: 30_000 });
  if (await goOn.isVisible()) await goOn.click();
  await page.getByRole('link', { name: 'Print' }).first().click();
}

const banner = (page: Page) => page.getByRole('banner');
const job = (page: Page) => page.getByRole('region', { name: 'Jobs' }).getByRole('listitem').first();
const printButton = (page: Page) => page.getByRole('button', { name: /^Print/ });

test('a person picks the machine in the chooser, prints a PDF, and every bit arrives', async ({
  rig,
  baseURL,
}) => {
  const { page, chooser } = await rig.launch({ permission: 'prompt', url: `${baseURL}/` });
  await page.evaluate(() => window.platen.ready);
  await page.getByRole('button', { name: /^Connect/ }).click();
  await chooser!.connectOnlyDevice();
  await expect(banner(page)).toContainText('Ready');
  await page.getByRole('link', { name: 'Machine' }).first().click();
  await expect(page.getByRole('main')).toContainText('MFG:Canon;MDL:iR1020/1024/1025;CMD:LIPSLX,CPCA');
  await expect(page.getByRole('main')).toContainText('SIM1024001');
  await page.getByRole('link', { name: 'Print' }).first().click();
  await add(page, 'tracemonkey.pdf');
  await page.evaluate(() => window.platen.setSettings({ paper: 'A4', duplex: 'long' }));
  await printButton(page).click();
  await expect(job(page)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });

  const { attributes, sides, warnings } = decodeJob(rig.received());
  expect(warnings).toEqual([]);
  expect(attributes).toMatchObject({ paper: 'A4', duplex: 'long', title: 'tracemonkey.pdf' });
  expect(sides).toHaveLength(14);
  const printed = rig.sides();
  expect(rig.tray.map(({ back }) => back !== null)).toEqual(Array.from({ length: 7 }, () => true));
  printed.forEach(({ bits }, at) => expect(Buffer.compare(bits, sides[at]!.bits)).toBe(0));

  // The same document to the simulated machine inside the page gives the same dots.
  await page.evaluate(async () => {
    await window.platen.connectSimulated();
    await window.platen.simulator.setSpeed('instant');
    await window.platen.simulator.capture(true);
  });
  await expect(printButton(page)).toBeEnabled();
  const again = await page.evaluate(async () => window.platen.jobEnded(await window.platen.print()));
  expect(again.state).toBe('sent');
  const inPage = Buffer.from(
    await page.evaluate(async () => (await window.platen.simulator.takeCaptured(64 << 20)).toBase64()),
    'base64',
  );
  expect(Buffer.compare(inPage, rig.received())).toBe(0);
});

test('a kiosk: the machine that a policy grants is taken up without a question', async ({ rig, baseURL }) => {
  test.skip(process.getuid?.() !== 0, 'policies are written as root');
  const { page } = await rig.launch({ permission: 'policy', url: `${baseURL}/` });
  await page.evaluate(() => window.platen.ready);
  await expect(banner(page)).toContainText('Ready');
  await add(page, 'rotation.pdf');
  await printButton(page).click();
  await expect(job(page)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
  expect(rig.sides()).toHaveLength(2);
});

test('a stall: cleared, sent again, every bit arrives once', async ({ rig, baseURL }) => {
  const page = await openConnected(rig, `${baseURL}/`);
  await add(page, 'tracemonkey.pdf');
  rig.device.setTrouble('stall', true);
  await printButton(page).click();
  await expect(job(page)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
  expect(decodeJob(rig.received()).sides).toHaveLength(14);
  expect(rig.tray.some(({ isErrorSheet }) => isErrorSheet)).toBe(false);
});

test('the cable is pulled in mid-job: the person is told, and prints again after plugging in', async ({
  rig,
  baseURL,
}) => {
  const page = await openConnected(rig, `${baseURL}/`);
  await add(page, 'tracemonkey.pdf');
  rig.device.bulkOut.addFault({ at: 1_000_000, kind: 'unplug' });
  await printButton(page).click();
  await expect(job(page)).toContainText(/unplugged|connection|vanished|gone/i, { timeout: 30_000 });
  await expect(job(page)).not.toContainText('every sheet was handed');
  rig.device.setTrouble('unplugged', false);
  await expect(banner(page)).toContainText('Ready', { timeout: 30_000 });
  const before = rig.tray.length;
  await printButton(page).click();
  await goOnNow(page);
  await expect(job(page)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
  expect(rig.tray.length - before).toBe(14);
});

test('the window that prints is closed: another takes the cable over, and prints what is missing', async ({
  rig,
  baseURL,
}) => {
  const page = await openConnected(rig, `${baseURL}/`);
  const second = await page.context().newPage();
  await second.goto(`${baseURL}/`);
  await expect(banner(second)).toContainText('Ready');
  await add(page, 'tracemonkey.pdf');
  rig.device.bulkOut.addFault({ at: 500_000, kind: 'hang' });
  await printButton(page).click();
  await expect.poll(() => rig.device.bulkOut.bytesTaken, { timeout: 30_000 }).toBe(500_000);
  await page.close();
  await expect(job(second)).toContainText('Interrupted', { timeout: 30_000 });
  rig.device.bulkOut.resume();
  await expect(banner(second)).toContainText('Ready', { timeout: 30_000 });
  const came = rig.tray.length;
  expect(came).toBeGreaterThan(0);
  await second.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Jobs' }).click();
  await second.getByRole('radio', { name: `Sheet ${came}`, exact: true }).check();
  await second.getByRole('button', { name: `Print sheets ${came + 1} to 14` }).click();
  await goOnNow(second);
  await expect(job(second)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
  expect(rig.tray.some(({ isErrorSheet }) => isErrorSheet)).toBe(false);
  // Every page once: no two of them are alike.
  const pages = new Set(rig.sides().map(({ bits }) => Buffer.from(bits).toString('base64')));
  expect([rig.tray.length, pages.size]).toEqual([14, 14]);
});

test('a machine that stops taking data: the job waits, and Cancel gets out of it', async ({
  rig,
  baseURL,
}) => {
  const page = await openConnected(rig, `${baseURL}/`);
  await add(page, 'tracemonkey.pdf');
  rig.device.bulkOut.addFault({ at: 500_000, kind: 'hang' });
  await printButton(page).click();
  await expect.poll(() => rig.device.bulkOut.bytesTaken).toBe(500_000);
  await job(page)
    .getByRole('button', { name: /cancel/i })
    .click();
  await expect(job(page)).toContainText(/cancelled/i, { timeout: 30_000 });
  rig.device.bulkOut.resume();
  await expect(banner(page)).toContainText('Ready', { timeout: 30_000 });
  await printButton(page).click();
  await expect(job(page)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
});

test('out of paper, then loaded: the job says why it waits and goes on by itself', async ({
  rig,
  baseURL,
}) => {
  const page = await openConnected(rig, `${baseURL}/`);
  await add(page, 'pdkids.pdf');
  rig.device.setTrouble('out-of-paper', true);
  await printButton(page).click();
  await expect(job(page)).toContainText(/paper/i, { timeout: 60_000 });
  rig.device.setTrouble('out-of-paper', false);
  await expect(job(page)).toContainText('every sheet was handed to the machine', { timeout: 60_000 });
  expect(rig.tray).toHaveLength(55);
});
