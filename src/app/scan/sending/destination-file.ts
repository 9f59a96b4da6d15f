import { PlatenError } from '../../../errors/platen-error.ts';
import type { WrittenFile } from '../../../scan/pages/pages-api.ts';

interface FilePicker {
  showSaveFilePicker?(options: { id: string; suggestedName: string }): Promise<FileSystemFileHandle>;
}

/**
 * Asks where a file goes; needs a click or a key. null where the browser only knows downloads, or does not want to be
 * asked now; `closed` when the person closed the dialog.
 */
export async function chooseFile(suggestedName: string): Promise<FileSystemFileHandle | 'closed' | null> {
  try {
    const picker = globalThis as FilePicker;
    return (await picker.showSaveFilePicker?.({ id: 'platen-scans', suggestedName })) ?? null;
  } catch (thrown) {
    const reason = thrown instanceof DOMException ? thrown.name : '';
    if (reason === 'AbortError') return 'closed';
    if (reason === 'SecurityError' || reason === 'NotAllowedError') return null;
    throw thrown;
  }
}

/** Whole or not at all. Returns where it is, in words. Throws PlatenError `app.scan-not-saved`. */
export async function saveInto(handle: FileSystemFileHandle, { blob }: WrittenFile): Promise<string> {
  try {
    await blob.stream().pipeTo(await handle.createWritable());
    return `“${handle.name}” is saved`;
  } catch (thrown) {
    const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    throw new PlatenError('app.scan-not-saved', { detail: detail.slice(0, 300) }, { cause: thrown });
  }
}
