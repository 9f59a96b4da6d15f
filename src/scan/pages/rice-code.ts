/** Values are coded in blocks of so many: small ones where the page is quiet, larger ones where it is not. */
const BLOCK = 64;
/** In front of each block: all of it is 0; `RICE + k`: Rice codes whose last k bits are plain; or its bytes as they are. */
const ALL_ZERO = 0;
const RICE = 1;
const PLAIN = 9;

/** Bytes that `length` values take at most. */
export function riceLimit(length: number): number {
  return length + Math.ceil(length / BLOCK);
}

/**
 * Differences between neighbours, which are mostly small, in few bits (R. F. Rice, 1979). Deflate makes about as much
 * of them by itself but takes several times as long: the noise of a sensor has no patterns, and it looks for them.
 */
export function riceEncode(values: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(riceLimit(values.length));
  const block = new Uint8Array(BLOCK);
  let at = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    const count = Math.min(BLOCK, values.length - from);
    let sum = 0;
    for (let i = 0; i < count; i += 1) {
      const folded = fold(values[from + i]!);
      block[i] = folded;
      sum += folded;
    }
    if (sum === 0) {
      out[at++] = ALL_ZERO;
      continue;
    }
    const k = plainBits(sum, count);
    let bits = count * (k + 1);
    for (let i = 0; i < count; i += 1) bits += block[i]! >> k;
    if (bits >= count * 8) {
      out[at++] = PLAIN;
      out.set(values.subarray(from, from + count), at);
      at += count;
    } else {
      out[at++] = RICE + k;
      at = putCodes(out, at, block, count, k);
    }
  }
  return out.slice(0, at);
}

/** Fills `values` with what was coded. False when that is not what is there. */
export function riceDecode(coded: Uint8Array, values: Uint8Array): boolean {
  let at = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    const count = Math.min(BLOCK, values.length - from);
    const kind = coded[at++];
    if (kind === undefined || kind > PLAIN) return false;
    if (kind === ALL_ZERO) continue;
    if (kind === PLAIN) {
      if (at + count > coded.length) return false;
      values.set(coded.subarray(at, at + count), from);
      at += count;
      continue;
    }
    at = takeCodes(coded, at, values.subarray(from, from + count), kind - RICE);
    if (at < 0) return false;
  }
  return at === coded.length;
}

/** −1, 1, −2, 2 … of 8 bits as 1, 2, 3, 4 …, so that what is small either way is small. */
function fold(value: number): number {
  return value < 128 ? value << 1 : 511 - (value << 1);
}

function unfold(folded: number): number {
  return folded & 1 ? 255 - (folded >> 1) : folded >> 1;
}

/** The number of plain bits that suits values of this sum: their mean has about one more. */
function plainBits(sum: number, count: number): number {
  let k = 0;
  while (k < 7 && count << (k + 1) <= sum) k += 1;
  return k;
}

/** Codes, the most significant bit first, up to a whole byte. Gives the place behind them. */
function putCodes(out: Uint8Array, at: number, block: Uint8Array, count: number, k: number): number {
  let held = 0;
  let free = 8;
  for (let i = 0; i < count; i += 1) {
    let ones = block[i]! >> k;
    // So many ones, a zero, and the plain bits.
    while (ones >= free) {
      ones -= free;
      out[at++] = held | ((1 << free) - 1);
      held = 0;
      free = 8;
    }
    held |= ((1 << ones) - 1) << (free - ones);
    free -= ones + 1;
    if (free === 0) {
      out[at++] = held;
      held = 0;
      free = 8;
    }
    const plain = block[i]! & ((1 << k) - 1);
    if (k < free) {
      held |= plain << (free - k);
      free -= k;
    } else {
      const over = k - free;
      out[at++] = held | (plain >> over);
      free = 8 - over;
      held = (plain << free) & 0xff;
    }
  }
  if (free < 8) out[at++] = held;
  return at;
}

/** Gives the place behind the codes; −1 where there are none. */
function takeCodes(coded: Uint8Array, start: number, values: Uint8Array, k: number): number {
  let at = start;
  let held = 0;
  let left = 0;
  for (let i = 0; i < values.length; i += 1) {
    let ones = 0;
    for (;;) {
      if (left === 0) {
        if (at >= coded.length) return -1;
        held = coded[at++]!;
        left = 8;
      }
      // Ones at the front of what is held, by the zeros of its opposite.
      const run = Math.min(left, Math.clz32(~(held << (32 - left))));
      ones += run;
      left -= run;
      if (left === 0) continue;
      left -= 1;
      break;
    }
    let plain = 0;
    for (let missing = k; missing > 0;) {
      if (left === 0) {
        if (at >= coded.length) return -1;
        held = coded[at++]!;
        left = 8;
      }
      const taken = Math.min(left, missing);
      plain = (plain << taken) | ((held >> (left - taken)) & ((1 << taken) - 1));
      left -= taken;
      missing -= taken;
    }
    const folded = (ones << k) | plain;
    if (folded > 255) return -1;
    values[i] = unfold(folded);
  }
  return at;
}
