import { transferHandlers, wrap } from 'comlink';
import type { RasterApi } from '../documents/raster-api.ts';
import { installErrorTransfer } from '../errors/transfer.ts';
import type { PreviewApi } from '../jobs/preview-api.ts';
import type { SharedSpoolerApi } from '../jobs/shared-spooler-api.ts';
import type { WedgeApi } from '../scan/calibration/wedge-api.ts';
import type { PagesApi } from '../scan/pages/pages-api.ts';
import type { ScannerApi } from '../scan/session/scanner-api.ts';

installErrorTransfer(transferHandlers);

/** A worker and its typed door. Every method of both APIs is asynchronous, so the door has the API's own type. */
export interface Client<Api> {
  readonly api: Api;
  /** Called once if the worker's own code fails to load or throws outside a call. */
  onFailure: ((detail: string) => void) | null;
  terminate(): void;
}

function client<Api>(worker: Worker): Client<Api> {
  const made: Client<Api> = {
    api: wrap(worker) as unknown as Api,
    onFailure: null,
    terminate: () => worker.terminate(),
  };
  worker.addEventListener('error', (event) => made.onFailure?.(event.message || 'The worker did not start.'));
  return made;
}

/** The spooler: the queue and the connection. One worker a page, which act as one. */
export function startSpooler(): Client<SharedSpoolerApi> {
  return client(
    new Worker(new URL('../../workers/spooler.ts', import.meta.url), { type: 'module', name: 'spooler' }),
  );
}

/** The page's own raster worker: opening, measuring, thumbnails. Printing has others. */
export function startRaster(): Client<RasterApi> {
  return client(
    new Worker(new URL('../../workers/raster.ts', import.meta.url), { type: 'module', name: 'raster-page' }),
  );
}

/** The preview's own raster and decoder. */
export function startPreview(): Client<PreviewApi> {
  return client(
    new Worker(new URL('../../workers/preview.ts', import.meta.url), { type: 'module', name: 'preview' }),
  );
}

/** The scanner, with a handle of the machine of its own. */
export function startScanner(): Client<ScannerApi> {
  return client(
    new Worker(new URL('../../workers/scanner.ts', import.meta.url), { type: 'module', name: 'scanner' }),
  );
}

/** Scanned pages as pictures and as files. */
export function startPages(): Client<PagesApi> {
  return client(
    new Worker(new URL('../../workers/pages.ts', import.meta.url), { type: 'module', name: 'pages' }),
  );
}

/** Measures step wedges. */
export function startWedge(): Client<WedgeApi> {
  return client(
    new Worker(new URL('../../workers/wedge.ts', import.meta.url), { type: 'module', name: 'wedge' }),
  );
}
