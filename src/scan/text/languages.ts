/** A language whose text can be read off pages. */
export interface TextLanguage {
  /** As Tesseract calls it (ISO 639-3). */
  readonly code: string;
  readonly name: string;
  /** What is downloaded when it is first used. */
  readonly bytes: number;
}

/** Tesseract's `best` models with integer weights, as packed by the `@tesseract.js-data` packages. */
export const TEXT_LANGUAGES: readonly TextLanguage[] = [
  { code: 'eng', name: 'English', bytes: 2_952_873 },
  { code: 'deu', name: 'German', bytes: 1_333_102 },
  { code: 'fra', name: 'French', bytes: 707_406 },
  { code: 'spa', name: 'Spanish', bytes: 2_100_190 },
  { code: 'ita', name: 'Italian', bytes: 1_660_998 },
  { code: 'por', name: 'Portuguese', bytes: 1_392_239 },
  { code: 'nld', name: 'Dutch', bytes: 3_005_696 },
];

/** What is downloaded once, whatever the language: the recognition itself. */
export const TEXT_ENGINE_BYTES = 3_058_179;

/** The language of a BCP 47 tag, as `de-AT`; null when its text cannot be read. */
export function textLanguageOf(tag: string): string | null {
  const known = { en: 'eng', de: 'deu', fr: 'fra', es: 'spa', it: 'ita', pt: 'por', nl: 'nld' };
  const primary = tag.toLowerCase().split('-')[0]!;
  return Object.entries(known).find(([short]) => short === primary)?.[1] ?? null;
}
