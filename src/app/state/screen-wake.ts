type Page = Pick<Document, 'visibilityState' | 'addEventListener'>;

/**
 * Keeps the screen, and with it the computer, awake while it is wanted. Browsers allow it to visible pages only and
 * end it when the page is hidden, so it is asked for again whenever the page comes back. What is refused (an empty
 * battery, a policy) is no reason to stop printing: nothing here ever fails.
 */
export class ScreenWake {
  readonly #wakeLock: Pick<WakeLock, 'request'> | undefined;
  readonly #page: Page;
  #isWanted = false;
  #isAsking = false;
  #sentinel: WakeLockSentinel | null = null;

  /** `wakeLock`: the browser's, undefined where it has none. */
  constructor(wakeLock: Pick<WakeLock, 'request'> | undefined, page: Page) {
    this.#wakeLock = wakeLock;
    this.#page = page;
    page.addEventListener('visibilitychange', () => void this.#update());
  }

  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    void this.#update();
  }

  async #update(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (!this.#isWanted) {
        await this.#sentinel?.release();
        this.#sentinel = null;
      } else if (this.#wakeLock && this.#page.visibilityState === 'visible' && !this.#isHeld) {
        this.#sentinel = await this.#wakeLock.request('screen');
      }
    } catch {
      // The next change of anything asks again.
    } finally {
      this.#isAsking = false;
    }
    // It may have been wanted no more while the browser thought about it.
    if (!this.#isWanted && this.#isHeld) await this.#update();
  }

  get #isHeld(): boolean {
    return this.#sentinel !== null && !this.#sentinel.released;
  }
}
