import { proxy } from 'comlink';
import { copyPrintSettings, keepsCorner } from '../../scan/copy/copy-plan.ts';
import type { CopySettings } from '../../scan/copy/copy-settings.ts';
import type { ScanShelf } from '../../scan/pages/scan-shelf.ts';
import { defaultSettings } from '../../settings/difference.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { settingConflicts, type SettingConflict } from '../../settings/setting-conflicts.ts';
import type { PagesDesk } from '../scan/pages/pages-desk.ts';
import type { ScanBook } from '../scan/pages/scan-book.ts';
import type { ScannerStore } from '../scan/scanner-store.ts';
import type { AccountKeeper } from '../state/account-keeper.ts';
import type { CalibrationStore } from '../state/calibration-store.ts';
import type { MachineStore } from '../state/machine-store.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import type { QueueStore } from '../state/queue-store.ts';
import { Store } from '../state/store.ts';
import { copyRequest } from './copy-job.ts';
import { CopyRun, type CopyParts, type SheetToPrint } from './copy-run.ts';

const POINTS_PER_INCH = 72;
/** Of JPEG: below what a copier's screen shows. */
const JPEG_QUALITY = 92;

interface CopyDeskParts {
  readonly scanner: ScannerStore;
  readonly pages: Pick<PagesDesk, 'call'>;
  readonly shelf: ScanShelf;
  /** Lists what is on the shelf. */
  readonly scanBook: Pick<ScanBook, 'isLoaded' | 'load' | 'erase'>;
  readonly queue: QueueStore;
  readonly machine: MachineStore;
  readonly preferences: PreferencesStore;
  readonly accounts: AccountKeeper;
  readonly calibrations: CalibrationStore;
}

/** The copier: how copies are made, whether they can be, and the copy that is under way. */
export class CopyDesk extends Store {
  readonly run: CopyRun;
  readonly #parts: CopyDeskParts;

  constructor(parts: CopyDeskParts) {
    super();
    this.#parts = parts;
    this.run = new CopyRun(this.#runParts());
    const passOn = () => this.changed();
    const { scanner, machine, preferences } = parts;
    for (const store of [this.run, scanner, machine, preferences]) store.addEventListener('change', passOn);
    this.run.addEventListener('change', () => this.#list());
  }

  get settings(): CopySettings {
    return this.#parts.preferences.current.copy;
  }

  update(patch: Partial<CopySettings>): void {
    this.#parts.preferences.update({ copy: { ...this.settings, ...patch } });
  }

  /** Choices that the machine does not take together. */
  get conflicts(): readonly SettingConflict[] {
    const { region } = this.#parts.preferences.current;
    return settingConflicts(this.#printSettings(this.settings), region);
  }

  /** Why Copy does nothing now, in words; null when it copies. */
  get obstacle(): string | null {
    const { machine, scanner } = this.#parts;
    if (machine.connecting) return 'The machine is being connected.';
    if (!machine.connected) return 'No machine is connected.';
    if (!scanner.isReady) return 'The scanner is not connected.';
    if (scanner.isScanning && !this.run.isBusy) return 'The scanner is at work.';
    return this.conflicts[0]?.reason ?? null;
  }

  /** Pages of sheets that were not printed are among the earlier scans. */
  #list(): void {
    const { scanBook } = this.#parts;
    if (this.run.step === 'ended' && this.run.ending === 'incomplete' && scanBook.isLoaded)
      void scanBook.load();
  }

  #printSettings(settings: CopySettings): PrintSettings {
    return copyPrintSettings(settings, defaultSettings(this.#parts.preferences.current.region));
  }

  #runParts(): CopyParts {
    const { scanner, pages, shelf, scanBook, queue } = this.#parts;
    return {
      scanner,
      shelf: {
        page: (id) => shelf.page(id),
        saveBatch: (batch) => shelf.saveBatch(batch),
        erasePages: (ids) => shelf.erasePages(ids),
        eraseBatch: (id) => scanBook.erase([id]),
      },
      requestFor: (sheet, settings) => this.#request(sheet, settings),
      stopMaking: () => pages.call((api) => api.stop()),
      queue: {
        submit: async (request, id) => void (await queue.api.submit(request, { id })),
        cancel: (id) => queue.api.cancel(id),
        find: (id) => queue.find(id),
        changes: queue,
      },
      newId: () => crypto.randomUUID(),
      now: () => new Date(),
    };
  }

  async #request({ title, pages, copies }: SheetToPrint, settings: CopySettings) {
    const { preferences, accounts, calibrations } = this.#parts;
    const { user, stackHabit } = preferences.current;
    const name = `${title}.pdf`;
    const blob = await this.#write(title, pages);
    const sizes = await Promise.all(
      pages.map(({ pageId, corrections }) => this.#parts.pages.call((api) => api.size(pageId, corrections))),
    );
    const points = (px: number, dpi: number) => (px * POINTS_PER_INCH) / dpi;
    return copyRequest(
      {
        title,
        source: { id: crypto.randomUUID(), name, blob },
        pages: sizes.map(({ widthPx, heightPx, dpi }) => ({
          widthPt: points(widthPx, dpi),
          heightPt: points(heightPx, dpi),
        })),
        settings: { ...this.#printSettings(settings), copies },
        keepsCorner: keepsCorner(settings),
      },
      {
        user,
        account: accounts.account,
        stackHabit,
        calibrationFor: (print) => calibrations.curveFor(print),
      },
    );
  }

  async #write(title: string, pages: SheetToPrint['pages']): Promise<Blob> {
    const documents = [{ fileName: 'copy', title, pages }];
    const order = { documents, format: 'pdf', jpegQuality: JPEG_QUALITY, languages: [] } as const;
    const heard = proxy(() => undefined);
    const [file] = await this.#parts.pages.call((api) => api.write(order, heard));
    return file!.blob;
  }
}
