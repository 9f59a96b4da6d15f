import { describe, expect, it } from 'vitest';
import { SETTING_GROUPS } from '../../../src/settings/groups.ts';
import {
  DEFAULT_SETTINGS,
  type PrintSettings,
  type SettingKey,
} from '../../../src/settings/print-settings.ts';
import { isRelevant, whenRelevant } from '../../../src/settings/relevance.ts';

const relevant = (key: SettingKey, changes: Partial<PrintSettings>, attached: readonly string[] = []) =>
  isRelevant(key, { ...DEFAULT_SETTINGS, ...changes }, { attached: new Set(attached) });

describe('relevance', () => {
  it.each<[SettingKey, Partial<PrintSettings>, Partial<PrintSettings>]>([
    ['collation', { copies: 2 }, { copies: 1 }],
    ['pagesPerSheet', { arrangement: 'nup' }, { arrangement: 'poster' }],
    ['pageOrder', { arrangement: 'nup' }, { arrangement: 'repeat' }],
    ['posterOverlapMm', { arrangement: 'poster' }, { arrangement: 'nup' }],
    ['creepMm', { arrangement: 'booklet' }, { arrangement: 'single' }],
    ['duplex', { arrangement: 'nup' }, { arrangement: 'booklet' }],
    ['turnedBy', { duplex: 'long' }, { duplex: 'off' }],
    ['turnedBy', { arrangement: 'booklet' }, {}],
    ['scalePercent', { scaling: 'percent' }, { scaling: 'fit' }],
    ['screenLpi', { halftone: 'Custom' }, { halftone: 'Gradation' }],
    ['objectAware', {}, { halftone: 'Threshold' }],
    ['watermarkAngle', { watermark: 'DRAFT' }, {}],
    ['headerPages', { footer: '{page}' }, {}],
    ['bindingMarginBy', { bindingMarginMm: 5 }, {}],
    ['coverMedia', { backCover: 'blank' }, {}],
    ['separatorSource', { banner: true }, {}],
  ])('%s matters with %o, not with %o', (key, yes, no) => {
    expect(relevant(key, yes)).toBe(true);
    expect(relevant(key, no)).toBe(false);
  });

  it('knows which files are there', () => {
    expect(relevant('watermarkAngle', {}, ['stamp'])).toBe(true);
    expect(relevant('letterheadLayer', {}, ['letterhead'])).toBe(true);
    expect(relevant('letterheadLayer', {}, ['stamp'])).toBe(false);
  });

  it('says when something would matter', () => {
    expect(whenRelevant('posterRows', DEFAULT_SETTINGS)).toBe('For posters.');
    expect(whenRelevant('paper', DEFAULT_SETTINGS)).toBeNull();
  });
});

describe('groups', () => {
  it('hold every setting once', () => {
    const grouped = SETTING_GROUPS.flatMap(({ common, more }) => [...common, ...more]);
    expect(grouped.toSorted()).toEqual(Object.keys(DEFAULT_SETTINGS).toSorted());
  });
});
