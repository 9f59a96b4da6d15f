import { inTransaction } from './transaction.ts';

/** A folder that somebody chose; whether it may still be written to is the browser's business. */
export interface RememberedFolder {
  readonly id: string;
  /** As the system calls it; where it lies is told to nobody. */
  readonly name: string;
  readonly handle: FileSystemDirectoryHandle;
  readonly usedAt: number;
}

/** The one used last comes first. Throws as `inTransaction` does. */
export async function loadFolders(): Promise<readonly RememberedFolder[]> {
  const stored = await inTransaction(['scanFolders'], 'readonly', (transaction) =>
    transaction.objectStore('scanFolders').getAll(),
  );
  return stored.filter(isFolder).sort((a, b) => b.usedAt - a.usedAt);
}

/** Throws as `inTransaction` does. */
export async function saveFolder(folder: RememberedFolder): Promise<void> {
  await inTransaction(['scanFolders'], 'readwrite', (transaction) =>
    transaction.objectStore('scanFolders').put(folder),
  );
}

/** Throws as `inTransaction` does. */
export async function removeFolder(id: string): Promise<void> {
  await inTransaction(['scanFolders'], 'readwrite', (transaction) =>
    transaction.objectStore('scanFolders').delete(id),
  );
}

function isFolder(value: unknown): value is RememberedFolder {
  const { id, name, handle, usedAt } = (value ?? {}) as Partial<Record<keyof RememberedFolder, unknown>>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof usedAt === 'number' &&
    (handle as FileSystemDirectoryHandle | undefined)?.kind === 'directory'
  );
}
