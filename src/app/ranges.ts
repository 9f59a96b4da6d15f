/**
 * Numbers and ranges as people write them (`1-3, 7, 12-`), counted from 1, as indices from 0. null when something
 * in it is no number, or lies outside of 1 to `count`. Nothing at all means none.
 */
export function parseRanges(text: string, count: number): Set<number> | null {
  const indices = new Set<number>();
  for (const part of text.split(/[,;\s]+(?!\s*[-–])/)) {
    if (part === '') continue;
    const match = /^(\d{1,6})?\s*([-–]?)\s*(\d{1,6})?$/.exec(part);
    if (!match) return null;
    const [, from, dash, to] = match;
    if (from === undefined && to === undefined) return null;
    const first = Number(from ?? 1);
    const last = dash ? Number(to ?? count) : first;
    if (first < 1 || last > count || first > last) return null;
    for (let number = first; number <= last; number++) indices.add(number - 1);
  }
  return indices;
}

/** Indices from 0 as `1-3, 7`. */
export function formatRanges(indices: Iterable<number>): string {
  const sorted = [...indices].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; at++) {
    const first = sorted[at]!;
    while (sorted[at + 1] === sorted[at]! + 1) at += 1;
    const last = sorted[at]!;
    parts.push(first === last ? `${first + 1}` : `${first + 1}-${last + 1}`);
  }
  return parts.join(', ');
}
