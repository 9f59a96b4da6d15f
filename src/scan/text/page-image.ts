import type { GrayPage } from '../corrections/gray-page.ts';
import type { FinishedPage } from '../files/finished-page.ts';
import { LineShrinker, shrunkPx, type Shrinking } from '../pages/line-shrinker.ts';

/** A gray image file (binary PGM of Netpbm) and how it lies on the page it was made of. */
export interface PageImage {
  readonly file: Blob;
  readonly dpi: number;
  /** Pixels of the page that a pixel of the image is wide and high. */
  readonly scale: number;
}

/**
 * A gray page as a file that Tesseract reads, no finer than `maxDpi`. It grows outside of this thread's memory, so
 * that no more than a portion of the page is in it.
 */
export async function pageImage(page: FinishedPage, maxDpi: number): Promise<PageImage> {
  const shrinking = shrinkingOf(page, maxDpi);
  const parts = [new Blob([pgmHeader(shrunkShape(page, shrinking))])];
  for await (const lines of shrunkLines(page, shrinking)) parts.push(new Blob([lines]));
  return {
    file: new Blob(parts),
    dpi: (page.dpi * shrinking.to) / shrinking.from,
    scale: shrinking.from / shrinking.to,
  };
}

/** A gray page in memory, no finer than `maxDpi`. */
export async function smallPage(page: FinishedPage, maxDpi: number): Promise<GrayPage> {
  const shrinking = shrinkingOf(page, maxDpi);
  const shape = shrunkShape(page, shrinking);
  const levels = new Uint8Array(shape.widthPx * shape.heightPx);
  let at = 0;
  for await (const lines of shrunkLines(page, shrinking)) {
    levels.set(lines, at);
    at += lines.length;
  }
  return { ...shape, dpi: (page.dpi * shrinking.to) / shrinking.from, levels };
}

export function imageFile(image: GrayPage): Blob {
  return new Blob([pgmHeader(image), Uint8Array.from(image.levels)]);
}

function pgmHeader({ widthPx, heightPx }: Pick<GrayPage, 'widthPx' | 'heightPx'>): string {
  const white = 255;
  return `P5\n${widthPx} ${heightPx}\n${white}\n`;
}

function shrinkingOf({ widthPx, dpi, ink }: FinishedPage, maxDpi: number): Shrinking {
  if (ink !== 'gray') throw new RangeError(`Text is read off gray pages, not off ${ink} ones.`);
  const from = Math.round(dpi);
  return { widthPx, channels: 1, from, to: Math.min(from, maxDpi) };
}

function shrunkShape({ widthPx, heightPx }: FinishedPage, { from, to }: Shrinking) {
  return { widthPx: shrunkPx(widthPx, from, to), heightPx: shrunkPx(heightPx, from, to) };
}

async function* shrunkLines(
  page: FinishedPage,
  shrinking: Shrinking,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  if (shrinking.from === shrinking.to) {
    yield* page.portions();
    return;
  }
  const shrinker = new LineShrinker(shrinking);
  for await (const lines of page.portions()) yield shrinker.push(lines);
  yield shrinker.finish();
}
