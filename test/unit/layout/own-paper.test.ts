import type { PageDimensions } from '../../../src/layout/geometry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableArea } from '../../../src/layout/printable-area.ts';
import { conflicts } from '../../../src/machine/constraints.ts';
import { DUPLEX_MODES, MEDIA_NAMES, SOURCE_NAMES } from '../../../src/machine/options.ts';
import { PAPERS, PAPER_NAMES, type PaperName } from '../../../src/machine/paper.ts';
import { machineChoices } from '../../../src/settings/machine-choices.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import { isInside, names, outline, placementsOf, planOf } from './planning.ts';

const sizeOf = (name: PaperName): PageDimensions => ({
  widthPt: (PAPERS[name].widthMm / 25.4) * 72,
  heightPt: (PAPERS[name].heightMm / 25.4) * 72,
});
const lying = ({ widthPt, heightPt }: PageDimensions) => ({ widthPt: heightPt, heightPt: widthPt });
const [A4, A5, LETTER, C5] = (['A4', 'A5', 'Letter', 'Envelope_C5'] as const).map(sizeOf) as [
  PageDimensions,
  PageDimensions,
  PageDimensions,
  PageDimensions,
];
const tickets = (pages: readonly PageDimensions[], patch: Partial<PrintSettings>) =>
  planOf(pages, { mixedSizes: 'group', ...patch }).sheets.map(({ ticket, back }) => ({
    ...(ticket && { [ticket.paper!]: `${ticket.source} ${ticket.media}` }),
    ...(back && { back: true }),
  }));

describe('pages of several sizes, each on its own paper', () => {
  it('stay on the chosen paper unless that is asked for, or pages share sides', () => {
    expect(tickets([A4, A5], { mixedSizes: 'each' })).toEqual([{}, {}]);
    expect(tickets([A4, A5], { arrangement: 'nup' })).toEqual([{}]);
  });

  it('go on the paper of their size, upright or wide, even if it was rounded', () => {
    const rounded = { widthPt: 420, heightPt: 595 };
    expect(tickets([A4, A5, lying(A5), rounded], {})).toEqual([
      {},
      { A5: 'Manual Auto' },
      { A5: 'Manual Auto' },
      { A5: 'Manual Auto' },
    ]);
  });

  it('go on the chosen paper where no paper has their size', () => {
    expect(
      tickets(
        [
          { widthPt: 500, heightPt: 500 },
          { widthPt: 2000, heightPt: 3000 },
        ],
        {},
      ),
    ).toEqual([{}, {}]);
  });

  it('come from a drawer where drawers take the size, from the bypass otherwise', () => {
    expect(tickets([LETTER, A5, A4], { source: 'Cas1' })).toEqual([
      { Letter: 'Auto Auto' },
      { A5: 'Manual Auto' },
      {},
    ]);
  });

  it('leave the paper type to the machine where the chosen one does not come in that size', () => {
    expect(tickets([A5, C5], { media: 'PlainPaper' })).toEqual([
      { A5: 'Manual PlainPaper' },
      { Envelope_C5: 'Manual Auto' },
    ]);
  });

  it('begin a sheet of their own, and have one side where the machine cannot turn them', () => {
    expect(tickets([A4, LETTER, LETTER, A5, A5, A4, A4], { duplex: 'long' })).toEqual([
      {},
      { Letter: 'Auto Auto', back: true },
      { A5: 'Manual Auto' },
      { A5: 'Manual Auto' },
      { back: true },
    ]);
    expect(tickets([A5, A5], { duplex: 'long', turnedBy: 'hand' })).toEqual([
      { A5: 'Manual Auto', back: true },
    ]);
  });

  it('are in order, within their own printable area, and never break the machine’s rules', () => {
    const page = fc.constantFrom(
      ...PAPER_NAMES.map(sizeOf),
      ...PAPER_NAMES.map((name) => lying(sizeOf(name))),
    );
    fc.assert(
      fc.property(
        fc.array(page, { minLength: 1, maxLength: 12 }),
        fc.record({
          paper: fc.constantFrom(...PAPER_NAMES),
          media: fc.constantFrom(...MEDIA_NAMES),
          source: fc.constantFrom(...SOURCE_NAMES),
          duplex: fc.constantFrom(...DUPLEX_MODES),
        }),
        (pages, chosen) => {
          const settings = { ...DEFAULT_SETTINGS, ...chosen, mixedSizes: 'group' as const };
          fc.pre(conflicts(machineChoices(settings), 'americas').length === 0);
          const plan = planOf(pages, settings);
          expect(names(placementsOf(plan))).toEqual(pages.map((_, index) => `d/${index}`));
          for (const { ticket, front, back } of plan.sheets) {
            const paper = ticket?.paper ?? settings.paper;
            for (const placement of [...front.placements, ...(back?.placements ?? [])]) {
              expect(isInside(placement.clip, printableArea(PAPERS[paper]))).toBe(true);
              expect(isInside(outline(pages[placement.pageIndex]!, placement), placement.clip)).toBe(true);
            }
            const asked = { ...settings, ...ticket, duplex: back ? settings.duplex : 'off' };
            expect(conflicts(machineChoices(asked), 'americas')).toEqual([]);
          }
        },
      ),
    );
  });
});
