import type { RectPx } from '../../../src/layout/geometry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import type { Mark } from '../../../src/layout/marks.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import type { SheetPlan } from '../../../src/layout/sheet-plan.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { DEFAULT_SETTINGS, SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import type { SettingDescription } from '../../../src/settings/setting.ts';
import { A4, WIDE_A4, aDocument, input, isInside, sidesOf, times } from './planning.ts';

/** Any value that the catalogue allows; texts are left empty. */
function anyValue(description: SettingDescription): fc.Arbitrary<unknown> {
  switch (description.kind) {
    case 'choice':
      return fc.constantFrom(...description.choices.map(({ value }) => value));
    case 'number': {
      const { min, max, step } = description;
      const steps = fc.integer({ min: 0, max: Math.round((max - min) / step) });
      return steps.map((count) => Number((min + count * step).toFixed(3)));
    }
    case 'toggle':
      return fc.boolean();
    case 'text':
      return fc.constant('');
  }
}

const anySettings = fc.record({
  ...Object.fromEntries(
    Object.entries(SETTINGS).map(([key, { description }]) => [
      key,
      anyValue(description as SettingDescription),
    ]),
  ),
  // So that no job grows too large to be looked at many times.
  copies: fc.integer({ min: 1, max: 3 }),
  posterColumns: fc.integer({ min: 1, max: 3 }),
  posterRows: fc.integer({ min: 1, max: 3 }),
  header: fc.constantFrom('', '{title} | {page} | {date}'),
  watermark: fc.constantFrom('', 'DRAFT'),
}) as unknown as fc.Arbitrary<PrintSettings>;
const anyPages = fc.array(fc.constantFrom(A4, WIDE_A4, { widthPt: 420, heightPt: 595 }), {
  minLength: 1,
  maxLength: 9,
});

/** null: refused, with a reason. */
function plan(pages: readonly (typeof A4)[], settings: Partial<PrintSettings>): SheetPlan | null {
  const cover = { ...aDocument('cover', times(2, A4)), role: 'frontCover' as const };
  const back = { ...aDocument('back', times(2, A4)), role: 'backCover' as const };
  try {
    return planJob(input([aDocument('d', pages), cover, back], settings));
  } catch (thrown) {
    if (thrown instanceof PlatenError && thrown.code.startsWith('layout.')) return null;
    throw thrown;
  }
}

function extentOf(mark: Mark): RectPx {
  if (mark.kind === 'text') return { x: mark.x, y: mark.y, width: 0, height: 0 };
  const { x1, y1, x2, y2 } = mark;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

describe('any job with any settings', () => {
  it('draws nothing outside of the printable area of its paper', () => {
    fc.assert(
      fc.property(anyPages, anySettings, (pages, settings) => {
        for (const { front, back, ticket } of plan(pages, settings)?.sheets ?? []) {
          const area = printableArea(PAPERS[ticket?.paper ?? settings.paper]);
          for (const { placements, marks = [] } of sidesOf([{ front, back }])) {
            for (const { clip, matrix } of placements) {
              expect(isInside(clip, area)).toBe(true);
              expect(matrix.every(Number.isFinite)).toBe(true);
            }
            for (const mark of marks) {
              // How far a text reaches, only who draws it knows; its anchor must be where it can be printed.
              expect(isInside(mark.clip ?? extentOf(mark), area)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is planned the same way each time, and as a plain value that can be stored', () => {
    fc.assert(
      fc.property(anyPages, anySettings, (pages, settings) => {
        const once = plan(pages, settings);
        expect(plan(pages, settings)).toEqual(once);
        expect(structuredClone(once)).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves no page out, and tells the machine of backs where there are any', () => {
    fc.assert(
      fc.property(anyPages, anySettings, (pages, settings) => {
        const planned = plan(pages, { ...settings, skipBlank: false });
        fc.pre(planned !== null);
        const numbers = sidesOf(planned.sheets).flatMap(({ placements }) =>
          placements.flatMap(({ number }) => number ?? []),
        );
        expect(new Set(numbers)).toEqual(new Set(pages.map((_, index) => index + 1)));
        const hasBacks = planned.sheets.some(({ back }) => back !== null);
        if (hasBacks) expect(planned.duplex !== 'off' || planned.turnedAt !== undefined).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

it('plans 5,000 pages in the time of a few frames', () => {
  const pages = times(5000, A4);
  const layouts: Partial<PrintSettings>[] = [
    {},
    { duplex: 'long', pages: 'last-1' },
    { arrangement: 'nup', pagesPerSheet: '16', pageBorder: 'thin' },
    { mixedSizes: 'group', mirror: true },
  ];
  for (const layout of layouts) {
    const job = input([aDocument('d', pages)], { ...DEFAULT_SETTINGS, ...layout });
    // Of the processor, whatever else it does.
    const milliseconds = times(5, 0).map(() => {
      const before = process.cpuUsage();
      planJob(job);
      return process.cpuUsage(before).user / 1000;
    });
    // The benchmark measures; this only catches what has become many times slower.
    expect(Math.min(...milliseconds)).toBeLessThan(100);
  }
});
