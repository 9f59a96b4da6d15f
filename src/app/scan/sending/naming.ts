import type { DocumentOrder } from '../../../scan/pages/pages-api.ts';
import { fileNameOf, parseFileName, usesCounter } from '../../../scan/profiles/file-name.ts';
import { distinctNames } from '../../../scan/profiles/safe-file-name.ts';

/** Numbers that go on from scan to scan; IndexedDB in the app. Throws PlatenError `job.storage-*`, `storage.*`. */
export interface Counters {
  next(name: string): Promise<number>;
  take(name: string, count: number): Promise<number>;
  set(name: string, next: number): Promise<void>;
}

/** Who names files: a profile, or a person who has none in mind. */
export interface NamingOccasion {
  readonly pattern: string;
  /** null: without a profile, which has a counter of its own. */
  readonly profile: { readonly id: string; readonly name: string } | null;
  readonly at: Date;
  /** Number of the first document in its batch, from 1. */
  readonly firstNumber: number;
}

/** The person's, in which months are named. */
const LANGUAGE = new Intl.DateTimeFormat().resolvedOptions().locale;

/**
 * Documents with the file names that the pattern gives them, no two alike. Numbers are taken only where the pattern
 * counts. Throws PlatenError `scan.name-*`, and as `Counters` does.
 */
export async function named(
  documents: readonly DocumentOrder[],
  occasion: NamingOccasion,
  counters: Counters,
): Promise<DocumentOrder[]> {
  const pattern = parseFileName(occasion.pattern);
  const { profile, at, firstNumber } = occasion;
  const counts = usesCounter(pattern);
  const first = counts ? await counters.take(profile?.id ?? '', documents.length) : 1;
  const names = documents.map(({ title }, index) =>
    fileNameOf(pattern, {
      at,
      title,
      profile: profile?.name ?? 'Scan',
      counter: first + index,
      n: firstNumber + index,
      language: LANGUAGE,
    }),
  );
  const distinct = distinctNames(names);
  return documents.map((document, index) => ({ ...document, fileName: distinct[index]! }));
}

/** What the next file would be called, without using up a number. Throws as `named` does. */
export async function exampleName(
  title: string,
  occasion: NamingOccasion,
  counters: Counters,
): Promise<string> {
  const peeking: Counters = { ...counters, take: (name) => counters.next(name) };
  const [example] = await named([{ fileName: '', title, pages: [] }], occasion, peeking);
  return example!.fileName;
}
