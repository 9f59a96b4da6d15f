import type { MARKED_PAGES } from '../../settings/catalogue/marks.ts';
import { attachmentOf } from './attachment.ts';
import { areasOf, type AreaShape, type MarkedArea } from './marked-areas.ts';
import { headerMarks } from './marks-header.ts';
import { letterheadPlacement } from './marks-letterhead.ts';
import { stampPlacements, watermarkMarks } from './marks-watermark.ts';
import { mapInSteps, type Steps } from '../in-steps.ts';
import type { PlanInput } from '../plan-input.ts';
import type { PlannedSheet, SidePlan } from '../sheet-plan.ts';
import { transformSide } from '../places/transform-side.ts';

type MarkedPages = (typeof MARKED_PAGES)[number];

/**
 * Watermark or stamp, header, footer and letterhead on the sides of sheets; a stamp takes the place of a watermark's
 * text. Sides that lie down get them as they are read; a booklet's halves each get their own. Posters get none: they
 * are one picture on many sheets. Neither do blank sides.
 */
export function* addMarks(sheets: readonly PlannedSheet[], input: PlanInput): Steps<readonly PlannedSheet[]> {
  const { settings } = input;
  const makers = makersFor(input);
  if (makers.length === 0 || settings.arrangement === 'poster') return sheets;
  const areas = areasOf(sheets, settings);
  yield;
  const pages = [...areas.values()].reduce((sum, { length }) => sum + length, 0);
  const mark = (side: SidePlan): SidePlan => {
    let marked = side;
    for (const area of areas.get(side) ?? []) {
      for (const { layer, on, make } of makers) {
        if (isOn(on, area.number)) marked = addLayer(marked, layer, make(area, pages));
      }
    }
    return marked;
  };
  return yield* mapInSteps(sheets, (sheet) => ({
    ...sheet,
    front: mark(sheet.front),
    back: sheet.back && mark(sheet.back),
  }));
}

type Layer = 'under' | 'over';

/** Something that is put on areas. */
interface Maker {
  readonly layer: Layer;
  readonly on: MarkedPages;
  /** On the side that the area belongs to. */
  readonly make: (area: MarkedArea, pages: number) => SidePlan;
}

/** What is asked for. Of those under the pages, the later ones lie lower. */
function makersFor({ documents, settings, job }: PlanInput): Maker[] {
  const makers: Maker[] = [];
  const stamp = attachmentOf(documents, 'stamp');
  const letterhead = attachmentOf(documents, 'letterhead');
  const watermark = { layer: settings.watermarkLayer, on: settings.watermarkPages };
  if (stamp) {
    const make = (area: MarkedArea) => ({
      placements: stampPlacements(area.shape.printable, stamp, settings),
    });
    makers.push({ ...watermark, make: oncePerShape(make) });
  } else if (settings.watermark !== '') {
    const make = (area: MarkedArea) => ({
      placements: [],
      marks: watermarkMarks(area.shape.printable, settings),
    });
    makers.push({ ...watermark, make: oncePerShape(make) });
  }
  if (letterhead) {
    const make = (area: MarkedArea) => ({ placements: [letterheadPlacement(area, letterhead)] });
    makers.push({ layer: settings.letterheadLayer, on: settings.letterheadPages, make: ontoSide(make) });
  }
  if (settings.header !== '' || settings.footer !== '') {
    const names = new Map(documents.map(({ id, name }) => [id, name]));
    const make = (area: MarkedArea, pages: number) => {
      const file = names.get(area.documentId) ?? '';
      const values = { ...job, file, page: String(area.number), pages: String(pages) };
      return { placements: [], marks: headerMarks(area.shape.printable, settings, values) };
    };
    makers.push({ layer: 'over', on: settings.headerPages, make: ontoSide(make) });
  }
  return makers;
}

/** Turned as its area is. */
function ontoSide(make: Maker['make']): Maker['make'] {
  return (area, pages) => {
    const made = make(area, pages);
    return area.shape.toSide ? transformSide(made, area.shape.toSide) : made;
  };
}

/** The same objects for all areas of one shape: thousands of sides share a watermark's many marks. */
function oncePerShape(make: (area: MarkedArea) => SidePlan): Maker['make'] {
  const made = new Map<AreaShape, SidePlan>();
  const onSide = ontoSide(make);
  return (area, pages) => {
    const known = made.get(area.shape) ?? onSide(area, pages);
    made.set(area.shape, known);
    return known;
  };
}

function isOn(pages: MarkedPages, number: number): boolean {
  return pages === 'all' || (pages === 'first') === (number === 1);
}

function addLayer(side: SidePlan, layer: Layer, added: SidePlan): SidePlan {
  const marks = [...(side.marks ?? []), ...(added.marks ?? [])];
  return {
    ...side,
    placements:
      layer === 'under'
        ? [...added.placements, ...side.placements]
        : [...side.placements, ...added.placements],
    ...(marks.length > 0 && { marks }),
  };
}
