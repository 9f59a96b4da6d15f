import { LocalPaper, TILE_MM } from './paper.ts';
import type { Box, GrayPage } from './gray-page.ts';

/**
 * Whether a page is blank. Exports `blankness`.
 *
 * What is darker than the paper around it hangs together in marks. Marks are content unless they are specks, reach in
 * from the border as shadows and streaks do, or are punch holes. Bleed-through is fainter than any pencil and makes no
 * marks. In doubt a page is not blank.
 */

/** Levels below paper that a mark has; pencil of 0.3 mm has about 40 on 100 dpi, bleed-through seldom 15. */
const LEAST_CONTRAST = 21;
/** The same in standard deviations of the scanner's noise, of which the mean of four pixels has half. */
const ABOVE_NOISE = 5;
/** Interior paper this much darker than the page's is a tint or a picture. */
const TINT = 45;
/** Where four of five of what varies by chance lie below, in standard deviations. */
const RANK_ABOVE_MEAN = 0.84;
/** Of a page; nothing blank has as many. */
const MAX_MARKED = 0.02;
/** With the half pixel that looking at four adds. */
const SPECK_MM = 1;
/** One mark of this size is content; of smaller ones it takes two near to each other. */
const LONE_MM = 3;
const NEAR_MM = 8;
/** How far shadows reach in from the border, and how near to it lines of shadow are that do not touch it. */
const SHADOW_MM = 12;
const SHADOW_LINE_MM = 6;
const HOLE_MM = { from: 3.5, to: 9 };
/** Centre of a punch hole, from the border; standards say 12 mm, or 8 for rings (ISO 838, US three-hole). */
const HOLE_WITHIN_MM = 20;

interface Mark extends Box {
  readonly pixels: readonly number[];
}

export function blankness(page: GrayPage, paperGray: number): boolean {
  const mm = (px: number) => (px / page.dpi) * 25.4;
  const noise = noiseOf(page);
  const paper = new LocalPaper(page);
  if (isTinted(paper, paperGray, Math.ceil(SHADOW_MM / TILE_MM))) return false;
  // Four of five pixels are darker than what passes for paper: noise makes it lighter than it is.
  const ink = inkOn(
    page,
    paper,
    Math.max(LEAST_CONTRAST, (ABOVE_NOISE * noise) / 2) + RANK_ABOVE_MEAN * noise,
  );
  if (ink.reduce((sum, one) => sum + one, 0) > 2 * MAX_MARKED * ink.length) return false;
  const small: Mark[] = [];
  for (const mark of marks(ink, page)) {
    const [width, height] = [mm(mark.right - mark.left), mm(mark.bottom - mark.top)];
    const size = Math.max(width, height);
    if (size < SPECK_MM || isShadow(mark, page) || isHole(mark, page)) continue;
    if (size >= LONE_MM) return false;
    if (small.some((other) => mm(distance(mark, other)) < NEAR_MM)) return false;
    small.push(mark);
  }
  return true;
}

/** Tiles at the border may lie in shadow. */
function isTinted(paper: LocalPaper, paperGray: number, border: number): boolean {
  for (let row = border; row < paper.rows - border; row++) {
    for (let column = border; column < paper.columns - border; column++) {
      if (paper.tile(column, row) < paperGray - TINT) return true;
    }
  }
  return false;
}

/** Standard deviation of what differs from pixel to pixel beside each other, but for the edges of what is printed. */
function noiseOf({ widthPx, levels }: GrayPage): number {
  const counts = new Uint32Array(256);
  let pairs = 0;
  for (let at = 0; at + 1 < levels.length; at += 3) {
    if ((at + 1) % widthPx === 0) continue;
    counts[Math.abs(levels[at]! - levels[at + 1]!)]!++;
    pairs++;
  }
  // The middle of the differences' sizes, with a fraction of a level.
  let [level, smaller] = [0, 0];
  while (level < 255 && smaller + counts[level]! < pairs / 2) smaller += counts[level++]!;
  const middle = level + (pairs / 2 - smaller) / Math.max(1, counts[level]!) - 0.5;
  return Math.max(0, middle) / 0.6745 / Math.SQRT2;
}

/** 1 where the mean of four pixels is that much darker than paper: noise is halved, and thin lines stay. */
function inkOn(page: GrayPage, paper: LocalPaper, contrast: number): Uint8Array {
  const { widthPx, heightPx, levels } = page;
  const ink = new Uint8Array(levels.length);
  const around = new Float32Array(widthPx);
  for (let y = 0; y < heightPx; y++) {
    const below = y + 1 < heightPx ? widthPx : 0;
    paper.line(y, page, around);
    for (let x = 0, at = y * widthPx; x < widthPx; x++, at++) {
      const beside = x + 1 < widthPx ? 1 : 0;
      const sum = levels[at]! + levels[at + beside]! + levels[at + below]! + levels[at + below + beside]!;
      if (sum < 4 * (around[x]! - contrast)) ink[at] = 1;
    }
  }
  return ink;
}

/** What hangs together, corners included. Takes the ink away. */
function* marks(ink: Uint8Array, { widthPx, heightPx }: GrayPage): Generator<Mark> {
  for (let start = ink.indexOf(1); start >= 0; start = ink.indexOf(1, start + 1)) {
    ink[start] = 0;
    const pixels = [start];
    let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
    // Grows as it is gone through.
    for (const at of pixels) {
      const x = at % widthPx;
      const y = Math.floor(at / widthPx);
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
      for (let v = Math.max(0, y - 1); v <= Math.min(heightPx - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(widthPx - 1, x + 1); u++) {
          if (ink[v * widthPx + u] === 0) continue;
          ink[v * widthPx + u] = 0;
          pixels.push(v * widthPx + u);
        }
      }
    }
    yield { left, top, right, bottom, pixels };
  }
}

/** Along the borders and touching one, or as long as one; or a streak from border to border. */
function isShadow(mark: Mark, { widthPx, heightPx, dpi }: GrayPage): boolean {
  const px = (mm: number) => (mm * dpi) / 25.4;
  const [width, height] = [mark.right - mark.left, mark.bottom - mark.top];
  const isDown = height >= heightPx - 2 && width <= px(SHADOW_LINE_MM);
  const isAcross = width >= widthPx - 2 && height <= px(SHADOW_LINE_MM);
  if (isDown || isAcross) return true;
  const touches = mark.left <= 1 || mark.top <= 1 || mark.right >= widthPx - 1 || mark.bottom >= heightPx - 1;
  const isLong = width > 0.5 * widthPx || height > 0.5 * heightPx;
  if (!touches && !isLong) return false;
  const reach = px(touches ? SHADOW_MM : SHADOW_LINE_MM);
  return mark.pixels.every((at) => {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    return Math.min(x, y, widthPx - 1 - x, heightPx - 1 - y) <= reach;
  });
}

/** A disc, or the ring of its shadow, where holes are punched. */
function isHole(mark: Mark, { widthPx, heightPx, dpi }: GrayPage): boolean {
  const mm = (px: number) => (px / dpi) * 25.4;
  const [width, height] = [mark.right - mark.left, mark.bottom - mark.top];
  if (mm(Math.max(width, height)) > HOLE_MM.to || mm(Math.min(width, height)) < HOLE_MM.from) return false;
  if (Math.max(width, height) > 1.3 * Math.min(width, height)) return false;
  const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2];
  if (mm(Math.min(x, y, widthPx - x, heightPx - y)) > HOLE_WITHIN_MM) return false;
  const radius = (width + height) / 4;
  const away = mark.pixels.map((at) =>
    Math.hypot((at % widthPx) + 0.5 - x, Math.floor(at / widthPx) + 0.5 - y),
  );
  // Letters have corners, and strokes between the middle and the rim.
  const isRound = away.every((one) => one < 1.15 * radius + 1);
  const isFull = mark.pixels.length > 0.8 * Math.PI * radius ** 2;
  const isRing = away.every((one) => one > 0.65 * radius - 1);
  return isRound && (isFull || isRing);
}

/** Pixels between two marks. */
function distance(one: Box, other: Box): number {
  const gap = (from: number, to: number, start: number, end: number) => Math.max(0, from - end, start - to);
  return Math.max(
    gap(one.left, one.right, other.left, other.right),
    gap(one.top, one.bottom, other.top, other.bottom),
  );
}
