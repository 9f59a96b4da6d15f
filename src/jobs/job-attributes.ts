import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import { parameterSetFor } from '../settings/halftone.ts';
import type { JobRequest } from './spooler-api.ts';

/** What the job says about itself in the machine's language. */
export function attributesOf({
  settings,
  title,
  user,
  account,
}: Omit<JobRequest, 'documents' | 'plan'>): JobAttributes {
  return {
    paper: settings.paper,
    media: settings.media,
    source: settings.source,
    duplex: settings.duplex,
    // The driver ties the edge to the kind of duplex; one-sided sheets are bound at the left.
    bindingEdge: settings.duplex === 'short' ? 'top' : 'left',
    bindingMarginTenthsMm: settings.bindingMarginMm * 10,
    copies: settings.copies,
    collation: settings.collation,
    tonerSaving: settings.tonerSaving,
    refinement: settings.refinement,
    parameterSet: parameterSetFor(settings.halftone),
    title,
    user,
    account,
  };
}
