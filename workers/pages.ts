import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import type { PagesApi } from '../src/scan/pages/pages-api.ts';
import type { PagesService } from './pages/pages-service.ts';

/**
 * The worker that makes pages: scanned pages, corrected, as pictures and as files, and what text is on them. It shares
 * the shelf with the scanner's worker and nothing else.
 *
 * Exposed before anything is awaited: a message that came earlier than its handler would be lost.
 */
installErrorTransfer(transferHandlers);

const service: Promise<PagesService> = Promise.all([
  import('../src/storage/scan-shelf.ts'),
  import('./pages/pages-service.ts'),
]).then(([{ IndexedDbScanShelf }, { PagesService }]) => new PagesService(new IndexedDbScanShelf()));
// Whoever calls first learns of it.
service.catch(() => undefined);

const api: PagesApi = {
  picture: async (pageId, corrections, maxPx) => (await service).picture(pageId, corrections, maxPx),
  detail: async (pageId, corrections, area) => (await service).detail(pageId, corrections, area),
  size: async (pageId, corrections) => (await service).size(pageId, corrections),
  write: async (order, onProgress) => (await service).write(order, onProgress),
  upright: async (pageId, corrections, languages, onProgress) =>
    (await service).upright(pageId, corrections, languages, onProgress),
  stop: async () => (await service).stop(),
};

expose(api);
