import type { PageImage } from './page-image.ts';
import type { RecognisedText, RecognisedWord } from './recognised-text.ts';

/** What is used of Tesseract's answer: blocks in reading order, as tesseract.js passes them on. */
export interface TesseractBlock {
  readonly paragraphs: readonly { readonly lines: readonly TesseractLine[] }[];
}

interface TesseractLine {
  readonly words: readonly TesseractWord[];
  /** A straight line on which the letters stand. */
  readonly baseline: TesseractBox;
}

interface TesseractWord {
  readonly text: string;
  /** 0 … 100. */
  readonly confidence: number;
  readonly bbox: TesseractBox;
}

/** Pixels of the image; right and lower edges lie outside of it. */
interface TesseractBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The words of an image as those of the page it was made of. */
export function recognisedText(
  blocks: readonly TesseractBlock[],
  { scale }: Pick<PageImage, 'scale'>,
): RecognisedText {
  const words: RecognisedWord[] = [];
  const paragraphs: string[] = [];
  for (const { lines } of blocks.flatMap(({ paragraphs: read }) => read)) {
    const texts: string[] = [];
    for (const line of lines) {
      const inked = inkedWords(line);
      inked.forEach((word, index) => {
        const { x0, y0, x1, y1 } = word.bbox;
        words.push({
          text: word.text.trim(),
          left: x0 * scale,
          top: y0 * scale,
          width: (x1 - x0) * scale,
          height: (y1 - y0) * scale,
          baseline: baselineAt(line.baseline, word.bbox) * scale,
          confidence: word.confidence,
          endsLine: index === inked.length - 1,
        });
      });
      if (inked.length > 0) texts.push(inked.map(({ text }) => text.trim()).join(' '));
    }
    if (texts.length > 0) paragraphs.push(texts.join('\n'));
  }
  return { words, confidence: meanConfidence(words), plain: paragraphs.join('\n\n') };
}

/** Letters of the words that were read surely enough to be words. */
export function sureLetters(blocks: readonly TesseractBlock[]): number {
  let letters = 0;
  for (const { text, confidence } of blocks
    .flatMap(({ paragraphs }) => paragraphs)
    .flatMap(({ lines }) => lines)
    .flatMap(({ words }) => words)) {
    const length = text.match(/\p{L}/gu)?.length ?? 0;
    if (confidence >= SURE && length >= SHORTEST_WORD) letters += length;
  }
  return letters;
}

/** What is nonsense, such as text that stands on its head, seldom reaches either. */
const SURE = 60;
const SHORTEST_WORD = 3;

/** Pictures and rules come as words of nothing but a space. */
function inkedWords({ words }: TesseractLine): readonly TesseractWord[] {
  return words.filter(({ text }) => text.trim() !== '');
}

/** At the left edge of a word; a line that has no slope to be told by is as low as the word. */
function baselineAt({ x0, y0, x1, y1 }: TesseractBox, word: TesseractBox): number {
  if (x1 <= x0) return word.y1;
  return y0 + ((word.x0 - x0) * (y1 - y0)) / (x1 - x0);
}

/** Of letters, not of words: a stray dot counts as little as it is. */
function meanConfidence(words: readonly RecognisedWord[]): number {
  let sum = 0;
  let letters = 0;
  for (const { text, confidence } of words) {
    sum += confidence * text.length;
    letters += text.length;
  }
  return letters === 0 ? 0 : sum / letters;
}
