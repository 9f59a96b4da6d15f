/** A screen that fits the dots of the machine: a square tile holds a whole number of its periods in both directions. */
export interface RealScreen {
  /** Lines per inch, as printed. */
  readonly lpi: number;
  /** 0 to 90, as printed. */
  readonly angleDeg: number;
  /** Side of the tile in dots; a multiple of 16. */
  readonly tilePx: number;
  /** Periods of one of the two waves across the tile, and down it. The other wave's are (-down, across). */
  readonly across: number;
  readonly down: number;
}

const DPI = 600;
/** The kernels take sixteen dots at a time. */
const STEP_PX = 16;
const SMALLEST_TILE_PX = 32;
const LARGEST_TILE_PX = 256;
/** With fewer cells there would be too few tones between two sizes of a dot, with more the tile takes long to make. */
const FEWEST_CELLS = 64;
const MOST_CELLS = 1600;

/**
 * The nearest screen to lines per inch and an angle that can be printed.
 *
 * Dots stand on a lattice whose two waves are turned by 90° to each other. A tile repeats without a seam if each wave
 * runs through a whole number of periods across it and down it; then the angle has a rational tangent, down /
 * across, and there are across² + down² cells in the tile. Larger tiles allow more such screens (cells then differ
 * by a pixel: a supercell). Of all tiles the one is taken whose screen is nearest, as the distance of the
 * two frequency vectors.
 */
export function nearestScreen(lpi: number, angleDeg: number): RealScreen {
  const angle = (angleDeg * Math.PI) / 180;
  const [wantedX, wantedY] = [lpi * Math.cos(angle), lpi * Math.sin(angle)];
  let nearest: RealScreen | null = null;
  let distance = Infinity;
  for (let tilePx = SMALLEST_TILE_PX; tilePx <= LARGEST_TILE_PX; tilePx += STEP_PX) {
    const across = Math.round((wantedX * tilePx) / DPI);
    const down = Math.round((wantedY * tilePx) / DPI);
    const cells = across ** 2 + down ** 2;
    if (cells < FEWEST_CELLS || cells > MOST_CELLS) continue;
    const [x, y] = [(across * DPI) / tilePx, (down * DPI) / tilePx];
    const away = Math.hypot(x - wantedX, y - wantedY);
    if (away >= distance - 1e-9) continue;
    distance = away;
    nearest = {
      lpi: Math.hypot(x, y),
      angleDeg: (Math.atan2(y, x) * 180) / Math.PI,
      tilePx,
      across,
      down,
    };
  }
  if (!nearest) throw new RangeError(`no screen near ${lpi} lpi`);
  return nearest;
}
