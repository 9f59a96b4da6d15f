import { PlatenError } from '../errors/platen-error.ts';
import { outgrown } from '../scan/pages/retention.ts';
import type { ScanShelf, StoredOverview, StoredStrip } from '../scan/pages/scan-shelf.ts';
import type { ScanBatch, ScannedPage } from '../scan/pages/scanned-page.ts';
import type { IDBPTransaction } from 'idb';
import type { PlatenSchema } from './database.ts';
import { inTransaction } from './transaction.ts';

type PageStore = 'scanBatches' | 'scannedPages';
type PixelStore = 'scanPixels' | 'scanStrips' | 'scanOverviews';
type Writing = IDBPTransaction<PlatenSchema, (PageStore | PixelStore)[], 'readwrite'>;

const EVERYTHING: (PageStore | PixelStore)[] = [
  'scanBatches',
  'scannedPages',
  'scanPixels',
  'scanStrips',
  'scanOverviews',
];

/** Scanned pages in IndexedDB. Pixels are written strip by strip; the page that shows them comes last. */
export class IndexedDbScanShelf implements ScanShelf {
  batches(): Promise<readonly ScanBatch[]> {
    return shelved(['scanBatches'], 'readonly', (transaction) =>
      transaction.objectStore('scanBatches').getAll(),
    );
  }

  pages(batchId: string): Promise<readonly ScannedPage[]> {
    return shelved(['scannedPages'], 'readonly', async (transaction) => {
      const pages = await transaction.objectStore('scannedPages').index('batchId').getAll(batchId);
      return pages.sort((a, b) => a.place - b.place);
    });
  }

  page(pageId: string): Promise<ScannedPage | null> {
    return shelved(['scannedPages'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('scannedPages').get(pageId)) ?? null;
    });
  }

  async saveBatch(batch: ScanBatch): Promise<void> {
    await shelved(['scanBatches'], 'readwrite', (transaction) =>
      transaction.objectStore('scanBatches').put(batch),
    );
  }

  async savePage(page: ScannedPage): Promise<void> {
    const stores: PageStore[] = ['scanBatches', 'scannedPages'];
    const save = async (transaction: IDBPTransaction<PlatenSchema, PageStore[], 'readwrite'>) => {
      const batches = transaction.objectStore('scanBatches');
      const batch = await batches.get(page.batchId);
      if (!batch) throw new PlatenError('scan.gone');
      await batches.put({ ...batch, changedAt: Date.now() });
      await transaction.objectStore('scannedPages').put(page);
    };
    // From here on the page counts as finished, and is to survive a power cut.
    await shelved(stores, 'readwrite', save, 'strict');
  }

  erasePages(pageIds: readonly string[]): Promise<void> {
    return shelved(EVERYTHING, 'readwrite', async (transaction) => {
      const pages = transaction.objectStore('scannedPages');
      const gone = await Promise.all(pageIds.map((id) => pages.get(id)));
      await Promise.all(pageIds.map((id) => pages.delete(id)));
      await erasePixels(transaction, new Set(gone.flatMap((page) => (page ? [page.pixelsId] : []))));
    });
  }

  eraseBatch(batchId: string): Promise<void> {
    return shelved(EVERYTHING, 'readwrite', (transaction) => eraseBatch(transaction, batchId));
  }

  async putStrip(pixelsId: string, index: number, strip: StoredStrip): Promise<void> {
    await shelved(['scanPixels', 'scanStrips'], 'readwrite', async (transaction) => {
      await transaction.objectStore('scanStrips').put(strip, [pixelsId, index]);
      await count(transaction.objectStore('scanPixels'), pixelsId, strip.packed.length);
    });
  }

  strip(pixelsId: string, index: number): Promise<StoredStrip | null> {
    return shelved(['scanStrips'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('scanStrips').get([pixelsId, index])) ?? null;
    });
  }

  async putOverview(pixelsId: string, overview: StoredOverview): Promise<void> {
    await shelved(['scanPixels', 'scanOverviews'], 'readwrite', async (transaction) => {
      await transaction.objectStore('scanOverviews').put(overview, pixelsId);
      await count(transaction.objectStore('scanPixels'), pixelsId, overview.packed.length);
    });
  }

  overview(pixelsId: string): Promise<StoredOverview | null> {
    return shelved(['scanOverviews'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('scanOverviews').get(pixelsId)) ?? null;
    });
  }

  async sizes(): Promise<ReadonlyMap<string, number>> {
    const [pages, pixels] = await shelved(['scannedPages', 'scanPixels'], 'readonly', (transaction) =>
      Promise.all([
        transaction.objectStore('scannedPages').getAll(),
        transaction.objectStore('scanPixels').getAll(),
      ]),
    );
    const bytesOf = new Map(pixels.map(({ id, bytes }) => [id, bytes]));
    const shown = new Map<string, Set<string>>();
    for (const { batchId, pixelsId } of pages) {
      shown.set(batchId, (shown.get(batchId) ?? new Set()).add(pixelsId));
    }
    return new Map(
      [...shown].map(([batchId, ids]) => [
        batchId,
        [...ids].reduce((sum, id) => sum + (bytesOf.get(id) ?? 0), 0),
      ]),
    );
  }

  async keepWithin(limitBytes: number, openBatchIds: readonly string[]): Promise<readonly string[]> {
    const gone = outgrown(await this.batches(), await this.sizes(), limitBytes, openBatchIds);
    for (const batchId of gone) await this.eraseBatch(batchId);
    return gone;
  }

  clearCutShort(): Promise<void> {
    return shelved(EVERYTHING, 'readwrite', async (transaction) => {
      const known = await transaction.objectStore('scanPixels').getAllKeys();
      await erasePixels(transaction, new Set(known));
    });
  }
}

/** Adds to the room that pixels take. They are known from their first strip on, page or not. */
async function count(
  pixels: {
    get(id: string): Promise<{ bytes: number } | undefined>;
    put(value: { id: string; bytes: number }): Promise<string>;
  },
  id: string,
  bytes: number,
): Promise<void> {
  const before = await pixels.get(id);
  await pixels.put({ id, bytes: (before?.bytes ?? 0) + bytes });
}

async function eraseBatch(transaction: Writing, batchId: string): Promise<void> {
  const pages = transaction.objectStore('scannedPages');
  const gone = await pages.index('batchId').getAll(batchId);
  await transaction.objectStore('scanBatches').delete(batchId);
  await Promise.all(gone.map(({ id }) => pages.delete(id)));
  await erasePixels(transaction, new Set(gone.map(({ pixelsId }) => pixelsId)));
}

/** Takes pixels away that no page shows any more. */
async function erasePixels(transaction: Writing, pixelsIds: ReadonlySet<string>): Promise<void> {
  const shown = transaction.objectStore('scannedPages').index('pixelsId');
  for (const id of pixelsIds) {
    if ((await shown.count(id)) > 0) continue;
    // An empty list sorts behind every number.
    await transaction.objectStore('scanStrips').delete(IDBKeyRange.bound([id], [id, []]));
    await transaction.objectStore('scanOverviews').delete(id);
    await transaction.objectStore('scanPixels').delete(id);
  }
}

/** As `inTransaction`, in the words of scanning. */
const shelved: typeof inTransaction = async (names, mode, work, durability) => {
  try {
    return await inTransaction(names, mode, work, durability);
  } catch (thrown) {
    if (!(thrown instanceof PlatenError)) throw thrown;
    if (thrown.code === 'job.storage-full') throw new PlatenError('scan.no-room', {}, { cause: thrown });
    if (thrown.code === 'job.storage-blocked') {
      throw new PlatenError('scan.not-kept', thrown.params, { cause: thrown });
    }
    throw thrown;
  }
};
