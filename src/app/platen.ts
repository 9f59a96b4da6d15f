import { startRaster, startSpooler } from './clients.ts';
import { DocumentList } from './state/document-list.ts';
import { MachineStore } from './state/machine-store.ts';
import { PreferencesStore } from './state/preferences-store.ts';
import { PrintController } from './state/print-controller.ts';
import { RasterDesk } from './state/raster-desk.ts';
import { ThumbnailQueue } from './state/thumbnail-queue.ts';

/** Everything the views share, made once. */
export interface Platen {
  readonly preferences: PreferencesStore;
  readonly machine: MachineStore;
  readonly documents: DocumentList;
  readonly print: PrintController;
  readonly thumbnails: ThumbnailQueue;
  /** Set off once, when the spooler's code fails outside a call. */
  readonly failure: Promise<string>;
}

export function createPlaten(): Platen {
  const spooler = startSpooler();
  const failure = new Promise<string>((resolve) => {
    spooler.onFailure = resolve;
  });
  const desk = new RasterDesk(startRaster);
  const preferences = new PreferencesStore();
  const machine = new MachineStore(spooler.api, preferences, navigator.usb ?? null);
  const documents = new DocumentList(desk);
  return {
    preferences,
    machine,
    documents,
    print: new PrintController(spooler.api, machine, documents, preferences),
    thumbnails: new ThumbnailQueue((id, page, maxPx) => desk.thumbnail(id, page, maxPx)),
    failure,
  };
}
