import {
  DEFAULT_PREFERENCES,
  firstPreferences,
  loadPreferences,
  savePreferences,
  type Preferences,
} from '../../storage/preferences.ts';
import { Store } from './store.ts';

/** What is remembered between visits. Saving waits for a pause, so that a slider does not write at every step. */
export class PreferencesStore extends Store {
  static readonly SAVE_DELAY_MS = 300;

  #current: Preferences = DEFAULT_PREFERENCES;
  #timer: ReturnType<typeof setTimeout> | null = null;

  get current(): Preferences {
    return this.#current;
  }

  async load(): Promise<void> {
    this.#current = await loadPreferences(firstPreferences(navigator.language));
    this.changed();
  }

  update(patch: Partial<Preferences>): void {
    this.#current = { ...this.#current, ...patch };
    this.changed();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PreferencesStore.SAVE_DELAY_MS);
  }

  /** Saves what has not been saved; for the moment the page goes away. */
  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    void savePreferences(this.#current);
  }
}
