// Baseline JPEG (ITU-T T.81), one row of MCUs at a time: lines in, entropy-coded bytes out. Headers, tables of codes
// and quantisers are the caller's (src/scan/files/jpeg.ts); the plain implementation that this one must equal byte for
// byte is test/support/reference-jpeg.ts.
import { beginCode, endCode, putBlock } from './jpeg-code';
import { toFull, toHalved } from './jpeg-colour';
import { BLOCK, QUANTISERS, STATE_BYTES } from './jpeg-state';
import { transform } from './jpeg-transform';

/** Bytes that `state` below takes. The caller fills in its two tables (jpeg-state.ts). */
export function jpegStateBytes(): usize {
  return STATE_BYTES;
}

/** Bytes that `planes` below takes. */
export function jpegPlanesBytes(widthPx: i32): usize {
  return (<usize>((widthPx + 15) & ~15)) * 16 * 2 * 3;
}

/** Begins a picture. */
export function jpegBegin(state: usize): void {
  beginCode(state);
}

/**
 * Codes 8 lines of gray (0 black).
 *
 * @param source  8 lines; `stride` is at least `widthPx` rounded up to 8, and what lies between is written to
 * @param target  at most 416 bytes are written for each block of 8 × 8
 * @returns       bytes written
 */
export function jpegGrayRow(
  state: usize,
  source: usize,
  stride: usize,
  widthPx: i32,
  planes: usize,
  target: usize,
): usize {
  const width = (widthPx + 7) & ~7;
  for (let y = 0; y < 8; y++) {
    const line = source + <usize>y * stride;
    const last = load<u8>(line + <usize>widthPx - 1);
    for (let x = widthPx; x < width; x++) store<u8>(line + <usize>x, last);
    const plane = planes + (<usize>(y * width) << 1);
    for (let x = 0; x < width; x += 8) {
      const samples = i16x8.sub(v128.load8x8_u(line + <usize>x), i16x8.splat(128));
      v128.store(plane + (<usize>x << 1), samples);
    }
  }
  let out = target;
  for (let x = 0; x < width; x += 8) out = codeBlock(state, planes + (<usize>x << 1), <usize>width << 1, 0, out);
  return out - target;
}

/**
 * Codes 8 lines of R, G, B as Y, Cb, Cr 4:4:4, or 16 lines as 4:2:0.
 *
 * @param source  lines whose `stride` is at least three times `widthPx` rounded up to 8 (16); what lies between is
 *                written to
 * @param target  at most 416 bytes are written for each block of 8 × 8
 * @returns       bytes written
 */
export function jpegColourRow(
  state: usize,
  source: usize,
  stride: usize,
  widthPx: i32,
  isHalved: bool,
  planes: usize,
  target: usize,
): usize {
  const step = isHalved ? 16 : 8;
  const width = (widthPx + step - 1) & -step;
  const lineBytes = <usize>width << 1;
  const cb = planes + lineBytes * 16;
  const cr = cb + lineBytes * 16;
  for (let y = 0; y < step; y++) {
    const line = source + <usize>y * stride;
    const last = line + <usize>(widthPx - 1) * 3;
    for (let at = last + 3; at < line + <usize>width * 3; at += 3) {
      store<u16>(at, load<u16>(last));
      store<u8>(at, load<u8>(last, 2), 2);
    }
  }
  let out = target;
  if (isHalved) {
    for (let y: usize = 0; y < 16; y += 2) {
      const chroma = lineBytes * (y >> 2) + (y & 2 ? lineBytes >> 1 : 0);
      toHalved(source + y * stride, stride, width, planes + y * lineBytes, lineBytes, cb + chroma, cr + chroma);
    }
    for (let x: usize = 0; x < lineBytes; x += 32) {
      const lower = planes + x + lineBytes * 8;
      out = codeBlock(state, planes + x, lineBytes, 0, out);
      out = codeBlock(state, planes + x + 16, lineBytes, 0, out);
      out = codeBlock(state, lower, lineBytes, 0, out);
      out = codeBlock(state, lower + 16, lineBytes, 0, out);
      out = codeBlock(state, cb + (x >> 1), lineBytes >> 1, 1, out);
      out = codeBlock(state, cr + (x >> 1), lineBytes >> 1, 2, out);
    }
  } else {
    for (let y: usize = 0; y < 8; y++) {
      const at = y * lineBytes;
      toFull(source + y * stride, width, planes + at, cb + at, cr + at);
    }
    for (let x: usize = 0; x < lineBytes; x += 16) {
      out = codeBlock(state, planes + x, lineBytes, 0, out);
      out = codeBlock(state, cb + x, lineBytes, 1, out);
      out = codeBlock(state, cr + x, lineBytes, 2, out);
    }
  }
  return out - target;
}

/** Fills the last byte with ones. At most 16 bytes are written; returns how many. */
export function jpegEnd(state: usize, target: usize): usize {
  return endCode(state, target) - target;
}

/** Transforms, quantises and codes 8 × 8 samples (half-words, −128 … 127) of a component; returns where the code ends. */
function codeBlock(state: usize, samples: usize, stride: usize, component: i32, target: usize): usize {
  const quantisers = state + QUANTISERS + (component != 0 ? 256 : 0);
  const isFlat = transform(samples, stride, quantisers, state + BLOCK);
  return putBlock(state, component, isFlat, target);
}
