import { describe, expect, test } from 'vitest';
import { Bench, outcome, send } from './bench.ts';

const HOURS = 3_600_000;
/** Room for less than a side: with a sheet waiting in it, the machine takes no more data. */
const SMALL = { memoryBytes: 50_000 };

describe('row 9: a write that never completes', () => {
  test('paused: the machine says that it has no paper; it is waited for, however long, and goes on by itself', async () => {
    const bench = new Bench(SMALL);
    const tab = await bench.connected();
    bench.machine.setTrouble('out-of-paper', true);
    await bench.print(tab, 'noise');
    const sending = outcome(send(tab, 'noise'));
    await bench.clock.advance(9 * HOURS);
    expect(tab.holds).toEqual(['usb.hold.paper-empty']);
    expect(tab.keeper.state).toMatchObject({ status: 'attention', error: { code: 'usb.hold.paper-empty' } });
    bench.machine.setTrouble('out-of-paper', false);
    expect(await bench.during(sending)).toBe('ok');
    expect(tab.holds).toEqual(['usb.hold.paper-empty', null]);
    expect(bench.printed).toEqual(['noise', 'noise']);
    expect(tab.shown).not.toContain('lost usb.not-answering');
    await bench.during(tab.keeper.disconnect());
  });

  test('wedged: the machine takes nothing and gives no reason; given up after its patience, then opened anew', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'hang' });
    const start = bench.clock.now();
    expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.not-answering');
    // Half a minute, and five seconds for the sheet that may be printing.
    expect(Math.round((bench.clock.now() - start) / 1000)).toBe(36);
    expect(tab.holds).toEqual([]);
    expect(tab.shown).toContain('lost usb.not-answering');
    bench.machine.bulkOut.resume();
    await bench.clock.advance(2_000);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('many copies: a machine that prints by itself for long is not wedged', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const output = tab.output!;
    output.beginJob(100);
    bench.machine.bulkOut.addFault({ at: 10, kind: 'delay', ms: 500_000 });
    tab.printing = true;
    const sending = outcome(output.write(new Uint8Array(100)).then(() => output.flush()));
    await bench.clock.advance(490_000);
    expect(tab.keeper.state.status).toBe('printing');
    expect(await bench.during(sending)).toBe('ok');
    tab.printing = false;
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 24: paper, covers, jams', () => {
  test.each([
    ['out-of-paper', 'usb.hold.paper-empty'],
    ['jam', 'usb.hold.error'],
    ['cover-open', 'usb.hold.error'],
  ] as const)(
    '%s in mid-job: shown in words, and the job goes on when it is put right',
    async (trouble, code) => {
      const bench = new Bench(SMALL);
      const tab = await bench.connected();
      bench.machine.setTrouble(trouble, true);
      await bench.print(tab, 'noise');
      const sending = outcome(send(tab, 'noise'));
      await bench.clock.advance(60_000);
      expect(tab.holds).toEqual([code]);
      bench.machine.setTrouble(trouble, false);
      expect(await bench.during(sending)).toBe('ok');
      expect(tab.holds).toEqual([code, null]);
      expect(bench.printed).toEqual(['noise', 'noise']);
      await bench.clock.advance(3_000);
      expect(tab.keeper.state).toMatchObject({ status: 'ready', error: null });
      await bench.during(tab.keeper.disconnect());
    },
  );

  test('while nothing is printed the state is kept true by asking every two seconds', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.setTrouble('cover-open', true);
    await bench.clock.advance(2_500);
    expect(tab.keeper.state).toMatchObject({ status: 'attention', error: { code: 'usb.hold.error' } });
    bench.machine.setTrouble('cover-open', false);
    await bench.clock.advance(2_500);
    expect(tab.keeper.state).toMatchObject({ status: 'ready', error: null });
    await bench.during(tab.keeper.disconnect());
  });

  test('a size that lies in no tray holds the job until somebody loads it', async () => {
    const bench = new Bench(SMALL);
    const tab = await bench.connected();
    bench.machine.loadPaper('Cas1', 'Letter', 500);
    bench.machine.loadPaper('Manual', 'Letter', 100);
    await bench.print(tab, 'noise');
    const sending = outcome(send(tab, 'lines'));
    await bench.clock.advance(60_000);
    expect(tab.holds).toEqual(['usb.hold.paper-empty']);
    bench.machine.loadPaper('Cas1', 'A4', 500);
    expect(await bench.during(sending)).toBe('ok');
    expect(bench.printed).toEqual(['noise', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });
});
