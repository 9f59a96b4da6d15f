/** Numbers as the blocks and the page data carry them: most significant byte first. */
export function be16(value: number): readonly [number, number] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

export function be32(value: number): readonly [number, number, number, number] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** Reads `length` (1 to 4) bytes as an unsigned number. */
export function readBe(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + bytes[at + i]!;
  return value;
}

/** Bytes the way error reasons show them: `CD CA 10`. */
export function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
