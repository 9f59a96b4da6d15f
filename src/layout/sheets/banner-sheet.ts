import { PAPERS } from '../../machine/paper.ts';
import { SETTING_DESCRIPTIONS, valueInWords } from '../../settings/describe.ts';
import { DEFAULT_SETTINGS, type PrintSettings, type SettingKey } from '../../settings/print-settings.ts';
import { blankSheet } from './blank-sheet.ts';
import type { Mark, TextMark } from '../marks.ts';
import { oneLine } from '../marks/one-line.ts';
import type { PlanInput } from '../plan-input.ts';
import { mmToPx, PX_PER_PT, printableArea } from '../printable-area.ts';
import type { PlannedSheet } from '../sheet-plan.ts';

const INDENT_PX = mmToPx(10);
const TITLE_PT = 28;
const TEXT_PT = 11;
/** From line to line, of the face's size. */
const LEADING = 1.6;
/** Names stand left of this share of the width, values right of it. */
const NAMES_SHARE = 0.35;
const RULE_PX = 4;

/** At most this many documents and settings are listed; a job sheet is for telling stacks apart. */
const MOST_DOCUMENTS = 8;
const MOST_SETTINGS = 20;

type Row = readonly [name: string, value: string];

/** The job sheet: what the job is called, whose it is, when it was printed, and what is special about it. */
export function bannerSheet(
  sheets: readonly PlannedSheet[],
  { documents, settings, job }: PlanInput,
): PlannedSheet {
  const files = documents.filter(({ role }) => role === undefined).map(({ name }) => name);
  const rows: Row[] = [
    ['Printed by', job.user],
    ['Date', `${job.date} ${job.time}`.trim()],
    ['Sheets', String(sheets.length)],
    ['Copies', String(settings.copies)],
    ...listed(
      files.map((name, index): Row => [index === 0 ? 'Documents' : '', name]),
      MOST_DOCUMENTS,
    ),
    ...listed(settingsOfNote(settings), MOST_SETTINGS),
  ];
  return {
    ...blankSheet('banner', settings),
    front: { placements: [], marks: bannerMarks(job.title, rows, settings) },
  };
}

/** What differs from the defaults, each on a line. */
function settingsOfNote(settings: PrintSettings): Row[] {
  return (Object.keys(SETTING_DESCRIPTIONS) as SettingKey[])
    .filter((key) => key !== 'banner' && key !== 'copies' && settings[key] !== DEFAULT_SETTINGS[key])
    .map((key): Row => [SETTING_DESCRIPTIONS[key].title, valueInWords(key, settings[key])]);
}

/** The first of them, and how many more there are. */
function listed(rows: readonly Row[], most: number): Row[] {
  if (rows.length <= most) return [...rows];
  return [...rows.slice(0, most - 1), ['', `and ${rows.length - most + 1} more`]];
}

function bannerMarks(title: string, rows: readonly Row[], { paper }: PrintSettings): Mark[] {
  const { x, y, width, height } = printableArea(PAPERS[paper]);
  const left = x + INDENT_PX;
  const room = width - 2 * INDENT_PX;
  const values = left + room * NAMES_SHARE;
  const titleY = y + INDENT_PX + TITLE_PT * PX_PER_PT;
  const ruleY = titleY + TITLE_PT * PX_PER_PT;
  const top = ruleY + INDENT_PX;
  // Small sheets get smaller lines.
  const leading = Math.min(TEXT_PT * PX_PER_PT * LEADING, (y + height - INDENT_PX - top) / rows.length);
  const line = (
    text: string,
    at: { x: number; y: number },
    sizePx: number,
    maxLengthPx: number,
  ): TextMark[] =>
    text === ''
      ? []
      : [
          {
            kind: 'text',
            layer: 'over',
            gray: 0,
            align: 'start',
            angle: 0,
            text: oneLine(text),
            ...at,
            sizePx,
            maxLengthPx,
          },
        ];
  return [
    ...line(title, { x: left, y: titleY }, TITLE_PT * PX_PER_PT, room),
    {
      kind: 'line',
      layer: 'over',
      gray: 0,
      x1: left,
      y1: ruleY,
      x2: left + room,
      y2: ruleY,
      widthPx: RULE_PX,
    },
    ...rows.flatMap(([name, value], index) => {
      const rowY = top + index * leading;
      const sizePx = leading / LEADING;
      return [
        ...line(name, { x: left, y: rowY }, sizePx, room * NAMES_SHARE - INDENT_PX / 2),
        ...line(value, { x: values, y: rowY }, sizePx, left + room - values),
      ];
    }),
  ];
}
