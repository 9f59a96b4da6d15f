import { MEDIA } from '../../machine/media.ts';
import { DUPLEX_MODES, MAX_BINDING_MARGIN_MM, MEDIA_NAMES, SOURCE_NAMES } from '../../machine/options.ts';
import { PAPERS, PAPER_NAMES } from '../../machine/paper.ts';
import { SOURCES } from '../../machine/sources.ts';
import { choice, number } from '../setting.ts';

/** Who prints the second side: the machine's duplex unit, or a person who turns the stack over. */
export const TURNED_BY = ['machine', 'hand'] as const;
const BINDING_EDGES = ['auto', 'left', 'right', 'top'] as const;
const MARGIN_BY = ['machine', 'layout'] as const;

export const PAPER_SETTINGS = {
  paper: choice('Paper size', 'The size of the sheets in the tray.', 'A4', PAPER_NAMES, (name) => [
    PAPERS[name].title,
  ]),
  media: choice('Paper type', 'Heavy and smooth papers need more heat.', 'Auto', MEDIA_NAMES, (name) => [
    MEDIA[name].title,
    MEDIA[name].help,
  ]),
  source: choice('Paper source', 'The tray that the paper comes from.', 'Auto', SOURCE_NAMES, (name) => [
    SOURCES[name].title,
    SOURCES[name].help,
  ]),
  duplex: choice('Two-sided', 'Print on both sides of the sheet.', 'off', DUPLEX_MODES, {
    off: ['One side'],
    long: ['Both sides, long edge', 'Pages turn like a book.'],
    short: ['Both sides, short edge', 'Pages turn like a notepad.'],
  }),
  turnedBy: choice('Sheets are turned by', 'Who turns the sheets over.', 'machine', TURNED_BY, {
    machine: ['The machine', 'The duplex unit turns A4, Letter and Legal of ordinary paper.'],
    hand: ['You, as a stack', 'All first sides are printed; you turn the stack over, and the rest follows.'],
  }),
  bindingEdge: choice('Binding edge', 'Where the sheets will be bound.', 'auto', BINDING_EDGES, {
    auto: ['As the pages turn', 'Left, or the top where pages turn like a notepad.'],
    left: ['Left'],
    right: ['Right', 'For languages that are read from right to left.'],
    top: ['Top'],
  }),
  bindingMarginMm: number('Binding margin', 'Moves the image away from the bound edge.', 0, {
    min: 0,
    max: MAX_BINDING_MARGIN_MM,
    unit: 'mm',
  }),
  bindingMarginBy: choice('Binding margin made by', 'Who moves the image.', 'machine', MARGIN_BY, {
    machine: ['The machine', 'It shifts the finished page; what leaves the paper is lost.'],
    layout: ['The layout', 'Pages are made smaller where needed, so that nothing is lost.'],
  }),
};
