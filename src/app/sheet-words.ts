import type { PlannedSheet, SheetRole, SheetTicket, SidePlan } from '../layout/sheet-plan.ts';
import { SETTINGS } from '../settings/print-settings.ts';

const ROLES: Readonly<Record<SheetRole, string>> = {
  banner: 'Job sheet',
  cover: 'Cover',
  separator: 'Separator',
  interleaf: 'Interleaf',
};

interface PageRun {
  readonly documentId: string;
  readonly first: number;
  readonly last: number;
}

/** The number of a document's first page. */
type Numbering = (documentId: string) => number;

const EACH_FROM_1: Numbering = () => 1;

/**
 * The pages on a side in their order, neighbours put together. Beside pages of the job a letterhead or a stamp, which
 * has no number among them, is none.
 */
function pageRuns({ placements }: SidePlan, firstOf: Numbering): PageRun[] {
  const runs: PageRun[] = [];
  const numbered = placements.filter(({ number }) => number !== undefined);
  for (const { documentId, pageIndex } of numbered.length > 0 ? numbered : placements) {
    const page = pageIndex + firstOf(documentId);
    const before = runs.at(-1);
    if (before?.documentId !== documentId || page > before.last + 1 || page < before.last) {
      runs.push({ documentId, first: page, last: page });
    } else if (page === before.last + 1) runs[runs.length - 1] = { ...before, last: page };
  }
  return runs;
}

function numbers({ first, last }: PageRun): string {
  return first === last ? `${first}` : `${first}–${last}`;
}

/** `3`, `1–4`, `5, 8`; empty for a blank side. */
export function pagesInShort(side: SidePlan | null, firstOf: Numbering = EACH_FROM_1): string {
  return side ? pageRuns(side, firstOf).map(numbers).join(', ') : '';
}

/**
 * `Page 3`, `Pages 1–4 of a.pdf, page 1 of b.pdf`, `Blank`.
 *
 * @param nameOf names documents; null where there is only one
 */
export function sideInWords(
  side: SidePlan | null,
  nameOf: ((documentId: string) => string) | null = null,
): string {
  const runs = side ? pageRuns(side, EACH_FROM_1) : [];
  if (runs.length === 0) return side?.marks?.length ? 'No page' : 'Blank';
  const text = runs
    .map((run) => {
      const pages = `page${run.first === run.last ? '' : 's'} ${numbers(run)}`;
      return nameOf ? `${pages} of ${nameOf(run.documentId)}` : pages;
    })
    .join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What sets a sheet apart from the rest of its job: `Cover`, `Bypass tray`, `Heavy paper`. */
export function apartInWords({ role, ticket }: PlannedSheet): readonly string[] {
  return [...(role ? [ROLES[role]] : []), ...ticketInWords(ticket ?? {})];
}

function ticketInWords(ticket: SheetTicket): string[] {
  return (Object.keys(ticket) as (keyof SheetTicket)[]).flatMap((key) => {
    const choices: readonly { value: string; title: string }[] = SETTINGS[key].description.choices;
    return choices.find(({ value }) => value === ticket[key])?.title ?? [];
  });
}
