import type { Corrections } from '../corrections/corrections.ts';
import type { GrayPage } from '../corrections/gray-page.ts';

export type Turn = Corrections['turn'];

/** Reads a small image as one block of text and tells how many letters it is sure of. */
export type CountLetters = (image: GrayPage) => Promise<number>;

/** Fewer letters say nothing. */
const ENOUGH_LETTERS = 20;
/** Text that stands on its head yields some letters, too: about a tenth of those it yields upright. */
const CLEARLY_MORE = 2.5;
/** The part of a page that is read, of the side of a square. */
const SAMPLE_INCHES = 4;
/** Lines of text show across them at least so much more than along them. */
const CLEAR_LINES = 2;

/**
 * The clockwise turn after which the page's text stands upright; null where too little can be read to say.
 *
 * The part of the page with most edges is read in the two turns in which lines of text lie level, and only when that
 * is in doubt in all four. (Tesseract's own detection needs its older engine and 10 MB more of data.)
 */
export async function uprightTurn(page: GrayPage, countLetters: CountLetters): Promise<Turn | null> {
  const sample = busiestSquare(page, Math.round(SAMPLE_INCHES * page.dpi));
  const letters: { readonly turn: Turn; readonly count: number }[] = [];
  const { level, clear } = levelTurns(sample);
  for (const turns of [level, level[0] === 0 ? LYING : STANDING]) {
    for (const turn of turns) letters.push({ turn, count: await countLetters(turned(sample, turn)) });
    letters.sort((a, b) => b.count - a.count);
    const [best, next] = letters;
    const decides = best!.count >= ENOUGH_LETTERS && best!.count >= CLEARLY_MORE * next!.count;
    if (decides && (clear || letters.length === 4)) return best!.turn;
  }
  return null;
}

const STANDING: readonly Turn[] = [0, 180];
const LYING: readonly Turn[] = [90, 270];

/** Lines of text make rows of dark and light; columns through text are all alike. */
function levelTurns({ widthPx, heightPx, levels }: GrayPage): { level: readonly Turn[]; clear: boolean } {
  const rows = new Float64Array(heightPx);
  const columns = new Float64Array(widthPx);
  for (let y = 0, at = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1, at += 1) {
      const ink = 255 - levels[at]!;
      rows[y] = rows[y]! + ink / widthPx;
      columns[x] = columns[x]! + ink / heightPx;
    }
  }
  const across = unrest(rows);
  const along = unrest(columns);
  return {
    level: across >= along ? STANDING : LYING,
    clear: Math.max(across, along) > CLEAR_LINES * Math.min(across, along),
  };
}

/** Mean square of the steps between neighbours. */
function unrest(values: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < values.length; i += 1) sum += (values[i]! - values[i - 1]!) ** 2;
  return sum / Math.max(1, values.length - 1);
}

/** The square with most steps between light and dark, among those that overlap by half. */
function busiestSquare(image: GrayPage, sidePx: number): GrayPage {
  const width = Math.min(sidePx, image.widthPx);
  const height = Math.min(sidePx, image.heightPx);
  let best = { left: 0, top: 0, edges: -1 };
  for (const top of starts(image.heightPx, height)) {
    for (const left of starts(image.widthPx, width)) {
      const edges = countEdges(image, left, top, width, height);
      if (edges > best.edges) best = { left, top, edges };
    }
  }
  const levels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (best.top + y) * image.widthPx + best.left;
    levels.set(image.levels.subarray(from, from + width), y * width);
  }
  return { widthPx: width, heightPx: height, dpi: image.dpi, levels };
}

/** Where pieces of a length begin that cover a longer one and overlap by half. */
function starts(whole: number, piece: number): readonly number[] {
  const count = Math.ceil((2 * (whole - piece)) / piece) + 1;
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.round((i * (whole - piece)) / (count - 1)),
  );
}

const EDGE_LEVELS = 64;

function countEdges({ widthPx, levels }: GrayPage, left: number, top: number, width: number, height: number) {
  let edges = 0;
  for (let y = top; y < top + height; y += 1) {
    const from = y * widthPx + left;
    for (let at = from + 1; at < from + width; at += 1) {
      if (Math.abs(levels[at]! - levels[at - 1]!) > EDGE_LEVELS) edges += 1;
    }
  }
  return edges;
}

/** Turned clockwise. */
export function turned(image: GrayPage, turn: Turn): GrayPage {
  if (turn === 0) return image;
  const { widthPx: w, heightPx: h, dpi } = image;
  const levels = new Uint8Array(w * h);
  const lies = turn !== 180;
  for (let y = 0, at = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1, at += 1) {
      const to =
        turn === 180
          ? (h - 1 - y) * w + (w - 1 - x)
          : turn === 90
            ? x * h + (h - 1 - y)
            : (w - 1 - x) * h + y;
      levels[to] = image.levels[at]!;
    }
  }
  return { widthPx: lies ? h : w, heightPx: lies ? w : h, dpi, levels };
}
