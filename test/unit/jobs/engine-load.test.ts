import { describe, expect, test } from 'vitest';
import { afterHold, finishTime, loadOf, NO_LOAD, withSheets } from '../../../src/jobs/engine-load.ts';
import { inState, newJob, withView, withWork } from '../../../src/jobs/job.ts';
import { request, USB_MACHINE } from './engine-bench.ts';

const FACTS = { id: 'a', createdAt: 1, order: 1, held: 'no', priority: 'normal' } as const;

function sending(machine = USB_MACHINE) {
  const queued = newJob({ ...FACTS, machine }, request(4), { pin: null, documentBytes: 1 });
  return inState(inState(queued, 'preparing', 2), 'sending', 3);
}

describe('what a machine still has to print', () => {
  test('sheets that come faster than it prints add up, and count in all their copies', () => {
    const one = withSheets(NO_LOAD, 1, 2, 1_000);
    expect(one).toEqual({ untilMs: 11_000, workMs: 10_000 });
    expect(withSheets(one, 3, 1, 2_000)).toEqual({ untilMs: 26_000, workMs: 25_000 });
  });

  test('what is out is forgotten', () => {
    const old = withSheets(NO_LOAD, 100, 1, 1_000);
    expect(withSheets(old, 1, 1, old.untilMs)).toEqual({ untilMs: old.untilMs + 5_000, workMs: 5_000 });
  });

  test('a machine that was held up may have stood still since the first sheet', () => {
    const load = withSheets(NO_LOAD, 4, 1, 0);
    expect(afterHold(load, 19_000)).toEqual({ untilMs: 39_000, workMs: 20_000 });
  });

  test('the load is the one of this machine, whichever job left it', () => {
    const load = withSheets(NO_LOAD, 2, 1, 0);
    const earlier = withWork(sending(), { load });
    const other = withWork(sending({ kind: 'usb', vendorId: 0x04a9, productId: 0x26e6, serialNumber: 'B' }), {
      load: withSheets(NO_LOAD, 9, 1, 0),
    });
    expect(loadOf(USB_MACHINE, [sending(), earlier, other])).toBe(load);
    expect(loadOf({ kind: 'simulated' }, [earlier, other])).toBe(NO_LOAD);
    expect(loadOf(null, [earlier])).toBe(NO_LOAD);
  });
});

describe('time to finish', () => {
  const record = withWork(sending(), { acceptedSheets: 2, offeredSheets: 3 });

  test('what is left, the sheets that may have arrived, and an allowance', () => {
    const load = withSheets(NO_LOAD, 6, 1, 0);
    // 30 s of printing, two sheets of which nobody knows, 10 s of allowance.
    expect(finishTime(record, load, 0)).toEqual({ ms: 50_000, afterHoldMs: 50_000 });
    expect(finishTime(record, load, 20_000)).toEqual({ ms: 30_000, afterHoldMs: 50_000 });
    expect(finishTime(record, load, 900_000).ms).toBe(20_000);
  });

  test('copies take as long as they are many', () => {
    const passes = [{ from: 0, to: 4, copies: 10 }];
    expect(finishTime(withWork(record, { passes }), NO_LOAD, 0).ms).toBe(110_000);
  });

  test('a machine that is held up gets all of it, however long ago that was', () => {
    const load = withSheets(NO_LOAD, 6, 1, 0);
    const paused = withView(record, { state: 'paused' });
    expect(finishTime(paused, load, 900_000).ms).toBe(50_000);
  });
});
