import type { PrnContents, PrnSide } from '../../jobs/prn-api.ts';
import type { JobRequest } from '../../jobs/spooler-api.ts';
import type { PlannedSheet } from '../../layout/sheet-plan.ts';
import type { DuplexMode } from '../../machine/options.ts';
import { PAPERS } from '../../machine/paper.ts';
import { DEFAULT_SETTINGS } from '../../settings/print-settings.ts';

const NOTHING = { placements: [] };

/** An opened print file as a job that is sent as it is; null when not a single side of it can be decoded. */
export function prnRequest(
  file: { readonly name: string; readonly blob: Blob },
  { attributes, ticket, sides }: Pick<PrnContents, 'attributes' | 'ticket' | 'sides'>,
  user: string,
): JobRequest | null {
  const told = attributes ?? ticket;
  if (!told || sides.length === 0) return null;
  const { paper, media, source, duplex, bindingMarginTenthsMm, copies, collation, tonerSaving, refinement } =
    told;
  const bindingMarginMm = Math.round(bindingMarginTenthsMm / 10);
  const own = { paper, media, source, duplex, bindingMarginMm, copies, collation, tonerSaving, refinement };
  return {
    title: file.name,
    user,
    account: told.account && { id: told.account.id, password: 0 },
    documents: [{ id: crypto.randomUUID(), name: file.name, blob: file.blob }],
    plan: { paper, duplex, sheets: sheetsOf(sides.length, duplex) },
    settings: { ...DEFAULT_SETTINGS, ...own },
    stream: {
      sides: sides.map((side) => ({ endsAt: side.endsAt, blackDots: blackDots(side) })),
      isWhole: attributes !== null,
    },
  };
}

function sheetsOf(sides: number, duplex: DuplexMode): PlannedSheet[] {
  if (duplex === 'off') return Array.from({ length: sides }, () => ({ front: NOTHING, back: null }));
  return Array.from({ length: Math.ceil(sides / 2) }, (_, sheet) => ({
    front: NOTHING,
    back: sheet * 2 + 1 < sides ? NOTHING : null,
  }));
}

/** The books count in dots of the whole sheet. */
function blackDots({ paper, coverage }: PrnSide): number {
  const { widthPx, heightPx } = PAPERS[paper];
  return Math.round(coverage * widthPx * heightPx);
}
