import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { preview, type PreviewServer } from 'vite';
import type {} from '../app/automation-api.ts';
import { chromiumFlags, ensureChromium } from './chromium.ts';

/** The built app, open in headless Chromium, with the simulated machine on the cable. */
export interface AppSession {
  readonly page: Page;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `dist/` on a free port of this computer, opens it and connects the simulated machine. */
export async function openApp(flags: readonly string[] = []): Promise<AppSession> {
  if (!existsSync('dist/index.html')) throw new Error('Platen is not built yet: run `npm run build` first.');
  const executablePath = ensureChromium();
  const server = await preview({ preview: { port: 0, host: 'localhost' }, logLevel: 'error' });
  let browser: Browser | null = null;
  const close = async () => {
    await browser?.close();
    await closeServer(server);
  };
  try {
    const url = server.resolvedUrls!.local[0]!;
    browser = await chromium.launch({ executablePath, args: [...chromiumFlags(), ...flags] });
    const page = await browser.newPage();
    await page.goto(url);
    await page.evaluate(async () => {
      await window.platen.ready;
      await window.platen.connectSimulated();
    });
    return { page, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function closeServer(server: PreviewServer): Promise<void> {
  return new Promise((resolve) => {
    server.httpServer.close(() => resolve());
    if ('closeAllConnections' in server.httpServer) server.httpServer.closeAllConnections();
  });
}
