import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Lets a host with many controls appear part by part, one a frame, so that no single task holds up the
 * page. The kit's controls take a few milliseconds each to come to life.
 */
export class Gradual implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: () => number;
  #shown = 1;
  #waiting = false;

  constructor(host: ReactiveControllerHost, parts: () => number) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** How many parts may be drawn by now, at least one. */
  get shown(): number {
    return this.#shown;
  }

  /** What was drawn is gone; it will appear part by part again. */
  restart(): void {
    this.#shown = 1;
  }

  hostUpdated(): void {
    if (this.#waiting || this.#shown >= this.#parts()) return;
    this.#waiting = true;
    // A timer after the frame, not within it: the part before is on the screen when the next is begun.
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.#waiting = false;
        this.#shown += 1;
        this.#host.requestUpdate();
      }),
    );
  }
}
