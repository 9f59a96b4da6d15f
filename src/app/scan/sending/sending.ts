import { builtInProfiles } from '../../../scan/profiles/profile.ts';
import { textLanguageOf } from '../../../scan/text/languages.ts';
import { nextNumber, setNextNumber, takeNumbers } from '../../../storage/scan-counters.ts';
import { loadFolders, removeFolder, saveFolder } from '../../../storage/scan-folders.ts';
import { loadProfiles, removeProfile, saveProfiles } from '../../../storage/scan-profiles.ts';
import type { DocumentList } from '../../state/document-list.ts';
import type { PreferencesStore } from '../../state/preferences-store.ts';
import { Destinations } from './destinations.ts';
import { FolderStore } from './folder-store.ts';
import { KeyRunner } from '../profiles/key-runner.ts';
import { Outbox } from './outbox.ts';
import type { PagesDesk } from '../pages/pages-desk.ts';
import { ProfileRun } from '../profiles/profile-run.ts';
import { ProfileStore } from '../profiles/profile-store.ts';
import type { ScanBook } from '../pages/scan-book.ts';
import type { ScanDesk } from '../scan-desk.ts';
import type { ScannerStore } from '../scanner-store.ts';

/** What becomes of scanned pages, by hand or by a profile. */
export interface Sending {
  readonly profiles: ProfileStore;
  readonly folders: FolderStore;
  /** Where pages become files and go out. */
  readonly outbox: Outbox;
  readonly destinations: Destinations;
  readonly profileRun: ProfileRun;
  readonly scanKeys: KeyRunner;
}

interface SendingParts {
  readonly scanner: ScannerStore;
  readonly pages: PagesDesk;
  readonly scanBook: ScanBook;
  readonly scanDesk: ScanDesk;
  readonly documents: DocumentList;
  readonly preferences: PreferencesStore;
}

const MOST_ADDRESSES_REMEMBERED = 30;

export function createSending(parts: SendingParts): Sending {
  const { scanner, pages, scanBook: book, scanDesk: desk, documents, preferences } = parts;
  const profiles = new ProfileStore({ load: loadProfiles, save: saveProfiles, remove: removeProfile }, () => {
    const size = preferences.current.region === 'europe' ? 'A4' : 'Letter';
    return builtInProfiles(size, textLanguageOf(navigator.language));
  });
  const folders = new FolderStore({ load: loadFolders, save: saveFolder, remove: removeFolder });
  const outbox = new Outbox(pages, { next: nextNumber, take: takeNumbers, set: setNextNumber });
  const destinations = new Destinations({
    folders,
    draft: async (letter) => (await import('../../../scan/files/mail-draft.ts')).mailDraft(letter),
    print: (files) => {
      void documents.add(files);
      location.hash = '#/print';
    },
    remember: (addresses) => {
      const others = preferences.current.mailAddresses.filter((each) => !addresses.includes(each));
      const mailAddresses = [...addresses, ...others].slice(0, MOST_ADDRESSES_REMEMBERED);
      preferences.update({ mailAddresses });
    },
  });
  const profileRun = new ProfileRun({ desk, book, outbox, destinations });
  const scanKeys = new KeyRunner({ scanner, desk, profiles, run: profileRun });
  return { profiles, folders, outbox, destinations, profileRun, scanKeys };
}

/** What is remembered is read; the machine's keys are listened to, if somebody wants that. */
export async function takeUpSending({
  profiles,
  folders,
  scanner,
  preferences,
}: Sending & Pick<SendingParts, 'scanner' | 'preferences'>): Promise<void> {
  await Promise.all([profiles.load(), folders.load()]);
  if (preferences.current.hearsScanKeys) scanner.wake();
}
