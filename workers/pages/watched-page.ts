import type { FinishedPage } from '../../src/scan/files/finished-page.ts';
import { lineBytesOf } from '../../src/scan/files/page-lines.ts';

/** How long a page may keep this thread from hearing that it is to stop. */
const TURN_MS = 50;

/** A page that tells how far it is, and ends with the signal's reason. */
export function watchedPage(
  page: FinishedPage,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): FinishedPage {
  const bytes = page.heightPx * lineBytesOf(page);
  return {
    ...page,
    async *portions() {
      let made = 0;
      let turn = performance.now();
      for await (const portion of page.portions()) {
        signal.throwIfAborted();
        yield portion;
        made += portion.length;
        if (performance.now() - turn < TURN_MS) continue;
        onProgress(made / bytes);
        await new Promise((resolve) => setTimeout(resolve));
        turn = performance.now();
      }
      signal.throwIfAborted();
      onProgress(1);
    },
  };
}
