import type { SideRequest } from '../documents/raster-api.ts';
import { halftoneSettings } from '../settings/halftone.ts';
import type { Pass } from './resume.ts';
import type { JobRequest } from './spooler-api.ts';

/** The sides of a pass in the order in which the machine takes them: each sheet's front, then its back. */
export function sidesOf(
  { plan, settings, calibration }: Pick<JobRequest, 'plan' | 'settings' | 'calibration'>,
  pass: Pass,
): SideRequest[] {
  const common = {
    paper: pass.ticket?.paper ?? plan.paper,
    halftone: halftoneSettings(settings, calibration),
  };
  return plan.sheets
    .slice(pass.from, pass.to)
    .flatMap(({ front, back }) => (back ? [front, back] : [front]))
    .map((side) => ({ side, ...common }));
}
