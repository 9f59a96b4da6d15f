import { describe, expect, it } from 'vitest';
import type { JobState } from '../../../src/jobs/spooler-api.ts';
import { PRINTING_LOCK } from '../../../src/pwa/printing-lock.ts';
import { PrintingLock } from '../../../workers/spooler/printing-lock.ts';
import { jobView, snapshot } from '../app/fakes.ts';
import { FakeBrowser } from './fake-browser.ts';

describe('the lock that keeps new versions out', () => {
  it('is held from the first byte to the last, and given back in between', async () => {
    const browser = new FakeBrowser();
    const lock = new PrintingLock(browser.surroundings('leader').locks);
    /** Whether somebody else could have it now. */
    const isFree = async () => {
      const id = `service worker ${browser.now}`;
      let isMine = false;
      void browser
        .surroundings(id)
        .locks.acquire(PRINTING_LOCK)
        .then(() => (isMine = true));
      await browser.advance(10);
      browser.kill(id);
      await browser.advance(10);
      return isMine;
    };
    const follow = (...states: JobState[]) =>
      lock.follow(
        snapshot(
          'ready',
          states.map((state) => jobView({ state })),
        ),
      );
    follow('queued');
    expect(await isFree()).toBe(true);
    follow('preparing', 'queued');
    follow('sending');
    follow('sending');
    expect(await isFree()).toBe(false);
    follow('paused');
    expect(await isFree()).toBe(false);
    follow('sent', 'queued');
    expect(await isFree()).toBe(true);
    follow('preparing');
    follow('cancelled');
    follow('preparing');
    expect(await isFree()).toBe(false);
    follow('failed');
    expect(await isFree()).toBe(true);
  });
});
