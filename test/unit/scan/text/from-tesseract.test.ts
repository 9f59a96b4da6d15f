import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  recognisedText,
  sureLetters,
  type TesseractBlock,
} from '../../../../src/scan/text/from-tesseract.ts';

/** What Tesseract 5 answered to test/documents/scans/german-150dpi.png with a frame of lines drawn below the text. */
const ANSWER = JSON.parse(
  readFileSync('test/vectors/text/german-150dpi.json', 'utf8'),
) as readonly TesseractBlock[];

const PLAIN = `Grüße aus der Werkstatt

Während die Straße noch naß war, schloß der Bäcker seine Tür und zählte die übrigen
Brötchen. Die Rechnung über zwölf Euro lag auf dem Küchentisch, daneben ein
Schlüssel und fünf Äpfel.

Später hörte man aus dem Gärtchen fröhliche Stimmen.`;

function answer(...lines: readonly (readonly (readonly [text: string, confidence: number])[])[]) {
  const box = { x0: 10, y0: 20, x1: 30, y1: 40 };
  return [
    {
      paragraphs: [
        {
          lines: lines.map((words) => ({
            baseline: { ...box, y0: 38, y1: 38 },
            words: words.map(([text, confidence]) => ({ text, confidence, bbox: box })),
          })),
        },
      ],
    },
  ];
}

describe('what was read', () => {
  it('is the words in reading order, their lines and their paragraphs', () => {
    const { words, plain } = recognisedText(ANSWER, { scale: 1 });
    expect(plain).toBe(PLAIN);
    expect(words.map(({ text }) => text)).toEqual(PLAIN.split(/\s+/));
    expect(words.filter(({ endsLine }) => endsLine).map(({ text }) => text)).toEqual([
      'Werkstatt',
      'übrigen',
      'ein',
      'Äpfel.',
      'Stimmen.',
    ]);
  });

  it('lies where it was on the page', () => {
    const { words } = recognisedText(ANSWER, { scale: 1 });
    // The headline is set at 90 px from the left, its letters 25 px high on a line at 100 px from the top.
    expect(words[0]).toMatchObject({
      text: 'Grüße',
      left: 91,
      top: 73,
      width: 117,
      height: 27,
      baseline: 100,
    });
    for (const { top, height, baseline } of words) {
      expect(baseline).toBeGreaterThan(top + height / 2);
      expect(baseline).toBeLessThan(top + height + 4);
    }
  });

  it('lies in pixels of the page, whatever the size of the image that was read', () => {
    const once = recognisedText(ANSWER, { scale: 1 });
    const twice = recognisedText(ANSWER, { scale: 2 });
    expect(twice.plain).toBe(once.plain);
    once.words.forEach((word, at) => {
      expect(twice.words[at]).toEqual({
        ...word,
        left: word.left * 2,
        top: word.top * 2,
        width: word.width * 2,
        height: word.height * 2,
        baseline: word.baseline * 2,
      });
    });
  });

  it('follows a baseline that slopes', () => {
    const [block] = answer([['one', 90]]);
    const line = {
      ...block!.paragraphs[0]!.lines[0]!,
      baseline: { x0: 0, y0: 30, x1: 100, y1: 40 },
    };
    const { words } = recognisedText([{ paragraphs: [{ lines: [line] }] }], { scale: 1 });
    expect(words[0]!.baseline).toBe(31);
  });

  it('has nothing of pictures and rules, which come as spaces', () => {
    const { words, plain } = recognisedText(
      answer(
        [[' ', 95]],
        [
          ['one', 90],
          [' ', 95],
        ],
        [],
      ),
      { scale: 1 },
    );
    expect(words.map(({ text, endsLine }) => ({ text, endsLine }))).toEqual([
      { text: 'one', endsLine: true },
    ]);
    expect(plain).toBe('one');
  });

  it('is as sure as its letters are', () => {
    expect(
      recognisedText(
        answer([
          ['four', 80],
          ['a', 30],
        ]),
        { scale: 1 },
      ).confidence,
    ).toBe(70);
    expect(recognisedText(ANSWER, { scale: 1 }).confidence).toBeGreaterThan(90);
    expect(recognisedText([], { scale: 1 })).toEqual({ words: [], confidence: 0, plain: '' });
  });
});

describe('letters that count', () => {
  it('are those of words that are long enough and sure enough', () => {
    expect(
      sureLetters(
        answer([
          ['word', 60],
          ['Ärger,', 99],
        ]),
      ),
    ).toBe(9);
    expect(
      sureLetters(
        answer([
          ['word', 59],
          ['it', 99],
          ['1,250', 99],
        ]),
      ),
    ).toBe(0);
    expect(sureLetters(ANSWER)).toBeGreaterThan(120);
  });
});
