/*
 * The step wedge: a page that shows a scanner what the machine makes of grays. Three times 24 patches, shuffled, so that
 * no gray stands where the toner happens to be thin; four ring marks, by which it is found however it lies on the
 * glass; and a row of black and white cells that says which print this is.
 *
 * Small enough for the printable area of the smallest paper, an envelope Monarch. Millimetres, from its top left corner.
 */

export interface PlaceMm {
  readonly xMm: number;
  readonly yMm: number;
}

/** From black to white. Closer at the ends, where screens bend most. */
export const WEDGE_GRAYS: readonly number[] = [
  0, 4, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120, 132, 144, 156, 168, 180, 192, 204, 216, 228, 240, 250, 255,
];

export const WEDGE_SIZE_MM = { width: 76, height: 132 } as const;

/** A ring, and in three of the four a dot in its middle. */
export const WEDGE_MARK_MM = { outerRadius: 4.5, innerRadius: 3, dotRadius: 1.5 } as const;

/** Middles, clockwise from the upper left; the third, at the lower right, is the one without a dot. */
export const WEDGE_MARKS: readonly [PlaceMm, PlaceMm, PlaceMm, PlaceMm] = [
  { xMm: 5, yMm: 5 },
  { xMm: 71, yMm: 5 },
  { xMm: 71, yMm: 127 },
  { xMm: 5, yMm: 127 },
];
export const HOLLOW_MARK = 2;

const COLUMNS = 6;
const ROUNDS = 3;
const PITCH_MM = 9.5;
const FIRST_PATCH = { xMm: 9.5, yMm: 10 };
export const WEDGE_PATCH_MM = 8.5;

export interface WedgePatch extends PlaceMm {
  readonly gray: number;
}

/** Steps through the grays; no factor in common with their number, so that each comes once a round. */
const SHUFFLE = 7;
const SHIFT = 5;

/** Upper left corners. */
export const WEDGE_PATCHES: readonly WedgePatch[] = Array.from(
  { length: ROUNDS * WEDGE_GRAYS.length },
  (_, place) => {
    const round = Math.floor(place / WEDGE_GRAYS.length);
    const gray = WEDGE_GRAYS[(place * SHUFFLE + round * SHIFT) % WEDGE_GRAYS.length]!;
    return {
      gray,
      xMm: FIRST_PATCH.xMm + PITCH_MM * (place % COLUMNS) + (PITCH_MM - WEDGE_PATCH_MM) / 2,
      yMm: FIRST_PATCH.yMm + PITCH_MM * Math.floor(place / COLUMNS) + (PITCH_MM - WEDGE_PATCH_MM) / 2,
    };
  },
);

const ID_BITS = 16;
const CHECK_BITS = 8;
/** Of the code: as many cells side by side, the most significant bit first; 1 is black. */
export const WEDGE_CODE_MM = { xMm: 12, yMm: 2.5, cell: 2.1, height: 5 } as const;
export const WEDGE_CODE_CELLS = ID_BITS + CHECK_BITS;

/** The cells that say which print it is. */
export function wedgeCode(id: number): readonly boolean[] {
  const value = id * 2 ** CHECK_BITS + crc8(id);
  return Array.from(
    { length: WEDGE_CODE_CELLS },
    (_, i) => ((value >> (WEDGE_CODE_CELLS - 1 - i)) & 1) === 1,
  );
}

/** null: these cells were not read rightly, or are something else. */
export function readWedgeCode(cells: readonly boolean[]): number | null {
  const value = cells.reduce((sum, isBlack) => sum * 2 + Number(isBlack), 0);
  const id = value >> CHECK_BITS;
  return cells.length === WEDGE_CODE_CELLS && (value & 0xff) === crc8(id) ? id : null;
}

/**
 * Tells prints apart: what they were printed for, as `calibrationKey` has it, and with which curve. 16 bits of FNV-1a,
 * enough to notice that an old sheet lies on the glass.
 */
export function wedgeId(key: string, curve: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${key} ${curve}`) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return ((hash >>> 16) ^ hash) & 0xffff;
}

/** CRC-8 of two bytes, polynomial x⁸+x²+x+1. Begins with 1s, so that white paper is no code. */
function crc8(id: number): number {
  let crc = 0xff;
  for (const byte of [id >> 8, id & 0xff]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc;
}
