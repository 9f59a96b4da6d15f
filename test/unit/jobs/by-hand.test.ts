import { describe, expect, test } from 'vitest';
import { UNKNOWN_STACK, planForSending } from '../../../src/layout/two-pass.ts';
import type { JobRequest } from '../../../src/jobs/spooler-api.ts';
import { HeldOutput, request, start } from './engine-bench.ts';
import { eventually } from '../../support/eventually.ts';

/** Six pages on three sheets, which a person turns over. */
function byHand(): JobRequest {
  const { plan, ...rest } = request(6, 'Cards', { duplex: 'long' });
  const logical = { ...plan, duplex: 'off', turnedAt: 'long' } as const;
  return { ...rest, plan: planForSending(logical, { ...UNKNOWN_STACK, order: 'same', edge: 'long' }) };
}

describe('a stack that a person turns over', () => {
  test('first sides are sent; then the job waits until somebody has put the stack back', async () => {
    const { desk, attach, view, until, disk } = await start();
    const id = await desk.submit(byHand());
    const output = new HeldOutput();
    attach(output);
    await eventually(() => expect(view(id).held).toBe('stack'));
    expect(view(id)).toMatchObject({ state: 'queued', sheets: 6, turnedByHand: 3, sidesSent: 3 });
    expect(output.pages).toEqual([0, 2, 4]);

    await desk.stackIsBack(id, null);
    await until(id, 'sent');
    expect(output.pages).toEqual([0, 2, 4, 1, 3, 5]);
    expect(view(id)).toMatchObject({ sidesSent: 6, held: 'no' });
    const books = disk.ledger.map(({ sheets, sides }) => ({ sheets, sides }));
    expect(books).toEqual([
      { sheets: 3, sides: 3 },
      { sheets: 0, sides: 3 },
    ]);
  });

  test('other jobs go by while it waits', async () => {
    const { desk, attach, view, until } = await start();
    const id = await desk.submit(byHand());
    const other = await desk.submit(request(1, 'quick'));
    attach();
    await until(other, 'sent');
    expect(view(id)).toMatchObject({ state: 'queued', held: 'stack' });
  });

  test('the program may be closed in between', async () => {
    const first = await start();
    const id = await first.desk.submit(byHand());
    first.attach();
    await eventually(() => expect(first.view(id).held).toBe('stack'));

    const second = await start({ disk: first.disk });
    const output = second.attach();
    expect(second.view(id)).toMatchObject({ state: 'queued', held: 'stack' });
    await second.desk.stackIsBack(id, null);
    await second.until(id, 'sent');
    expect(output.pages).toEqual([1, 3, 5]);
  });

  test('it may be given up in between', async () => {
    const { desk, attach, view, until } = await start();
    const id = await desk.submit(byHand());
    attach();
    await eventually(() => expect(view(id).held).toBe('stack'));
    await desk.cancel(id);
    await until(id, 'cancelled');
    expect(view(id).sidesSent).toBe(3);
  });

  test('a jam in the second pass asks for its sheets and does not ask for the stack again', async () => {
    const { engine, desk, attach, view, until } = await start();
    const id = await desk.submit(byHand());
    attach();
    await eventually(() => expect(view(id).held).toBe('stack'));
    const output = new HeldOutput();
    attach(output);
    output.holdFrom = output.bytesAccepted + 150;
    await desk.stackIsBack(id, null);
    await eventually(() => expect(output.isHolding).toBe(true));
    output.unplug();
    await eventually(() => expect(view(id).question).not.toBeNull());
    engine.detach();
    expect(view(id).question).toMatchObject({ sheets: 6 });
    expect(view(id).question!.sheetsPossible).toBeGreaterThanOrEqual(3);
    await desk.answer(id, { kind: 'resume', lastGoodSheet: 4 });
    const rest = attach();
    await until(id, 'sent');
    expect(rest.pages[0]).toBe(3);
  });

  test('what is learned of the machine while it waits counts for its second sides, also after a crash', async () => {
    const first = await start();
    const id = await first.desk.submit(byHand());
    first.attach();
    await eventually(() => expect(first.view(id).held).toBe('stack'));
    await first.desk.hold(id);
    first.engine.detach();
    await first.desk.stackIsBack(id, { refeed: 'as-it-came', order: 'reversed', edge: 'long' });
    expect(first.view(id).held).toBe('no');

    const second = await start({ disk: first.disk });
    const output = second.attach();
    await second.until(id, 'sent');
    expect(output.pages).toEqual([5, 3, 1]);
  });

  test('one sheet printed again has both its sides, and is turned over too', async () => {
    const { desk, attach, view, until } = await start();
    const id = await desk.submit(byHand());
    attach();
    await eventually(() => expect(view(id).held).toBe('stack'));
    await desk.stackIsBack(id, { ...UNKNOWN_STACK, order: 'reversed' });
    await until(id, 'sent');
    const again = attach();
    const part = await desk.reprint(id, { sheets: [1] });
    await eventually(() => expect(view(part).held).toBe('stack'));
    expect(view(part)).toMatchObject({ sheets: 2, turnedByHand: 1 });
    await desk.stackIsBack(part, null);
    await until(part, 'sent');
    expect(again.pages).toEqual([2, 3]);
  });

  test('letting it go is not to say that the stack is back', async () => {
    const { desk, attach, view } = await start();
    const id = await desk.submit(byHand());
    const output = new HeldOutput();
    attach(output);
    await eventually(() => expect(view(id).held).toBe('stack'));
    await desk.letGo(id);
    await eventually(() => expect(view(id).held).toBe('stack'));
    expect(output.pages).toEqual([0, 2, 4]);
  });
});
