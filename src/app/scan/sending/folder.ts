import { PlatenError } from '../../../errors/platen-error.ts';
import { numberedName } from '../../../scan/profiles/safe-file-name.ts';

/** The part of File System Access that TypeScript's library leaves out. */
interface PermittedHandle {
  queryPermission?(wish: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(wish: { mode: 'readwrite' }): Promise<PermissionState>;
}

interface FolderPicker {
  showDirectoryPicker?(options: { id: string; mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

const WISH = { mode: 'readwrite' } as const;

export function canChooseFolders(): boolean {
  return (globalThis as FolderPicker).showDirectoryPicker !== undefined;
}

/** Asks the person; needs a click or a key. null when they closed the chooser. Throws what the browser throws. */
export async function chooseFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await (globalThis as FolderPicker).showDirectoryPicker!({ id: 'platen-scans', ...WISH });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
    throw thrown;
  }
}

/** Whether files may be put there. With `mayAsk`, which needs a click or a key, the browser asks where it must. */
export async function isAllowed(folder: FileSystemDirectoryHandle, mayAsk: boolean): Promise<boolean> {
  const handle = folder as PermittedHandle;
  // Without the question there is nothing to be asked: a folder of the browser's own.
  const permission = (await handle.queryPermission?.(WISH)) ?? 'granted';
  if (permission !== 'prompt' || !mayAsk) return permission === 'granted';
  return (await handle.requestPermission!(WISH)) === 'granted';
}

/**
 * Puts a file into a folder under its name, or under the next number that is free: nothing is ever overwritten. A
 * file that could not be written whole is not there. Returns the name it got.
 *
 * Throws PlatenError `app.folder-asks`, `app.folder-gone`, `app.folder-full`, `app.folder-refused`.
 */
export async function putInto(
  folder: FileSystemDirectoryHandle,
  { name, blob }: { readonly name: string; readonly blob: Blob },
  locks: Pick<LockManager, 'request'> = navigator.locks,
): Promise<string> {
  let begun: string | null = null;
  try {
    // Two windows must not find the same name free.
    const file = await locks.request('platen-scan-folder', async () => {
      const free = await freeNameIn(folder, name);
      begun = free;
      return folder.getFileHandle(free, { create: true });
    });
    const writable = await file.createWritable();
    await blob.stream().pipeTo(writable);
    return begun!;
  } catch (thrown) {
    if (begun !== null) await removeIfEmpty(folder, begun);
    throw folderError(thrown, folder.name);
  }
}

async function freeNameIn(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = numberedName(name, number);
    if (!(await isThere(folder, candidate))) return candidate;
  }
}

/** Asked of the folder itself, which knows whether large and small letters are the same to it. */
async function isThere(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown;
    // A folder of that name.
    if (thrown.name === 'TypeMismatchError') return true;
    if (thrown.name === 'NotFoundError') return false;
    throw thrown;
  }
}

/** What was begun is empty: what is written comes into its place only when all of it is there. */
async function removeIfEmpty(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    if (file.size === 0) await folder.removeEntry(name);
  } catch {
    // It is gone already, or the folder is.
  }
}

function folderError(thrown: unknown, name: string): PlatenError {
  const reason = thrown instanceof Error ? thrown.name : '';
  const codes: Readonly<Record<string, string>> = {
    NotAllowedError: 'app.folder-asks',
    NotFoundError: 'app.folder-gone',
    QuotaExceededError: 'app.folder-full',
  };
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const params = { name, detail: detail.slice(0, 300) };
  return new PlatenError(codes[reason] ?? 'app.folder-refused', params, { cause: thrown });
}
