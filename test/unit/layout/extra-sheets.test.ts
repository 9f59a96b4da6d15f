import { describe, expect, it } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import type { PlannedDocument } from '../../../src/layout/plan-input.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import type { PlannedSheet, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { transformPoint } from '../../../src/layout/geometry.ts';
import { toLyingDown } from '../../../src/layout/places/transform-side.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import { A4, aDocument, input, times } from './planning.ts';

const attached = (role: PlannedDocument['role'] & string, pages: number): PlannedDocument => ({
  ...aDocument(role, times(pages, A4)),
  role,
});
const threePages = aDocument('d', times(3, A4));

const read = (side: SidePlan | null) =>
  side?.placements.map(({ documentId, pageIndex }) => `${documentId}${pageIndex}`).join() ?? '';
/** `cover d0/d1 Manual`: role, sides, source; `-` for a blank side. */
const readSheet = ({ role, front, back, ticket }: PlannedSheet) =>
  [
    role ?? 'sheet',
    [read(front) || '-', ...(back ? [read(back) || '-'] : [])].join('/'),
    ...(ticket ? [ticket.source, ticket.media] : []),
  ]
    .filter((word) => word !== undefined)
    .join(' ');
const sheetsFor = (settings: Partial<PrintSettings>, documents: readonly PlannedDocument[] = [threePages]) =>
  planJob(input(documents, settings)).sheets.map(readSheet);

describe('covers', () => {
  it('are blank sheets, from a tray and of a paper of their own', () => {
    const settings = {
      frontCover: 'blank',
      backCover: 'blank',
      coverSource: 'Manual',
      coverMedia: 'HEAVY2',
    } as const;
    expect(sheetsFor(settings)).toEqual([
      'cover - Manual HEAVY2',
      'sheet d0',
      'sheet d1',
      'sheet d2',
      'cover - Manual HEAVY2',
    ]);
    expect(sheetsFor({ ...settings, source: 'Manual', media: 'HEAVY2' })).toEqual([
      'cover -',
      'sheet d0',
      'sheet d1',
      'sheet d2',
      'cover -',
    ]);
  });

  it('are the first and the last page on one side, while the rest is printed on both', () => {
    const settings = {
      frontCover: 'page',
      backCover: 'page',
      duplex: 'long',
      coverSource: 'Manual',
    } as const;
    expect(sheetsFor(settings, [aDocument('d', times(5, A4))])).toEqual([
      'cover d0 Manual',
      'sheet d1/d2',
      'sheet d3',
      'cover d4 Manual',
    ]);
    expect(sheetsFor({ ...settings, coverSource: 'same' }, [aDocument('d', times(4, A4))])).toEqual([
      'cover d0/-',
      'sheet d1/d2',
      'cover d3',
    ]);
    expect(sheetsFor(settings, [aDocument('d', [A4])])).toEqual(['cover d0 Manual']);
  });

  it('are what shares the first and the last side, with several pages a side', () => {
    const settings = {
      frontCover: 'page',
      backCover: 'page',
      arrangement: 'nup',
      pagesPerSheet: '4',
    } as const;
    expect(sheetsFor(settings, [aDocument('d', times(10, A4))])).toEqual([
      'cover d0,d1,d2,d3',
      'sheet d4,d5,d6,d7',
      'cover d8,d9',
    ]);
  });

  it('are the first pages of documents, two where sheets have two sides, and are no pages of the job', () => {
    const files = [threePages, attached('frontCover', 3), attached('backCover', 2)];
    const settings = { frontCover: 'document', backCover: 'document' } as const;
    expect(sheetsFor(settings, files)).toEqual([
      'cover frontCover0',
      'sheet d0',
      'sheet d1',
      'sheet d2',
      'cover backCover0',
    ]);
    expect(sheetsFor({ ...settings, duplex: 'long' }, files)).toEqual([
      'cover frontCover0/frontCover1',
      'sheet d0/d1',
      'sheet d2/-',
      'cover backCover0/backCover1',
    ]);
    const [cover] = planJob(input(files, settings)).sheets;
    expect(cover!.front.placements[0]).not.toHaveProperty('number');
  });

  it('from a document are refused while there is none', () => {
    const plan = (which: 'frontCover' | 'backCover') => () =>
      planJob(input([threePages], { [which]: 'document' }));
    expect(plan('frontCover')).toThrow(new PlatenError('layout.cover-missing', { which: 'front' }));
    expect(plan('backCover')).toThrow(new PlatenError('layout.cover-missing', { which: 'back' }));
  });

  it('of a booklet are one sheet around all others: two pages of either document, the single one outside', () => {
    const settings = { arrangement: 'booklet', frontCover: 'document', backCover: 'document' } as const;
    const plan = planJob(input([threePages, attached('frontCover', 2), attached('backCover', 1)], settings));
    const [cover] = plan.sheets;
    const halves = (side: SidePlan) =>
      side.placements.map(({ documentId, pageIndex, matrix }) => {
        const [x] = transformPoint(
          toLyingDown(PAPERS.A4),
          ...transformPoint(matrix, A4.widthPt / 2, A4.heightPt / 2),
        );
        return `${x < PAPERS.A4.heightPx / 2 ? 'left' : 'right'} ${documentId}${pageIndex}`;
      });
    expect(cover!.role).toBe('cover');
    expect(halves(cover!.front)).toEqual(['left backCover0', 'right frontCover0']);
    expect(halves(cover!.back!)).toEqual(['left frontCover1']);
    expect(plan.sheets).toHaveLength(2);
  });

  it('of a booklet are the outermost sheets of its signatures when they are its own pages', () => {
    const settings = {
      arrangement: 'booklet',
      signatureSheets: 2,
      frontCover: 'page',
      backCover: 'page',
    } as const;
    const roles = planJob(input([aDocument('d', times(20, A4))], settings)).sheets.map(
      ({ role }) => role ?? 'sheet',
    );
    expect(roles).toEqual(['cover', 'sheet', 'sheet', 'sheet', 'cover']);
  });
});

describe('separators and interleaves', () => {
  const twoDocuments = [aDocument('a', times(3, A4)), aDocument('b', times(2, A4))];

  it('stand between documents, which then begin on sheets of their own', () => {
    const settings = { separators: 'documents', duplex: 'long', separatorSource: 'Cas2' } as const;
    expect(sheetsFor(settings, twoDocuments)).toEqual([
      'sheet a0/a1',
      'sheet a2',
      'separator - Cas2',
      'sheet b0/b1',
    ]);
    expect(sheetsFor({ duplex: 'long' }, twoDocuments)).toEqual(['sheet a0/a1', 'sheet a2/b0', 'sheet b1']);
    expect(
      sheetsFor({ ...settings, arrangement: 'nup', pagesPerSheet: '4', duplex: 'off' }, twoDocuments),
    ).toEqual(['sheet a0,a1,a2', 'separator - Cas2', 'sheet b0,b1']);
  });

  it('stand between the documents of a job with a letterhead, too', () => {
    const files = [...twoDocuments, attached('letterhead', 1)];
    expect(
      sheetsFor({ separators: 'documents' }, files).filter((sheet) => sheet.startsWith('separator')),
    ).toHaveLength(1);
  });

  it('follow every printed sheet, of a paper of their own', () => {
    const settings = {
      interleave: true,
      frontCover: 'blank',
      media: 'OHP',
      separatorMedia: 'PlainPaper',
    } as const;
    expect(sheetsFor(settings)).toEqual([
      'cover -',
      'sheet d0',
      'interleaf - PlainPaper',
      'sheet d1',
      'interleaf - PlainPaper',
      'sheet d2',
      'interleaf - PlainPaper',
    ]);
  });

  it('never come between the sheets of a booklet', () => {
    const settings = { arrangement: 'booklet', separators: 'documents', interleave: true } as const;
    expect(sheetsFor(settings, twoDocuments)).toHaveLength(2);
  });
});

describe('the job sheet', () => {
  const banner = (settings: Partial<PrintSettings>, documents = [threePages]) => {
    const [sheet] = planJob(input(documents, { banner: true, ...settings })).sheets;
    expect(sheet!.role).toBe('banner');
    return sheet!.front.marks!;
  };
  const words = (marks: ReturnType<typeof banner>) =>
    marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

  it('says what the job is, whose, when, how much, and what is special about it', () => {
    const text = words(banner({ duplex: 'long', copies: 2, bindingMarginMm: 10 }));
    for (const word of ['Title', 'User', '22 Nov 2026 19:05', 'd.pdf', 'Both sides, long edge', '10 mm']) {
      expect(text).toContain(word);
    }
    expect(text[text.indexOf('Copies') + 1]).toBe('2');
    expect(text[text.indexOf('Sheets') + 1]).toBe('2');
    expect(text).not.toContain(DEFAULT_SETTINGS.paper);
  });

  it('stays within the printable area of every paper, with many documents and settings', () => {
    const many = Array.from({ length: 40 }, (_, index) => aDocument(`document-${index}`, [A4]));
    for (const paper of PAPER_NAMES) {
      const area = printableArea(PAPERS[paper]);
      const marks = banner(
        { paper, duplex: 'long', mirror: true, header: 'x', footer: 'y', banner: true },
        many,
      );
      expect(words(marks)).toContain('and 33 more');
      for (const mark of marks) {
        if (mark.kind !== 'text') continue;
        expect(mark.y - mark.sizePx / 2).toBeGreaterThanOrEqual(area.y);
        expect(mark.y + mark.sizePx / 2).toBeLessThanOrEqual(area.y + area.height);
        expect(mark.maxLengthPx!).toBeGreaterThan(0);
      }
    }
  });
});
