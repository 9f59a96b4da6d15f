/** A folder in memory, with a file system's habits: letters large and small are one, files appear when closed. */
export class FakeFolder {
  readonly kind = 'directory';
  readonly files = new Map<string, string>();
  permission: PermissionState = 'granted';
  /** What the person answers when asked. */
  answer: PermissionState = 'granted';
  asked = 0;
  /** Thrown by what writes. */
  writeError: Error | null = null;
  /** Files for which there is no room. */
  full: (name: string) => boolean = () => false;

  constructor(readonly name = 'Scans') {}

  asHandle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  async queryPermission(): Promise<PermissionState> {
    return this.permission;
  }

  async requestPermission(): Promise<PermissionState> {
    this.asked++;
    return (this.permission = this.answer);
  }

  async isSameEntry(other: unknown): Promise<boolean> {
    return other === this;
  }

  async getFileHandle(name: string, { create = false } = {}) {
    if (this.permission !== 'granted') throw new DOMException('no', 'NotAllowedError');
    const known = [...this.files.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
    if (known === undefined && !create) throw new DOMException('none', 'NotFoundError');
    const key = known ?? name;
    if (known === undefined) this.files.set(key, '');
    return {
      getFile: async () => new Blob([this.files.get(key)!]),
      createWritable: async () => {
        const chunks: Uint8Array<ArrayBuffer>[] = [];
        return new WritableStream<Uint8Array<ArrayBuffer>>({
          write: (chunk) => {
            if (this.writeError) throw this.writeError;
            if (this.full(name)) throw new DOMException('full', 'QuotaExceededError');
            chunks.push(chunk);
          },
          close: async () => void this.files.set(key, await new Blob(chunks).text()),
        });
      },
    };
  }

  async removeEntry(name: string): Promise<void> {
    this.files.delete(name);
  }
}

/** One lock after another, as `navigator.locks` gives them. */
export function fakeLocks(): Pick<LockManager, 'request'> {
  let turn: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>) => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { request } as unknown as Pick<LockManager, 'request'>;
}
