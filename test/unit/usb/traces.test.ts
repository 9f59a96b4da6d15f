import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobFrames } from '../../../src/jobs/trace-redaction.ts';
import { bytesOfBody } from '../../../src/usb/trace-bodies.ts';
import { readTrace, type UsbTrace } from '../../../src/usb/trace-format.ts';
import { TraceRecorder } from '../../../src/usb/trace-recorder.ts';
import { RECORDED_SERIAL, ReplayedBus } from '../../../src/usb/trace-replay.ts';
import { SESSIONS, type Session } from '../../traces/sessions.ts';
import { loadVector } from '../../support/vectors.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeBus, FakePrinter } from './fake-printer.ts';
import { Bench, outcome, send, traceOf, type Tab } from './rows/bench.ts';

const fileOf = (name: string) => new URL(`../../traces/${name}.json`, import.meta.url);
const isRecording = process.env.RECORD_TRACES === '1';

/** The host's part of a session. Returns how each job ended. */
async function play(bench: Bench, tab: Tab, { jobs }: Session, onConnected: () => void): Promise<string[]> {
  await tab.keeper.connect(bench.target);
  onConnected();
  const outcomes: string[] = [];
  for (const job of jobs) {
    while (!tab.output) await bench.clock.sleep(100);
    outcomes.push(await outcome(send(tab, job)));
  }
  await tab.keeper.disconnect();
  return outcomes;
}

/** One line of the log on one line of the file. */
function writeTrace(name: string, trace: UsbTrace): void {
  const lines = trace.log.map((line) => `    ${JSON.stringify(line)}`).join(',\n');
  const head = JSON.stringify({ ...trace, log: [] }, null, 2).replace(/\[\]\n\}$/, '');
  writeFileSync(fileOf(name), `${head}[\n${lines}\n  ]\n}\n`);
}

async function record(session: Session): Promise<{ trace: UsbTrace; outcomes: string[]; tab: Tab }> {
  const bench = new Bench({ ...session, serialNumber: RECORDED_SERIAL });
  const tab = bench.tab();
  const later = (ms: number, run: () => void) => void bench.clock.sleep(ms).then(run);
  const playing = play(bench, tab, session, () => session.trouble(bench.machine, later));
  const outcomes = await bench.during(playing);
  return { trace: await traceOf(tab), outcomes, tab };
}

describe.each(Object.entries(SESSIONS))('the recorded session %s', (name, session) => {
  // A test of its own only when it is wanted.
  if (isRecording) {
    test('is recorded', async () => writeTrace(name, (await record(session)).trace));
  }

  test('goes with the simulated machine as it says', async () => {
    const { outcomes, tab } = await record(session);
    expect({ outcomes, shown: tab.shown, holds: tab.holds }).toMatchObject({
      outcomes: session.outcomes,
      shown: session.shown,
      holds: session.holds,
    });
  });

  test('replayed, the program does what it did, call by call', async () => {
    const replayed = new ReplayedBus(readTrace(readFileSync(fileOf(name), 'utf8')));
    const bench = new Bench({ ...session, serialNumber: RECORDED_SERIAL });
    const tab = bench.tabOn(replayed);
    const outcomes = await bench.during(play(bench, tab, session, () => undefined)).catch((error: Error) => {
      throw new Error(`${error.message}; ${replayed.mismatch ?? replayed.waitsFor}`);
    });
    expect(replayed.mismatch).toBeNull();
    expect(replayed.isOver).toBe(true);
    expect(outcomes).toEqual(session.outcomes);
    expect(tab.shown).toEqual(session.shown);
    expect(tab.holds).toEqual(session.holds);
    expect(bench.clock.sleeping).toBe(0);
  });
});

describe('a replay', () => {
  test('notices a program that does something else', async () => {
    const replayed = new ReplayedBus(readTrace(readFileSync(fileOf('two-jobs'), 'utf8')));
    const bench = new Bench({ serialNumber: RECORDED_SERIAL });
    const tab = bench.tabOn(replayed);
    const playing = play(bench, tab, { ...SESSIONS['two-jobs']!, jobs: ['lines', 'noise'] }, () => undefined);
    await bench.during(outcome(playing)).catch(() => undefined);
    expect(replayed.mismatch).toMatch(/^line \d+: .*"length":65536.* was recorded, but the program asked/);
  });

  test('refuses a recording without its beginning', () => {
    const trace = { format: 'platen-usb-trace', version: 1, device: null, dropped: 3, log: [] } as const;
    expect(() => new ReplayedBus({ ...trace, log: [] })).toThrow('usb.bad-trace');
  });
});

describe('reading a trace', () => {
  test.each([
    ['nothing', ''],
    ['another file', '{"a":1}'],
    ['another version', '{"format":"platen-usb-trace","version":2,"device":null,"dropped":0,"log":[]}'],
    [
      'a line that is none',
      '{"format":"platen-usb-trace","version":1,"device":null,"dropped":0,"log":[{"at":1,"call":"burn"}]}',
    ],
  ])('%s is refused with a reason', (_, text) => {
    expect(() => readTrace(text)).toThrow('usb.bad-trace');
  });

  test('whatever comes in, it is read or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        try {
          readTrace(text);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'usb.bad-trace' });
        }
      }),
    );
  });
});

describe('what a trace never holds', () => {
  const SECRET = 'user';

  test('names, titles, accounts and content, however the data is cut, with bodies or without', () => {
    const { stream } = loadVector('set_account');
    const frames = keptOf(stream, [stream.length]);
    expect(Buffer.from(stream).includes(SECRET)).toBe(true);
    expect(Buffer.from(frames).includes(SECRET)).toBe(false);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 }), (cuts) => {
        expect(Buffer.compare(keptOf(stream, cuts), frames)).toBe(0);
      }),
    );
    // The account stands in every header, the title and the user in the first block.
    for (let at = 0; at + 20 <= 200; at++) {
      if (frames[at] !== 0xcd || frames[at + 1] !== 0xca) continue;
      expect([...frames.subarray(at + 10, at + 18)]).toEqual(Array(8).fill(0));
    }
    expect([...frames.subarray(20, 20 + 40)]).toEqual(Array(40).fill(0));
  });

  test('page data: not one byte of it', () => {
    const { stream } = loadVector('noise_A4');
    const kept = keptOf(stream, [stream.length]).filter((byte) => byte !== 0).length;
    expect(kept).toBeLessThan(400);
    expect(kept).toBeGreaterThan(50);
  });

  test('a stream that makes no sense: nothing at all', () => {
    const { body, next } = jobFrames.filter(new TextEncoder().encode('Dear diary'), jobFrames.start);
    expect(body).toEqual([10]);
    expect(jobFrames.filter(loadVector('lines_A4').stream.slice(0, 100), next).body).toEqual([100]);
  });

  test('serial numbers, texts of the descriptors, and what else an id may name', async () => {
    const device = new FakePrinter({ serialNumber: 'SERIAL-4711', productName: 'The iR of Ada' });
    device.deviceIds[1] = 'MFG:Canon;MDL:iR1020/1024/1025;SN:SERIAL-4711;OWNER:Ada;';
    const clock = new FakeClock();
    const recorder = new TraceRecorder(clock, jobFrames);
    const [tapped] = await recorder.tap(new FakeBus(device)).getDevices();
    await tapped!.open();
    await tapped!.claimInterface(0);
    await tapped!.claimInterface(1);
    const setup = {
      requestType: 'class',
      recipient: 'interface',
      request: 0,
      value: 0,
      index: 0x100,
    } as const;
    const said = await tapped!.controlTransferIn(setup, 1024);
    expect(Buffer.from(said.data!.buffer).toString()).toContain('SERIAL-4711');
    device.say(new TextEncoder().encode('Ada is here'));
    await tapped!.transferIn(6, 64);
    const trace = recorder.export(true);
    const texts = trace.log.flatMap((line) =>
      'body' in line && line.body ? [Buffer.from(bytesOfBody(line.body)).toString('latin1')] : [],
    );
    const everything = JSON.stringify(trace) + texts.join();
    expect(everything).toContain('iR1020/1024/1025');
    for (const secret of ['4711', 'Ada', 'OWNER']) expect(everything).not.toContain(secret);
  });

  test('bodies of what was sent, unless they are asked for', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    await bench.print(tab, 'lines');
    const out = async (withBodies: boolean) =>
      (await traceOf(tab, withBodies)).log.filter((line) => 'call' in line && line.call === 'out');
    expect((await out(false)).some((line) => 'body' in line)).toBe(false);
    expect((await out(true)).every((line) => 'body' in line)).toBe(true);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('the recorder', () => {
  test('stays small for ever, and keeps the end', async () => {
    const device = new FakePrinter();
    const recorder = new TraceRecorder(new FakeClock(), jobFrames);
    const [tapped] = await recorder.tap(new FakeBus(device)).getDevices();
    await tapped!.open();
    await tapped!.claimInterface(1);
    const setup = { requestType: 'class', recipient: 'interface', request: 1, value: 0, index: 1 } as const;
    for (let count = 0; count < 30_000; count++) await tapped!.controlTransferIn(setup, 1);
    const trace = recorder.export(true);
    expect(trace.dropped).toBeGreaterThan(40_000);
    expect(trace.log.length + trace.dropped).toBe(60_004);
    expect(JSON.stringify(trace).length).toBeLessThan(4 * 1024 * 1024);
    expect(trace.log.at(-1)).toMatchObject({ answer: 'ok', bytes: 1 });
    expect(readTrace(JSON.stringify(trace))).toEqual(trace);
  });

  test('begins anew with another machine', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    await bench.during(outcome(tab.keeper.connect({ ...bench.target, serialNumber: 'OTHER' })));
    expect((await traceOf(tab)).log).toEqual([]);
    await bench.during(tab.keeper.disconnect());
  });

  test('after a stall the data that is sent again is understood again', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 0, kind: 'stall' });
    await bench.print(tab, 'lines');
    const bodies = (await traceOf(tab, true)).log.flatMap((line) =>
      'call' in line && line.call === 'out' ? [line.body] : [],
    );
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[0]!.some((piece) => typeof piece === 'string' && piece.length > 20)).toBe(true);
    await bench.during(tab.keeper.disconnect());
  });
});

/** What is left of a stream that is sent in pieces of these lengths, over and over; zeros for what was removed. */
function keptOf(stream: Uint8Array, cuts: readonly number[]): Uint8Array {
  let place = jobFrames.start;
  const kept: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < stream.length; turn++) {
    const length = cuts.length > 0 ? cuts[turn % cuts.length]! : stream.length;
    const { body, next } = jobFrames.filter(stream.subarray(at, at + length), place);
    kept.push(bytesOfBody(body));
    place = next;
    at += length;
  }
  return Buffer.concat(kept);
}
