import { DEVICE_ID } from '../../src/simulator/descriptors.ts';
import { decodeJob } from '../../src/languages/ufr2lt/decode-job.ts';
import { loadVector } from '../support/vectors.ts';
import { expect, test } from './fixtures.ts';
import { classRequest, openInPage, sendFromPage } from './page-usb.ts';
import { mayWritePolicy } from './rig-browser.ts';

const GET_DEVICE_ID = 0;
const GET_PORT_STATUS = 1;
const SERIAL = 'SIM1024001';
const requestInPage = () => {
  const show = globalThis as unknown as { chosen: Promise<string> };
  document.querySelector('button')!.addEventListener('click', () => {
    show.chosen = navigator.usb.requestDevice({ filters: [{ vendorId: 0x04a9 }] }).then(
      (device) => device.serialNumber ?? 'without serial',
      (error: DOMException) => error.name,
    );
  });
};
const chosenInPage = () => (globalThis as unknown as { chosen: Promise<string> }).chosen;

test.describe('permission', () => {
  test('a returning person finds the machine granted', async ({ rig, blankUrl }) => {
    const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
    expect(await openInPage(page)).toEqual({ name: 'iR1020/1024/1025', serial: SERIAL });
  });

  test('an administrator grants it by policy', async ({ rig, blankUrl }) => {
    test.skip(!mayWritePolicy, 'policies are written as root');
    const { page } = await rig.launch({ permission: 'policy', url: blankUrl });
    expect(await openInPage(page)).toMatchObject({ serial: SERIAL });
  });

  test("a person picks it in the browser's own chooser", async ({ rig, blankUrl }) => {
    const { page, chooser } = await rig.launch({ permission: 'prompt', url: blankUrl });
    expect(await page.evaluate(async () => (await navigator.usb.getDevices()).length)).toBe(0);
    await page.evaluate(requestInPage);
    await page.click('button');
    await chooser!.connectOnlyDevice();
    expect(await page.evaluate(chosenInPage)).toBe(SERIAL);
    expect(await openInPage(page)).toMatchObject({ serial: SERIAL });
  });

  test('a person thinks better of it', async ({ rig, blankUrl }) => {
    const { page, chooser } = await rig.launch({ permission: 'prompt', url: blankUrl });
    await page.evaluate(requestInPage);
    await page.click('button');
    await chooser!.cancel();
    expect(await page.evaluate(chosenInPage)).toBe('NotFoundError');
    expect(await page.evaluate(async () => (await navigator.usb.getDevices()).length)).toBe(0);
  });
});

test('answers class requests', async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
  await openInPage(page);
  const id = await classRequest(page, GET_DEVICE_ID, 0x0100, 1024);
  expect((id[0]! << 8) | id[1]!).toBe(id.length);
  expect(String.fromCharCode(...id.slice(2))).toBe(DEVICE_ID);
  expect(await classRequest(page, GET_PORT_STATUS, 1, 1)).toEqual([0x18]);
  rig.device.setTrouble('out-of-paper', true);
  expect(await classRequest(page, GET_PORT_STATUS, 1, 1)).toEqual([0x30]);
});

test("prints Canon's own streams bit for bit", async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
  await openInPage(page);
  const streams = ['duplex_long_A4', 'lines_A4'].map((name) => loadVector(name).stream);
  for (const stream of streams) {
    const outcomes = await sendFromPage(page, stream);
    expect(outcomes.every((outcome) => 'status' in outcome && outcome.status === 'ok')).toBe(true);
  }
  expect(rig.received().equals(Buffer.concat(streams))).toBe(true);
  const expected = streams.flatMap((stream) => decodeJob(stream).sides);
  const printed = rig.sides();
  expect(printed).toHaveLength(expected.length);
  printed.forEach(({ bits }, at) => expect(Buffer.compare(bits, expected[at]!.bits)).toBe(0));
  expect(rig.tray.map(({ back }) => back !== null)).toEqual([true, false]);
});

test('reports a stall, all bytes as written, and goes on after clearHalt', async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
  await openInPage(page);
  rig.device.engine.accept = (bytes) => bytes.length;
  rig.device.bulkOut.addFault({ at: 300, kind: 'stall' });
  expect(await sendFromPage(page, new Uint8Array(1000))).toEqual([{ status: 'stall', bytesWritten: 1000 }]);
  expect(rig.device.bulkOut.bytesTaken).toBe(300);
  expect(await sendFromPage(page, new Uint8Array(10))).toEqual([{ status: 'stall', bytesWritten: 10 }]);
  await page.evaluate(() => (globalThis as unknown as { machine: USBDevice }).machine.clearHalt('out', 1));
  expect(await sendFromPage(page, new Uint8Array(10))).toEqual([{ status: 'ok', bytesWritten: 10 }]);
});

test('cannot see a short write', async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
  await openInPage(page);
  rig.device.engine.accept = (bytes) => bytes.length;
  rig.device.bulkOut.addFault({ at: 400, kind: 'short' });
  expect(await sendFromPage(page, new Uint8Array(1000))).toEqual([{ status: 'ok', bytesWritten: 1000 }]);
  expect(rig.device.bulkOut.bytesTaken).toBe(400);
});

test('waits while the machine answers NAK', async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
  await openInPage(page);
  rig.device.engine.accept = (bytes) => bytes.length;
  rig.device.bulkOut.addFault({ at: 100_000, kind: 'hang' });
  let ended = false;
  const sent = sendFromPage(page, new Uint8Array(200_000)).finally(() => (ended = true));
  await expect.poll(() => rig.device.bulkOut.bytesTaken).toBe(100_000);
  // The machine is otherwise well, and the class requests go past the waiting data.
  expect(await classRequest(page, GET_PORT_STATUS, 1, 1)).toEqual([0x18]);
  expect(ended).toBe(false);
  rig.device.bulkOut.resume();
  const outcomes = await sent;
  expect(outcomes.map((outcome) => ('status' in outcome ? outcome.status : outcome.error))).toEqual(
    Array(4).fill('ok'),
  );
});

test('loses the machine in mid-transfer and finds it again', async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl });
  await openInPage(page);
  await page.evaluate(() => {
    const seen: string[] = ((globalThis as unknown as { seen: string[] }).seen = []);
    for (const type of ['connect', 'disconnect'] as const) {
      navigator.usb.addEventListener(type, ({ device }) => seen.push(`${type} ${device.serialNumber}`));
    }
  });
  const seen = () => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  rig.device.engine.accept = (bytes) => bytes.length;
  rig.device.bulkOut.addFault({ at: 150_000, kind: 'unplug' });
  const outcomes = await sendFromPage(page, new Uint8Array(400_000));
  // What had ended in time may still be lost on its way to the page; what had not never looks sent.
  const [sent, failed] = [outcomes.slice(0, 2), outcomes.slice(2)].map((some) =>
    some.map((outcome) => ('error' in outcome ? outcome.error : outcome.status)),
  );
  const failures = ['AbortError', 'NetworkError', 'NotFoundError'];
  for (const outcome of sent!) expect(['ok', ...failures]).toContain(outcome);
  for (const outcome of failed!) expect(failures).toContain(outcome);
  expect(rig.device.bulkOut.bytesTaken).toBe(150_000);
  await expect.poll(seen).toEqual([`disconnect ${SERIAL}`]);
  rig.device.setTrouble('unplugged', false);
  await expect.poll(seen).toEqual([`disconnect ${SERIAL}`, `connect ${SERIAL}`]);
  await openInPage(page);
  expect(await sendFromPage(page, new Uint8Array(10))).toEqual([{ status: 'ok', bytesWritten: 10 }]);
});

test('cannot claim what usblp holds', async ({ rig, blankUrl }) => {
  const { page } = await rig.launch({ permission: 'seeded', url: blankUrl, drivers: { 1: 'usblp' } });
  const claim = await page.evaluate(async () => {
    const [device] = await navigator.usb.getDevices();
    await device!.open();
    return device!.claimInterface(1).catch((error: DOMException) => `${error.name}: ${error.message}`);
  });
  expect(claim).toBe(
    "NetworkError: Failed to execute 'claimInterface' on 'USBDevice': Unable to claim interface.",
  );
});
