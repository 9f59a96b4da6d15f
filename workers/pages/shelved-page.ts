import { PlatenError } from '../../src/errors/platen-error.ts';
import { pixelsInMemory, type StoredPixels } from '../../src/scan/corrections/stored-pixels.ts';
import type { ScanShelf } from '../../src/scan/pages/scan-shelf.ts';
import type { ScannedPage } from '../../src/scan/pages/scanned-page.ts';
import { lineBytesOf, stripLines, unpackOverview, unpackStrip } from '../../src/scan/pages/strip-codec.ts';
import { ByteCache } from './byte-cache.ts';

/** Unpacked overviews of about 17 colour pages A4. */
const OVERVIEWS_BYTES = 48 << 20;
/** Unpacked strips of the page that is being made; one is about 2 MB. */
const STRIPS_BYTES = 32 << 20;

/** Pages of the shelf, unpacked as they are needed. Everything throws PlatenError `scan.gone`, `scan.damaged`. */
export class ShelvedPages {
  readonly #shelf: ScanShelf;
  readonly #overviews = new ByteCache<StoredPixels>(OVERVIEWS_BYTES);

  constructor(shelf: ScanShelf) {
    this.#shelf = shelf;
  }

  async page(pageId: string): Promise<ScannedPage> {
    return (await this.#shelf.page(pageId)) ?? gone();
  }

  /** The page made small. */
  async overview({ pixelsId }: ScannedPage): Promise<StoredPixels> {
    const kept = this.#overviews.get(pixelsId);
    if (kept) return kept;
    const stored = (await this.#shelf.overview(pixelsId)) ?? gone();
    const bytes = await unpackOverview(stored);
    const pixels = pixelsInMemory(stored.shape, bytes);
    this.#overviews.set(pixelsId, pixels, bytes.length);
    return pixels;
  }

  /** All pixels of a page, strip by strip. */
  pixels({ pixelsId, shape }: ScannedPage): StoredPixels {
    const strips = new ByteCache<Uint8Array>(STRIPS_BYTES);
    const linesPerStrip = stripLines(shape);
    return {
      shape,
      linesPerStrip,
      strip: async (index) => {
        const key = String(index);
        const kept = strips.get(key);
        if (kept) return kept;
        const packed = (await this.#shelf.strip(pixelsId, index)) ?? gone();
        const lines = await unpackStrip(packed, shape);
        strips.set(key, lines, packed.lines * lineBytesOf(shape));
        return lines;
      },
    };
  }
}

function gone(): never {
  throw new PlatenError('scan.gone');
}
