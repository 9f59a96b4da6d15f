import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { MadeSide } from '../../jobs/preview-api.ts';
import type { SideBitmap } from '../../jobs/spooler-api.ts';
import type { Paper } from '../../machine/paper.ts';

export type SideName = 'front' | 'back';

interface SideParts {
  readonly name: SideName;
  readonly paper: Paper;
  /** Tells equal sides from others. */
  readonly key: string;
  /** null: given up. */
  make(signal: AbortSignal): Promise<MadeSide | null>;
  picture(made: MadeSide): Promise<ImageBitmap>;
  dots(made: MadeSide): Promise<SideBitmap>;
  onChange(): void;
}

/** One side on the stage: first a picture of it, then its very dots. Until then, what was there before. */
export class ShownSide {
  readonly #parts: SideParts;
  readonly #stop = new AbortController();
  #picture: ImageBitmap | null = null;
  #dots: SideBitmap | null = null;
  #isStale: boolean;
  #error: ErrorRecord | null = null;

  /** Takes over from `before` what is shown meanwhile, and ends it. */
  constructor(parts: SideParts, before: ShownSide | null) {
    this.#parts = parts;
    this.#isStale = before !== null && before.paper === parts.paper && before.#error === null;
    if (before) {
      if (this.#isStale) {
        [this.#picture, this.#dots] = [before.#picture, before.#dots];
        before.#picture = null;
      }
      before.end();
    }
    void this.#load();
  }

  get name(): SideName {
    return this.#parts.name;
  }

  get paper(): Paper {
    return this.#parts.paper;
  }

  get key(): string {
    return this.#parts.key;
  }

  /** The whole side, smaller. */
  get picture(): ImageBitmap | null {
    return this.#picture;
  }

  get dots(): SideBitmap | null {
    return this.#dots;
  }

  /** What is shown is another side's, until this one is there. */
  get isStale(): boolean {
    return this.#isStale;
  }

  get error(): ErrorRecord | null {
    return this.#error;
  }

  /** Nothing comes any more. */
  end(): void {
    this.#stop.abort();
    this.#picture?.close();
    this.#picture = null;
  }

  async #load(): Promise<void> {
    const { signal } = this.#stop;
    try {
      const made = await this.#parts.make(signal);
      if (!made || signal.aborted) return;
      const picture = await this.#parts.picture(made);
      if (signal.aborted) {
        picture.close();
        return;
      }
      this.#put(picture, null);
      const dots = await this.#parts.dots(made);
      if (!signal.aborted) this.#put(picture, dots);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#put(null, null);
      this.#error = toRecord(asPlatenError(thrown));
      this.#parts.onChange();
    }
  }

  #put(picture: ImageBitmap | null, dots: SideBitmap | null): void {
    if (this.#picture !== picture) this.#picture?.close();
    this.#picture = picture;
    this.#dots = dots;
    this.#isStale = false;
    this.#parts.onChange();
  }
}
