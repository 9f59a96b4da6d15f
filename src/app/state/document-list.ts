import type { DocumentInfo, DocumentSource } from '../../documents/raster-api.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { AttachmentRole } from '../../layout/plan-input.ts';
import { Store } from './store.ts';

/** `locked`: encrypted, waits for its password. `refused`: cannot be printed; `error` says why. */
type DocumentState = 'opening' | 'ready' | 'locked' | 'refused';

export interface ListedDocument {
  readonly source: DocumentSource;
  readonly state: DocumentState;
  /** Once it is ready. */
  readonly info: DocumentInfo | null;
  /** Why it was refused, or that the password given did not fit. */
  readonly error: ErrorRecord | null;
}

/** What opens documents for the list; RasterDesk in the app. */
export interface DocumentOpener {
  open(source: DocumentSource): Promise<DocumentInfo>;
  close(documentId: string): Promise<void>;
}

/**
 * The documents of the next job, in the order in which they will be printed, and apart from them the files that are
 * its letterhead, stamp and covers.
 */
export class DocumentList extends Store {
  readonly #opener: DocumentOpener;
  #items: readonly ListedDocument[] = [];
  #attached: readonly ListedDocument[] = [];
  /** Documents are opened one after another: memory stays bounded when somebody drops a whole folder. */
  #opening: Promise<unknown> = Promise.resolve();

  constructor(opener: DocumentOpener) {
    super();
    this.#opener = opener;
  }

  get items(): readonly ListedDocument[] {
    return this.#items;
  }

  /** The ones that will be printed. */
  get ready(): readonly ListedDocument[] {
    return this.#items.filter((item) => item.state === 'ready');
  }

  /** Letterhead, stamp, covers: at most one of each. */
  get attached(): readonly ListedDocument[] {
    return this.#attached;
  }

  /** Documents and attachments. */
  get all(): readonly ListedDocument[] {
    return [...this.#items, ...this.#attached];
  }

  attachment(role: AttachmentRole): ListedDocument | null {
    return this.#attached.find((item) => item.source.role === role) ?? null;
  }

  /** A file in a role, in the place of an earlier one. Resolves when it is open, locked or refused. */
  async attach(role: AttachmentRole, file: File): Promise<void> {
    this.detach(role);
    const source: DocumentSource = { id: crypto.randomUUID(), name: file.name, blob: file, role };
    this.#attached = [...this.#attached, opening(source)];
    this.changed();
    await this.#openNext(source);
  }

  detach(role: AttachmentRole): void {
    const old = this.attachment(role);
    if (!old) return;
    this.#attached = this.#attached.filter((item) => item !== old);
    this.changed();
    void this.#opener.close(old.source.id);
  }

  /** Lists the files at once and resolves when each is open, locked or refused. */
  async add(files: Iterable<File>): Promise<void> {
    const sources = [...files].map((file): DocumentSource => ({
      id: crypto.randomUUID(),
      name: file.name,
      blob: file,
    }));
    this.#items = [...this.#items, ...sources.map(opening)];
    this.changed();
    await Promise.all(sources.map((source) => this.#openNext(source)));
  }

  async unlock(documentId: string, password: string): Promise<void> {
    const item = this.#find(documentId);
    if (item?.state !== 'locked') return;
    const source: DocumentSource = { ...item.source, password };
    this.#put(documentId, opening(source));
    await this.#openNext(source);
  }

  remove(documentId: string): void {
    this.#items = this.#items.filter((item) => item.source.id !== documentId);
    this.changed();
    void this.#opener.close(documentId);
  }

  clear(): void {
    for (const item of this.#items) void this.#opener.close(item.source.id);
    this.#items = [];
    this.changed();
  }

  /** `toIndex` is the place it shall have afterwards. */
  move(documentId: string, toIndex: number): void {
    const moved = this.#find(documentId);
    if (!moved) return;
    const others = this.#items.filter((item) => item !== moved);
    this.#items = [...others.slice(0, toIndex), moved, ...others.slice(toIndex)];
    this.changed();
  }

  #openNext(source: DocumentSource): Promise<void> {
    const turn = this.#opening.then(() => this.#openNow(source));
    this.#opening = turn;
    return turn;
  }

  async #openNow(source: DocumentSource): Promise<void> {
    if (!this.#find(source.id)) return;
    try {
      const info = await this.#opener.open(source);
      if (this.#find(source.id)) this.#put(source.id, { source, state: 'ready', info, error: null });
      else await this.#opener.close(source.id);
    } catch (thrown) {
      const error = asPlatenError(thrown);
      const locked = error.code === 'document.encrypted';
      this.#put(source.id, {
        source,
        state: locked ? 'locked' : 'refused',
        info: null,
        error: locked && source.password === undefined ? null : toRecord(error),
      });
    }
  }

  #find(documentId: string): ListedDocument | undefined {
    return this.all.find((item) => item.source.id === documentId);
  }

  #put(documentId: string, item: ListedDocument): void {
    const replaced = (old: ListedDocument) => (old.source.id === documentId ? item : old);
    this.#items = this.#items.map(replaced);
    this.#attached = this.#attached.map(replaced);
    this.changed();
  }
}

function opening(source: DocumentSource): ListedDocument {
  return { source, state: 'opening', info: null, error: null };
}

/** The roles for which there is a file. */
export function attachedRoles(documents: DocumentList | null): ReadonlySet<string> {
  return new Set(documents?.attached.map(({ source }) => source.role!));
}
