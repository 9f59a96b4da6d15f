/**
 * Plain text on pages, monospaced. Pure: only where lines and pages begin; nothing is copied, and the lines of
 * a page are worked out when the page is drawn.
 */

/** A page's grid of character cells. */
export interface TextGrid {
  readonly columns: number;
  readonly lines: number;
}

/** One printed line: `text` from `start` to `end` (UTF-16 indices), line ends and the cut itself left out. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
}

const TAB_CELLS = 8;

/**
 * Where each page begins. A form feed ends its page; a text without a character is one empty page.
 * Trailing line ends do not make an empty last page.
 */
export function paginate(text: string, grid: TextGrid): number[] {
  const starts = [0];
  let at = 0;
  for (;;) {
    at = endOfPage(text, at, grid);
    if (at >= text.length) return starts;
    starts.push(at);
  }
}

/** The lines of the page that begins at `start`. */
export function pageLines(text: string, start: number, grid: TextGrid): TextLine[] {
  const lines: TextLine[] = [];
  let at = start;
  while (lines.length < grid.lines && at < text.length) {
    const line = nextLine(text, at, grid.columns);
    lines.push({ start: at, end: line.end });
    at = line.next;
    if (line.endsPage) break;
  }
  return lines;
}

function endOfPage(text: string, start: number, grid: TextGrid): number {
  let at = start;
  for (let count = 0; count < grid.lines && at < text.length; count += 1) {
    const line = nextLine(text, at, grid.columns);
    at = line.next;
    if (line.endsPage) break;
  }
  return at;
}

interface NextLine {
  readonly end: number;
  readonly next: number;
  readonly endsPage: boolean;
}

/** One line from `start`: to its line end, or as many characters as fit, cut after a space where there is one. */
function nextLine(text: string, start: number, columns: number): NextLine {
  let cells = 0;
  let breakAfter = -1;
  for (let at = start; at < text.length;) {
    const code = text.codePointAt(at)!;
    if (code === 0x0a) return { end: at, next: at + 1, endsPage: false };
    if (code === 0x0d)
      return { end: at, next: at + (text.charCodeAt(at + 1) === 0x0a ? 2 : 1), endsPage: false };
    if (code === 0x0c) return { end: at, next: at + 1, endsPage: true };
    const width = code === 0x09 ? TAB_CELLS - (cells % TAB_CELLS) : cellsOf(code);
    const isSpace = code === 0x20 || code === 0x09;
    // A space may hang over the edge: it is not seen, and what follows begins the next line.
    if (cells + width > columns && !isSpace && cells > 0) return wrap(start, at, breakAfter);
    cells += width;
    at += code > 0xffff ? 2 : 1;
    if (isSpace) breakAfter = at;
  }
  return { end: text.length, next: text.length, endsPage: false };
}

function wrap(start: number, at: number, breakAfter: number): NextLine {
  const next = breakAfter > start ? breakAfter : at;
  return { end: next, next, endsPage: false };
}

/** Zero-width: combining marks, joiners, variation selectors, byte order marks. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Two cells: what East Asian terminals give two (the scripts and forms that UAX #11 calls wide), and pictographs. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]$/u;
const LATIN_END = 0x300;

/** Cells of the grid that a character takes. */
export function cellsOf(codePoint: number): number {
  if (codePoint < LATIN_END) return codePoint === 0xad ? 0 : 1;
  const character = String.fromCodePoint(codePoint);
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** A piece of a line that is drawn in one go, and the cell at which it begins. */
export interface TextRun {
  readonly text: string;
  readonly cell: number;
}

/** Scripts whose letters join or run from the right: such a line is drawn whole, as the browser shapes it. */
const SHAPED =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Thai}\p{Script=Lao}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Mongolian}]/u;

/**
 * A line cut into runs, tabs turned into distance. Characters that another font may have to supply are set
 * one by one, so that they stay on the grid whatever that font's widths.
 */
export function runsOf(line: string): TextRun[] {
  if (SHAPED.test(line)) return [{ text: line.replaceAll('\t', ' '.repeat(TAB_CELLS)), cell: 0 }];
  const runs: TextRun[] = [];
  let run = { text: '', cell: 0, foreign: false };
  let cell = 0;
  const begin = (foreign: boolean) => {
    if (run.text !== '') runs.push({ text: run.text, cell: run.cell });
    run = { text: '', cell, foreign };
  };
  for (const character of line) {
    const code = character.codePointAt(0)!;
    if (code === 0x09) {
      cell += TAB_CELLS - (cell % TAB_CELLS);
      begin(false);
      continue;
    }
    const width = cellsOf(code);
    const foreign = code >= LATIN_END;
    // A mark of no width stays with the letter before it.
    if (width > 0 && (foreign || run.foreign)) begin(foreign);
    run.text += character;
    cell += width;
  }
  begin(false);
  return runs;
}
