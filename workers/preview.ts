import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import type { PreviewApi } from '../src/jobs/preview-api.ts';
import type { PreviewService } from './preview/preview-service.ts';
import { canvasBudgetBytes } from './raster/bands.ts';

/**
 * The preview's worker: a raster and the machine's decoder in one thread of their own, apart from the queue and from
 * the page, so that looking holds up neither. It may be terminated at any moment.
 *
 * Exposed before anything is awaited: a message that came earlier than its handler would be lost.
 */
installErrorTransfer(transferHandlers);

/** In GiB, where the browser tells (Chromium, on secure origins). */
const { deviceMemory } = navigator as { readonly deviceMemory?: number };

const service: Promise<PreviewService> = Promise.all([
  import('./raster/raster-service.ts'),
  import('./preview/preview-service.ts'),
]).then(
  ([{ RasterService }, { PreviewService }]) =>
    new PreviewService(new RasterService(canvasBudgetBytes(deviceMemory))),
);
// Whoever calls first learns of it.
service.catch(() => undefined);

const api: PreviewApi = {
  open: async (source) => (await service).open(source),
  close: async (documentId) => (await service).close(documentId),
  make: async (request, isLookedAt) => (await service).make(request, isLookedAt),
  stop: async () => (await service).stop(),
  picture: async (pageData, widthPx) => (await service).picture(pageData, widthPx),
  dots: async (pageData) => (await service).dots(pageData),
};

expose(api);
