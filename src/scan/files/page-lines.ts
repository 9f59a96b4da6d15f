import { PlatenError } from '../../errors/platen-error.ts';
import type { FinishedPage, PageInk } from './finished-page.ts';

/** Samples of a pixel. */
export function channelsOf(ink: PageInk): 1 | 3 {
  return ink === 'colour' ? 3 : 1;
}

/** Bytes of a line of `FinishedPage.portions`. */
export function lineBytesOf({ widthPx, ink }: FinishedPage): number {
  return ink === 'black' ? (widthPx + 7) >> 3 : widthPx * channelsOf(ink);
}

/**
 * The page's portions, counted: a file's header says how many lines follow, and a file that says so wrongly is broken.
 *
 * @throws PlatenError `scan.write-failed`
 */
export async function* portionsOf(page: FinishedPage): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const lineBytes = lineBytesOf(page);
  let left = page.heightPx * lineBytes;
  for await (const portion of page.portions()) {
    left -= portion.length;
    if (portion.length % lineBytes !== 0 || left < 0) break;
    yield portion;
  }
  if (left !== 0) {
    const detail = `the page has not the ${page.heightPx} lines of ${lineBytes} bytes that it should have`;
    throw new PlatenError('scan.write-failed', { detail });
  }
}
