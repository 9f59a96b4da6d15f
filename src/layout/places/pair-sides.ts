import type { PlannedSheet, SidePlan } from '../sheet-plan.ts';

/**
 * Sides on sheets, in order: fronts and backs in turn, or fronts alone.
 *
 * Which way a back lies. Each side's pixels show it as one sees it, the sheet upright, after turning the sheet over
 * about the edge that `turnedEdge` names; nothing turns backs further. Wide pages, and sides that lie down, have
 * their top along the left edge on fronts and backs alike. So, turned over about the long edge, upright pages turn
 * like a book's and wide ones like a wall calendar's; about the short edge, upright ones like a notepad's and wide
 * ones like a book's. The binding decides, for every page of a job in the same way, whatever mix of orientations
 * it has.
 */
export function pairSides(sides: readonly SidePlan[], isTwoSided: boolean): PlannedSheet[] {
  if (!isTwoSided) return sides.map((front) => ({ front, back: null }));
  return Array.from({ length: Math.ceil(sides.length / 2) }, (_, sheet) => ({
    front: sides[2 * sheet]!,
    back: sides[2 * sheet + 1] ?? null,
  }));
}
