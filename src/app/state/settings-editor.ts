import type { Region } from '../../machine/regions.ts';
import {
  settingConflicts,
  waysOut,
  type SettingChange,
  type SettingConflict,
} from '../../settings/setting-conflicts.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { SettingsUndo } from './settings-undo.ts';
import { Store } from './store.ts';

/** Settings somebody is choosing: those of the next job, or of one that waits. Says `change`. */
export abstract class SettingsEditor extends Store {
  readonly #undo = new SettingsUndo();

  abstract get settings(): PrintSettings;
  /** The machine's home, which decides what it takes. */
  abstract get region(): Region;
  /** Pages can be chosen anew; else they are what they are, those of a part of a job. */
  readonly choosesPages: boolean = true;
  /** Keeps new settings and says `change`. */
  protected abstract put(settings: PrintSettings): void;

  /** Nothing else changes with it: what does not fit together is explained, not corrected. */
  set(patch: Partial<PrintSettings>): void {
    this.#undo.record(this.settings, patch);
    this.put({ ...this.settings, ...patch });
  }

  get canUndo(): boolean {
    return this.#undo.canUndo;
  }

  get canRedo(): boolean {
    return this.#undo.canRedo;
  }

  undo(): void {
    const before = this.#undo.undo(this.settings);
    if (before) this.put(before);
  }

  redo(): void {
    const after = this.#undo.redo(this.settings);
    if (after) this.put(after);
  }

  get conflicts(): readonly SettingConflict[] {
    return settingConflicts(this.settings, this.region);
  }

  /** The smallest ways out of a conflict, for the person to choose from. */
  waysOut(conflict: SettingConflict): readonly SettingChange[] {
    return waysOut(conflict, this.settings, this.region);
  }
}
