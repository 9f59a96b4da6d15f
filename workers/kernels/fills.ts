// Flat fills, which need no second look.
//
// A u16 for each block of sixteen pixels: while all its pixels have one gray, that gray in the high byte, in the low byte
// for how many lines, up to FILL_LINES; else 0.

/** Lines of one gray after which the line in their middle has no edge near it: three above it, three below. */
// @ts-ignore: decorator
@inline const FILL_LINES: u32 = 7;

/** Notes how long a block has had one gray. */
// @ts-ignore: decorator
@inline
export function noteFill(at: usize, levels: v128): void {
  const level = i8x16.extract_lane_u(levels, 0);
  let fill: u32 = 0;
  if (i8x16.all_true(i8x16.eq(levels, i8x16.splat(<i8>level)))) {
    const before = <u32>load<u16>(at);
    fill = ((<u32>level) << 8) | (before >> 8 == <u32>level ? min(FILL_LINES, (before & 0xff) + 1) : 1);
  }
  store<u16>(at, <u16>fill);
}

/** Whether a block and those beside it have had one gray for all lines that matter to the line in the middle. */
// @ts-ignore: decorator
@inline
export function isFill(at: usize): bool {
  const fill = <u32>load<u16>(at);
  return (fill & 0xff) == FILL_LINES && fill == <u32>load<u16>(at - 2) && fill == <u32>load<u16>(at, 2);
}

