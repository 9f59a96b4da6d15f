import type { PageDimensions } from '../../../src/layout/geometry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Placement, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { ARRANGEMENTS, PAGES_PER_SHEET } from '../../../src/settings/catalogue/layout.ts';
import type { FlipEdge } from '../../../src/settings/turning.ts';
import { A4, WIDE_A4, placementsOf, planOf, times } from './planning.ts';

/**
 * Which way is up for the reader of a page, on paper that lies still with its front towards us: a direction, x to
 * the right, y down.
 */
type Direction = readonly [x: number, y: number];

function upOf({ matrix: [, , c, d] }: Placement): Direction {
  const length = Math.hypot(c, d);
  return [Math.round(-c / length) + 0, Math.round(-d / length) + 0];
}

/** The same for the back: its pixels are seen after the turn, so on the still paper they lie as in a mirror. */
function throughThePaper([x, y]: Direction, edge: FlipEdge): Direction {
  return edge === 'long' ? [-x + 0, y] : [x, -y + 0];
}

/** What a reader does who turns the leaf at its binding and goes on reading, without turning the book. */
function wayOfTurning(front: SidePlan, back: SidePlan, edge: FlipEdge): 'like a book' | 'like a calendar' {
  const up = upOf(front.placements[0]!);
  const backUp = throughThePaper(upOf(back.placements[0]!), edge);
  // About the edge that runs along with the reader's up, up stays up. About the other, the leaf goes over the top.
  const hinge: Direction = edge === 'long' ? [0, 1] : [1, 0];
  const isAlong = Math.abs(up[0] * hinge[0] + up[1] * hinge[1]) === 1;
  const expected: Direction = isAlong ? up : [-up[0] + 0, -up[1] + 0];
  // Read without turning the book: whatever the hinge, this must hold.
  expect(backUp).toEqual(expected);
  return isAlong ? 'like a book' : 'like a calendar';
}

const turned = (front: PageDimensions, back: PageDimensions, duplex: FlipEdge) => {
  const [sheet] = planOf([front, back], { duplex }).sheets;
  return wayOfTurning(sheet!.front, sheet!.back!, duplex);
};

describe('the back of a sheet, as a reader sees it who turns the sheet over', () => {
  it.each<[string, PageDimensions, FlipEdge, string]>([
    ['upright pages at the long edge', A4, 'long', 'like a book'],
    ['upright pages at the short edge', A4, 'short', 'like a calendar'],
    ['wide pages at the long edge', WIDE_A4, 'long', 'like a calendar'],
    ['wide pages at the short edge', WIDE_A4, 'short', 'like a book'],
  ])('%s turn %s', (_, page, duplex, expected) => {
    expect(turned(page, page, duplex)).toBe(expected);
  });

  it('several pages a side turn as one page does that lies like the side', () => {
    for (const pagesPerSheet of PAGES_PER_SHEET) {
      for (const page of [A4, WIDE_A4]) {
        for (const duplex of ['long', 'short'] as const) {
          const [sheet] = planOf(times(32, page), { arrangement: 'nup', pagesPerSheet, duplex }).sheets;
          const lies = sheet!.front.turned ? WIDE_A4 : A4;
          expect(wayOfTurning(sheet!.front, sheet!.back!, duplex)).toBe(turned(lies, lies, duplex));
        }
      }
    }
  });

  it('each page of a mix lies as it would among its like', () => {
    for (const duplex of ['long', 'short'] as const) {
      const mixed = planOf([A4, WIDE_A4, WIDE_A4, A4], { duplex });
      const [upright, wide] = [A4, WIDE_A4].map((page) => planOf([page, page], { duplex }).sheets[0]!);
      const matrices = placementsOf(mixed).map(({ matrix }) => matrix);
      const one = (side: SidePlan) => side.placements[0]!.matrix;
      expect(matrices).toEqual([
        one(upright!.front),
        one(wide!.back!),
        one(wide!.front),
        one(upright!.back!),
      ]);
    }
  });

  it('is the same whoever turns the sheet', () => {
    for (const duplex of ['long', 'short'] as const) {
      const byMachine = planOf(times(4, WIDE_A4), { duplex });
      const byHand = planOf(times(4, WIDE_A4), { duplex, turnedBy: 'hand' });
      expect(byHand.sheets).toEqual(byMachine.sheets);
      expect([byMachine.duplex, byMachine.turnedAt]).toEqual([duplex, undefined]);
      expect([byHand.duplex, byHand.turnedAt]).toEqual(['off', duplex]);
    }
  });
});

it('sides fill fronts and backs in turn, and one-sided sheets have no backs', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(...ARRANGEMENTS.filter((name) => name !== 'booklet')),
      fc.constantFrom('off' as const, 'long' as const, 'short' as const),
      (pages, arrangement, duplex) => {
        const oneSided = planOf(times(pages, A4), { arrangement, duplex: 'off' }).sheets;
        const { sheets } = planOf(times(pages, A4), { arrangement, duplex });
        expect(oneSided.every(({ back }) => back === null)).toBe(true);
        expect(sheets).toHaveLength(duplex === 'off' ? oneSided.length : Math.ceil(oneSided.length / 2));
        const numbers = (side: SidePlan) => side.placements.map(({ number }) => number);
        const sides = sheets.flatMap(({ front, back }) => (back ? [front, back] : [front])).map(numbers);
        expect(sides).toEqual(oneSided.map(({ front }) => numbers(front)));
      },
    ),
  );
});
