import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import type { SheetPlan } from '../layout/sheet-plan.ts';
import type { DuplexMode } from '../machine/options.ts';
import { bindingOf } from '../settings/binding.ts';
import { parameterSetFor } from '../settings/halftone.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import type { Pass } from './resume.ts';
import type { JobRequest } from './spooler-api.ts';

/** What a pass says about itself in the machine's language. */
export function attributesOf(
  { plan, settings, title, user, account }: Omit<JobRequest, 'documents'>,
  pass: Pass,
): JobAttributes {
  const { paper = plan.paper, media = settings.media, source = settings.source } = pass.ticket ?? {};
  const duplex = duplexOf(plan, pass);
  return {
    paper,
    media,
    source,
    duplex,
    bindingEdge: bindingEdgeOf(settings, duplex),
    bindingMarginTenthsMm: marginByMachine(settings),
    copies: pass.copies,
    collation: settings.collation,
    tonerSaving: settings.tonerSaving,
    refinement: settings.refinement,
    parameterSet: parameterSetFor(settings.halftone),
    title,
    user,
    account,
  };
}

/** Sheets with a ticket of their own, covers for example, may be of a kind that the machine cannot turn over. */
function duplexOf({ duplex, sheets }: SheetPlan, { from, to, ticket }: Pass): DuplexMode {
  const hasBacks = sheets.slice(from, to).some(({ back }) => back !== null);
  return ticket && !hasBacks ? 'off' : duplex;
}

/** The driver ties the edge to the kind of duplex; one-sided sheets are bound at the left, or at the top if asked. */
function bindingEdgeOf(settings: PrintSettings, duplex: DuplexMode): 'left' | 'top' {
  if (duplex === 'off') return bindingOf(settings).edge === 'top' ? 'top' : 'left';
  return duplex === 'short' ? 'top' : 'left';
}

function marginByMachine(settings: PrintSettings): number {
  return bindingOf(settings).marginBy === 'machine' ? settings.bindingMarginMm * 10 : 0;
}
