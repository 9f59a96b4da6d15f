import { proxy, transferHandlers, wrap } from 'comlink';
import { PlatenError, toRecord, type ErrorRecord } from '../../../../src/errors/platen-error.ts';
import { installErrorTransfer } from '../../../../src/errors/transfer.ts';
import { KEPT_FILES } from '../../../../src/pwa/kept-files.ts';
import { AS_SCANNED, type Corrections } from '../../../../src/scan/corrections/corrections.ts';
import { OverviewMaker } from '../../../../src/scan/pages/overview.ts';
import type { PagesApi, WriteOrder, WriteProgress } from '../../../../src/scan/pages/pages-api.ts';
import type { PixelShape } from '../../../../src/scan/pages/scanned-page.ts';
import { packStrip, stripLines } from '../../../../src/scan/pages/strip-codec.ts';
import { IndexedDbScanShelf } from '../../../../src/storage/scan-shelf.ts';
import { scannedPage } from '../../../support/scanned-pages.ts';

installErrorTransfer(transferHandlers);

/** A page that does nothing but lay pages on the shelf and hold the worker that makes pages, for the specs to drive. */
const shelf = new IndexedDbScanShelf();
const thread = new Worker(new URL('../../../../workers/pages.ts', import.meta.url), {
  type: 'module',
  name: 'pages',
});
const api = wrap(thread) as unknown as PagesApi;

type Outcome<T> = { readonly value: T } | { readonly error: ErrorRecord };

async function outcome<T>(run: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await run };
  } catch (error) {
    if (error instanceof PlatenError) return { error: toRecord(error) };
    throw error;
  }
}

export interface LaidPage {
  readonly url: string;
  readonly dpi: number;
  /** Clockwise, of the image that is laid down. */
  readonly turn?: Corrections['turn'];
  readonly mode?: PixelShape['mode'];
}

async function pixelsOf({ url, turn = 0, mode = 'gray' }: LaidPage) {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const lies = turn % 180 !== 0;
  const [width, height] = lies ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.translate(width / 2, height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  const { data } = context.getImageData(0, 0, width, height);
  const channels = mode === 'colour' ? 3 : 1;
  const bytes = new Uint8Array(width * height * channels);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = data[Math.floor(at / channels) * 4 + (at % channels)]!;
  }
  return { width, height, lineBytes: width * channels, bytes };
}

/** Pixels of a picture by what is asked of it: its size, and the share of it that is dark. */
async function measured(picture: Promise<ImageBitmap>) {
  const bitmap = await picture;
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark += 1;
  return { width, height, dark: dark / (width * height) };
}

const harness = {
  /** Lays an image on the shelf as if it had been scanned. */
  async lay(pageId: string, laid: LaidPage): Promise<void> {
    const { width, height, lineBytes, bytes } = await pixelsOf(laid);
    const shape = { widthPx: width, heightPx: height, dpi: laid.dpi, mode: laid.mode ?? 'gray' };
    const lines = stripLines(shape);
    const overview = new OverviewMaker(shape);
    for (let index = 0; index * lines < height; index += 1) {
      const strip = bytes.slice(index * lines * lineBytes, (index + 1) * lines * lineBytes);
      overview.push(strip);
      await shelf.putStrip(pageId, index, await packStrip(strip, shape));
    }
    overview.finish();
    await shelf.putOverview(pageId, await overview.pack());
    const now = Date.now();
    await shelf.saveBatch({ id: 'batch', title: 'Batch', createdAt: now, changedAt: now, profileId: null });
    await shelf.savePage(scannedPage(pageId, now, { shape }));
  },
  erase: (pageId: string) => shelf.erasePages([pageId]),
  /** The files in base64, and every step of the way. */
  async write(order: WriteOrder) {
    const steps: WriteProgress[] = [];
    const started = performance.now();
    const result = await outcome(
      api.write(
        order,
        proxy((progress: WriteProgress) => void steps.push(progress)),
      ),
    );
    const ms = performance.now() - started;
    if ('error' in result) return { ...result, steps, ms };
    const files = result.value.map(async ({ name, blob, confidence }) => ({
      name,
      type: blob.type,
      confidence,
      base64: new Uint8Array(await blob.arrayBuffer()).toBase64(),
    }));
    return { value: await Promise.all(files), steps, ms };
  },
  upright: (pageId: string, languages: readonly string[], corrections: Partial<Corrections> = {}) =>
    outcome(
      api.upright(
        pageId,
        { ...AS_SCANNED, ...corrections },
        languages,
        proxy(() => undefined),
      ),
    ),
  picture: (pageId: string, maxPx: number, corrections: Partial<Corrections> = {}) =>
    outcome(measured(api.picture(pageId, { ...AS_SCANNED, ...corrections }, maxPx))),
  detail: (pageId: string, area: Parameters<PagesApi['detail']>[2], corrections: Partial<Corrections> = {}) =>
    outcome(measured(api.detail(pageId, { ...AS_SCANNED, ...corrections }, area))),
  size: (pageId: string, corrections: Partial<Corrections> = {}) =>
    outcome(api.size(pageId, { ...AS_SCANNED, ...corrections })),
  stop: () => api.stop(),
  /** Names of the files that are kept. */
  async kept(): Promise<readonly string[]> {
    const requests = await (await caches.open(KEPT_FILES)).keys();
    return requests.map(({ url }) => url.slice(url.lastIndexOf('/') + 1));
  },
  /** A kept file is not what it was. */
  async damage(name: string): Promise<void> {
    const kept = await caches.open(KEPT_FILES);
    const request = (await kept.keys()).find(({ url }) => url.endsWith(`/${name}`))!;
    await kept.put(request, new Response('damaged'));
  },
  /** Has a file of an earlier version among them. */
  async keepOld(): Promise<void> {
    await (await caches.open(KEPT_FILES)).put('/text/6.0.0/old.traineddata.gz', new Response('old'));
  },
};

declare global {
  interface Window {
    pages: typeof harness;
  }
}
window.pages = harness;
