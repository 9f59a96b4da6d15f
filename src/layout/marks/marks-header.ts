import type { RectPx } from '../geometry.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { TextMark } from '../marks.ts';
import { oneLine } from './one-line.ts';
import { mmToPx, PX_PER_PT } from '../printable-area.ts';

/** What stands for the names in a template. */
export type TemplateValues = Readonly<Record<TemplateName, string>>;
const TEMPLATE_NAMES = ['page', 'pages', 'date', 'time', 'title', 'file', 'user'] as const;
type TemplateName = (typeof TEMPLATE_NAMES)[number];

export type Fields = readonly [left: string, middle: string, right: string];

/** Beyond the unprintable frame, at the left and right. */
const INDENT_PX = mmToPx(5);
const GAP_PX = mmToPx(3);
/** Of a face's size. */
const LINE_HEIGHT = 1.2;

/**
 * A header's or footer's text in three fields.
 *
 *     template = field [ "|" field [ "|" field ] ]      left, middle, right
 *     field    = any text with "{" name "}" in it
 *     name     = "page" | "pages" | "date" | "time" | "title" | "file" | "user"
 *
 * White space around fields is dropped. Further "|" belong to the third field. Braces around anything else stay as
 * they were typed. Values are put in last: whatever they hold, names and "|" in them mean nothing.
 */
export function fillTemplate(template: string, values: TemplateValues): Fields {
  const [left = '', middle = '', ...right] = template.split('|');
  const fill = (field: string) =>
    oneLine(field).replace(/\{(\w+)\}/g, (typed, name: string) =>
      isTemplateName(name) ? oneLine(values[name]) : typed,
    );
  return [fill(left), fill(middle), fill(right.join('|'))];
}

function isTemplateName(name: string): name is TemplateName {
  return (TEMPLATE_NAMES as readonly string[]).includes(name);
}

/** Header and footer along the edges of an area. */
export function headerMarks(
  { x, y, width, height }: RectPx,
  { header, footer, headerSizePt }: Pick<PrintSettings, 'header' | 'footer' | 'headerSizePt'>,
  values: TemplateValues,
): TextMark[] {
  const sizePx = headerSizePt * PX_PER_PT;
  const half = (sizePx * LINE_HEIGHT) / 2;
  const line = { x: x + INDENT_PX, width: width - 2 * INDENT_PX, sizePx };
  return [
    ...lineMarks(fillTemplate(header, values), { ...line, y: y + half }),
    ...lineMarks(fillTemplate(footer, values), { ...line, y: y + height - half }),
  ];
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly sizePx: number;
}

function lineMarks(fields: Fields, { x, y, width, sizePx }: Line): TextMark[] {
  const maxLengthPx = roomOf(fields, width);
  const anchors = [
    { align: 'start', x },
    { align: 'center', x: x + width / 2 },
    { align: 'end', x: x + width },
  ] as const;
  return anchors.flatMap((anchor, index) => {
    const text = fields[index]!;
    if (text === '') return [];
    return [{ kind: 'text', layer: 'over', gray: 0, text, ...anchor, y, sizePx, angle: 0, maxLengthPx }];
  });
}

/** How long each field may be, so that none runs into another. */
function roomOf([left, middle, right]: Fields, width: number): number {
  if (middle !== '' && (left !== '' || right !== '')) return width / 3 - GAP_PX;
  return left !== '' && right !== '' ? width / 2 - GAP_PX : width;
}
