import type { Region } from '../../machine/regions.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { SettingsEditor } from './settings-editor.ts';

/** New settings for a job that is there already, until they are taken or dropped. */
export class JobDraft extends SettingsEditor {
  readonly region: Region;
  #settings: PrintSettings;

  constructor(
    settings: PrintSettings,
    region: Region,
    override readonly choosesPages = true,
  ) {
    super();
    this.#settings = settings;
    this.region = region;
  }

  get settings(): PrintSettings {
    return this.#settings;
  }

  protected put(settings: PrintSettings): void {
    this.#settings = settings;
    this.changed();
  }
}
