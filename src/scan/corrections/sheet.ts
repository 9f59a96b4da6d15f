import type { Findings } from './findings.ts';
import type { Box, GrayPage } from './gray-page.ts';
import { fitLine, type Line } from './straight-line.ts';

/**
 * The sheet on the glass, told from the lid by its gray or by the shadows of its edges. Exports `sheetOn`.
 *
 * Seen from each border of the scan, the first pixels that are not lid lie on a straight line where they are the edge of
 * a sheet, and anywhere where they are print on a sheet that is as white as the lid.
 */
export interface Sheet {
  /** Clockwise degrees that make the sheet straight. */
  readonly skewDegrees: number;
  /** Well within the sheet. */
  readonly inside: Box;
  /** The sheet once the page is turned clockwise by `degrees` about its middle. */
  straightened(degrees: number): NonNullable<Findings['sheet']>;
}

type Side = 'left' | 'right' | 'top' | 'bottom';
const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

const MM_PER_INCH = 25.4;
/** Smaller things are no sheets. */
const LEAST_SHEET_MM = 20;
/** Levels by which the lid varies, after it is smoothed. */
const LID_VARIES = 6;
/** Share of a border that has the same gray where it is lid. */
const LID_SHARE = 0.9;
/** A sheet that differs from the lid by as much needs no shadow. */
const DIFFERENT = 5;
/** A shadow is no darker than so much below the lid; the frame of a table is. */
const DARKEST_SHADOW = 110;
/** Edges of one sheet are parallel or upright to each other but for so many degrees. */
const SQUARE_DEGREES = 1;
/** Edges that end this near to a border go on beyond it. */
const REACH_MM = 4;
/** The mean of nine pixels shows an edge so much too early. */
const EARLY_PX = 0.8;
/** Of a scan may be dust on the lid, beside the sheet. */
const STRAY_SHARE = 0.001;
/** What lies this near to the sheet's edge is shadow. */
const INSET_MM = 1.5;

export function sheetOn(page: GrayPage): Sheet | null {
  const lid = lidLevel(page);
  if (lid === null) return null;
  const mask = notLid(page, lid);
  const lines = new Map<Side, Line>();
  for (const side of SIDES) {
    const line = fitLine(firstOf(mask, page, side), (LEAST_SHEET_MM * page.dpi) / MM_PER_INCH);
    if (line !== null && line.at(line.middle) > 2) lines.set(side, line);
  }
  const edges = new Map([...lines].filter(([side, line]) => !isCrossed(lines, page, side, line)));
  if (edges.size === 0 || !SIDES.every((side) => edges.has(side) || isCut(edges, page, side))) return null;
  if (!isSheetEdge(edges, page, lid) || outsideOf(edges, page, mask) > STRAY_SHARE * mask.length) return null;
  const turns = [...edges].map(([side, { slope }]) => turnOf(side, slope));
  if (Math.max(...turns) - Math.min(...turns) > SQUARE_DEGREES) return null;
  const weight = [...edges.values()].reduce((sum, { points }) => sum + points, 0);
  const turn = [...edges.values()].reduce((sum, { points }, i) => sum + (turns[i]! * points) / weight, 0);
  const sheet: Sheet = {
    skewDegrees: -Math.round(turn * 100) / 100 + 0,
    inside: insideOf(edges, page),
    straightened: (degrees) => straightened(edges, page, degrees),
  };
  const { widthMm, heightMm } = sheet.straightened(sheet.skewDegrees);
  return Math.min(widthMm, heightMm) < LEAST_SHEET_MM ? null : sheet;
}

/** The lid shows at the lower or the right border: sheets are laid into the upper left corner. */
function lidLevel({ widthPx, heightPx, levels }: GrayPage): number | null {
  const bottom = levels.subarray(Math.max(0, heightPx - 3) * widthPx);
  const right = Uint8Array.from({ length: heightPx * 3 }, (_, i) => {
    return levels[Math.floor(i / 3) * widthPx + Math.max(0, widthPx - 1 - (i % 3))]!;
  });
  for (const border of [bottom, right]) {
    const middle = border.slice().sort()[border.length >> 1]!;
    const near = border.reduce((sum, level) => sum + (Math.abs(level - middle) <= 8 ? 1 : 0), 0);
    if (near >= LID_SHARE * border.length) return middle;
  }
  return null;
}

/** 1 where the mean of nine pixels is not the lid's. */
function notLid({ widthPx, heightPx, levels }: GrayPage, lid: number): Uint8Array {
  const mask = new Uint8Array(widthPx * heightPx);
  const columns = new Uint16Array(widthPx);
  for (let y = 0; y < heightPx; y++) {
    const up = Math.max(0, y - 1) * widthPx;
    const down = Math.min(heightPx - 1, y + 1) * widthPx;
    const at = y * widthPx;
    for (let x = 0; x < widthPx; x++) {
      columns[x] = levels[up + x]! + levels[at + x]! + levels[down + x]!;
    }
    for (let x = 0; x < widthPx; x++) {
      const sum = columns[Math.max(0, x - 1)]! + columns[x]! + columns[Math.min(widthPx - 1, x + 1)]!;
      if (Math.abs(sum - 9 * lid) > 9 * LID_VARIES) mask[at + x] = 1;
    }
  }
  return mask;
}

/** From a side inwards, line by line: how far away the first pixel is that is not lid; -1: there is none. */
function firstOf(mask: Uint8Array, { widthPx, heightPx }: GrayPage, side: Side): Int32Array {
  const isAcross = side === 'left' || side === 'right';
  const [lines, depth] = isAcross ? [heightPx, widthPx] : [widthPx, heightPx];
  const [lineStep, step] = isAcross ? [widthPx, 1] : [1, widthPx];
  const fromEnd = side === 'right' || side === 'bottom';
  return Int32Array.from({ length: lines }, (_, line) => {
    for (let i = 0; i < depth - 1; i++) {
      const at = line * lineStep + (fromEnd ? depth - 1 - i : i) * step;
      if (mask[at] === 1 && mask[at + (fromEnd ? -step : step)] === 1) return i;
    }
    return -1;
  });
}

/** The lines of the sides upright to a side. */
function besides(lines: ReadonlyMap<Side, Line>, side: Side): Line[] {
  const sides =
    side === 'left' || side === 'right' ? (['top', 'bottom'] as const) : (['left', 'right'] as const);
  return sides.map((beside) => lines.get(beside)).filter((line) => line !== undefined);
}

/** Whether another edge goes on beyond a line: then that is print on the sheet. */
function isCrossed(lines: ReadonlyMap<Side, Line>, page: GrayPage, side: Side, line: Line): boolean {
  const reach = (REACH_MM * page.dpi) / MM_PER_INCH;
  const depth = Math.min(line.at(line.from), line.at(line.to)) - reach;
  return besides(lines, side).some(({ from, to }) => {
    return side === 'left' || side === 'top' ? from < depth : to > lengthFrom(side, page) - 1 - depth;
  });
}

/** Whether the sheet goes on beyond that border of the scan: the edges beside it do not end before. */
function isCut(edges: ReadonlyMap<Side, Line>, page: GrayPage, side: Side): boolean {
  const reach = (REACH_MM * page.dpi) / MM_PER_INCH;
  const beside = besides(edges, side);
  const isFirst = side === 'left' || side === 'top';
  const ends = ({ from, to }: Line) => (isFirst ? from : lengthFrom(side, page) - 1 - to);
  return beside.length > 0 && beside.every((line) => ends(line) <= reach);
}

/** From a side to the one across. */
function lengthFrom(side: Side, { widthPx, heightPx }: GrayPage): number {
  return side === 'left' || side === 'right' ? widthPx : heightPx;
}

/** Whether these are the edges of a sheet: of another gray than the lid, or shadows. */
function isSheetEdge(edges: ReadonlyMap<Side, Line>, page: GrayPage, lid: number): boolean {
  const seen = [...edges].map(([side, line]) => {
    const beyond = (depth: number) => medianAlong(page, side, line, depth);
    const inside = beyond(Math.round((3 * page.dpi) / MM_PER_INCH));
    const darkest = Math.min(...[-1, 0, 1, 2, 3, 4].map(beyond));
    return { isDifferent: Math.abs(inside - lid) >= DIFFERENT, isDark: lid - darkest > DARKEST_SHADOW };
  });
  if (seen.some(({ isDifferent }) => isDifferent)) return true;
  // Light comes from one side: a line all around is a printed frame.
  return edges.size < 4 && seen.every(({ isDark }) => !isDark);
}

/** The level `depth` pixels behind an edge, seen from its side. */
function medianAlong(page: GrayPage, side: Side, line: Line, depth: number): number {
  const seen: number[] = [];
  for (let i = Math.ceil(line.from); i <= line.to; i++) {
    const [x, y] = pixelAt(page, side, i, Math.round(line.at(i)) + depth);
    if (x >= 0 && y >= 0 && x < page.widthPx && y < page.heightPx)
      seen.push(page.levels[y * page.widthPx + x]!);
  }
  return seen.sort((a, b) => a - b)[seen.length >> 1] ?? 0;
}

/** The pixel that is `depth` away from a side in line `along`. */
function pixelAt(
  { widthPx, heightPx }: GrayPage,
  side: Side,
  along: number,
  depth: number,
): [number, number] {
  switch (side) {
    case 'left':
      return [depth, along];
    case 'right':
      return [widthPx - 1 - depth, along];
    case 'top':
      return [along, depth];
    case 'bottom':
      return [along, heightPx - 1 - depth];
  }
}

/** Clockwise degrees by which a sheet is turned whose edge has that slope, seen from that side. */
function turnOf(side: Side, slope: number): number {
  const degrees = (Math.atan(slope) * 180) / Math.PI;
  return side === 'top' || side === 'right' ? degrees : -degrees;
}

/** Pixels that are not lid and lie beyond an edge. */
function outsideOf(edges: ReadonlyMap<Side, Line>, page: GrayPage, mask: Uint8Array): number {
  const { widthPx, heightPx } = page;
  const outset = (INSET_MM * page.dpi) / MM_PER_INCH;
  const beyond = (side: Side, along: number, depth: number) => {
    const line = edges.get(side);
    return line !== undefined && depth < line.at(along) - outset;
  };
  let outside = 0;
  for (let at = mask.indexOf(1); at >= 0; at = mask.indexOf(1, at + 1)) {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    const isOutside =
      beyond('left', y, x) ||
      beyond('right', y, widthPx - 1 - x) ||
      beyond('top', x, y) ||
      beyond('bottom', x, heightPx - 1 - y);
    if (isOutside) outside++;
  }
  return outside;
}

function insideOf(edges: ReadonlyMap<Side, Line>, { widthPx, heightPx, dpi }: GrayPage): Box {
  const inset = Math.ceil((INSET_MM * dpi) / MM_PER_INCH);
  const depth = (side: Side) => {
    const line = edges.get(side);
    return line === undefined ? 0 : Math.ceil(Math.max(line.at(line.from), line.at(line.to))) + inset;
  };
  const [left, top] = [Math.min(depth('left'), widthPx - 1), Math.min(depth('top'), heightPx - 1)];
  return {
    left,
    top,
    right: Math.max(left + 1, widthPx - depth('right')),
    bottom: Math.max(top + 1, heightPx - depth('bottom')),
  };
}

function straightened(edges: ReadonlyMap<Side, Line>, page: GrayPage, degrees: number) {
  const { widthPx, heightPx, dpi } = page;
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const outside = 0.5 - EARLY_PX;
  const place = (side: Side, border: number): number => {
    const line = edges.get(side);
    if (line === undefined) return border;
    const [x, y] = pixelAt(page, side, line.middle, line.at(line.middle));
    // From the middle of the page.
    const [dx, dy] = [x + 0.5 - widthPx / 2, y + 0.5 - heightPx / 2];
    if (side === 'left' || side === 'right') {
      return dx * cos - dy * sin + widthPx / 2 + (side === 'left' ? -outside : outside);
    }
    return dx * sin + dy * cos + heightPx / 2 + (side === 'top' ? -outside : outside);
  };
  const [left, top] = [place('left', 0), place('top', 0)];
  const mm = (px: number) => Math.round((px / dpi) * MM_PER_INCH * 100) / 100;
  return {
    leftMm: mm(left),
    topMm: mm(top),
    widthMm: mm(place('right', widthPx) - left),
    heightMm: mm(place('bottom', heightPx) - top),
  };
}
