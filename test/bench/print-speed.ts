import type { Page } from '@playwright/test';
import { openApp } from '../../src/cli/app-session.ts';
import { rendererMegabytes } from './process-memory.ts';

export interface PrintFigures {
  readonly sides: number;
  /** Until `untilSide` was accepted (or the last side). */
  readonly seconds: number;
  readonly pagesPerSecond: number;
  readonly firstByteMs: number;
  /** Resident memory of the page's process in MB, by sides accepted. */
  readonly memory: readonly { readonly side: number; readonly megabytes: number }[];
  /** The longest time the page's thread was not free, in ms. */
  readonly longestTaskMs: number;
}

/** Reading the memory of every process takes time from the cores that print. */
const READING_EVERY_MS = 1_200;
/** How often the page itself looks how far the job is; it is told four times a second. */
const LOOK_EVERY_MS = 20;

/** Prints one file to the simulated machine in headless Chromium, the document open beforehand. */
export async function printSpeed(file: string, untilSide = Infinity): Promise<PrintFigures> {
  const session = await openApp();
  try {
    const { page } = session;
    await page.locator('input[type=file]').first().setInputFiles(file);
    const documents = await page.evaluate(() => window.platen.settled(1));
    if (documents[0]?.error) throw new Error(`${file}: ${documents[0].error.code}`);
    // Let the service worker store the app, the print workers open the document and rehearse it, and the thumbnails
    // be drawn: that is the state a person prints in.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.waitForTimeout(4_000);
    await watchMainThread(page);
    const id = await page.evaluate(async () => {
      await window.platen.simulator.setSpeed('instant');
      return window.platen.print();
    });
    const reaching = whenReached(page, id, untilSide);
    const memory: { side: number; megabytes: number }[] = [];
    for (;;) {
      await page.waitForTimeout(READING_EVERY_MS);
      const job = await page.evaluate((jobId) => window.platen.job(jobId), id);
      if (!job) continue;
      memory.push({ side: job.sidesSent, megabytes: rendererMegabytes(process.pid) });
      if (job.endedAt === null) continue;
      if (job.state !== 'sent') throw new Error(`${file}: ${job.state} ${job.error?.code ?? ''}`);
      const { sides, at } = await reaching;
      const seconds = (at - job.createdAt) / 1000;
      return {
        sides,
        seconds,
        pagesPerSecond: sides / seconds,
        firstByteMs: job.firstByteMs ?? NaN,
        memory,
        longestTaskMs: await page.evaluate(() => window.longestTaskMs),
      };
    }
  } finally {
    await session.close();
  }
}

/** When the page knew that so many sides, or all, were accepted; how many they were then. */
function whenReached(page: Page, id: string, side: number): Promise<{ sides: number; at: number }> {
  return page.evaluate(
    ([jobId, wanted, everyMs]) =>
      new Promise((resolve) => {
        const timer = setInterval(() => {
          const job = window.platen.job(jobId);
          if (!job || (job.endedAt === null && job.sidesSent < wanted)) return;
          clearInterval(timer);
          resolve({ sides: job.sidesSent, at: job.endedAt ?? Date.now() });
        }, everyMs);
      }),
    // Infinity does not travel.
    [id, Math.min(side, Number.MAX_SAFE_INTEGER), LOOK_EVERY_MS] as const,
  );
}

declare global {
  interface Window {
    longestTaskMs: number;
  }
}

/** Long tasks are reported from 50 ms on; below that a timer that should fire every 5 ms tells. */
async function watchMainThread(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.longestTaskMs = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.longestTaskMs = Math.max(window.longestTaskMs, entry.duration);
      }
    }).observe({ type: 'longtask' });
  });
}
