import type { ErrorRecord } from '../../errors/platen-error.ts';
import { differingKeys } from '../../settings/difference.ts';
import { settingsOfFragment, settingsOfQuery, type LinkedSettings } from '../../settings/links.ts';
import { DEFAULT_SETTINGS, type PrintSettings, type SettingKey } from '../../settings/print-settings.ts';
import type { SettingsEditor } from './settings-editor.ts';
import { Store } from './store.ts';

/** The page's address, as much of it as may say something about settings. */
export interface Address {
  readonly search: string;
  readonly hash: string;
}

/**
 * Settings that come with the page's address. Parameters (`?paper=A4`) are for those who made the bookmark, and are
 * taken at once; a link (`#set=...`) may come from anybody, and is asked about.
 */
export class LinkedSettingsStore extends Store {
  readonly #editor: SettingsEditor;
  #link: LinkedSettings | null = null;
  #problems: readonly ErrorRecord[] = [];

  constructor(editor: SettingsEditor) {
    super();
    this.#editor = editor;
  }

  /** A link that waits for an answer. */
  get link(): LinkedSettings | null {
    return this.#link;
  }

  /** What could not be read of the parameters, until it was seen. */
  get problems(): readonly ErrorRecord[] {
    return this.#problems;
  }

  /** Resolves to whether the address said anything about settings; it should then be cleaned of it. */
  read({ search, hash }: Address): boolean {
    const link = settingsOfFragment(hash);
    if (link) this.#link = link;
    const query = settingsOfQuery(search);
    this.#problems = query.problems;
    this.#editor.set(query.settings);
    this.changed();
    return link !== null || search.length > 1;
  }

  /** What a link would change: it stands for whole settings, those it does not name are the defaults. */
  get differences(): readonly SettingKey[] {
    return differingKeys(this.#editor.settings, this.#whole);
  }

  get #whole(): PrintSettings {
    return { ...DEFAULT_SETTINGS, ...this.#link?.settings };
  }

  linkedValue<Key extends SettingKey>(key: Key): PrintSettings[Key] {
    return this.#whole[key];
  }

  accept(): void {
    this.#editor.set(this.#whole);
    this.decline();
  }

  decline(): void {
    this.#link = null;
    this.changed();
  }

  seen(): void {
    this.#problems = [];
    this.changed();
  }
}
