import { PAPERS, type PaperName } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { compose, intersection, type Matrix, type RectPx } from '../geometry.ts';
import { mapInSteps, type Steps } from '../in-steps.ts';
import { mmToPx, printableArea } from '../printable-area.ts';
import type { PlannedSheet, SidePlan } from '../sheet-plan.ts';
import { mirroring, moving, transformSide } from './transform-side.ts';

type MovingSettings = Pick<
  PrintSettings,
  'paper' | 'mirror' | 'offsetXMm' | 'offsetYMm' | 'backOffsetXMm' | 'backOffsetYMm'
>;

/**
 * Whole sides mirrored, then moved by as much as was asked for fronts and for backs. What is moved out of the
 * printable area is lost. The job sheet is for whoever finds it in the tray: it is never mirrored.
 */
export function* moveSides(
  sheets: readonly PlannedSheet[],
  settings: MovingSettings,
): Steps<readonly PlannedSheet[]> {
  const { offsetXMm, offsetYMm, backOffsetXMm, backOffsetYMm, mirror } = settings;
  if (!mirror && [offsetXMm, offsetYMm, backOffsetXMm, backOffsetYMm].every((offset) => offset === 0))
    return sheets;
  return yield* mapInSteps(sheets, ({ front, back, ...sheet }) => {
    const paper = sheet.ticket?.paper ?? settings.paper;
    const isMirrored = mirror && sheet.role !== 'banner';
    return {
      ...sheet,
      front: moveSide(front, paper, isMirrored, [offsetXMm, offsetYMm]),
      back: back && moveSide(back, paper, isMirrored, [backOffsetXMm, backOffsetYMm]),
    };
  });
}

function moveSide(
  side: SidePlan,
  paperName: PaperName,
  mirror: boolean,
  [xMm, yMm]: readonly [xMm: number, yMm: number],
): SidePlan {
  const paper = PAPERS[paperName];
  const offset = moving(mmToPx(xMm), mmToPx(yMm));
  const matrix: Matrix = mirror ? compose(offset, mirroring(paper)) : offset;
  return clipSide(transformSide(side, matrix), printableArea(paper));
}

function clipSide({ placements, marks, ...side }: SidePlan, area: RectPx): SidePlan {
  return {
    ...side,
    placements: placements.map((placement) => ({ ...placement, clip: intersection(placement.clip, area) })),
    ...(marks && {
      marks: marks.map((mark) => ({ ...mark, clip: mark.clip ? intersection(mark.clip, area) : area })),
    }),
  };
}
