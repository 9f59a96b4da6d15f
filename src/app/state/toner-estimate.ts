import type { Paper } from '../../machine/paper.ts';

/** How much of the paper is black, from sides whose dots were counted. */
export class TonerEstimate {
  readonly #sides = new Map<string, { readonly black: number; readonly dots: number }>();

  /** `side` names it; told twice, it counts once. */
  learn(side: string, blackDots: number, { widthPx, heightPx }: Paper): void {
    this.#sides.set(side, { black: blackDots, dots: widthPx * heightPx });
  }

  forget(): void {
    this.#sides.clear();
  }

  get sides(): number {
    return this.#sides.size;
  }

  /** 0 to 1; null while no side is known. */
  get coverage(): number | null {
    let [black, dots] = [0, 0];
    for (const side of this.#sides.values()) {
      black += side.black;
      dots += side.dots;
    }
    return dots === 0 ? null : black / dots;
  }
}
