import { expect, test } from 'vitest';
import { TESTED_SCANNER } from '../../../src/machine/scanner-quirks.ts';
import { lessonsOf } from '../../../src/scan/session/learned-quirks.ts';
import { quirksAnswered } from '../../../src/scan/session/scanner-answers.ts';
import { testChart } from '../../../src/simulator/scanner/test-chart.ts';
import { ORDER, scannerBench } from './session-bench.ts';

const A4 = { dpi: 300, mode: 'gray', x: 0, y: 0, width: 2480, height: 3508 } as const;
const LARGER = (holds: boolean) => ({ quirk: 'largestPage', holds });

test.each([
  ['all of A4 came', A4, 3508, [LARGER(true)]],
  ['of it no more came than is known to come', A4, 3472, []],
  ['one line more', A4, 3473, [LARGER(true)]],
  ['A4 was refused', A4, null, [LARGER(false)]],
  ['what is known to work came', { ...A4, height: 3472 }, 3472, []],
  ['what is known to work was refused', { ...A4, height: 3472 }, null, []],
  ['wider than known', { ...A4, width: 2548, height: 100 }, 100, [LARGER(true)]],
  [
    '200 dpi came',
    { ...A4, dpi: 200, width: 1656, height: 2314 },
    2314,
    [{ quirk: 'otherResolutions', holds: true }],
  ],
  ['200 dpi and all of A4 were refused', { ...A4, dpi: 200, width: 1656, height: 2339 }, null, []],
] as const)('%s', (_, asked, lines, lessons) => {
  expect(lessonsOf(asked, lines)).toEqual(lessons);
});

test('a scan of more than is known to work teaches, whatever it is made into', async () => {
  const { service, unit, connect, shelf } = scannerBench();
  unit.glass = testChart('ALL OF A4');
  await connect();
  await service.scan(ORDER);
  expect(service.state.lessons).toBeUndefined();
  await service.setQuirks(quirksAnswered({ largestPage: 'A4' }));
  await service.scan({ ...ORDER, dpi: 70 });
  expect(service.state.lessons).toEqual([LARGER(true)]);
  expect((await shelf.pages('batch')).map(({ shape }) => shape.heightPx)).toEqual([868, 819]);
});

test('a machine that refuses says so in words of its own', async () => {
  const { service, connect } = scannerBench();
  await connect();
  // More than the simulated glass has.
  await service.setQuirks({ ...TESTED_SCANNER, largestPage: { width: 636, height: 2_000 } });
  const long = { ...ORDER, area: { ...ORDER.area, heightMm: 500 } };
  await expect(service.scan(long)).rejects.toMatchObject({ code: 'scan.page-refused' });
  expect(service.state.lessons).toEqual([LARGER(false)]);
  expect((await service.scan(ORDER)).reason).toBe('done');
});
