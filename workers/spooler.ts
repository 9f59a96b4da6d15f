import { expose, proxy, transferHandlers, wrap } from 'comlink';
import type { RasterApi } from '../src/documents/raster-api.ts';
import { PlatenError } from '../src/errors/platen-error.ts';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import type { RasterHandle } from '../src/jobs/raster-thread.ts';
import { browserSurroundings } from './spooler/leader-surroundings.ts';
import { SharedSpooler, asApi } from './spooler/shared-spooler.ts';
import { SpoolerService } from './spooler/spooler-service.ts';

/**
 * The spooler worker. One in each window; the one that leads owns the queue and the connection to the machine,
 * and its raster workers are its own. Exposed before anything is awaited: a message that came earlier than its
 * handler would be lost.
 */
installErrorTransfer(transferHandlers);
expose(
  asApi(
    new SharedSpooler({
      // A build's files have their digests in their names.
      surroundings: browserSurroundings(import.meta.url),
      startService: () => new SpoolerService({ spawnRaster, share: proxy }),
    }),
  ),
);

function spawnRaster(): RasterHandle {
  const worker = new Worker(new URL('./raster.ts', import.meta.url), {
    type: 'module',
    name: 'raster-print',
  });
  return {
    api: wrap<RasterApi>(worker),
    crashed: new Promise((_, reject) => {
      worker.addEventListener('error', (event) => {
        reject(new PlatenError('document.raster-crashed', { detail: event.message }));
      });
    }),
    terminate: () => worker.terminate(),
  };
}
