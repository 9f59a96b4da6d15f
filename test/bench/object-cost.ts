import { chromium, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import { chromiumFlags, findChromium } from '../../src/cli/chromium.ts';
import type { DocumentInfo } from '../../src/documents/raster-api.ts';
import { planJob } from '../../src/layout/plan-job.ts';
import { halftoneSettings } from '../../src/settings/halftone.ts';
import { DEFAULT_SETTINGS } from '../../src/settings/print-settings.ts';
import { startHarness } from '../browser/raster/harness-server.ts';

const DOCUMENTS = [
  { name: 'tracemonkey.pdf', pages: 14 },
  { name: 'freeculture.pdf', pages: 14 },
];
const ROUNDS = 5;

interface ObjectCost {
  readonly document: string;
  readonly pages: number;
  /** Milliseconds a page, from request to its last byte, medians. */
  readonly 'one screen': number;
  readonly 'object-aware': number;
  readonly ratio: number;
}

/** What it costs to treat text and pictures each in its own way: whole rasters, one worker, the two in turn. */
export async function objectCost(): Promise<ObjectCost[]> {
  const server = await startHarness(resolve('test-results', 'bench-harness'));
  const browser = await chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: chromiumFlags(),
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const costs: ObjectCost[] = [];
    for (const { name, pages } of DOCUMENTS) {
      const opened = await page.evaluate((file) => window.harness.open(file, `/documents/${file}`), name);
      if ('error' in opened) throw new Error(`${name}: ${opened.error.code}`);
      const times = { single: [] as number[], aware: [] as number[] };
      // The first round warms up fonts, code and caches.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const single = await rasterPages(page, opened.value, pages, false);
        const aware = await rasterPages(page, opened.value, pages, true);
        if (round === 0) continue;
        times.single.push(single);
        times.aware.push(aware);
      }
      const [single, aware] = [median(times.single), median(times.aware)];
      costs.push({
        document: name,
        pages,
        'one screen': round1(single / pages),
        'object-aware': round1(aware / pages),
        ratio: Math.round((aware / single) * 100) / 100,
      });
    }
    return costs;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function rasterPages(
  page: Page,
  info: DocumentInfo,
  pages: number,
  objectAware: boolean,
): Promise<number> {
  const settings = { ...DEFAULT_SETTINGS, objectAware };
  const job = { title: '', user: '', date: '', time: '' };
  const { sheets } = planJob({ documents: [info], settings, job });
  let ms = 0;
  for (const { front } of sheets.slice(0, pages)) {
    const request = { side: front, paper: settings.paper, halftone: halftoneSettings(settings) };
    const result = await page.evaluate((wanted) => window.harness.side(wanted, 0, false), request);
    if ('error' in result) throw new Error(result.error.code);
    ms += result.value.ms;
  }
  return ms;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const round1 = (value: number) => Math.round(value * 10) / 10;
