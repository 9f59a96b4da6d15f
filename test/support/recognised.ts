import type { RecognisedText, RecognisedWord } from '../../src/scan/text/recognised-text.ts';

/** Lines of words as somebody might have read them on a page so wide. */
export function textOf(widthPx: number, lines: readonly (readonly string[])[]): RecognisedText {
  const [margin, lineHeight, height] = [10, 14, 10];
  const words: RecognisedWord[] = lines.flatMap((line, row) => {
    const place = (widthPx - 2 * margin) / line.length;
    return line.map((text, index) => ({
      text,
      left: margin + index * place,
      top: margin + row * lineHeight,
      width: place - 5,
      height,
      baseline: margin + row * lineHeight + 8,
      confidence: 90,
      endsLine: index === line.length - 1,
    }));
  });
  return { words, confidence: 90, plain: lines.map((line) => line.join(' ')).join('\n') };
}
