/**
 * How well a search fits a text: every word of the search must be in it, at the beginning of a word, inside one, or
 * at least letter by letter in this order. 0 is the best; null: it does not fit.
 */
export function fuzzyScore(search: string, text: string): number | null {
  const wanted = simplify(search).split(' ').filter(Boolean);
  const inside = simplify(text);
  let score = 0;
  for (const word of wanted) {
    const found = wordScore(word, inside);
    if (found === null) return null;
    score += found;
  }
  // Of two texts that fit alike, the shorter one is nearer to what was typed.
  return score + inside.length / 1_000;
}

const INSIDE_A_WORD = 2;
const SCATTERED = 6;

function wordScore(word: string, inside: string): number | null {
  if (inside.startsWith(word)) return 0;
  if (inside.includes(` ${word}`)) return 1;
  if (inside.includes(word)) return INSIDE_A_WORD;
  const gaps = gapsBetween(word, inside);
  // Letters that lie all over the text are chance.
  return gaps === null || gaps > word.length ? null : SCATTERED + gaps;
}

/** Letters between those of the word, the way through the text that starts first; null when one is missing. */
function gapsBetween(word: string, inside: string): number | null {
  let at = inside.indexOf(word[0]!);
  let gaps = 0;
  for (const letter of word.slice(1)) {
    if (at < 0) return null;
    const next = inside.indexOf(letter, at + 1);
    if (next < 0) return null;
    gaps += next - at - 1;
    at = next;
  }
  return at < 0 ? null : gaps;
}

function simplify(text: string): string {
  return text
    .toLocaleLowerCase('en')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\p{L}\p{N}%°]+/gu, ' ')
    .trim();
}
