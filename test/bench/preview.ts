import type {} from '../../src/app/automation-api.ts';
import { openApp } from '../../src/cli/app-session.ts';

interface PreviewFigures {
  /** From a change of a setting until its first sheet is on the screen, every time. */
  readonly firstSheetMs: readonly number[];
  /** The same until its dots are there, to be looked at with a loupe. */
  readonly dotsMs: readonly number[];
  /** The longest time the page's thread was not free meanwhile, in ms; 0: never over 50. */
  readonly longestTaskMs: number;
}

const CHANGES = 12;

/** As much of the app's element as is measured here. */
type AppElement = HTMLElement & {
  readonly platen: {
    readonly preview: {
      readonly shown: readonly {
        readonly isStale: boolean;
        readonly picture: unknown;
        readonly dots: unknown;
      }[];
    };
  };
};

/** Changes a setting that changes every dot, again and again, with the document open and its first sheet shown. */
export async function previewSpeed(file: string): Promise<PreviewFigures> {
  const session = await openApp();
  try {
    const { page } = session;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator('input[type=file]').first().setInputFiles(file);
    const documents = await page.evaluate(() => window.platen.settled(1));
    if (documents[0]?.error) throw new Error(`${file}: ${documents[0].error.code}`);
    // Let thumbnails, print workers and the row of sheets come to rest: that is the state in which people try settings.
    await page.waitForTimeout(6_000);
    return await page.evaluate(changeSettings, CHANGES);
  } finally {
    await session.close();
  }
}

/** Runs in the page. */
async function changeSettings(changes: number): Promise<PreviewFigures> {
  const firstSheetMs: number[] = [];
  const dotsMs: number[] = [];
  let longestTaskMs = 0;
  const { preview } = document.querySelector<AppElement>('platen-app')!.platen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  }).observe({ type: 'longtask' });
  for (let change = 1; change <= changes; change++) {
    const start = performance.now();
    window.platen.setSettings({ brightness: String(change) });
    for (;;) {
      await new Promise((resume) => requestAnimationFrame(resume));
      const [side] = preview.shown;
      if (!side || side.isStale) continue;
      if (firstSheetMs.length < change && side.picture) firstSheetMs.push(performance.now() - start);
      if (side.dots) break;
    }
    dotsMs.push(performance.now() - start);
    // The row of sheets is made anew as well; the next change comes when that is done.
    await new Promise((resume) => setTimeout(resume, 2_500));
  }
  return { firstSheetMs, dotsMs, longestTaskMs };
}
