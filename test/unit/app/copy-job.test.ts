import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyRequest } from '../../../src/app/copy/copy-job.ts';
import { outlineOf } from '../../../src/layout/geometry.ts';
import type { Placement, SheetPlan } from '../../../src/layout/sheet-plan.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { copyPrintSettings, keepsCorner, pagesPerSheet } from '../../../src/scan/copy/copy-plan.ts';
import { DEFAULT_COPY, sheetSides, type CopySettings } from '../../../src/scan/copy/copy-settings.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';

const OWNER = { user: 'ada', account: null, stackHabit: null, calibrationFor: () => '' };
/** A4 as the scanner's largest page has it: 3 mm short. */
const A4_SCANNED = { widthPt: (2480 * 72) / 300, heightPt: (3472 * 72) / 300 };

function planOf(settings: CopySettings, pages: number, copies = 1): SheetPlan {
  const source = { id: 'document', name: 'copy.pdf', blob: new Blob() };
  const print = { ...copyPrintSettings(settings, DEFAULT_SETTINGS), copies };
  const job = { title: 'Copy', source, settings: print, keepsCorner: keepsCorner(settings) };
  return copyRequest({ ...job, pages: Array.from({ length: pages }, () => A4_SCANNED) }, OWNER).plan;
}

const placements = ({ sheets }: SheetPlan): Placement[] =>
  sheets.flatMap(({ front, back }) => [...front.placements, ...(back?.placements ?? [])]);

describe('copied sheets as a job', () => {
  it('an original begins in the corner of its sheet, at every size, on both sides', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1-1', '1-2', '2-2'),
        fc.integer({ min: 25, max: 400 }),
        fc.boolean(),
        (sides, percent, isActual) => {
          const scaling = isActual ? 'actual' : 'percent';
          const settings: CopySettings = { ...DEFAULT_COPY, sides, scaling, percent };
          const plan = planOf(settings, sheetSides(settings));
          expect(plan.sheets).toHaveLength(1);
          for (const { matrix, clip } of placements(plan)) {
            const { x, y, width } = outlineOf(A4_SCANNED, matrix);
            expect([x, y]).toEqual([0, 0]);
            expect(width).toBeCloseTo((4960 * (isActual ? 100 : percent)) / 100, 0);
            // What the machine cannot print is left out, and no more.
            const { widthPx, marginPx } = PAPERS.A4;
            expect([clip.x, clip.width]).toEqual([marginPx, widthPx - 2 * marginPx]);
          }
        },
      ),
    );
  });

  it('every other layout keeps all of every page within what can be printed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2', '4', 'booklet'),
        fc.constantFrom('1-1', '1-2'),
        fc.integer({ min: 1, max: 16 }),
        (layout, sides, count) => {
          const settings: CopySettings = { ...DEFAULT_COPY, layout, sides };
          const pages = Math.min(count, pagesPerSheet(settings) ?? count);
          const plan = planOf(settings, pages);
          expect(plan.sheets).toHaveLength(layout === 'booklet' ? Math.ceil(pages / 4) : 1);
          const { widthPx, heightPx, marginPx } = PAPERS.A4;
          const placed = placements(plan);
          expect(placed.map(({ pageIndex }) => pageIndex).sort((a, b) => a - b)).toEqual(
            Array.from({ length: pages }, (_, index) => index),
          );
          for (const { matrix } of placed) {
            const { x, y, width, height } = outlineOf(A4_SCANNED, matrix);
            expect(Math.min(x, y)).toBeGreaterThanOrEqual(marginPx - 0.01);
            expect(x + width).toBeLessThanOrEqual(widthPx - marginPx + 0.01);
            expect(y + height).toBeLessThanOrEqual(heightPx - marginPx + 0.01);
          }
        },
      ),
    );
  });

  it('copies are counted once: by the machine for each sheet, in the plan for sets', () => {
    const each = planOf({ ...DEFAULT_COPY, collate: false }, 1, 5);
    expect([each.sheets.length, each.machineCopies]).toEqual([1, 5]);
    const sets = planOf({ ...DEFAULT_COPY, collate: true }, 3, 2);
    expect(sets.machineCopies).toBe(1);
    expect(placements(sets).map(({ pageIndex }) => pageIndex)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('turns its copies as they are to turn', () => {
    expect(planOf({ ...DEFAULT_COPY, sides: '2-2' }, 2).duplex).toBe('long');
    expect(planOf({ ...DEFAULT_COPY, sides: '1-2', copiesTurn: 'short' }, 2).duplex).toBe('short');
    expect(planOf({ ...DEFAULT_COPY, sides: '2-1' }, 1).duplex).toBe('off');
  });

  it("takes the machine's calibration for its own dots", () => {
    const settings = copyPrintSettings({ ...DEFAULT_COPY, kind: 'photo' }, DEFAULT_SETTINGS);
    const job = { title: 'Copy', pages: [A4_SCANNED], settings, keepsCorner: true };
    const source = { id: 'document', name: 'copy.pdf', blob: new Blob() };
    const owner = { ...OWNER, calibrationFor: ({ halftone }: typeof settings) => `of ${halftone}` };
    expect(copyRequest({ ...job, source }, owner).calibration).toBe('of Gradation');
    expect(copyRequest({ ...job, source }, OWNER)).not.toHaveProperty('calibration');
  });
});
