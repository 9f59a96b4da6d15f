/**
 * What a picture on a side is to the halftoner.
 *
 * - `photo`: gets the chosen screen up to its edges, and sharpening.
 * - `bilevel`: has black and white only (bar codes, QR codes, scanned text): never screened, every dot is black or
 *   white, whichever is nearer. Only opaque pictures are meant: what paints black through a mask is line art, and
 *   where it lies on a photo, it is part of it.
 */
export type ImageKind = 'photo' | 'bilevel';

/**
 * The part of a side that a picture covers: side pixels from the top left corner, fractions allowed, possibly
 * reaching beyond the side. Of a picture that is turned, the box around it. Pixels that it covers in part belong
 * to it.
 */
export interface ImageRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: ImageKind;
}

/** Lines of a side whose pictures are the same all the way down. */
export interface RegionLines {
  readonly firstLine: number;
  readonly lines: number;
  /** From left to right, whole pixels, `end` not included; pixels in none of them are text and line art. */
  readonly spans: readonly RegionSpan[];
}

export interface RegionSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: ImageKind;
}

/**
 * The lines from `firstLine` on, cut where pictures begin and end. `regions` are in the order of painting: of those
 * that overlap, the last one counts.
 */
export function cutByRegions(
  regions: readonly ImageRegion[],
  firstLine: number,
  lines: number,
  widthPx: number,
): RegionLines[] {
  const boxes = regions.map(({ x, y, width, height, kind }) => ({
    left: clamp(Math.floor(x), widthPx),
    right: clamp(Math.ceil(x + width), widthPx),
    top: Math.floor(y),
    bottom: Math.ceil(y + height),
    kind,
  }));
  const touching = boxes.filter(
    ({ left, right, top, bottom }) =>
      left < right && top < bottom && top < firstLine + lines && bottom > firstLine,
  );
  const edges = touching.flatMap(({ top, bottom }) => [top, bottom]);
  const inside = edges.filter((edge) => edge > firstLine && edge < firstLine + lines);
  const cuts = [...new Set([firstLine, ...inside, firstLine + lines])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((top, i) => {
    const here = touching.filter((box) => box.top <= top && box.bottom > top);
    return { firstLine: top, lines: cuts[i + 1]! - top, spans: spansOf(here) };
  });
}

interface Stretch {
  readonly left: number;
  readonly right: number;
  readonly kind: ImageKind;
}

/** What is seen of stretches painted one after the other. */
function spansOf(stretches: readonly Stretch[]): RegionSpan[] {
  const cuts = [...new Set(stretches.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b);
  const spans: RegionSpan[] = [];
  cuts.slice(0, -1).forEach((start, i) => {
    const topmost = stretches.findLast(({ left, right }) => left <= start && right > start);
    if (!topmost) return;
    const end = cuts[i + 1]!;
    const last = spans.at(-1);
    if (last?.end === start && last.kind === topmost.kind) spans.splice(-1, 1, { ...last, end });
    else spans.push({ start, end, kind: topmost.kind });
  });
  return spans;
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}
