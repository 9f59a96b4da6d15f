import { StoredAccount } from '../storage/account.ts';
import { loadCalibrations, saveCalibration } from '../storage/calibrations.ts';
import { loadPresets, removePreset, savePreset } from '../storage/presets.ts';
import { IndexedDbScanShelf } from '../storage/scan-shelf.ts';
import { startPages, startPreview, startRaster, startScanner, startSpooler, startWedge } from './clients.ts';
import { PagesDesk } from './scan/pages/pages-desk.ts';
import { ScanBook } from './scan/pages/scan-book.ts';
import { ScanDesk } from './scan/scan-desk.ts';
import { ScanSelection } from './scan/pages/scan-selection.ts';
import { ScannerStore } from './scan/scanner-store.ts';
import { CopyDesk } from './copy/copy-desk.ts';
import { createSending, type Sending } from './scan/sending/sending.ts';
import { AccountKeeper } from './state/account-keeper.ts';
import { Attention } from './state/attention.ts';
import { BlankPages } from './state/blank-pages.ts';
import { CalibrationStore } from './state/calibration-store.ts';
import { DocumentList } from './state/document-list.ts';
import { JobPages } from './state/job-pages.ts';
import { Lifecycle } from './state/lifecycle.ts';
import { LinkedSettingsStore } from './state/linked-settings.ts';
import { MachineStore } from './state/machine-store.ts';
import { PreferencesStore } from './state/preferences-store.ts';
import { machineOccasion, PresetDefaults } from './state/preset-defaults.ts';
import { PresetStore } from './state/preset-store.ts';
import { PreviewDesk } from './state/preview-desk.ts';
import { PreviewStore } from './state/preview-store.ts';
import { PrintController } from './state/print-controller.ts';
import { PrnDesk, startPrn } from './state/prn-desk.ts';
import { QueueStore } from './state/queue-store.ts';
import { RasterDesk } from './state/raster-desk.ts';
import { ScreenWake } from './state/screen-wake.ts';
import { StackTester } from './state/stack-tester.ts';
import { ThumbnailQueue } from './state/thumbnail-queue.ts';
import { WedgeDesk } from './state/wedge-desk.ts';

/** Everything the views share, made once. */
export interface Platen extends Sending {
  readonly preferences: PreferencesStore;
  readonly machine: MachineStore;
  readonly queue: QueueStore;
  readonly documents: DocumentList;
  readonly print: PrintController;
  readonly accounts: AccountKeeper;
  readonly stackTester: StackTester;
  readonly calibrations: CalibrationStore;
  /** Calibration by the scanner. */
  readonly wedge: WedgeDesk;
  readonly presets: PresetStore;
  readonly presetDefaults: PresetDefaults;
  readonly linked: LinkedSettingsStore;
  readonly preview: PreviewStore;
  readonly thumbnails: ThumbnailQueue;
  readonly prn: PrnDesk;
  readonly attention: Attention;
  readonly lifecycle: Lifecycle;
  readonly scanner: ScannerStore;
  /** Scanned pages as pictures and as files. */
  readonly pages: PagesDesk;
  readonly scanBook: ScanBook;
  readonly scanDesk: ScanDesk;
  readonly scanSelection: ScanSelection;
  readonly copier: CopyDesk;
  /** The pages of a job in the queue or the history; the caller closes them. null when they are gone, said at the job. */
  pagesOf(jobId: string): Promise<JobPages | null>;
  /** Set off once, when the spooler's code fails outside a call. */
  readonly failure: Promise<string>;
}

export function createPlaten(): Platen {
  const spooler = startSpooler();
  const failure = new Promise<string>((resolve) => {
    spooler.onFailure = resolve;
  });
  const desk = new RasterDesk(startRaster);
  const preferences = new PreferencesStore();
  const machine = new MachineStore(spooler.api, preferences, navigator.usb ?? null);
  const queue = new QueueStore(spooler.api, machine);
  machine.addEventListener('change', () => desk.makeRoom(machine.isPrinting));
  const documents = new DocumentList(desk);
  const thumbnails = new ThumbnailQueue((id, page, maxPx) => desk.thumbnail(id, page, maxPx));
  const blankPages = new BlankPages((id, pageCount) => desk.blankPages(id, pageCount));
  const accounts = new AccountKeeper(new StoredAccount(crypto));
  const calibrations = new CalibrationStore(
    { load: loadCalibrations, save: saveCalibration },
    () => machineOccasion(preferences.current.lastMachine) ?? '',
  );
  const print = new PrintController({
    spooler: spooler.api,
    machine,
    documents,
    preferences,
    blankPages,
    accounts,
    calibrations,
  });
  const scanning = startScanning(machine, preferences);
  const presets = new PresetStore({ load: loadPresets, save: savePreset, remove: removePreset });
  return {
    preferences,
    machine,
    queue,
    documents,
    print,
    accounts,
    stackTester: new StackTester(spooler.api, machine, preferences),
    calibrations,
    presets,
    linked: new LinkedSettingsStore(print),
    presetDefaults: new PresetDefaults({ machine, documents, preferences, presets, print }),
    preview: startPreviewing(print, documents, machine),
    thumbnails,
    prn: new PrnDesk(startPrn),
    attention: new Attention(machine, preferences),
    lifecycle: new Lifecycle({
      machine,
      spooler: spooler.api,
      screen: new ScreenWake(navigator.wakeLock, document),
      window,
    }),
    ...scanning,
    wedge: new WedgeDesk({
      ...scanning,
      ...{ calibrations, preferences },
      spooler: spooler.api,
      shelf: new IndexedDbScanShelf(),
      start: startWedge,
    }),
    copier: new CopyDesk({
      ...scanning,
      ...{ queue, machine, preferences, accounts, calibrations },
      shelf: new IndexedDbScanShelf(),
    }),
    ...createSending({ ...scanning, documents, preferences }),
    pagesOf: async (jobId) => {
      const contents = await queue.contents(jobId);
      const habit = preferences.current.stackHabit ?? undefined;
      return contents && new JobPages(contents, desk, thumbnails, habit);
    },
    failure,
  };
}

type Scanning = Pick<Platen, 'scanner' | 'pages' | 'scanBook' | 'scanDesk' | 'scanSelection'>;

/** Its workers start when somebody wants to scan. */
function startScanning(machine: MachineStore, preferences: PreferencesStore): Scanning {
  const scanner = new ScannerStore({ start: startScanner, machine, preferences });
  const scanBook = new ScanBook(new IndexedDbScanShelf(), {
    get: () => preferences.current.openScan,
    set: (openScan) => preferences.update({ openScan }),
  });
  return {
    scanner,
    pages: new PagesDesk(startPages),
    scanBook,
    scanDesk: new ScanDesk({ scanner, book: scanBook, preferences }),
    scanSelection: new ScanSelection(scanBook),
  };
}

/** The preview knows the documents that would be printed, attachments too. */
function startPreviewing(
  print: PrintController,
  documents: DocumentList,
  machine: MachineStore,
): PreviewStore {
  const isPrinting = () => machine.isPrinting;
  const desk = new PreviewDesk(startPreview, {
    sources: () =>
      [...documents.items, ...documents.attached]
        .filter(({ state }) => state === 'ready')
        .map(({ source }) => source),
    isPrinting,
  });
  documents.addEventListener('change', () => desk.refresh());
  machine.addEventListener('change', () => desk.makeRoom(machine.isPrinting));
  return new PreviewStore({ print, desk, isPrinting });
}
