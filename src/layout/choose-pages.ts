import type { ChosenPage } from './chosen-page.ts';
import type { PlannedDocument } from './plan-input.ts';

/** The pages to be printed, in the order in which they will be. Documents with a role are not printed for themselves. */
export function choosePages(documents: readonly PlannedDocument[]): ChosenPage[] {
  let number = 0;
  return documents.flatMap(({ id, name, pages, role }) =>
    role
      ? []
      : pages.map((page, pageIndex) => ({
          ...page,
          documentId: id,
          documentName: name,
          pageIndex,
          rotation: 0 as const,
          number: ++number,
        })),
  );
}
