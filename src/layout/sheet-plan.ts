import type { DuplexMode } from '../machine/options.ts';
import type { PaperName } from '../machine/paper.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import type { FlipEdge } from '../settings/turning.ts';
import type { Matrix, QuarterTurn, RectPx } from './geometry.ts';
import type { Mark } from './marks.ts';

/**
 * What goes where, on which side of which sheet, for a whole job, before any pixel exists.
 * A plain, serialisable value: preview, raster, accounting and resume all read the same plan.
 */
export interface SheetPlan {
  readonly paper: PaperName;
  /** What the machine is told: sheets that a person turns over are one-sided to it. */
  readonly duplex: DuplexMode;
  /** Where a person turns the sheets over (`duplex` is off then): the edge about which each is turned. */
  readonly turnedAt?: FlipEdge;
  readonly sheets: readonly PlannedSheet[];
  /**
   * Copies the machine makes of all sheets. Where the computer makes the copies, they stand in `sheets` and this
   * is 1: the count has one owner. Left out in plans that were stored before it existed: the settings' copies.
   */
  readonly machineCopies?: number;
  /**
   * From this sheet on (counted from 0) the sheets are those before, put into the bypass again for their second
   * sides: here a person turns the stack. Left out: nobody does.
   */
  readonly stackAt?: number;
  /** What the second sides are laid out for. Left out: they stay as they are, whatever the machine does with stacks. */
  readonly stackHabit?: StackHabit;
  /** Only some sheets of what the settings make of the documents: printed again in part, for example. */
  readonly isPart?: boolean;
}

export interface PlannedSheet {
  readonly front: SidePlan;
  /** null: one-sided, or the last sheet of an odd number of pages. */
  readonly back: SidePlan | null;
  /**
   * Where it differs from the rest of the job: a cover from the bypass, a page of another size. UFR II LT has one
   * paper, type and source a job, so the sheets of a plan go out as one job for each run of equal tickets.
   */
  readonly ticket?: SheetTicket;
  /** What it is for, where it is none of the documents' own sheets. */
  readonly role?: SheetRole;
}

export type SheetRole = 'banner' | 'cover' | 'separator' | 'interleaf';

export type SheetTicket = Partial<Pick<PrintSettings, 'paper' | 'media' | 'source'>>;

export interface SidePlan {
  /** Painted in this order. Empty: a blank side. */
  readonly placements: readonly Placement[];
  /** What the layout itself draws: lines, labels, watermarks, headers. */
  readonly marks?: readonly Mark[];
  /** Read with its left edge up, as wide pages lie. Left out: upright. Headers and watermarks follow it. */
  readonly turned?: boolean;
}

/**
 * One page of a document on a side.
 *
 * `matrix` [a b c d e f] maps page space to side space as canvas does: x' = a*x + c*y + e, y' = b*x + d*y + f.
 * Page space: points (1/72 in), origin top left, y down, the page upright as its own rotation shows it.
 * Side space: 600 dpi pixels of the sheet, origin top left, y down, sheet upright.
 */
export interface Placement {
  readonly documentId: string;
  /** From 0. */
  readonly pageIndex: number;
  /**
   * From 1, among the pages chosen to be printed; the same for each time one is drawn. Left out: a page that is not
   * printed for itself, a letterhead for example.
   */
  readonly number?: number;
  /** What was asked for this page alone; left out: 0. */
  readonly rotation?: QuarterTurn;
  readonly matrix: Matrix;
  /** Nothing of this page is drawn outside, side space. */
  readonly clip: RectPx;
  /** 0 to 1; left out: 1. */
  readonly opacity?: number;
}
