import { PlatenError } from '../../../errors/platen-error.ts';
import type { WrittenFile } from '../../../scan/pages/pages-api.ts';
import type { ScanDestination } from '../../../scan/profiles/destination.ts';
import { count } from '../../words.ts';
import { download } from '../../state/prn-desk.ts';
import { copyPicture } from './clipboard.ts';
import { chooseFile, saveInto } from './destination-file.ts';
import { canChooseFolders } from './folder.ts';
import type { FolderStore } from './folder-store.ts';
import { mailFiles, type MailDraft } from './mail.ts';

/** Finished files, and what they are together. */
export interface Parcel {
  readonly files: readonly WrittenFile[];
  readonly title: string;
}

/** A way out for finished files, asked for before they are made: browsers want their questions in a click. */
export interface Way {
  readonly destination: ScanDestination;
  /**
   * Resolves to where the files went, in words. Throws PlatenError `app.*`; files are not lost, and `send` may be
   * called again: in a click (`isClick`) it asks for what is missing. What went is not sent twice.
   */
  send(parcel: Parcel, isClick?: boolean): Promise<string>;
}

/**
 * Who waits for the files. `unattended`: nobody, so nothing may be asked. `tap`: somebody who has just clicked or
 * pressed a key. `save-as`: the same, who wants to choose name and place of the one file, `name`.
 */
export type Occasion =
  | { readonly kind: 'unattended' }
  | { readonly kind: 'tap' }
  | { readonly kind: 'save-as'; readonly name: string };

interface DestinationParts {
  readonly folders: FolderStore;
  readonly draft: MailDraft;
  /** Takes files to be printed, and shows them. */
  readonly print: (files: readonly File[]) => void;
  /** Addresses are remembered by whoever gave them. */
  readonly remember: (addresses: readonly string[]) => void;
}

/** Every place scans can go to. */
export class Destinations {
  readonly #parts: DestinationParts;

  constructor(parts: DestinationParts) {
    this.#parts = parts;
  }

  /**
   * Opens the way to a destination, with what must be asked. null when the person closed the question.
   * Throws PlatenError `app.folder-none`, `app.folder-asks`, `app.scan-unattended`.
   */
  async wayTo(destination: ScanDestination, occasion: Occasion): Promise<Way | null> {
    const isUnattended = occasion.kind === 'unattended';
    if (destination.kind === 'folder' && (isUnattended || canChooseFolders())) {
      return this.#wayToFolder(destination, !isUnattended);
    }
    if (isUnattended) throw new PlatenError('app.scan-unattended');
    if (occasion.kind === 'save-as' && destination.kind === 'file') {
      const file = await chooseFile(occasion.name);
      if (file === 'closed') return null;
      if (file) return { destination, send: ({ files }) => saveInto(file, files[0]!) };
    }
    return { destination, send: (parcel) => this.#send(parcel, destination) };
  }

  async #wayToFolder(
    destination: ScanDestination & { kind: 'folder' },
    mayAsk: boolean,
  ): Promise<Way | null> {
    const { folders } = this.#parts;
    const isNew = folders.find(destination.folderId) === null;
    const folder = await folders.open(destination.folderId, mayAsk).catch((thrown: unknown) => {
      // Whoever is asked for a folder and closes the question wants none.
      if (mayAsk && isNew && thrown instanceof PlatenError && thrown.code === 'app.folder-none') return null;
      throw thrown;
    });
    if (!folder) return null;
    const there = new Map<WrittenFile, string>();
    return {
      destination,
      send: async ({ files }, isClick = false) => {
        const open = await folders.open(folder.id, isClick);
        for (const file of files.filter((each) => !there.has(each))) {
          there.set(file, await folders.put(open, file));
        }
        return `${inWords(files.map((file) => there.get(file)!))} in the folder “${folder.name}”`;
      },
    };
  }

  async #send(parcel: Parcel, destination: ScanDestination): Promise<string> {
    const { files } = parcel;
    switch (destination.kind) {
      case 'keep':
        return 'the pages are in the batch';
      case 'mail': {
        const where = await mailFiles(parcel, destination.to, this.#parts.draft);
        this.#parts.remember(destination.to);
        return where;
      }
      case 'clipboard':
        await copyPicture(files[0]!.blob);
        return 'the page is on the clipboard';
      case 'print':
        this.#parts.print(files.map(({ blob, name }) => new File([blob], name, { type: blob.type })));
        return `${inWords(files.map(({ name }) => name))} on the page Print`;
      // Without folders in this browser, what was meant for one is downloaded.
      case 'folder':
      case 'file':
        for (const { blob, name } of files) download(blob, name);
        return `${inWords(files.map(({ name }) => name))} among your downloads`;
    }
  }
}

function inWords(names: readonly string[]): string {
  return names.length === 1 ? `“${names[0]}” is` : `${count(names.length, 'file')} are`;
}
