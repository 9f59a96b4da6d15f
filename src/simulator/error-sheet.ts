import { sideGeometry } from '../languages/ufr2lt/geometry.ts';
import { HiscoaReference } from '../languages/ufr2lt/hiscoa-reference.ts';
import { SideEncoder } from '../languages/ufr2lt/side-encoder.ts';
import { PAPERS, type PaperName } from '../machine/paper.ts';
import { joinBytes } from './bytes.ts';
import { GLYPH, glyphLines } from './glyphs.ts';

/** Pixels of a glyph's cell. */
const HEADING_CELL = 16;
const TEXT_CELL = 8;
/** White between the frame and the text, on top of the sheet's own margin. */
const INSET_PX = 120;
const FRAME_PX = 12;

export interface StreamFault {
  /** Of the first byte that made no sense. */
  readonly offset: number;
  readonly reason: string;
}

/** The sheet a machine puts out instead of a page it cannot read, as page data like any other side's. */
export function errorSheet(paper: PaperName, fault: StreamFault): Uint8Array<ArrayBuffer> {
  const geometry = sideGeometry(paper);
  const canvas = new Canvas(geometry.lineBytes, geometry.heightPx);
  const { widthPx, heightPx, marginPx } = PAPERS[paper];
  canvas.frame(marginPx, marginPx, widthPx - 2 * marginPx, heightPx - 2 * marginPx);
  const left = marginPx + INSET_PX;
  const width = widthPx - 2 * left;
  let y = left;
  y = canvas.text('Print data error', { left, top: y, width, cell: HEADING_CELL });
  y += INSET_PX;
  for (const line of [
    'The machine could not read this job and has left it.',
    `At byte ${fault.offset}:`,
    fault.reason,
  ]) {
    y = canvas.text(line, { left, top: y, width, cell: TEXT_CELL }) + GLYPH.lineHeight * TEXT_CELL;
  }
  const encoder = new SideEncoder(paper, 'standard', new HiscoaReference('standard'));
  return joinBytes(encoder.write(canvas.bits, geometry.heightPx).map(({ bytes }) => bytes));
}

interface TextBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Pixels of a glyph's cell. */
  readonly cell: number;
}

/** A side's dots: 1 = black, most significant bit leftmost. */
class Canvas {
  readonly bits: Uint8Array<ArrayBuffer>;
  readonly #stride: number;
  readonly #height: number;

  constructor(stride: number, height: number) {
    this.bits = new Uint8Array(stride * height);
    this.#stride = stride;
    this.#height = height;
  }

  frame(left: number, top: number, width: number, height: number): void {
    this.#fill(left, top, width, FRAME_PX);
    this.#fill(left, top + height - FRAME_PX, width, FRAME_PX);
    this.#fill(left, top, FRAME_PX, height);
    this.#fill(left + width - FRAME_PX, top, FRAME_PX, height);
  }

  /** Sets words in lines; returns where the next line would start. */
  text(text: string, { left, top, width, cell }: TextBox): number {
    const perLine = Math.floor(width / (GLYPH.advance * cell));
    let y = top;
    for (const line of wrap(text, perLine)) {
      Array.from(line).forEach((character, at) => {
        this.#glyph(character, left + at * GLYPH.advance * cell, y, cell);
      });
      y += GLYPH.lineHeight * cell;
    }
    return y;
  }

  #glyph(character: string, left: number, top: number, cell: number): void {
    glyphLines(character).forEach((line, row) => {
      for (let column = 0; column < GLYPH.width; column++) {
        if ((line >> (GLYPH.width - 1 - column)) & 1) {
          this.#fill(left + column * cell, top + row * cell, cell, cell);
        }
      }
    });
  }

  #fill(left: number, top: number, width: number, height: number): void {
    for (let y = top; y < Math.min(top + height, this.#height); y++) {
      for (let x = left; x < left + width; x++) {
        this.bits[y * this.#stride + (x >> 3)]! |= 0x80 >> (x & 7);
      }
    }
  }
}

/** Breaks at spaces, and words that are longer than a line anywhere. */
function wrap(text: string, perLine: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > perLine) {
      lines.push(line);
      line = '';
    }
    for (; word.length > perLine; word = word.slice(perLine)) lines.push(word.slice(0, perLine));
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
