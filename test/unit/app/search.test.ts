import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyScore } from '../../../src/app/fuzzy.ts';
import { findItems, type PaletteItem } from '../../../src/app/palette-items.ts';
import { findSettings } from '../../../src/app/setting-search.ts';
import { SETTING_DESCRIPTIONS, type SettingKey } from '../../../src/settings/describe.ts';

describe('fuzzy search', () => {
  it('puts the beginning before a word, a word before its inside, and that before scattered letters', () => {
    const scores = ['Toner saving', 'Save toner', 'Photonerd', 'T-one ram'].map((text) =>
      fuzzyScore('toner', text),
    );
    expect(scores).not.toContain(null);
    expect(scores).toEqual(scores.toSorted((a, b) => a! - b!));
  });

  it('finds words in any order, without regard to case, accents and signs', () => {
    expect(fuzzyScore('LONG both', 'Two-sided: Both sides, long edge')).not.toBeNull();
    expect(fuzzyScore('uber', 'Über die Seite')).toBe(fuzzyScore('uber', 'uber die seite'));
    expect(fuzzyScore('two sided', 'Two-sided')).not.toBeNull();
  });

  it('does not take chance letters all over a text for a word', () => {
    expect(fuzzyScore('toner', 'The only page that never ends, in a row')).toBeNull();
    expect(fuzzyScore('zzz', 'Two-sided')).toBeNull();
  });

  it('finds every text by itself, and by nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fuzzyScore(text, text)).not.toBeNull();
        expect(fuzzyScore('', text)).not.toBeNull();
      }),
    );
  });
});

describe('finding settings', () => {
  it('finds each by its title, first or among those of the same words', () => {
    for (const [key, { title }] of Object.entries(SETTING_DESCRIPTIONS)) {
      expect(findSettings(title).slice(0, 3), title).toContain(key);
    }
  });

  it.each<[string, SettingKey]>([
    ['draft', 'watermark'],
    ['letter', 'paper'],
    ['booklet', 'arrangement'],
    ['cards', 'arrangement'],
    ['barcodes', 'halftone'],
    ['glue', 'posterOverlapMm'],
  ])('%s leads to what people mean, by choice, example or help', (search, key) => {
    expect(findSettings(search)).toContain(key);
  });

  it('finds nothing for what there is not', () => {
    expect(findSettings('stapler')).toEqual([]);
  });
});

describe('the palette', () => {
  const item = (title: string, icon = 'sliders'): PaletteItem => ({
    title,
    icon,
    detail: '',
    run: () => null,
  });

  it('puts a setting before its choices, and shows everything while nothing is asked', () => {
    const items = [item('Mirror: On', 'circle'), item('Mirror'), item('Copies')];
    expect(findItems(items, 'mirror').map(({ title }) => title)).toEqual(['Mirror', 'Mirror: On']);
    expect(findItems(items, ' ')).toEqual(items);
    expect(findItems(items, 'nothing of the kind')).toEqual([]);
  });
});
