import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentsIn,
  inOrder,
  interleaved,
  movedBefore,
  placesBetween,
  splitAt,
} from '../../../src/scan/pages/page-order.ts';
import type { ScannedPage } from '../../../src/scan/pages/scanned-page.ts';
import { BLANK, PATCH, scannedPage, scannedPages, spelled } from '../../support/scanned-pages.ts';

/** All pages in order after some of them have become others. */
function after(pages: readonly ScannedPage[], changed: readonly ScannedPage[]): ScannedPage[] {
  const byId = new Map([...pages, ...changed].map((page) => [page.id, page]));
  return inOrder([...byId.values()]);
}

function duplexSheet(sheet: number, findings: Partial<ScannedPage>, back = findings): ScannedPage[] {
  const origin = { source: 'feeder-duplex', sheet } as const;
  return [
    scannedPage(`${sheet}f`, 2 * sheet, { ...findings, origin: { ...origin, side: 'front' } }),
    scannedPage(`${sheet}b`, 2 * sheet + 1, { ...back, origin: { ...origin, side: 'back' } }),
  ];
}

describe('the order of pages', () => {
  it('moves pages before another, or to the end, and keeps their own order', () => {
    const pages = scannedPages('abcdef');
    expect(spelled(after(pages, movedBefore(pages, ['e', 'b'], 'd')))).toBe('acbedf');
    expect(spelled(after(pages, movedBefore(pages, ['a', 'c'], null)))).toBe('bdefac');
    expect(spelled(after(pages, movedBefore(pages, ['f'], 'a')))).toBe('fabcde');
    expect(movedBefore(pages, ['b'], 'gone')).toEqual([]);
  });

  it('finds room between two pages however often pages are moved there', () => {
    let pages = scannedPages('abcd');
    for (let round = 0; round < 300; round++) {
      const [, second, third] = inOrder(pages);
      pages = after(pages, movedBefore(pages, [third!.id], second!.id));
      const places = inOrder(pages).map(({ place }) => place);
      expect(new Set(places).size).toBe(4);
    }
    expect(spelled(pages)).toBe('abcd');
  });

  it('any moves end in the order in which a list of names would', () => {
    const move = fc.record({ ids: fc.subarray([...'abcdefgh'], { minLength: 1 }), before: fc.nat(8) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        let pages = scannedPages('abcdefgh');
        let names = [...'abcdefgh'];
        for (const { ids, before } of moves) {
          const target = 'abcdefgh'[before] ?? null;
          if (target !== null && ids.includes(target)) continue;
          const moved = names.filter((name) => ids.includes(name));
          const rest = names.filter((name) => !ids.includes(name));
          const to = target === null ? rest.length : rest.indexOf(target);
          names = [...rest.slice(0, to), ...moved, ...rest.slice(to)];
          pages = after(pages, movedBefore(pages, ids, target));
          expect(spelled(pages)).toBe(names.join(''));
        }
      }),
    );
  });

  it('gives places on either side of what is there', () => {
    expect(placesBetween(null, null, 2)).toEqual([1, 2]);
    expect(placesBetween(3, null, 2)).toEqual([4, 5]);
    expect(placesBetween(null, 3, 2)).toEqual([1, 2]);
    expect(placesBetween(1, 4, 2)).toEqual([2, 3]);
  });

  it('brings two passes together, in order or with the last back first, and loses none that is over', () => {
    const pages = scannedPages('acebdf');
    const passes = { first: ['a', 'c', 'e'], second: ['b', 'd', 'f'] };
    expect(spelled(after(pages, interleaved(pages, passes, false)))).toBe('abcdef');
    const turned = scannedPages('acefdb');
    const reversed = { first: ['a', 'c', 'e'], second: ['f', 'd', 'b'] };
    expect(spelled(after(turned, interleaved(turned, reversed, true)))).toBe('abcdef');
    const odd = { first: ['a', 'c', 'e'], second: ['b'] };
    expect(spelled(after(pages, interleaved(pages, odd, false)))).toBe('abcedf');
  });
});

describe('documents', () => {
  it('begin where they are said to, and with the first page that is not set aside', () => {
    const [a, b, c, d] = scannedPages('abcd');
    const pages = [{ ...a!, isSetAside: true }, b!, { ...c!, startsDocument: true }, d!];
    expect(documentsIn(pages).map(spelled)).toEqual(['b', 'cd']);
  });

  it('begin behind blank and behind patch sheets, which are set aside', () => {
    const pages = [
      scannedPage('a', 1),
      scannedPage('-', 2, { findings: BLANK }),
      scannedPage('b', 3),
      scannedPage('T', 4, { findings: PATCH }),
      scannedPage('c', 5),
    ];
    const atBlanks = after(pages, splitAt(pages, 'blank'));
    expect(documentsIn(atBlanks).map(spelled)).toEqual(['a', 'bTc']);
    expect(atBlanks.find(({ id }) => id === '-')!.isSetAside).toBe(true);
    const atPatches = after(pages, splitAt(pages, 'patch'));
    expect(documentsIn(atPatches).map(spelled)).toEqual(['a-b', 'c']);
  });

  it('take both sides of a sheet for a separator, and a blank back for none', () => {
    const pages = [
      ...duplexSheet(1, {}, { findings: BLANK }),
      ...duplexSheet(2, { findings: BLANK }),
      ...duplexSheet(3, {}),
      ...duplexSheet(4, { findings: PATCH }, { findings: BLANK }),
      ...duplexSheet(5, {}),
    ];
    expect(documentsIn(after(pages, splitAt(pages, 'blank'))).map(spelled)).toEqual(['1f1b', '3f3b4f4b5f5b']);
    expect(documentsIn(after(pages, splitAt(pages, 'patch'))).map(spelled)).toEqual(['1f1b2f2b3f3b', '5f5b']);
  });
});
