import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeMm, movedCrop, type CropHold } from '../../../../src/app/scan/pages/crop-area.ts';
import { withRows, type LivePicture } from '../../../../src/app/scan/live-picture.ts';
import type { ScanBook } from '../../../../src/app/scan/pages/scan-book.ts';
import { ScanSelection } from '../../../../src/app/scan/pages/scan-selection.ts';
import type { ScannedRows } from '../../../../src/scan/session/scanner-api.ts';
import type { ScannedPage } from '../../../../src/scan/pages/scanned-page.ts';
import { scannedPages } from '../../../support/scanned-pages.ts';

class Pages extends EventTarget {
  pages: readonly ScannedPage[] = [];

  put(letters: string): void {
    this.pages = scannedPages(letters);
    this.dispatchEvent(new Event('change'));
  }
}

function selecting(letters: string) {
  const book = new Pages();
  const selection = new ScanSelection(book as unknown as ScanBook);
  book.put(letters);
  return { book, selection };
}

describe('the selection of pages', () => {
  it('begins with the first page, grows by ranges, and toggles single ones', () => {
    const { selection } = selecting('abcde');
    expect(selection.ids).toEqual(['a']);
    selection.show('b');
    selection.extendTo('d');
    expect(selection.ids).toEqual(['b', 'c', 'd']);
    selection.extendTo('a');
    expect(selection.ids).toEqual(['a', 'b']);
    selection.toggle('e');
    expect(selection).toMatchObject({ ids: ['a', 'b', 'e'], current: 'e' });
    selection.toggle('e');
    selection.toggle('a');
    selection.toggle('b');
    expect(selection.ids).toEqual(['b']);
    selection.all();
    expect(selection.ids).toHaveLength(5);
  });

  it('goes on with the neighbour when its page goes, and stays when others do', () => {
    const { book, selection } = selecting('abcde');
    selection.show('c');
    book.put('abde');
    expect(selection.current).toBe('d');
    book.put('bd');
    expect(selection.current).toBe('d');
    book.put('b');
    expect(selection.current).toBe('b');
    book.put('');
    expect(selection).toMatchObject({ current: null, ids: [], index: -1 });
  });

  it('stops at the ends', () => {
    const { selection } = selecting('abc');
    selection.go(-3);
    expect(selection.current).toBe('a');
    selection.go(99);
    expect(selection.current).toBe('c');
    selection.go(0, true);
    expect(selection.ids).toEqual(['a', 'b', 'c']);
  });
});

describe('the frame of a crop', () => {
  const page = { widthMm: 210, heightMm: 297 };
  const grips: readonly (readonly CropHold[])[] = [
    ['left'],
    ['right'],
    ['top'],
    ['bottom'],
    ['all'],
    ['left', 'top'],
    ['right', 'bottom'],
  ];
  const holds = fc.constantFrom(...grips);
  const moves = fc.array(
    fc.record({ holds, x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -400, max: 400 }) }),
  );

  it('stays on the page and never vanishes, wherever it is dragged', () => {
    fc.assert(
      fc.property(moves, (all) => {
        let area = { leftMm: 0, topMm: 0, ...page };
        for (const { holds: held, x, y } of all) {
          area = movedCrop(area, held, { x, y }, page);
          expect(area.leftMm).toBeGreaterThanOrEqual(0);
          expect(area.topMm).toBeGreaterThanOrEqual(0);
          expect(edgeMm(area, 'right')).toBeLessThanOrEqual(210.0001);
          expect(edgeMm(area, 'bottom')).toBeLessThanOrEqual(297.0001);
          expect(Math.min(area.widthMm, area.heightMm)).toBeGreaterThan(4.999);
        }
      }),
    );
  });

  it('moves only the edges that are held', () => {
    const area = { leftMm: 10, topMm: 20, widthMm: 100, heightMm: 100 };
    expect(movedCrop(area, ['left'], { x: 5, y: 7 }, page)).toEqual({ ...area, leftMm: 15, widthMm: 95 });
    expect(movedCrop(area, ['right', 'bottom'], { x: -5, y: 7 }, page)).toEqual({
      ...area,
      widthMm: 95,
      heightMm: 107,
    });
  });
});

describe('the picture of the page that comes', () => {
  const rows = (firstRow: number, bytes: number[], changes: Partial<ScannedRows> = {}): ScannedRows => ({
    batchId: 'batch',
    page: 1,
    widthPx: 2,
    heightPx: 3,
    firstRow,
    mode: 'gray',
    bytes: Uint8Array.from(bytes),
    ...changes,
  });

  it('grows row by row, gray and in colour', () => {
    const first = withRows(null, rows(0, [10, 20]))!;
    expect(first.rows).toBe(1);
    expect([...first.pixels.slice(0, 8)]).toEqual([10, 10, 10, 255, 20, 20, 20, 255]);
    expect([...first.pixels.slice(8)]).toEqual(Array.from({ length: 16 }, () => 255));
    const second = withRows(first, rows(1, [30, 40, 50, 60]))!;
    expect(second.rows).toBe(3);
    expect(second.pixels[16]).toBe(50);
    const colour = withRows(second, rows(0, [1, 2, 3, 4, 5, 6], { page: 2, mode: 'colour' }))!;
    expect([...colour.pixels.slice(0, 8)]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
    expect(colour.rows).toBe(1);
  });

  it('takes no more rows than the page has, and no page that cannot be', () => {
    const full = withRows(null, rows(2, [1, 2, 3, 4, 5, 6]))!;
    expect(full.rows).toBe(3);
    expect(full.pixels).toHaveLength(24);
    const before: LivePicture = full;
    expect(withRows(before, rows(0, [], { widthPx: 100_000, heightPx: 100_000 }))).toBe(before);
  });
});
