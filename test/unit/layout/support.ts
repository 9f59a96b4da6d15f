import type { PageDimensions } from '../../../src/layout/geometry.ts';
import type { ChosenPage } from '../../../src/layout/pages/chosen-page.ts';

export const A4_PT: PageDimensions = { widthPt: (210 / 25.4) * 72, heightPt: (297 / 25.4) * 72 };

/** All pages of one document, in order. */
export function chosenPages(count: number, size: PageDimensions = A4_PT, documentId = 'd'): ChosenPage[] {
  return Array.from({ length: count }, (_, pageIndex) => ({
    ...size,
    documentId,
    documentName: `${documentId}.pdf`,
    pageIndex,
    rotation: 0,
    number: pageIndex + 1,
  }));
}
