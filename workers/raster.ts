import { expose, transferHandlers } from 'comlink';
import type { RasterApi } from '../src/documents/raster-api.ts';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import { canvasBudgetBytes } from './raster/bands.ts';
import type { RasterService } from './raster/raster-service.ts';

/**
 * A raster worker: opens documents and turns sides of sheets into page data. It has no USB and no storage, so
 * that a hostile document has nothing to reach for, and it may be terminated at any moment.
 *
 * Exposed before anything is awaited: a message that came earlier than its handler would be lost.
 */
installErrorTransfer(transferHandlers);

/** In GiB, where the browser tells (Chromium, on secure origins). */
const { deviceMemory } = navigator as { readonly deviceMemory?: number };

const service: Promise<RasterService> = import('./raster/raster-service.ts').then(
  ({ RasterService }) => new RasterService(canvasBudgetBytes(deviceMemory)),
);
// Whoever calls first learns of it.
service.catch(() => undefined);

const api: RasterApi = {
  open: async (source) => (await service).open(source),
  close: async (documentId) => (await service).close(documentId),
  thumbnail: async (documentId, pageIndex, maxPx) => (await service).thumbnail(documentId, pageIndex, maxPx),
  blankPages: async (documentId, firstPage, pages) =>
    (await service).blankPages(documentId, firstPage, pages),
  renderSide: async (request, sink, next) => (await service).renderSide(request, sink, next),
  rehearse: async (requests) => (await service).rehearse(requests),
  stopRehearsing: async () => (await service).stopRehearsing(),
};

expose(api);
