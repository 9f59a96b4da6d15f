import type { SheetPlan } from '../../layout/sheet-plan.ts';
import { engineSeconds } from '../../machine/engine-speed.ts';
import type { Region } from '../../machine/regions.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';

/** What a job takes, all copies counted. */
interface JobCost {
  /** Blank ones too. */
  readonly sides: number;
  /** Of the engine. */
  readonly seconds: number;
}

export function jobCost(plan: SheetPlan, { copies }: Pick<PrintSettings, 'copies'>, region: Region): JobCost {
  const sets = plan.machineCopies ?? copies;
  const backs = plan.sheets.reduce((sum, { back }) => sum + (back ? 1 : 0), 0);
  const sheets = plan.sheets.length;
  // The engine turns whole jobs; sheets that a person turns over are one-sided to it.
  const sides =
    plan.duplex === 'off'
      ? { oneSided: sheets + backs, twoSided: 0 }
      : { oneSided: sheets - backs, twoSided: 2 * backs };
  return {
    sides: (sheets + backs) * sets,
    seconds: engineSeconds(sides, plan.paper, region) * sets,
  };
}
