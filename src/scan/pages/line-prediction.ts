/** How a line was predicted, in the byte in front of it. */
const PREDICTION = { left: 1, above: 2 } as const;

/** Every so many bytes of a line are looked at to choose its prediction; odd, so that all channels are. */
const SAMPLE_STEP = 7;

/**
 * Each line as its difference from the pixel to the left or the line above, whichever is smaller, with one byte in
 * front that says which. The first line has none above it.
 */
export function predictLines(
  lines: Uint8Array,
  lineBytes: number,
  channels: number,
): Uint8Array<ArrayBuffer> {
  const count = lines.length / lineBytes;
  const out = new Uint8Array(count * (lineBytes + 1));
  for (let line = 0; line < count; line += 1) {
    const from = line * lineBytes;
    const to = line * (lineBytes + 1);
    const prediction = line === 0 ? PREDICTION.left : better(lines, from, lineBytes, channels);
    out[to] = prediction;
    const back = prediction === PREDICTION.above ? lineBytes : channels;
    const first = prediction === PREDICTION.above ? 0 : Math.min(channels, lineBytes);
    for (let at = 0; at < first; at += 1) out[to + 1 + at] = lines[from + at]!;
    for (let at = first; at < lineBytes; at += 1) {
      out[to + 1 + at] = lines[from + at]! - lines[from + at - back]!;
    }
  }
  return out;
}

function better(lines: Uint8Array, from: number, lineBytes: number, channels: number) {
  let left = 0;
  let above = 0;
  for (let at = from + channels; at < from + lineBytes; at += SAMPLE_STEP) {
    left += Math.abs(lines[at]! - lines[at - channels]!);
    above += Math.abs(lines[at]! - lines[at - lineBytes]!);
  }
  return above <= left ? PREDICTION.above : PREDICTION.left;
}

/** Undoes it in place, the bytes in front left where they are. False where one of them means nothing. */
export function restoreLines(predicted: Uint8Array, lineBytes: number, channels: number): boolean {
  const stride = lineBytes + 1;
  for (let from = 0; from < predicted.length; from += stride) {
    const prediction = predicted[from]!;
    const isAbove = prediction === PREDICTION.above;
    if (isAbove ? from === 0 : prediction !== PREDICTION.left) return false;
    const back = isAbove ? stride : channels;
    const first = from + 1 + (isAbove ? 0 : channels);
    for (let at = first; at < from + stride; at += 1) predicted[at]! += predicted[at - back]!;
  }
  return true;
}
