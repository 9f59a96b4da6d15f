import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import appConfig from '../../../vite.config.ts';
import { AS_SCANNED, type Corrections } from '../../../src/scan/corrections/corrections.ts';
import type { FileFormat, WriteProgress } from '../../../src/scan/pages/pages-api.ts';
import { startHarness, type HarnessServer } from '../raster/harness-server.ts';
import type { LaidPage } from './harness/harness.ts';

interface PageOfOrder {
  readonly id: string;
  readonly corrections?: Partial<Corrections>;
}

interface OrderOptions {
  readonly format: FileFormat;
  readonly languages?: readonly string[];
  readonly jpegQuality?: number | null;
  /** Pages of each document. */
  readonly documents: readonly (readonly PageOfOrder[])[];
}

export interface FileMade {
  readonly name: string;
  readonly type: string;
  readonly confidence: readonly number[];
  readonly bytes: Buffer;
}

/** Drives the page that holds the worker that makes pages. */
export class PagesBench {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  /** A service worker is in charge of the page, and of the workers that it starts from now on. */
  async install(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.register('./service-worker.js');
      await navigator.serviceWorker.ready;
    });
    await this.page.reload();
  }

  lay(id: string, image: string, page: Omit<LaidPage, 'url' | 'dpi'> & { dpi?: number } = {}): Promise<void> {
    const laid = { dpi: 150, ...page, url: `/documents/${image}` };
    return this.page.evaluate(([pageId, what]) => window.pages.lay(pageId, what), [id, laid] as const);
  }

  async tryWrite({ format, languages = [], jpegQuality = 80, documents }: OrderOptions) {
    const order = {
      format,
      languages,
      jpegQuality,
      documents: documents.map((pages, index) => ({
        fileName: `scan ${index + 1}`,
        title: `Scan ${index + 1}`,
        pages: pages.map(({ id, corrections }) => ({
          pageId: id,
          corrections: { ...AS_SCANNED, ...corrections },
        })),
      })),
    };
    return this.page.evaluate((wanted) => window.pages.write(wanted), order);
  }

  /** Files and the steps of the way to them. */
  async write(
    options: OrderOptions,
  ): Promise<{ files: readonly FileMade[]; steps: readonly WriteProgress[]; ms: number }> {
    const result = await this.tryWrite(options);
    if ('error' in result) throw new Error(JSON.stringify(result.error));
    const files = result.value.map(({ base64, ...file }) => ({
      ...file,
      bytes: Buffer.from(base64, 'base64'),
    }));
    return { files, steps: result.steps, ms: result.ms };
  }

  /** The text of one page, and how sure it is. */
  async read(id: string, ...languages: string[]): Promise<{ text: string; confidence: number }> {
    const { files } = await this.write({ format: 'text', languages, documents: [[{ id }]] });
    return { text: files[0]!.bytes.toString('utf8'), confidence: files[0]!.confidence[0]! };
  }

  /** Names of the workers that run, those of workers among them. */
  async workers(): Promise<readonly string[]> {
    const urls = await this.context.serviceWorkers()[0]!.evaluate(async () => {
      const scope = self as unknown as {
        clients: {
          matchAll(options: object): Promise<readonly { readonly type: string; readonly url: string }[]>;
        };
      };
      const clients = await scope.clients.matchAll({ type: 'worker', includeUncontrolled: true });
      return clients.map(({ url }) => url);
    });
    return urls.map((url) => /([a-z]+)[^/]*$/.exec(url)![1]!).sort();
  }
}

export const test = base.extend<{ bench: PagesBench }, { server: HarnessServer }>({
  server: [
    async ({ browserName: _ }, use, { workerIndex }) => {
      const server = await startHarness(
        resolve('test-results', `pages-harness-${workerIndex}`),
        resolve(import.meta.dirname, 'harness'),
        appConfig.plugins,
      );
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  bench: async ({ page, context, server }, use) => {
    const complaints: string[] = [];
    const strangers: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    context.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url)) {
        strangers.push(request.url());
      }
    });
    await page.goto(server.url);
    await use(new PagesBench(page, context));
    test.expect(complaints).toEqual([]);
    test.expect(strangers, 'requests to other origins').toEqual([]);
  },
});
export const { expect } = test;
