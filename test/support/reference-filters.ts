/** The filters of PNG in plain TypeScript (PNG specification §9), which the kernel must equal byte for byte. */

/** The differences of a line, modulo 256. `previous` is the line above; zeros above the first. */
export function referenceFilter(
  filter: number,
  line: Uint8Array,
  previous: Uint8Array,
  step: number,
): Uint8Array {
  return line.map((x, at) => {
    const a = line[at - step] ?? 0;
    const b = previous[at]!;
    const c = previous[at - step] ?? 0;
    return x - [0, a, b, Math.floor((a + b) / 2), paeth(a, b, c)][filter]!;
  });
}

/** The filter with the least sum of magnitudes. */
export function referenceBestFilter(line: Uint8Array, previous: Uint8Array, step: number): number {
  const sums = [0, 1, 2, 3, 4].map((filter) =>
    new Int8Array(referenceFilter(filter, line, previous, step)).reduce((sum, x) => sum + Math.abs(x), 0),
  );
  return sums.indexOf(Math.min(...sums));
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}
