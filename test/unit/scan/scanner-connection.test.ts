import { describe, expect, test, vi } from 'vitest';
import { testChart, testSheets } from '../../../src/simulator/scanner/test-chart.ts';
import { SimulatedMachine } from '../../../src/simulator/simulated-machine.ts';
import { WindowTurns, type TurnSurroundings } from '../../../workers/scanner/window-turns.ts';
import { settle } from '../usb/fake-clock.ts';
import { MemoryShelf, ORDER, scannerBench } from './session-bench.ts';

describe('connecting', () => {
  test('claims the scanner and nothing else, and says whether there is paper', async () => {
    const { service, unit, connect, bus, states } = scannerBench();
    unit.feeder.push(...testSheets(1));
    await connect();
    expect(service.state).toMatchObject({
      status: 'ready',
      simulated: true,
      name: 'iR1020/1024/1025',
      hasDocuments: true,
      error: null,
    });
    expect(states[1]).toMatchObject({ status: 'connecting' });
    const [device] = await bus.getDevices();
    expect(device!.configuration.interfaces.map(({ claimed }) => claimed)).toEqual([true, false]);
    await service.disconnect();
    expect(device!.opened).toBe(false);
    expect(service.state).toMatchObject({ status: 'none', hasDocuments: null });
  });

  test('what is not there, or no such scanner, is said', async () => {
    const { service, machine, connect } = scannerBench();
    machine.setTrouble('unplugged', true);
    await expect(connect()).rejects.toMatchObject({ code: 'usb.not-found' });
    expect(service.state).toMatchObject({ status: 'none', error: { code: 'usb.not-found' } });
    await expect(service.scan(ORDER)).rejects.toMatchObject({ code: 'usb.not-found' });
    machine.setTrouble('unplugged', false);
    await connect();
    expect((await service.scan(ORDER)).reason).toBe('done');
  });

  test('a scanner that another program has is refused, and works when it is free', async () => {
    const { service, machine, connect } = scannerBench();
    const other = {};
    expect(machine.port.claim(0, other)).toBe(true);
    await expect(connect()).rejects.toMatchObject({ code: expect.stringMatching(/^usb\.claim-failed/) });
    machine.port.release(0, other);
    await connect();
    expect(service.state.status).toBe('ready');
  });

  test('what an earlier program was answered and did not fetch is not taken for an answer to this one', async () => {
    const { service, machine, unit, connect } = scannerBench();
    const asked = vi.spyOn(unit, 'answer');
    machine.scanner.answers.send(new Uint8Array(49_158));
    await connect();
    expect(asked.mock.calls[0]![0]).toBe(0xef20);
    expect(service.state).toMatchObject({ status: 'ready', hasDocuments: false, error: null });
    expect((await service.scan(ORDER)).reason).toBe('done');
  });

  test('pixels that a crash has left are cleared', async () => {
    const { shelf, connect } = scannerBench();
    shelf.strips.set('cut 0', { lines: 16, packed: new Uint8Array(1) });
    await connect();
    expect(shelf.strips.size).toBe(0);
  });

  test('paper that is put in is seen', async () => {
    const { service, machine, unit, connect } = scannerBench();
    await connect();
    expect(service.state.hasDocuments).toBe(false);
    unit.feeder.push(...testSheets(1));
    machine.scanner.say({ statusChanged: true });
    await vi.waitFor(() => expect(service.state.hasDocuments).toBe(true));
  });

  test('keys are counted, but not one that was pressed before anybody listened', async () => {
    const { service, machine, connect } = scannerBench();
    machine.scanner.say({ key: 'colour' });
    await connect();
    expect(service.state.keys).toEqual({ blackAndWhite: 0, colour: 0 });
    await new Promise((resolve) => setTimeout(resolve, 550));
    machine.scanner.say({ key: 'colour' });
    machine.scanner.say({ key: 'black-and-white' });
    machine.scanner.say({ key: 'black-and-white' });
    await settle();
    expect(service.state.keys).toEqual({ blackAndWhite: 2, colour: 1 });
  });
});

describe('the cable', () => {
  test('pulled in the middle of a page: what came before is kept, and it goes on when it is back', async () => {
    const { service, shelf, machine, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(3));
    await connect();
    shelf.delay = async () => {
      if (service.state.progress?.page === 2) machine.setTrouble('unplugged', true);
    };
    const end = await service.scan({ ...ORDER, source: 'feeder', mode: 'colour', dpi: 150 });
    expect(end).toMatchObject({ pageIds: ['page-1'], reason: 'stopped', error: { code: 'usb.vanished' } });
    expect([...shelf.strips.keys()].every((key) => key.startsWith('page-1 '))).toBe(true);
    await vi.waitFor(() => expect(service.state.status).toBe('lost'));
    await expect(service.scan(ORDER)).rejects.toMatchObject({ code: 'usb.vanished' });
    shelf.delay = () => Promise.resolve();
    machine.setTrouble('unplugged', false);
    await vi.waitFor(() => expect(service.state).toMatchObject({ status: 'ready', error: null }));
    expect((await service.scan(ORDER)).reason).toBe('done');
  });

  test('pulled and put back while nothing happens', async () => {
    const { service, machine, connect } = scannerBench();
    await connect();
    machine.setTrouble('unplugged', true);
    await vi.waitFor(() =>
      expect(service.state).toMatchObject({ status: 'lost', error: { code: 'usb.vanished' } }),
    );
    machine.setTrouble('unplugged', false);
    await vi.waitFor(() => expect(service.state.status).toBe('ready'));
    await service.disconnect();
    machine.setTrouble('unplugged', true);
    machine.setTrouble('unplugged', false);
    await settle();
    expect(service.state.status).toBe('none');
  });
});

/** Locks and channels of one browser, for several windows. */
function browser(): () => TurnSurroundings {
  let queue: { run: () => Promise<unknown>; isGone: () => boolean }[] = [];
  let isHeld = false;
  const hearers: (() => void)[] = [];
  const next = () => {
    if (isHeld) return;
    queue = queue.filter(({ isGone }) => !isGone());
    const first = queue.shift();
    if (!first) return;
    isHeld = true;
    void first.run().finally(() => {
      isHeld = false;
      next();
    });
  };
  const request = (_name: string, { signal }: LockOptions, callback: () => Promise<unknown>) =>
    new Promise((resolve, reject) => {
      let isRunning = false;
      signal!.addEventListener('abort', () => {
        if (!isRunning) reject(new DOMException('enough', 'AbortError'));
      });
      queue.push({
        run: () => {
          isRunning = true;
          const done = callback();
          done.then(resolve, reject);
          return done;
        },
        isGone: () => signal!.aborted,
      });
      next();
    });
  return () => ({
    locks: { request } as never,
    openChannel: (_name, hear) => {
      hearers.push(hear);
      return { say: () => hearers.filter((each) => each !== hear).forEach((each) => queueMicrotask(each)) };
    },
  });
}

describe('several windows', () => {
  /** Windows of one browser with one machine and one shelf. */
  function windows() {
    const machine = new SimulatedMachine({ tray: { deliver: () => undefined }, speed: 'instant' });
    const shelf = new MemoryShelf();
    const surroundings = browser();
    const open = () => scannerBench({ machine, shelf, turns: new WindowTurns(surroundings()) });
    return { machine, shelf, open };
  }

  test('the scanner goes to whoever scans, and back', async () => {
    const { open, shelf } = windows();
    const [one, other] = [open(), open()];
    await one.connect();
    await other.connect();
    expect([one.service.state.status, other.service.state.status]).toEqual(['ready', 'ready']);
    expect((await one.service.scan(ORDER)).reason).toBe('done');
    shelf.kept.clear();
    expect((await other.service.scan(ORDER)).reason).toBe('done');
    shelf.kept.clear();
    expect((await one.service.scan(ORDER)).reason).toBe('done');
  });

  test('a window that scans is not disturbed; the other one says so', async () => {
    const { open, machine, shelf } = windows();
    const [one, other] = [open(), open()];
    machine.scanner.unit.glass = testChart('MINE');
    await one.connect();
    let release = (): void => undefined;
    shelf.delay = () => new Promise((resolve) => (release = resolve));
    const scanning = one.service.scan(ORDER);
    await vi.waitFor(() => expect(shelf.inFlight).toBe(1), 10_000);
    await other.connect();
    expect(other.service.state.status).toBe('ready');
    await expect(other.service.scan(ORDER)).rejects.toMatchObject({ code: 'scan.other-window' });
    shelf.delay = () => Promise.resolve();
    release();
    expect((await scanning).reason).toBe('done');
    shelf.kept.clear();
    expect((await other.service.scan(ORDER)).reason).toBe('done');
  });

  test('a window that waits gets its turn when the other one is done', async () => {
    const { open, shelf } = windows();
    const [one, other] = [open(), open()];
    await one.connect();
    let release = (): void => undefined;
    shelf.delay = () => new Promise((resolve) => (release = resolve));
    const scanning = one.service.scan(ORDER);
    await vi.waitFor(() => expect(shelf.inFlight).toBe(1), 10_000);
    await other.connect();
    const waiting = other.service.scan(ORDER);
    await new Promise((resolve) => setTimeout(resolve, 100));
    shelf.delay = () => Promise.resolve();
    release();
    expect((await scanning).reason).toBe('done');
    shelf.kept.clear();
    expect((await waiting).reason).toBe('done');
  });
});
