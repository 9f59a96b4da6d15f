import type { RecognisedText, RecognisedWord } from '../text/recognised-text.ts';
import { GLYPHLESS, glyphlessFont } from './glyphless-font.ts';

/** What is used of pdfkit's objects. */
export interface PdfObject {
  readonly data: Record<string, unknown>;
  write(bytes: Uint8Array | string): void;
  end(): void;
}

export type NewPdfObject = (data: Record<string, unknown>) => PdfObject;

const FONT_NAME = 'PlatenGlyphless';
/** Behind everything that two bytes can count but for the replacement character. */
const MOST_CHARACTERS = 0xfffe;
const REPLACEMENT = '\ufffd';
/** A CMap may list so many characters at once (Adobe technical note 5014). */
const CMAP_BLOCK = 100;

/** The invisible text of a whole document, in one font whose codes are given to characters as they come. */
export class PdfTextLayer {
  readonly #codes = new Map<string, number>();

  /**
   * Operators that write a page's words, each stretched to its place, with spaces that reach to the next word. In
   * pixels of the page, from its upper left corner; `fontName` is the font's name in the page's resources.
   */
  operators(text: RecognisedText, fontName: string): string {
    const lines = linesOf(text.words).map((words) => this.#line(words, fontName));
    return ['BT', '3 Tr', ...lines.flat(), 'ET'].join('\n');
  }

  #line(words: readonly RecognisedWord[], fontName: string): string[] {
    // One size for a line, so that it is one for whoever reads the text.
    const size = Math.max(1, ...words.map(({ height }) => height));
    const operators = [`/${fontName} ${decimal(size)} Tf`];
    words.forEach(({ text, left, width, baseline }, index) => {
      const right = left + Math.max(1, width);
      operators.push(
        `1 0 0 -1 ${decimal(left)} ${decimal(baseline)} Tm`,
        this.#shown(text, right - left, size),
      );
      const next = words[index + 1];
      if (next) operators.push(this.#shown(' ', Math.max(next.left - right, size / 10), size));
    });
    return operators;
  }

  /** Text stretched to a width. */
  #shown(text: string, width: number, size: number): string {
    const codes = Array.from(text, (character) => this.#codeOf(character));
    const natural = (codes.length * size * GLYPHLESS.advance) / GLYPHLESS.unitsPerEm;
    const hex = codes.map((code) => code.toString(16).padStart(4, '0')).join('');
    return `${decimal((100 * width) / natural)} Tz <${hex}> Tj`;
  }

  #codeOf(character: string): number {
    const known = this.#codes.get(character);
    if (known !== undefined) return known;
    const isFull = this.#codes.size >= MOST_CHARACTERS - 1 && character !== REPLACEMENT;
    if (isFull) return this.#codeOf(REPLACEMENT);
    const code = this.#codes.size + 1;
    this.#codes.set(character, code);
    return code;
  }

  /** Fills in the font, once all pages are written. */
  finish(font: PdfObject, newObject: NewPdfObject): void {
    const program = glyphlessFont();
    const file = finished(newObject({ Length1: program.length }), program);
    const descriptor = finished(
      newObject({
        Type: 'FontDescriptor',
        FontName: FONT_NAME,
        Flags: 5, // all of one width, with characters of its own
        FontBBox: [0, GLYPHLESS.descent, GLYPHLESS.advance, GLYPHLESS.ascent],
        ItalicAngle: 0,
        Ascent: GLYPHLESS.ascent,
        Descent: GLYPHLESS.descent,
        CapHeight: GLYPHLESS.ascent,
        StemV: 80,
        FontFile2: file,
      }),
    );
    const glyphs = new Uint8Array((this.#codes.size + 1) * 2);
    for (let code = 1; code <= this.#codes.size; code += 1) glyphs[code * 2 + 1] = GLYPHLESS.glyph;
    const descendant = finished(
      newObject({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: FONT_NAME,
        // A String object is a string to pdfkit, a plain one is a name.
        CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        DW: GLYPHLESS.advance,
        CIDToGIDMap: finished(newObject({}), glyphs),
      }),
    );
    Object.assign(font.data, {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: FONT_NAME,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: finished(newObject({}), new TextEncoder().encode(this.#toUnicode())),
    });
    font.end();
  }

  /** Adobe technical note 5411. */
  #toUnicode(): string {
    const entries = [...this.#codes].map(([character, code]) => `<${hex16(code)}> <${utf16(character)}>`);
    const blocks: string[] = [];
    for (let at = 0; at < entries.length; at += CMAP_BLOCK) {
      const block = entries.slice(at, at + CMAP_BLOCK);
      blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
    }
    return [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange',
      '<0000> <ffff>',
      'endcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
    ].join('\n');
  }
}

/** Words by line, without what is no text. */
function linesOf(words: readonly RecognisedWord[]): RecognisedWord[][] {
  const lines: RecognisedWord[][] = [];
  let line: RecognisedWord[] = [];
  for (const word of words) {
    // No spaces, control characters, or halves of characters.
    const text = word.text.replace(/[\p{Cc}\p{Cs}\p{Z}]/gu, '');
    if (text !== '') line.push({ ...word, text });
    if (!word.endsLine) continue;
    if (line.length > 0) lines.push(line);
    line = [];
  }
  return line.length > 0 ? [...lines, line] : lines;
}

function finished(object: PdfObject, bytes?: Uint8Array): PdfObject {
  if (bytes) object.write(bytes);
  object.end();
  return object;
}

function decimal(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function utf16(character: string): string {
  return Array.from({ length: character.length }, (_, at) => hex16(character.charCodeAt(at))).join('');
}
