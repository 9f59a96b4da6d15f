import type { RectPx } from '../geometry.ts';
import { mapInSteps, type Steps } from '../in-steps.ts';
import { PAPERS, type Paper } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { placePage, type PlacingSettings } from '../places/place-page.ts';
import { mmToPx, printableArea } from '../printable-area.ts';
import type { PlannedSheet, SidePlan } from '../sheet-plan.ts';
import { withRoom } from '../places/side-place.ts';
import { fromLyingDown, rectLyingDown, transformSide } from '../places/transform-side.ts';

/**
 * A sheet of a booklet, unfolded and lying down, its spine upright in the middle: which page is on which half of
 * each side. Pages count from 0; null: a blank page.
 */
export interface ImposedSheet {
  readonly front: Halves;
  readonly back: Halves;
  /** Where it lies in its signature: 0 the outermost sheet, 1 the innermost. */
  readonly depth: number;
}

export type Halves = readonly [left: number | null, right: number | null];

type ImpositionSettings = Pick<PrintSettings, 'signatureSheets' | 'bookletBinding'>;

/**
 * Which pages share sheets, so that the sheets of each signature, laid inside each other and folded, read in order.
 *
 * All signatures but the last have as many sheets as asked (0: there is only one). The last has as many as its
 * pages need; what is left of it at its end stays blank.
 */
export function impose(
  pageCount: number,
  { signatureSheets, bookletBinding }: ImpositionSettings,
): ImposedSheet[] {
  const halves = (left: number, right: number): Halves => {
    const [l, r] = bookletBinding === 'right' ? [right, left] : [left, right];
    return [l < pageCount ? l : null, r < pageCount ? r : null];
  };
  const imposed: ImposedSheet[] = [];
  const sheetsLeft = Math.ceil(pageCount / 4);
  for (let done = 0; done < sheetsLeft;) {
    const sheets = Math.min(signatureSheets || sheetsLeft, sheetsLeft - done);
    const first = 4 * done;
    const last = first + 4 * sheets - 1;
    for (let sheet = 0; sheet < sheets; sheet++) {
      imposed.push({
        front: halves(last - 2 * sheet, first + 2 * sheet),
        back: halves(first + 2 * sheet + 1, last - 2 * sheet - 1),
        depth: sheets === 1 ? 0 : sheet / (sheets - 1),
      });
    }
    done += sheets;
  }
  return imposed;
}

export type BookletSettings = ImpositionSettings &
  PlacingSettings &
  Pick<PrintSettings, 'paper' | 'creepMm' | 'marginMm' | 'bindingMarginMm'>;

/**
 * Pages two by two on sheets that are folded in the middle. Sheets turn about their short edge (see
 * `turnedEdge`). The extra margin surrounds every page, the binding margin is at the spine; both are made by the
 * layout, because the machine moves both halves of a side the same way.
 *
 * Creep: the inner sheets of a folded signature jut out and are trimmed, so their pages lie nearer to the spine,
 * the innermost by all of `creepMm`. That much room is kept free at the spine of the outermost, so that nothing is
 * lost on any.
 *
 * @throws PlatenError `layout.no-room`
 */
export function* planBooklet(pages: readonly ChosenPage[], settings: BookletSettings): Steps<PlannedSheet[]> {
  const imposed = impose(pages.length, settings);
  return yield* mapInSteps(imposed, (sheet) => planBookletSheet(sheet, pages, settings));
}

/** One sheet of a booklet. `pages`: what the imposition counts; null: a blank one. */
export function planBookletSheet(
  { front, back, depth }: ImposedSheet,
  pages: readonly (ChosenPage | null)[],
  settings: BookletSettings,
): PlannedSheet {
  const places = bookletPlaces(settings, depth);
  const side = (halves: Halves): SidePlan => {
    const placements = halves.flatMap((number, half) => {
      const page = number === null ? null : pages[number];
      return page ? [placePage(page, places[half]!, settings)] : [];
    });
    return { ...transformSide({ placements }, fromLyingDown(PAPERS[settings.paper])), turned: true };
  };
  return { front: side(front), back: side(back) };
}

/** Where the pages of a side may lie, left and right of the spine, the sheet lying down. */
function bookletPlaces(
  { paper, creepMm, marginMm, bindingMarginMm }: BookletSettings,
  depth: number,
): readonly [left: RectPx, right: RectPx] {
  const [margin, gutter, creep] = [mmToPx(marginMm), mmToPx(bindingMarginMm), mmToPx(creepMm)];
  const [left, right] = bookletHalves(PAPERS[paper]);
  const y = left.y + margin;
  const height = left.height - 2 * margin;
  const width = left.width - 2 * margin - gutter - creep;
  const shift = Math.round(creep * depth);
  return [
    withRoom({ x: left.x + margin + shift, y, width, height }),
    withRoom({ x: right.x + right.width - margin - width - shift, y, width, height }),
  ];
}

/** The printable parts of a sheet that lies down, left and right of the spine. */
export function bookletHalves(paper: Paper): readonly [RectPx, RectPx] {
  const area = rectLyingDown(printableArea(paper), paper);
  const width = Math.floor(paper.heightPx / 2) - area.x;
  return [
    { ...area, width },
    { ...area, x: area.x + area.width - width, width },
  ];
}
