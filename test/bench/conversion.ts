import { chromium } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromiumFlags, ensureChromium } from '../../src/cli/chromium.ts';
import { startHarness } from '../browser/raster/harness-server.ts';
import type {} from './conversion/converter.ts';

/** For the rehearsal, which the app too has done before anybody gets to Print. */
const OPEN_FOR_MS = 4_000;

/**
 * Seconds that two raster workers in headless Chromium take to turn the first `pages` pages into UFR II LT, the
 * document open: the app's own way to a print file, which is what Ghostscript does too, and nothing else.
 */
export async function conversionSeconds(file: string, pages: number): Promise<number> {
  const outDir = mkdtempSync(join(tmpdir(), 'platen-bench-'));
  const server = await startHarness(outDir, join(import.meta.dirname, 'conversion'));
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags() });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.evaluate((name) => window.converter.open(name), basename(file));
    await page.waitForTimeout(OPEN_FOR_MS);
    const { seconds } = await page.evaluate((count) => window.converter.convert(count), pages);
    return seconds;
  } finally {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}
