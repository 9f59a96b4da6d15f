import type { RectPx } from '../geometry.ts';
import type { Scaling } from '../../settings/catalogue/layout.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { placePage } from '../places/place-page.ts';
import type { AttachmentRole, PlannedDocument } from '../plan-input.ts';
import type { Placement } from '../sheet-plan.ts';

/** The file with that role; one without a page is none. */
export function attachmentOf<Document extends Pick<PlannedDocument, 'role' | 'pages'>>(
  documents: readonly Document[],
  role: AttachmentRole,
): Document | null {
  return documents.find((document) => document.role === role && document.pages.length > 0) ?? null;
}

/** A page that is not printed for itself. It has no number among those that are. */
export function attachedPage({ id, name, pages }: PlannedDocument, pageIndex: number): ChosenPage {
  return { ...pages[pageIndex]!, documentId: id, documentName: name, pageIndex, rotation: 0, number: 0 };
}

/** In the middle of its place, turned where it comes out larger so. */
export function placeAttachment(
  document: PlannedDocument,
  pageIndex: number,
  place: RectPx,
  scaling: Scaling,
): Placement {
  const placement = placePage(attachedPage(document, pageIndex), place, {
    scaling,
    scalePercent: 100,
    alignment: 'centre',
    autoRotate: true,
    rotation: '0',
  });
  return withoutNumber(placement);
}

export function withoutNumber({ number: _, ...placement }: Placement): Placement {
  return placement;
}
