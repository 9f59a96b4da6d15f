import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Destinations, type Occasion } from '../../../../src/app/scan/sending/destinations.ts';
import { FolderStore } from '../../../../src/app/scan/sending/folder-store.ts';
import type { WrittenFile } from '../../../../src/scan/pages/pages-api.ts';
import type { ScanDestination } from '../../../../src/scan/profiles/destination.ts';

const TAP: Occasion = { kind: 'tap' };
const file: WrittenFile = {
  name: 'Letter.pdf',
  blob: new Blob(['%PDF'], { type: 'application/pdf' }),
  confidence: [],
};
const parcel = { files: [file], title: 'A letter: to whom?' };

let downloads: string[];
let letters: { to: readonly string[]; subject: string }[];
let printed: readonly File[];
let remembered: readonly string[];
let destinations: Destinations;

const send = async (destination: ScanDestination, occasion: Occasion = TAP) =>
  (await destinations.wayTo(destination, occasion))!.send(parcel);

beforeEach(() => {
  [downloads, letters, printed, remembered] = [[], [], [], []];
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('document', {
    createElement: () => ({
      download: '',
      click() {
        downloads.push(this.download);
      },
    }),
  });
  const storage = { load: async () => [], save: async () => undefined, remove: async () => undefined };
  destinations = new Destinations({
    folders: new FolderStore(storage),
    draft: async (letter) => {
      letters.push(letter);
      return new Blob(['Subject:']);
    },
    print: (files) => (printed = files),
    remember: (addresses) => (remembered = addresses),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a file', () => {
  it('is downloaded where the browser only knows that, and where nobody wants to choose', async () => {
    expect(await send({ kind: 'file' })).toBe('“Letter.pdf” is among your downloads');
    expect(await send({ kind: 'file' }, { kind: 'save-as', name: 'Letter.pdf' })).toContain('downloads');
    // Without folders in this browser, what was meant for one is not lost either.
    expect(await send({ kind: 'folder', folderId: null })).toContain('downloads');
    expect(downloads).toEqual(['Letter.pdf', 'Letter.pdf', 'Letter.pdf']);
  });

  it('goes where the person said, whole or not at all', async () => {
    let saved = '';
    let isFull = true;
    const writable = () =>
      new WritableStream<Uint8Array>({
        write: (chunk) => {
          if (isFull) throw new DOMException('full', 'QuotaExceededError');
          saved += new TextDecoder().decode(chunk);
        },
      });
    const handle = { name: 'Mine.pdf', createWritable: async () => writable() };
    const picker = vi.fn(async () => handle);
    vi.stubGlobal('showSaveFilePicker', picker);
    const way = (await destinations.wayTo({ kind: 'file' }, { kind: 'save-as', name: 'Letter.pdf' }))!;
    expect(picker).toHaveBeenCalledWith(expect.objectContaining({ suggestedName: 'Letter.pdf' }));
    await expect(way.send(parcel)).rejects.toMatchObject({ code: 'app.scan-not-saved' });
    isFull = false;
    expect(await way.send(parcel)).toBe('“Mine.pdf” is saved');
    expect(saved).toBe('%PDF');
    expect(downloads).toEqual([]);
  });

  it('goes nowhere when the question is closed', async () => {
    vi.stubGlobal('showSaveFilePicker', () => Promise.reject(new DOMException('', 'AbortError')));
    expect(await destinations.wayTo({ kind: 'file' }, { kind: 'save-as', name: 'x.pdf' })).toBeNull();
  });
});

describe('mail', () => {
  const shares = (share: () => Promise<void>) =>
    vi.stubGlobal('navigator', { canShare: () => true, share: vi.fn(share) });

  it('is shared where the system can do that, and nobody was named', async () => {
    shares(async () => undefined);
    expect(await send({ kind: 'mail', to: [] })).toContain('handed to the program you chose');
    expect(navigator.share).toHaveBeenCalledWith(
      expect.objectContaining({
        files: [expect.objectContaining({ name: 'Letter.pdf', type: 'application/pdf' })],
      }),
    );
    expect(downloads).toEqual([]);
  });

  it.each(['AbortError', 'NotAllowedError'])(
    'that was not shared waits for another click: %s',
    async (name) => {
      shares(() => Promise.reject(new DOMException('', name)));
      await expect(send({ kind: 'mail', to: [] })).rejects.toMatchObject({ code: 'app.share-asks' });
    },
  );

  it('to somebody is a draft, and the address is remembered', async () => {
    shares(async () => undefined);
    expect(await send({ kind: 'mail', to: ['a@b.example'] })).toContain('open it to send it');
    expect(letters).toMatchObject([{ to: ['a@b.example'], subject: 'A letter: to whom?' }]);
    expect(downloads).toEqual(['A letter_ to whom_.eml']);
    expect(remembered).toEqual(['a@b.example']);
    expect(navigator.share).not.toHaveBeenCalled();
  });

  it('is a draft where nothing can be shared', async () => {
    await send({ kind: 'mail', to: [] });
    expect(letters).toHaveLength(1);
  });
});

describe('the clipboard', () => {
  it('takes a picture, or says that it needs a click', async () => {
    const written: unknown[] = [];
    vi.stubGlobal(
      'ClipboardItem',
      class {
        constructor(readonly items: object) {}
      },
    );
    vi.stubGlobal('navigator', {
      clipboard: { write: async (items: unknown[]) => void written.push(...items) },
    });
    expect(await send({ kind: 'clipboard' })).toBe('the page is on the clipboard');
    expect(written).toMatchObject([{ items: { 'image/png': file.blob } }]);
    vi.stubGlobal('navigator', {
      clipboard: { write: () => Promise.reject(new DOMException('', 'NotAllowedError')) },
    });
    await expect(send({ kind: 'clipboard' })).rejects.toMatchObject({ code: 'app.clipboard-asks' });
  });

  it('is not to be had everywhere', async () => {
    await expect(send({ kind: 'clipboard' })).rejects.toMatchObject({ code: 'app.clipboard-none' });
  });
});

it('what is to be printed keeps its name and kind', async () => {
  await send({ kind: 'print' });
  expect(printed).toMatchObject([{ name: 'Letter.pdf', type: 'application/pdf' }]);
});
