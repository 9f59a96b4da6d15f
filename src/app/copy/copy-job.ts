import type { DocumentSource } from '../../documents/raster-api.ts';
import type { JobRequest } from '../../jobs/spooler-api.ts';
import type { PageDimensions } from '../../layout/geometry.ts';
import { planJob } from '../../layout/plan-job.ts';
import type { Placement, SheetPlan, SidePlan } from '../../layout/sheet-plan.ts';
import { planForSending, UNKNOWN_STACK } from '../../layout/two-pass.ts';
import type { Account } from '../../machine/options.ts';
import type { StackHabit } from '../../machine/stack-habit.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { jobFacts } from '../state/job-facts.ts';

/** Whose copies they are, and on which machine. */
export interface CopyOwner {
  readonly user: string;
  readonly account: Account | null;
  readonly stackHabit: StackHabit | null;
  /** The machine's tone curve for these settings; empty: none. */
  calibrationFor(settings: PrintSettings): string;
}

export interface CopyJob {
  readonly title: string;
  readonly source: DocumentSource;
  /** Of the document. */
  readonly pages: readonly PageDimensions[];
  readonly settings: PrintSettings;
  /** Pages lie in the sheet's corner, as originals lie in that of the glass. */
  readonly keepsCorner: boolean;
}

/** Some sheets of a copy as a job like any other. Throws PlatenError `layout.*`. */
export function copyRequest(
  { title, source, pages, settings, keepsCorner }: CopyJob,
  owner: CopyOwner,
): JobRequest {
  const { user, account, stackHabit } = owner;
  const planned = planJob({
    documents: [{ id: source.id, name: source.name, pages }],
    settings,
    job: jobFacts(title, user, settings, new Date()),
  });
  const plan = planForSending(keepsCorner ? inCorner(planned) : planned, stackHabit ?? UNKNOWN_STACK);
  const calibration = owner.calibrationFor(settings);
  const request = { title, user, account, documents: [source], plan, settings };
  return calibration === '' ? request : { ...request, calibration };
}

/** Layouts begin where the machine can print; an original begins where its sheet does. */
function inCorner(plan: SheetPlan): SheetPlan {
  const move = (side: SidePlan): SidePlan => ({ ...side, placements: side.placements.map(atCorner) });
  const sheets = plan.sheets.map((sheet) => ({
    ...sheet,
    front: move(sheet.front),
    back: sheet.back && move(sheet.back),
  }));
  return { ...plan, sheets };
}

function atCorner(placement: Placement): Placement {
  const [a, b, c, d] = placement.matrix;
  return { ...placement, matrix: [a, b, c, d, 0, 0] };
}
