import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from './chosen-page.ts';

type SectionSettings = Pick<
  PrintSettings,
  'arrangement' | 'pagesPerSheet' | 'frontCover' | 'backCover' | 'separators'
>;

/**
 * Pages that must not share a sheet with others, in order: those of one document where sheets stand between
 * documents, and those of the first and the last side where these are covers. Booklets are folded from all pages
 * together; the sheets of a poster are no covers.
 */
export function sectionsOf(pages: readonly ChosenPage[], settings: SectionSettings): ChosenPage[][] {
  const { arrangement, frontCover, backCover, separators } = settings;
  if (arrangement === 'booklet') return [[...pages]];
  const sections = separators === 'documents' ? byDocument(pages) : [[...pages]];
  if (arrangement === 'poster') return sections;
  const perSide = arrangement === 'nup' ? Number(settings.pagesPerSheet) : 1;
  return sections.flatMap((section, index) => {
    const first = frontCover === 'page' && index === 0 ? section.slice(0, perSide) : [];
    const rest = section.slice(first.length);
    // The last side holds what fills it, or what is left.
    const onLastSide = ((rest.length + perSide - 1) % perSide) + 1;
    const isLast = backCover === 'page' && index === sections.length - 1;
    const last = isLast && rest.length > 0 ? rest.slice(rest.length - onLastSide) : [];
    return [first, rest.slice(0, rest.length - last.length), last].filter(({ length }) => length > 0);
  });
}

function byDocument(pages: readonly ChosenPage[]): ChosenPage[][] {
  const sections: ChosenPage[][] = [];
  for (const page of pages) {
    const last = sections.at(-1);
    if (last?.[0]?.documentId === page.documentId) last.push(page);
    else sections.push([page]);
  }
  return sections;
}
