import { MEDIA_NAMES, type MediaName } from './options.ts';
import type { PaperName } from './paper.ts';

/** Canon sold the family with two drivers that differ in these few things (PPDs for Europe and the Americas). */
export type Region = 'europe' | 'americas';

export interface RegionProfile {
  readonly title: string;
  readonly defaultPaper: PaperName;
  readonly pagesPerMinute: number;
  readonly media: readonly MediaName[];
}

export const REGIONS: Readonly<Record<Region, RegionProfile>> = {
  europe: {
    title: 'Europe and Asia',
    defaultPaper: 'A4',
    pagesPerMinute: 24,
    media: MEDIA_NAMES.filter((name) => name !== 'PREPUNCHED'),
  },
  americas: {
    title: 'Americas',
    defaultPaper: 'Letter',
    pagesPerMinute: 25,
    media: MEDIA_NAMES,
  },
};

/** American countries where offices print on Letter, after CLDR's paper size data. */
const LETTER_COUNTRIES = new Set('BZ CA CL CO CR GT MX NI PA PR SV US VE'.split(' '));

/** A first guess from a language tag such as `en-US`; people can change it. */
export function guessRegion(languageTag: string): Region {
  try {
    const country = new Intl.Locale(languageTag).maximize().region;
    return country !== undefined && LETTER_COUNTRIES.has(country) ? 'americas' : 'europe';
  } catch {
    return 'europe';
  }
}
