import { describe, expect, it } from 'vitest';
import { MEDIA } from '../../../src/machine/media.ts';
import { MODELS } from '../../../src/machine/models.ts';
import { MEDIA_NAMES, SOURCE_NAMES } from '../../../src/machine/options.ts';
import { QUIRKS } from '../../../src/machine/quirks.ts';
import { guessRegion, REGIONS } from '../../../src/machine/regions.ts';
import { SOURCES } from '../../../src/machine/sources.ts';
import { FAMILY_FILTERS, identifyUsbIds, namesAnotherModel } from '../../../src/machine/usb-ids.ts';

describe('USB ids', () => {
  it('knows the family', () => {
    const [filter] = FAMILY_FILTERS;
    expect(identifyUsbIds(filter.vendorId, filter.productId)).toEqual({ kind: 'family' });
  });

  it('names the neighbours', () => {
    expect(identifyUsbIds(0x04a9, 0x269d)).toEqual({ kind: 'other', name: 'Canon iR1018/1022/1023' });
    expect(identifyUsbIds(0x04a9, 0x0001)).toEqual({ kind: 'other', name: null });
    expect(identifyUsbIds(0x03f0, 0x26e6)).toEqual({ kind: 'other', name: null });
  });

  it.each(['iR1020/1024/1025', 'iR1024iF', 'imageRUNNER 1025N', 'Canon printer', ''])(
    'takes the model %j for one of the family, or for no proof',
    (model) => expect(namesAnotherModel(model)).toBe(false),
  );

  it.each(['iR1018/1022/1023', 'iR2016', 'MF4010 Series', 'iR-ADV C5535', 'LaserJet 4100'])(
    'takes the model %j for another',
    (model) => expect(namesAnotherModel(model)).toBe(true),
  );
});

describe('models', () => {
  it('are the nine names under the one driver, at the speed of their region', () => {
    expect(MODELS.map(({ name }) => name)).toEqual([
      'iR1020',
      'iR1024',
      'iR1024A',
      'iR1024F',
      'iR1024i',
      'iR1024iF',
      'imageRUNNER 1025',
      'imageRUNNER 1025N',
      'imageRUNNER 1025iF',
    ]);
    for (const model of MODELS.filter(({ name }) => name !== 'iR1020')) {
      expect(model.pagesPerMinute).toBe(REGIONS[model.region].pagesPerMinute);
    }
  });
});

describe('regions', () => {
  it.each([
    ['en-US', 'americas'],
    ['es-MX', 'americas'],
    ['en', 'americas'],
    ['de-DE', 'europe'],
    ['ja', 'europe'],
    ['pt-BR', 'europe'],
    ['not a tag', 'europe'],
  ])('%s is %s', (tag, region) => expect(guessRegion(tag)).toBe(region));
});

describe('titles', () => {
  it('are there for every medium and source, each its own', () => {
    const titles = [
      ...MEDIA_NAMES.map((name) => MEDIA[name].title),
      ...SOURCE_NAMES.map((name) => SOURCES[name].title),
    ];
    expect(titles.filter((title) => title === '')).toEqual([]);
    expect(new Set(MEDIA_NAMES.map((name) => MEDIA[name].title)).size).toBe(MEDIA_NAMES.length);
  });
});

describe('quirks', () => {
  it('each asks a question and names a source', () => {
    for (const [name, quirk] of Object.entries(QUIRKS)) {
      expect(quirk.question, name).toMatch(/\?$/);
      expect(quirk.source, name).not.toBe('');
    }
  });
});
