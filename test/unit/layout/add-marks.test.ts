import { describe, expect, it } from 'vitest';
import { transformPoint } from '../../../src/layout/geometry.ts';
import type { TextMark } from '../../../src/layout/marks.ts';
import type { PlannedDocument } from '../../../src/layout/plan-input.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import type { SidePlan } from '../../../src/layout/sheet-plan.ts';
import { toLyingDown } from '../../../src/layout/places/transform-side.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { A4, WIDE_A4, aDocument, input, outline, sidesOf, times } from './planning.ts';

const paper = PAPERS.A4;
const attached = (role: PlannedDocument['role'] & string, pages = [A4]): PlannedDocument => ({
  ...aDocument(role, pages),
  role,
});

function sidesFor(
  settings: Partial<PrintSettings>,
  documents: readonly PlannedDocument[] = [aDocument('d', times(3, A4))],
): SidePlan[] {
  return sidesOf(planJob(input(documents, settings)).sheets);
}

const texts = ({ marks = [] }: SidePlan) => marks.filter((mark): mark is TextMark => mark.kind === 'text');
const words = (side: SidePlan) => texts(side).map(({ text }) => text);
const drawn = ({ placements }: SidePlan) =>
  placements.map(({ documentId, pageIndex }) => `${documentId}/${pageIndex}`);

describe('headers and footers', () => {
  it('number the sides of paper that are printed and tell of the job', () => {
    const sides = sidesFor({ duplex: 'long', header: '{title} | {page} | {file}', footer: '|{pages}|' });
    expect(sides.map(words)).toEqual([
      ['Title', '1', 'd.pdf', '3'],
      ['Title', '2', 'd.pdf', '3'],
      ['Title', '3', 'd.pdf', '3'],
    ]);
  });

  it('stand on the first side only, or on all but the first', () => {
    const on = (headerPages: PrintSettings['headerPages']) =>
      sidesFor({ header: '{page}', headerPages }).map((side) => words(side).join());
    expect(on('all')).toEqual(['1', '2', '3']);
    expect(on('first')).toEqual(['1', '', '']);
    expect(on('not-first')).toEqual(['', '2', '3']);
  });

  it('name the file of each document', () => {
    const documents = [aDocument('a', [A4]), aDocument('b', [A4])];
    expect(sidesFor({ header: '{file}' }, documents).map(words)).toEqual([['a.pdf'], ['b.pdf']]);
  });

  it('follow sides that lie down: along the left edge of the upright side, reading up', () => {
    const [side] = sidesFor({ header: 'x' }, [aDocument('d', [WIDE_A4])]);
    const [mark] = texts(side!);
    expect(side!.turned).toBe(true);
    expect(mark!.angle).toBeCloseTo(90, 6);
    const [x, y] = transformPoint(toLyingDown(paper), mark!.x, mark!.y);
    const area = printableArea(paper);
    expect(y).toBeCloseTo(area.x + 0.6 * 9 * (600 / 72), 6);
    expect(x).toBeLessThan(paper.heightPx / 4);
  });

  it('number the pages of a booklet, each on its half', () => {
    const sides = sidesFor({ arrangement: 'booklet', footer: '|{page} of {pages}|' }, [
      aDocument('d', times(6, A4)),
    ]);
    const onHalves = sides.map((side) =>
      texts(side).map(({ text, x, y }) => {
        const [across] = transformPoint(toLyingDown(paper), x, y);
        return `${across < paper.heightPx / 2 ? 'left' : 'right'}: ${text}`;
      }),
    );
    expect(onHalves).toEqual([
      ['right: 1 of 6'],
      ['left: 2 of 6'],
      ['left: 6 of 6', 'right: 3 of 6'],
      ['left: 4 of 6', 'right: 5 of 6'],
    ]);
  });
});

describe('watermarks and stamps', () => {
  it('are drawn under or over the pages, a stamp in the place of a text', () => {
    const documents = [aDocument('d', times(2, A4)), attached('stamp', [{ widthPt: 100, heightPt: 50 }])];
    const under = sidesFor({ watermark: 'DRAFT', watermarkLayer: 'under' }, documents);
    expect(under.map(drawn)).toEqual([
      ['stamp/0', 'd/0'],
      ['stamp/0', 'd/1'],
    ]);
    expect(under.flatMap(words)).toEqual([]);
    const over = sidesFor({ watermarkLayer: 'over', watermarkPages: 'first' }, documents);
    expect(over.map(drawn)).toEqual([['d/0', 'stamp/0'], ['d/1']]);
    const text = sidesFor({ watermark: 'DRAFT', watermarkLayer: 'under', watermarkPages: 'not-first' });
    expect(text.map((side) => texts(side).map(({ layer }) => layer))).toEqual([[], ['under'], ['under']]);
  });

  it('on thousands of sides are the same objects, so that a plan stays small', () => {
    const sides = sidesFor({ watermark: 'DRAFT', watermarkTiled: true });
    expect(sides[2]!.marks![5]).toBe(sides[0]!.marks![5]);
  });

  it('are left out of posters, and of sides on which nothing is printed', () => {
    expect(
      sidesFor({ arrangement: 'poster', posterLabels: false, watermark: 'DRAFT' }).flatMap(words),
    ).toEqual([]);
    const sides = sidesFor({ frontCover: 'blank', interleave: true, watermark: 'DRAFT' });
    for (const side of sides) expect(words(side)).toEqual(side.placements.length > 0 ? ['DRAFT'] : []);
  });
});

describe('letterheads', () => {
  const twoPages = attached('letterhead', [A4, A4]);

  it('lie exactly on the sheet at their own size, the first page on the first side, the last on the others', () => {
    const sides = sidesFor({}, [aDocument('d', times(3, A4)), twoPages]);
    expect(sides.map(drawn)).toEqual([
      ['letterhead/0', 'd/0'],
      ['letterhead/1', 'd/1'],
      ['letterhead/1', 'd/2'],
    ]);
    const [letterhead] = sides[0]!.placements;
    expect(letterhead!.matrix[0]).toBeCloseTo(600 / 72, 9);
    expect(Math.abs(letterhead!.matrix[4]) + Math.abs(letterhead!.matrix[5])).toBeLessThanOrEqual(1);
    expect(letterhead!.clip).toEqual(printableArea(paper));
  });

  it('lie over the pages, and on the chosen sides only', () => {
    const settings = { letterheadLayer: 'over', letterheadPages: 'first' } as const;
    const sides = sidesFor(settings, [aDocument('d', times(2, A4)), twoPages]);
    expect(sides.map(drawn)).toEqual([['d/0', 'letterhead/0'], ['d/1']]);
  });

  it('lie below a stamp that is under the pages too', () => {
    const documents = [aDocument('d', [A4]), attached('stamp'), attached('letterhead')];
    const [side] = sidesFor({ watermarkLayer: 'under', letterheadLayer: 'under' }, documents);
    expect(drawn(side!)).toEqual(['letterhead/0', 'stamp/0', 'd/0']);
  });

  it('of another size are fitted, and stay upright on paper under a page that lies down', () => {
    const a5 = { widthPt: A4.widthPt / Math.SQRT2, heightPt: A4.heightPt / Math.SQRT2 };
    const [side] = sidesFor({}, [aDocument('d', [WIDE_A4]), attached('letterhead', [a5])]);
    const shown = side!.turned ? toLyingDown(paper) : null;
    expect(shown).not.toBeNull();
    const box = outline(a5, side!.placements[0]!);
    expect(box.height).toBeGreaterThan(box.width);
    expect(Math.max(box.width / paper.widthPx, box.height / paper.heightPx)).toBeCloseTo(1, 3);
  });

  it('cover each half of a booklet', () => {
    const [front] = sidesFor({ arrangement: 'booklet' }, [
      aDocument('d', times(4, A4)),
      attached('letterhead'),
    ]);
    const boxes = front!.placements
      .filter(({ documentId }) => documentId === 'letterhead')
      .map((placement) => outline(A4, placement));
    expect(boxes).toHaveLength(2);
    const [one, other] = boxes.toSorted((a, b) => a.y - b.y);
    expect(one!.y + one!.height).toBeLessThanOrEqual(paper.heightPx / 2 + 1);
    expect(other!.y).toBeGreaterThanOrEqual(paper.heightPx / 2 - 1);
  });
});
