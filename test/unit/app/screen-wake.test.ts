import { describe, expect, it } from 'vitest';
import { ScreenWake } from '../../../src/app/state/screen-wake.ts';

/** A page and the wake lock of its browser, which ends when the page is hidden. */
class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  held = 0;
  asked = 0;
  refuses = false;
  #sentinels: { released: boolean }[] = [];

  readonly wakeLock = {
    request: async () => {
      this.asked++;
      await Promise.resolve();
      if (this.refuses || this.visibilityState === 'hidden') throw new DOMException('no', 'NotAllowedError');
      this.held++;
      const sentinel = {
        released: false,
        release: async () => {
          if (!sentinel.released) this.held--;
          sentinel.released = true;
        },
      };
      this.#sentinels.push(sentinel);
      return sentinel as unknown as WakeLockSentinel;
    },
  };

  show(visibilityState: DocumentVisibilityState): Promise<void> {
    this.visibilityState = visibilityState;
    if (visibilityState === 'hidden') {
      for (const sentinel of this.#sentinels) sentinel.released = true;
      this.held = 0;
    }
    this.dispatchEvent(new Event('visibilitychange'));
    return settle();
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('the screen during a job', () => {
  it('stays on from the first to the last byte, with one lock', async () => {
    const page = new FakePage();
    const wake = new ScreenWake(page.wakeLock, page);
    for (let snapshot = 0; snapshot < 20; snapshot++) wake.want(true);
    await settle();
    wake.want(true);
    await settle();
    expect([page.asked, page.held]).toEqual([1, 1]);
    wake.want(false);
    await settle();
    expect(page.held).toBe(0);
  });

  it('is asked for again when the page comes back, and not while it is hidden', async () => {
    const page = new FakePage();
    const wake = new ScreenWake(page.wakeLock, page);
    wake.want(true);
    await settle();
    await page.show('hidden');
    wake.want(true);
    await settle();
    expect([page.asked, page.held]).toEqual([1, 0]);
    await page.show('visible');
    expect([page.asked, page.held]).toEqual([2, 1]);
  });

  it('is let go when the job ended while the browser was still thinking', async () => {
    const page = new FakePage();
    const wake = new ScreenWake(page.wakeLock, page);
    wake.want(true);
    wake.want(false);
    await settle();
    expect(page.held).toBe(0);
  });

  it('does without when it is refused, and where there is none', async () => {
    const page = new FakePage();
    page.refuses = true;
    const wake = new ScreenWake(page.wakeLock, page);
    wake.want(true);
    await settle();
    page.refuses = false;
    await page.show('visible');
    expect(page.held).toBe(1);
    new ScreenWake(undefined, page).want(true);
    await settle();
  });
});
