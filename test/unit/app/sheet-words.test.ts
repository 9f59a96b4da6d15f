import { describe, expect, it } from 'vitest';
import { apartInWords, pagesInShort, sideInWords } from '../../../src/app/sheet-words.ts';
import type { SidePlan } from '../../../src/layout/sheet-plan.ts';

const side = (...pages: [documentId: string, page: number][]): SidePlan => ({
  placements: pages.map(([documentId, page]) => ({
    documentId,
    pageIndex: page - 1,
    matrix: [1, 0, 0, 1, 0, 0],
    clip: { x: 0, y: 0, width: 1, height: 1 },
  })),
});

describe('what is on a side', () => {
  it('puts neighbouring pages together and keeps the order of the rest', () => {
    expect(pagesInShort(side(['a', 1], ['a', 2], ['a', 3], ['a', 4]))).toBe('1–4');
    expect(pagesInShort(side(['a', 8], ['a', 1]))).toBe('8, 1');
    expect(pagesInShort(side(['a', 3], ['b', 1]))).toBe('3, 1');
    expect(pagesInShort(side(['a', 5], ['a', 5], ['a', 5]))).toBe('5');
    expect(pagesInShort({ placements: [] })).toBe('');
  });

  it('counts no letterhead below the pages, but what is alone on a cover', () => {
    const [page] = side(['a', 3]).placements;
    const [letterhead] = side(['letterhead', 1]).placements;
    const both = { placements: [letterhead!, { ...page!, number: 3 }] };
    expect([pagesInShort(both), sideInWords(both)]).toEqual(['3', 'Page 3']);
    expect(sideInWords({ placements: [letterhead!] })).toBe('Page 1');
  });

  it('counts through all documents where the page range does', () => {
    const first = (id: string) => (id === 'b' ? 11 : 1);
    expect(pagesInShort(side(['a', 10], ['b', 1], ['b', 2]), first)).toBe('10, 11–12');
  });

  it('says it in words, with names where there are several documents', () => {
    expect(sideInWords(side(['a', 3]))).toBe('Page 3');
    expect(sideInWords(side(['a', 3], ['a', 4], ['b', 1]), (id) => `${id}.pdf`)).toBe(
      'Pages 3–4 of a.pdf, page 1 of b.pdf',
    );
    expect(sideInWords(null)).toBe('Blank');
    expect(sideInWords({ placements: [] })).toBe('Blank');
  });

  it('tells what sets a sheet apart: a cover from the bypass', () => {
    const words = apartInWords({
      front: side(['a', 1]),
      back: null,
      role: 'cover',
      ticket: { source: 'Manual', paper: 'A5' },
    });
    expect(words[0]).toBe('Cover');
    expect(words.slice(1).toSorted()).toEqual(
      ['A5', expect.stringMatching(/multi|bypass|manual/i)].toSorted(),
    );
    expect(apartInWords({ front: side(['a', 1]), back: null })).toEqual([]);
  });
});
