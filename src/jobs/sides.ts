import type { SideRequest } from '../documents/raster-api.ts';
import type { JobRequest } from './spooler-api.ts';

/** The sides of a job in the order in which the machine takes them: each sheet's front, then its back. */
export function sidesOf({ plan, settings }: Pick<JobRequest, 'plan' | 'settings'>): SideRequest[] {
  const { halftone, brightness, contrast, density } = settings;
  const common = { paper: plan.paper, halftone: { halftone, brightness, contrast, density } };
  return plan.sheets
    .flatMap(({ front, back }) => (back ? [front, back] : [front]))
    .map((side) => ({ side, ...common }));
}
