import { conflicts, nearestAllowed, type Change, type Conflict } from '../../machine/constraints.ts';
import type { Region } from '../../machine/regions.ts';
import { machineChoices } from '../../settings/machine-choices.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { Store } from './store.ts';

/** Settings somebody is choosing: those of the next job, or of one that waits. Says `change`. */
export interface SettingsEditor extends EventTarget {
  readonly settings: PrintSettings;
  /** Nothing else changes with it: what does not fit together is explained, not corrected. */
  set(patch: Partial<PrintSettings>): void;
  readonly conflicts: readonly Conflict[];
  /** The smallest ways out of a conflict, for the person to choose from. */
  waysOut(conflict: Conflict): readonly Change[];
}

/** New settings for a job that is there already, until they are taken or dropped. */
export class JobDraft extends Store implements SettingsEditor {
  readonly #region: Region;
  #settings: PrintSettings;

  constructor(settings: PrintSettings, region: Region) {
    super();
    this.#settings = settings;
    this.#region = region;
  }

  get settings(): PrintSettings {
    return this.#settings;
  }

  set(patch: Partial<PrintSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
    this.changed();
  }

  get conflicts(): readonly Conflict[] {
    return conflicts(machineChoices(this.#settings), this.#region);
  }

  waysOut(conflict: Conflict): readonly Change[] {
    return nearestAllowed(conflict, machineChoices(this.#settings), this.#region);
  }
}
