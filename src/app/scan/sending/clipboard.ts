import { PlatenError } from '../../../errors/platen-error.ts';

/**
 * Puts a PNG on the clipboard. Throws PlatenError `app.clipboard-asks` (the page is not in front, or it needs a click)
 * and `app.clipboard-none`.
 */
export async function copyPicture(png: Blob): Promise<void> {
  if (typeof ClipboardItem === 'undefined') throw new PlatenError('app.clipboard-none');
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new PlatenError('app.clipboard-asks', { detail: detail.slice(0, 300) }, { cause: thrown });
  }
}
