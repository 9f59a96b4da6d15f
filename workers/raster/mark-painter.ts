import { threadFonts } from '../../src/documents/thread-fonts.ts';
import type { PageContext } from '../../src/documents/open-document.ts';
import type { LineMark, Mark, TextMark } from '../../src/layout/marks.ts';
import type { LineRange } from './bands.ts';

const FONT_FAMILY = 'Platen Marks';
/** Liberation Sans: its capitals are 1409 units of 2048 high. */
const CAPITAL_HEIGHT = 1409 / 2048;
/** How far glyphs reach from the middle of the capitals, in sizes; generous, for letters of other fonts. */
const REACH = 1.5;

/** A mark that knows how large it comes out. */
interface SizedMark {
  readonly mark: Mark;
  /** Of text, after it was made to fit `maxLengthPx`. */
  readonly sizePx: number;
  /** First line that it may touch, and the line after the last. */
  readonly top: number;
  readonly bottom: number;
}

/** The marks of one side, in the order in which they are painted. */
export class SideMarks {
  constructor(private readonly marks: readonly SizedMark[]) {}

  touch({ firstLine, lines }: LineRange): boolean {
    return this.marks.some(({ top, bottom }) => top < firstLine + lines && bottom > firstLine);
  }

  /** Paints those of a layer. `ctx` shows the side from `band.firstLine` on. */
  paint(ctx: PageContext, layer: Mark['layer'], band: LineRange): void {
    for (const sized of this.marks) {
      const { mark, top, bottom } = sized;
      if (mark.layer !== layer || top >= band.firstLine + band.lines || bottom <= band.firstLine) continue;
      ctx.save();
      ctx.translate(0, -band.firstLine);
      if (mark.clip) {
        const { x, y, width, height } = mark.clip;
        ctx.beginPath();
        ctx.rect(x, y, width, height);
        ctx.clip();
      }
      ctx.globalAlpha = mark.opacity ?? 1;
      ctx.fillStyle = ctx.strokeStyle = `rgb(${mark.gray} ${mark.gray} ${mark.gray})`;
      if (mark.kind === 'text') paintText(ctx, mark, sized.sizePx);
      else paintLine(ctx, mark);
      ctx.restore();
    }
  }
}

/**
 * Paints what the layout draws by itself. Text is set in Liberation Sans, which comes with pdf.js and so lies at
 * our own origin; characters that it lacks (it has Latin, Greek and Cyrillic) come from the system's fonts.
 */
export class MarkPainter {
  #font: Promise<unknown> | null = null;

  constructor(private readonly fontUrl: string) {}

  /** Measures the marks of a side. */
  async prepare(marks: readonly Mark[]): Promise<SideMarks> {
    if (marks.some(({ kind }) => kind === 'text')) await this.#loadFont();
    return new SideMarks(marks.map((mark) => (mark.kind === 'text' ? sizeText(mark) : sizeLine(mark))));
  }

  /** Once a thread. Without it text is set in the system's sans-serif. */
  #loadFont(): Promise<unknown> {
    this.#font ??= new FontFace(FONT_FAMILY, `url(${this.fontUrl})`).load().then(
      (face) => threadFonts().add(face),
      () => undefined,
    );
    return this.#font;
  }
}

const fontOf = (sizePx: number) => `${sizePx}px "${FONT_FAMILY}", sans-serif`;

function sizeText(mark: TextMark): SizedMark {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d')!;
  ctx.font = fontOf(mark.sizePx);
  const { width } = ctx.measureText(mark.text);
  const shrink = Math.min(1, (mark.maxLengthPx ?? Infinity) / width);
  const sizePx = mark.sizePx * shrink;
  const length = width * shrink;
  const start = { start: 0, center: -length / 2, end: -length }[mark.align];
  const sin = Math.sin((-mark.angle * Math.PI) / 180) * (mark.mirrored ? -1 : 1);
  const ends = [start * sin, (start + length) * sin];
  const reach = sizePx * REACH;
  return {
    mark,
    sizePx,
    top: Math.floor(mark.y + Math.min(...ends) - reach),
    bottom: Math.ceil(mark.y + Math.max(...ends) + reach),
  };
}

function paintText(ctx: PageContext, mark: TextMark, sizePx: number): void {
  ctx.translate(mark.x, mark.y);
  ctx.rotate((-mark.angle * Math.PI) / 180);
  if (mark.mirrored) ctx.scale(-1, 1);
  ctx.font = fontOf(sizePx);
  ctx.textAlign = mark.align === 'start' ? 'left' : mark.align === 'end' ? 'right' : 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(mark.text, 0, (sizePx * CAPITAL_HEIGHT) / 2);
}

function sizeLine(mark: LineMark): SizedMark {
  const { y1, y2, widthPx } = mark;
  const reach = Math.max(1, widthPx);
  return {
    mark,
    sizePx: 0,
    top: Math.floor(Math.min(y1, y2) - reach),
    bottom: Math.ceil(Math.max(y1, y2) + reach),
  };
}

function paintLine(ctx: PageContext, mark: LineMark): void {
  const { x1, y1, x2, y2, widthPx, dashPx = [] } = mark;
  if (x1 === x2) {
    const left = Math.round(x1 - thickness(widthPx) / 2);
    for (const [from, to] of strokes(y1, y2, dashPx)) ctx.fillRect(left, from, thickness(widthPx), to - from);
  } else if (y1 === y2) {
    const top = Math.round(y1 - thickness(widthPx) / 2);
    for (const [from, to] of strokes(x1, x2, dashPx)) ctx.fillRect(from, top, to - from, thickness(widthPx));
  } else {
    ctx.lineWidth = widthPx;
    ctx.setLineDash([...dashPx]);
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  }
}

/** Upright and level lines are whole dots thick, so that none comes out gray. */
const thickness = (widthPx: number) => Math.max(1, Math.round(widthPx));

/** From where to where a line is inked, in whole dots, however it runs. */
function strokes(from: number, to: number, dashPx: readonly number[]): [from: number, to: number][] {
  const period = dashPx.reduce((sum, length) => sum + length, 0);
  const step = Math.sign(to - from);
  const end = Math.abs(to - from);
  if (!(period >= 1)) return [span(from, to)];
  const spans: [number, number][] = [];
  for (let at = 0, index = 0; at < end; index += 1) {
    const length = dashPx[index % dashPx.length]!;
    if (index % 2 === 0) spans.push(span(from + step * at, from + step * Math.min(end, at + length)));
    at += length;
  }
  return spans;
}

function span(a: number, b: number): [from: number, to: number] {
  return [Math.round(Math.min(a, b)), Math.round(Math.max(a, b))];
}
