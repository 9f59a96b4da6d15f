/** Control characters, line ends, and marks that turn the direction of what follows. */
const UNWANTED = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const LONGEST = 200;

/** A text from elsewhere as one line of reasonable length that cannot disturb what stands beside it. */
export function oneLine(text: string): string {
  const characters = [
    ...text
      .slice(0, 4 * LONGEST)
      .replace(UNWANTED, ' ')
      .trim(),
  ];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('');
}
