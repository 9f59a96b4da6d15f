import type { DocumentSource } from '../../src/documents/raster-api.ts';
import type { MethodName } from './leader-protocol.ts';

/** The documents that one window wants kept open, as its calls tell. */
export class PreparedDocuments {
  readonly #sources = new Map<string, DocumentSource>();

  get sources(): readonly DocumentSource[] {
    return [...this.#sources.values()];
  }

  get ids(): readonly string[] {
    return [...this.#sources.keys()];
  }

  note(method: MethodName, args: readonly unknown[]): void {
    if (method === 'prepare') {
      for (const source of args[0] as readonly DocumentSource[]) this.#sources.set(source.id, source);
    } else if (method === 'release') {
      for (const id of args[0] as readonly string[]) this.#sources.delete(id);
    }
  }
}
