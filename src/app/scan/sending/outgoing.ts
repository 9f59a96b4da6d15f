import type { DocumentOrder, FileFormat } from '../../../scan/pages/pages-api.ts';
import type { ScanDestination } from '../../../scan/profiles/destination.ts';
import type { OutputSettings } from '../../../scan/profiles/output.ts';

/** What is written for a destination: as it was chosen, but that a clipboard holds one page, and only as PNG. */
export function outgoing(
  documents: readonly DocumentOrder[],
  { format, jpegQuality, languages, fileName }: OutputSettings,
  destination: ScanDestination,
): { readonly documents: readonly DocumentOrder[]; readonly output: OutputSettings } {
  const output = { format, jpegQuality, languages, fileName };
  if (destination.kind !== 'clipboard') return { documents, output };
  const [first] = documents;
  return {
    documents: first ? [{ ...first, pages: first.pages.slice(0, 1) }] : [],
    // Nothing of that name is kept: no number is used up for it.
    output: { ...output, format: 'png', languages: [], fileName: '{title}' },
  };
}

/** With which files of each format end. */
export const EXTENSIONS: Readonly<Record<FileFormat, string>> = {
  pdf: 'pdf',
  'pdf-a': 'pdf',
  tiff: 'tif',
  png: 'png',
  jpeg: 'jpg',
  text: 'txt',
};

/** Whether all of it will be one file. */
export function isOneFile(documents: readonly DocumentOrder[], { format }: OutputSettings): boolean {
  if (documents.length !== 1) return false;
  return (format !== 'png' && format !== 'jpeg') || documents[0]!.pages.length === 1;
}
