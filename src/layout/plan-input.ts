import type { PageDimensions } from './geometry.ts';
import type { PrintSettings } from '../settings/print-settings.ts';

/** As much of an opened document as a plan needs. */
export interface PlannedDocument {
  readonly id: string;
  readonly name: string;
  readonly pages: readonly PageDimensions[];
  /** What it is to the job; left out: its pages are what is printed. */
  readonly role?: AttachmentRole;
  /** Pages on which nothing would be printed (from 0), where that was found out. */
  readonly blankPages?: readonly number[];
}

/** A file that is not printed for itself. At most one of each. */
export const ATTACHMENT_ROLES = ['letterhead', 'stamp', 'frontCover', 'backCover'] as const;
export type AttachmentRole = (typeof ATTACHMENT_ROLES)[number];

/** Everything a plan is made of. The same input always gives the same plan. */
export interface PlanInput {
  readonly documents: readonly PlannedDocument[];
  readonly settings: PrintSettings;
  /** For job sheet, headers and footers. */
  readonly job: JobFacts;
}

export interface JobFacts {
  readonly title: string;
  readonly user: string;
  /** As people write it here: date and time of printing. */
  readonly date: string;
  readonly time: string;
}
