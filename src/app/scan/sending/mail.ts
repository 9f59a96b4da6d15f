import { PlatenError } from '../../../errors/platen-error.ts';
import type { Letter } from '../../../scan/files/mail-draft.ts';
import type { WrittenFile } from '../../../scan/pages/pages-api.ts';
import { safeFileName } from '../../../scan/profiles/safe-file-name.ts';
import { download } from '../../state/prn-desk.ts';
import { count } from '../../words.ts';

/** A letter that is not sent yet, as an `.eml` file. */
export type MailDraft = (letter: Letter) => Promise<Blob>;

/** Whether the system can hand files of these kinds to a mail program itself. */
function canShare(files: readonly File[]): boolean {
  return navigator.canShare?.({ files: [...files] }) ?? false;
}

/**
 * Where the system shares files, it asks with what; otherwise, and where addresses were given, which sharing knows
 * nothing of, a draft is downloaded that opens in the person's mail program. Returns what was done, in words.
 *
 * Throws PlatenError `app.share-asks` (needs a click, or the person closed the question), `app.share-failed`.
 */
export async function mailFiles(
  { files, title }: { readonly files: readonly WrittenFile[]; readonly title: string },
  to: readonly string[],
  draft: MailDraft,
): Promise<string> {
  const shared = files.map(({ blob, name }) => new File([blob], name, { type: blob.type }));
  if (to.length === 0 && canShare(shared)) {
    await share(shared, title);
    return `${count(files.length, 'file')} handed to the program you chose`;
  }
  download(await draft({ to, subject: title, files }), `${safeFileName(title)}.eml`);
  return 'a letter is among your downloads; open it to send it';
}

async function share(files: File[], title: string): Promise<void> {
  try {
    await navigator.share({ files, title });
  } catch (thrown) {
    const reason = thrown instanceof DOMException ? thrown.name : '';
    if (reason === 'AbortError' || reason === 'NotAllowedError') throw new PlatenError('app.share-asks');
    const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    throw new PlatenError('app.share-failed', { detail: detail.slice(0, 300) }, { cause: thrown });
  }
}
