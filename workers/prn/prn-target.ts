import { PlatenError, asPlatenError } from '../../src/errors/platen-error.ts';

/** Where a print file's bytes go. */
export interface PrnTarget {
  /** Resolves when there is room for more. Throws PlatenError `app.prn-not-written`. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Keeps what was written; a blob where there is no file. */
  keep(): Promise<Blob | null>;
  /** Drops what was written. */
  drop(): Promise<void>;
}

/** Blobs hold their bytes outside of this thread's memory; pieces of this size go there. */
const BLOB_PIECE_BYTES = 1 << 20;

export async function openTarget(file: FileSystemFileHandle | null): Promise<PrnTarget> {
  if (!file) return blobTarget();
  const stream = await attempt(() => file.createWritable());
  return {
    write: (bytes) => attempt(() => stream.write(bytes)),
    keep: async () => {
      await attempt(() => stream.close());
      return null;
    },
    drop: () => stream.abort().catch(() => undefined),
  };
}

function blobTarget(): PrnTarget {
  const pieces: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let heldBytes = 0;
  const flush = () => {
    pieces.push(new Blob(held));
    held = [];
    heldBytes = 0;
  };
  return {
    write: async (bytes) => {
      held.push(bytes);
      heldBytes += bytes.length;
      if (heldBytes >= BLOB_PIECE_BYTES) flush();
    },
    keep: async () => {
      flush();
      return new Blob(pieces, { type: 'application/octet-stream' });
    },
    drop: async () => {
      pieces.length = 0;
    },
  };
}

/** The disk is full, or the folder was taken away, or the permission. */
async function attempt<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    const { params } = asPlatenError(thrown, 'app.prn-not-written');
    throw new PlatenError('app.prn-not-written', params, { cause: thrown });
  }
}
