import type { ScannedRows } from '../../scan/session/scanner-api.ts';

/** The page that is being scanned, as far as it has come: opaque RGBA; what is to come is white. */
export interface LivePicture {
  readonly batchId: string;
  readonly page: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Rows that are there. */
  readonly rows: number;
}

/** Nothing larger is believed: a page of Legal length at 150 dpi has 3 million pixels. */
const MOST_PIXELS = 12_000_000;

/** `before` with rows that have come; a new picture where they belong to another page. */
export function withRows(before: LivePicture | null, rows: ScannedRows): LivePicture | null {
  const { batchId, page, widthPx, heightPx, firstRow, mode, bytes } = rows;
  if (!(widthPx > 0 && heightPx > 0) || widthPx * heightPx > MOST_PIXELS) return before;
  const isSame =
    before?.batchId === batchId &&
    before.page === page &&
    before.widthPx === widthPx &&
    before.heightPx === heightPx;
  const pixels = isSame ? before.pixels : new Uint8ClampedArray(4 * widthPx * heightPx).fill(255);
  const channels = mode === 'colour' ? 3 : 1;
  const count = Math.min(Math.floor(bytes.length / (channels * widthPx)), heightPx - firstRow);
  for (let from = 0, to = 4 * firstRow * widthPx; from < count * widthPx * channels; to += 4) {
    pixels[to] = bytes[from]!;
    pixels[to + 1] = bytes[channels === 3 ? from + 1 : from]!;
    pixels[to + 2] = bytes[channels === 3 ? from + 2 : from]!;
    from += channels;
  }
  return { batchId, page, widthPx, heightPx, pixels, rows: Math.max(0, firstRow + count) };
}
