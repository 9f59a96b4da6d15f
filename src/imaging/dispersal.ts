/** A place that can be switched on, in pixels of a tile that repeats in both directions. */
export interface Site {
  readonly x: number;
  readonly y: number;
}

/** Width of the Gaussian that measures crowding, in mean distances between sites (Ulichney's choice). */
const SIGMA_IN_SPACINGS = 1.5;
/** Share of the sites in the pattern that the order grows from. */
const STARTING_SHARE = 0.1;

/**
 * An order in which to switch sites on so that, however many are on, they are spread as evenly as can be, and
 * so are those still off. Returns the rank (0 first) of each site.
 *
 * This is void-and-cluster (R. Ulichney, 1993). Every site that is on adds a Gaussian hill to the tile; the
 * tightest cluster is the site that is on and stands highest, the largest void the one that is off and stands
 * lowest. A starting pattern is relaxed by moving clusters into voids, then taken apart cluster by cluster for
 * the first ranks, and filled void by void for the rest. All hills together make a plain, so the largest void
 * among the on is the tightest cluster among the off, and one rule serves to the end.
 *
 * The sites must be a lattice (a translation that takes one to another takes all to all).
 */
export function disperse(sites: readonly Site[], widthPx: number, heightPx: number): Uint16Array {
  const field = new CrowdingField(sites, widthPx, heightPx);
  const startingCount = Math.max(1, Math.floor(sites.length * STARTING_SHARE));
  for (const site of startingSites(sites.length, startingCount)) field.set(site, true);
  for (;;) {
    const cluster = field.tightestCluster();
    field.set(cluster, false);
    const vacant = field.largestVoid();
    field.set(vacant, true);
    if (vacant === cluster) break;
  }

  const ranks = new Uint16Array(sites.length);
  const start = field.snapshot();
  for (let rank = startingCount - 1; rank >= 0; rank--) {
    const cluster = field.tightestCluster();
    field.set(cluster, false);
    ranks[cluster] = rank;
  }
  field.restore(start);
  for (let rank = startingCount; rank < sites.length; rank++) {
    const vacant = field.largestVoid();
    field.set(vacant, true);
    ranks[vacant] = rank;
  }
  return ranks;
}

/** Which sites are on, and how crowded each site is by those that are. */
class CrowdingField {
  readonly #on: Uint8Array;
  readonly #heights: Float32Array;
  /** Address of each site, as a distance from the tile's origin. */
  readonly #offsets: Int32Array;
  /** A hill over two tiles each way, so that the wrap-around needs no arithmetic. */
  readonly #hill: Float32Array;
  /** Address of the hill's top. */
  readonly #origin: number;

  constructor(sites: readonly Site[], widthPx: number, heightPx: number) {
    const spacing = Math.sqrt((widthPx * heightPx) / sites.length);
    this.#on = new Uint8Array(sites.length);
    this.#heights = new Float32Array(sites.length);
    this.#hill = wrappedHill(widthPx, heightPx, SIGMA_IN_SPACINGS * spacing);
    this.#offsets = Int32Array.from(sites, ({ x, y }) => y * 2 * widthPx + x);
    this.#origin = heightPx * 2 * widthPx + widthPx;
  }

  set(site: number, on: boolean): void {
    this.#on[site] = on ? 1 : 0;
    const sign = on ? 1 : -1;
    const top = this.#origin - this.#offsets[site]!;
    const heights = this.#heights;
    const offsets = this.#offsets;
    const hill = this.#hill;
    for (let i = 0; i < heights.length; i++) heights[i]! += sign * hill[top + offsets[i]!]!;
  }

  tightestCluster(): number {
    return this.#extreme(1, 1);
  }

  largestVoid(): number {
    return this.#extreme(0, -1);
  }

  snapshot(): [Uint8Array, Float32Array] {
    return [this.#on.slice(), this.#heights.slice()];
  }

  restore([on, heights]: [Uint8Array, Float32Array]): void {
    this.#on.set(on);
    this.#heights.set(heights);
  }

  #extreme(state: 0 | 1, sign: 1 | -1): number {
    let best = -1;
    let bestHeight = -Infinity;
    for (let i = 0; i < this.#on.length; i++) {
      if (this.#on[i] !== state) continue;
      const height = sign * this.#heights[i]!;
      if (height > bestHeight) {
        best = i;
        bestHeight = height;
      }
    }
    return best;
  }
}

function wrappedHill(widthPx: number, heightPx: number, sigmaPx: number): Float32Array {
  const hill = new Float32Array(4 * widthPx * heightPx);
  for (let y = 0; y < 2 * heightPx; y++) {
    for (let x = 0; x < 2 * widthPx; x++) {
      const dx = Math.min(x % widthPx, widthPx - (x % widthPx));
      const dy = Math.min(y % heightPx, heightPx - (y % heightPx));
      hill[y * 2 * widthPx + x] = Math.exp(-(dx * dx + dy * dy) / (2 * sigmaPx * sigmaPx));
    }
  }
  return hill;
}

/** `count` different sites, scattered, the same ones every time. */
function startingSites(siteCount: number, count: number): Set<number> {
  const chosen = new Set<number>();
  let state = 1;
  while (chosen.size < count) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    chosen.add(Math.floor((state / 2 ** 32) * siteCount));
  }
  return chosen;
}
