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

/** Looking takes time from the cores that print; reading the memory of every process takes more. */
const LOOK_EVERY_MS = 150;
const LOOKS_A_READING = 8;

/** Prints one file to the simulated machine in headless Chromium, the document open beforehand. */
export async function printSpeed(file: string, untilSide = Infinity): Promise<PrintFigures> {
  const session = await openApp();
  try {
    const { page } = session;
    await page.locator('input[type=file]').first().setInputFiles(file);
    const documents = await page.evaluate(() => window.platen.settled(1));
    if (documents[0]?.error) throw new Error(`${file}: ${documents[0].error.code}`);
    // Let the print workers open it too, and the thumbnails be drawn: that is the state a person prints in.
    await page.waitForTimeout(3_000);
    await watchMainThread(page);
    const id = await page.evaluate(async () => {
      await window.platen.simulator.setSpeed('instant');
      return window.platen.print();
    });
    const memory: { side: number; megabytes: number }[] = [];
    let looks = 0;
    let reached: { sides: number; at: number } | null = null;
    for (;;) {
      await page.waitForTimeout(LOOK_EVERY_MS);
      const job = await page.evaluate((jobId) => window.platen.job(jobId), id);
      if (!job) continue;
      const isEnd = job.endedAt !== null;
      if (isEnd || looks++ % LOOKS_A_READING === 0) {
        memory.push({ side: job.sidesSent, megabytes: rendererMegabytes(process.pid) });
      }
      if (!reached && job.sidesSent >= untilSide) reached = { sides: job.sidesSent, at: Date.now() };
      if (job.endedAt === null) continue;
      if (job.state !== 'sent') throw new Error(`${file}: ${job.state} ${job.error?.code ?? ''}`);
      const { sides, at } = reached ?? { sides: job.sides, at: job.endedAt };
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
