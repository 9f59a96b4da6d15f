import type { PageInk } from '../files/finished-page.ts';
import type { PixelShape } from '../pages/scanned-page.ts';
import type { Corrections, CropArea } from './corrections.ts';
import type { Findings } from './findings.ts';

/**
 * Where the pixels of a corrected page lie in what is stored: size, straightening, crop and turn.
 * Exports `correctedShape` (the size of what comes out), `pageMapping` and `PageMapping`.
 */

/** A corrected page, as it will be finished. */
export interface CorrectedShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly ink: PageInk;
}

/**
 * Pixel (x, y) of the corrected page lies at (left, top) + x · across + y · down of what is stored. Places are those of
 * pixel centres, from the centre of the first pixel; they may lie outside of the page.
 */
export interface PageMapping {
  readonly shape: CorrectedShape;
  readonly left: number;
  readonly top: number;
  readonly across: Step;
  readonly down: Step;
  /** All of it is whole numbers: pixels are moved and need not be made anew. */
  readonly isExact: boolean;
}

interface Step {
  readonly x: number;
  readonly y: number;
}

interface PixelRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const MM_PER_INCH = 25.4;
/** 0.2 mm across a sheet: nobody sees it, and pixels that stay as they are stay crisp. */
const LEAST_DEGREES = 0.05;

/** What comes out of the corrections of a page. */
export function correctedShape(
  shape: PixelShape,
  findings: Findings,
  corrections: Corrections,
): CorrectedShape {
  const { width, height } = cropRect(shape, findings, corrections);
  const isUpright = corrections.turn % 180 === 0;
  return {
    widthPx: isUpright ? width : height,
    heightPx: isUpright ? height : width,
    dpi: shape.dpi,
    ink: inkOf(shape, corrections),
  };
}

/**
 * The page is straightened about its centre and keeps its size; the crop is cut from that, then turned. What comes from
 * outside of what was scanned is paper.
 */
export function pageMapping(shape: PixelShape, findings: Findings, corrections: Corrections): PageMapping {
  const rect = cropRect(shape, findings, corrections);
  const degrees = straightening(findings, corrections);
  const { start, across, down } = turned(rect, corrections.turn);
  // The page turned back: where its pixels came from.
  const radians = (-degrees * Math.PI) / 180;
  const [cos, sin] = degrees === 0 ? [1, 0] : [Math.cos(radians), Math.sin(radians)];
  const direction = ({ x, y }: Step): Step => ({ x: x * cos - y * sin, y: x * sin + y * cos });
  const middle = { x: (shape.widthPx - 1) / 2, y: (shape.heightPx - 1) / 2 };
  const place = direction({ x: start.x - middle.x, y: start.y - middle.y });
  return {
    shape: correctedShape(shape, findings, corrections),
    left: place.x + middle.x,
    top: place.y + middle.y,
    across: direction(across),
    down: direction(down),
    isExact: degrees === 0,
  };
}

/** Clockwise; 0 where nothing is gained. */
function straightening(findings: Findings, { straighten }: Corrections): number {
  const degrees = straighten === 'auto' ? findings.skewDegrees : straighten;
  return Math.abs(degrees) < LEAST_DEGREES ? 0 : degrees;
}

/** Which pixel of the crop the turned page begins with, and which come next to it and below it. */
function turned({ left, top, width, height }: PixelRect, turn: Corrections['turn']) {
  const [right, bottom] = [left + width - 1, top + height - 1];
  const rightwards = { x: 1, y: 0 };
  const leftwards = { x: -1, y: 0 };
  const upwards = { x: 0, y: -1 };
  const downwards = { x: 0, y: 1 };
  switch (turn) {
    case 0:
      return { start: { x: left, y: top }, across: rightwards, down: downwards };
    case 90:
      return { start: { x: left, y: bottom }, across: upwards, down: rightwards };
    case 180:
      return { start: { x: right, y: bottom }, across: leftwards, down: upwards };
    case 270:
      return { start: { x: right, y: top }, across: downwards, down: leftwards };
  }
}

/** The crop in pixels of the straightened page: never beyond it, never without a pixel. */
function cropRect(shape: PixelShape, findings: Findings, corrections: Corrections): PixelRect {
  const { widthPx, heightPx, dpi } = shape;
  const area = cropArea(shape, findings, corrections);
  if (area === null) return { left: 0, top: 0, width: widthPx, height: heightPx };
  const [left, right] = span(area.leftMm, area.widthMm, dpi, widthPx);
  const [top, bottom] = span(area.topMm, area.heightMm, dpi, heightPx);
  return { left, top, width: right - left, height: bottom - top };
}

function span(fromMm: number, lengthMm: number, dpi: number, limitPx: number): [number, number] {
  const px = (mm: number) => Math.min(limitPx, Math.max(0, Math.round((mm * dpi) / MM_PER_INCH)));
  const from = Math.min(px(fromMm), limitPx - 1);
  return [from, Math.max(from + 1, px(fromMm + lengthMm))];
}

function cropArea(shape: PixelShape, findings: Findings, corrections: Corrections): CropArea | null {
  if (corrections.crop !== 'page') return corrections.crop === 'none' ? null : corrections.crop;
  const { sheet, skewDegrees } = findings;
  if (sheet === null) return null;
  // The sheet was measured on the page as its skew straightens it: turn it by what is missing or too much.
  const degrees = straightening(findings, corrections) - skewDegrees;
  if (Math.abs(degrees) < LEAST_DEGREES) return sheet;
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const mm = MM_PER_INCH / shape.dpi;
  const [middleX, middleY] = [(shape.widthPx * mm) / 2, (shape.heightPx * mm) / 2];
  const x = sheet.leftMm + sheet.widthMm / 2 - middleX;
  const y = sheet.topMm + sheet.heightMm / 2 - middleY;
  const widthMm = sheet.widthMm * cos + sheet.heightMm * Math.abs(sin);
  const heightMm = sheet.widthMm * Math.abs(sin) + sheet.heightMm * cos;
  return {
    leftMm: x * cos - y * sin + middleX - widthMm / 2,
    topMm: x * sin + y * cos + middleY - heightMm / 2,
    widthMm,
    heightMm,
  };
}

function inkOf({ mode }: PixelShape, { ink }: Corrections): PageInk {
  if (ink === 'as-scanned') return mode === 'colour' ? 'colour' : 'gray';
  return ink;
}
