import { PAPERS, type Paper, type PaperName } from '../machine/paper.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import type { LineMark, Mark } from './marks.ts';
import { mmToPx } from './printable-area.ts';
import type { PlannedSheet, SheetPlan } from './sheet-plan.ts';

/** What a person reads from the two sheets of the stack test. */
export interface StackTestAnswers {
  /** Where the letter came out: on the back of a number, or on the same side. */
  readonly letterOn: 'back' | 'same-side';
  /** Which letter sheet 1 got. */
  readonly letterOfSheetOne: 'A' | 'B';
  /**
   * Whether both arrows of a sheet point the same way: seen together where they are on one side, else with the
   * sheet turned over like the page of a book.
   */
  readonly arrows: 'same' | 'opposite';
}

/** Two passes, to be printed one after the other. */
export interface StackTest {
  readonly first: SheetPlan;
  readonly second: SheetPlan;
}

/**
 * A test by which a person finds out what this machine does with a stack: the first pass prints the numbers 1 and 2
 * on two sheets, each with an arrow. The person puts them into the bypass as they came out, without turning them;
 * the second pass prints A and B in the same way, on the other half, so that both can be read on one side.
 */
export function testSheetForStack(paper: PaperName): StackTest {
  const { widthPx } = PAPERS[paper];
  const sheets = (signs: readonly string[], x: number): PlannedSheet[] =>
    signs.map((sign) => ({
      front: { placements: [], marks: signMarks(PAPERS[paper], sign, x) },
      back: null,
    }));
  const common = { paper, duplex: 'off', machineCopies: 1 } as const;
  const letters = sheets(['A', 'B'], (3 * widthPx) / 4);
  return {
    first: { ...common, sheets: sheets(['1', '2'], widthPx / 4) },
    second: { ...common, sheets: letters.map((sheet) => ({ ...sheet, ticket: { source: 'Manual' } })) },
  };
}

/** How stacks are to be put back from now on, and what comes of it. */
export function habitFrom({ letterOn, letterOfSheetOne, arrows }: StackTestAnswers): StackHabit {
  const asItCame = letterOn === 'back';
  const keptOrder = letterOfSheetOne === 'A';
  return {
    refeed: asItCame ? 'as-it-came' : 'turned-over',
    // Turning a stack over puts its last sheet first, and leaves the ends of the sheets where they are.
    order: keptOrder === asItCame ? 'same' : 'reversed',
    edge: arrows === 'same' ? 'long' : 'short',
  };
}

const LINE_PX = mmToPx(1.5);
/** Clear of the frame of envelopes too. */
const MARGIN_PX = mmToPx(12);

/**
 * An arrow to the top and a large sign below it, all in the sheet's upper half: what a second print turned round
 * puts there lies in the lower half then.
 */
function signMarks({ widthPx, heightPx }: Paper, sign: string, x: number): Mark[] {
  const style = { kind: 'text', layer: 'over', gray: 0, align: 'center', angle: 0 } as const;
  return [
    ...arrow(x, MARGIN_PX, heightPx / 5),
    { ...style, text: sign, x, y: heightPx * 0.35, sizePx: widthPx / 4 },
  ];
}

function arrow(x: number, tip: number, end: number): LineMark[] {
  const head = mmToPx(12);
  const line = (x1: number, y1: number, x2: number, y2: number): LineMark => ({
    ...{ kind: 'line', layer: 'over', gray: 0, widthPx: LINE_PX },
    ...{ x1, y1, x2, y2 },
  });
  return [line(x, end, x, tip), line(x - head, tip + head, x, tip), line(x + head, tip + head, x, tip)];
}
