import { expose, proxy, transferHandlers, wrap } from 'comlink';
import type { RasterApi } from '../src/documents/raster-api.ts';
import { PlatenError } from '../src/errors/platen-error.ts';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import type { RasterHandle } from '../src/jobs/raster-thread.ts';
import { PrnService } from './prn/prn-service.ts';

/**
 * The worker for print files. It works beside the queue, on documents that it is given, so that writing a file
 * never holds up a job, and a hostile file that is opened has no queue and no machine to reach for.
 */
installErrorTransfer(transferHandlers);
expose(new PrnService({ spawnRaster, share: proxy }));

function spawnRaster(): RasterHandle {
  const worker = new Worker(new URL('./raster.ts', import.meta.url), { type: 'module', name: 'raster-prn' });
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
