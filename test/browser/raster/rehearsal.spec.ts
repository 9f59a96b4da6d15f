import { DEFAULT_HALFTONE } from '../../../src/settings/halftone.ts';
import { expect, planOf, test, type Dots } from './raster-test.ts';

test('a rehearsal, broken off or not, leaves nothing on the sides that follow', async ({ bench }) => {
  const info = await bench.open('tracemonkey.pdf');
  const { sheets } = planOf([info], {});
  const requests = sheets.slice(0, 3).map(({ front }) => {
    return { side: front, paper: 'A4', halftone: DEFAULT_HALFTONE } as const;
  });
  const print = () => bench.side(info, { pageIndex: 1, halftone: 'Gradation' });
  const same = (one: Dots, other: Dots) => one.rendered.data === other.rendered.data;

  const cold = await print();
  const rehearsal = bench.page.evaluate((sides) => window.harness.rehearse(sides), requests);
  await bench.page.evaluate(() => window.harness.stopRehearsing());
  await rehearsal;
  expect(same(await print(), cold)).toBe(true);

  await bench.page.evaluate((sides) => window.harness.rehearse(sides), requests);
  expect(same(await print(), cold)).toBe(true);
});

test('what fails in a rehearsal fails when the side is wanted, and only then', async ({ bench }) => {
  const info = await bench.open('tracemonkey.pdf');
  const { sheets } = planOf([info], {});
  const gone = { side: sheets[0]!.front, paper: 'A4', halftone: DEFAULT_HALFTONE } as const;
  await bench.close('tracemonkey.pdf');
  await bench.page.evaluate((side) => window.harness.rehearse([side]), gone);
  expect(await bench.trySide(info)).toMatchObject({ code: 'document.not-open' });
});
