import { PlatenError } from '../../errors/platen-error.ts';

/** Text as it stands, or a code of strftime. */
export type DatePiece = { readonly text: string } | { readonly code: DateCode };

type DateCode = keyof typeof CODES;

const two = (value: number) => String(value).padStart(2, '0');
const named = (at: Date, language: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, options).format(at);

/** The codes of strftime (POSIX) that make sense in a name; all are local time. */
const CODES = {
  Y: (at: Date) => String(at.getFullYear()).padStart(4, '0'),
  y: (at: Date) => two(at.getFullYear() % 100),
  m: (at: Date) => two(at.getMonth() + 1),
  d: (at: Date) => two(at.getDate()),
  H: (at: Date) => two(at.getHours()),
  I: (at: Date) => two(((at.getHours() + 11) % 12) + 1),
  M: (at: Date) => two(at.getMinutes()),
  S: (at: Date) => two(at.getSeconds()),
  p: (at: Date) => (at.getHours() < 12 ? 'AM' : 'PM'),
  j: (at: Date) => String(dayOfYear(at)).padStart(3, '0'),
  V: (at: Date) => two(isoWeek(at)),
  b: (at: Date, language: string) => named(at, language, { month: 'short' }),
  B: (at: Date, language: string) => named(at, language, { month: 'long' }),
  a: (at: Date, language: string) => named(at, language, { weekday: 'short' }),
  A: (at: Date, language: string) => named(at, language, { weekday: 'long' }),
  F: (at: Date) => `${CODES.Y(at)}-${CODES.m(at)}-${CODES.d(at)}`,
  '%': () => '%',
} as const;

/**
 * `%d.%m.%Y` and the like: `Y` year, `y` its last two digits, `m` month, `d` day, `j` day of the year, `V` week as ISO
 * 8601 counts, `H` and `I` hour of 24 and of 12, `p` AM or PM, `M` minute, `S` second, `b` and `B` month by name, short
 * and long, `a` and `A` day of the week, `F` for `Y-m-d`, `%` itself.
 *
 * @param position where the text begins in what a person wrote
 * @throws PlatenError `scan.name-date` with `position` and `length`
 */
export function parseDateText(text: string, position: number): DatePiece[] {
  const pieces: DatePiece[] = [];
  for (const { 0: found, index } of text.matchAll(/%.?|[^%]+/gsu)) {
    const code = found.slice(1);
    if (!found.startsWith('%')) pieces.push({ text: found });
    else if (Object.hasOwn(CODES, code)) pieces.push({ code: code as DateCode });
    else throw new PlatenError('scan.name-date', { found, position: position + index, length: found.length });
  }
  return pieces;
}

export function dateText(pieces: readonly DatePiece[], at: Date, language: string): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : CODES[piece.code](at, language))).join('');
}

const DAY_MS = 86_400_000;

/** Days are counted without the hours that summer time takes and gives. */
function dayOfYear(at: Date): number {
  const day = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.round((day - Date.UTC(at.getFullYear(), 0, 1)) / DAY_MS) + 1;
}

/** A week belongs to the year of its Thursday. */
function isoWeek(at: Date): number {
  const fromMonday = (at.getDay() + 6) % 7;
  const thursday = new Date(at.getFullYear(), at.getMonth(), at.getDate() - fromMonday + 3);
  return Math.ceil(dayOfYear(thursday) / 7);
}
