import { parsePresetFile, presetOf, type Preset } from '../../settings/presets.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { KeptStore } from './kept-store.ts';

/** Where presets are kept; IndexedDB in the app. */
export interface PresetStorage {
  load(): Promise<readonly Preset[]>;
  save(preset: Preset): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The presets people have made. What cannot be kept works until the page is closed, and `error` says why. */
export class PresetStore extends KeptStore {
  readonly #storage: PresetStorage;
  #all: readonly Preset[] = [];

  constructor(storage: PresetStorage) {
    super();
    this.#storage = storage;
  }

  /** The pinned ones first, each by name. */
  get all(): readonly Preset[] {
    return this.#all;
  }

  find(id: string): Preset | null {
    return this.#all.find((preset) => preset.id === id) ?? null;
  }

  async load(): Promise<void> {
    await this.attempt(async () => this.#put(await this.#storage.load()));
  }

  /** Settings under a name; one of that name already gives way to it. */
  async save(name: string, settings: PrintSettings): Promise<Preset> {
    const known = this.#all.find((preset) => preset.name === name);
    const made = presetOf(known?.id ?? crypto.randomUUID(), name, settings);
    const preset = { ...made, pinned: known?.pinned ?? false };
    await this.change(preset);
    return preset;
  }

  /** Renamed, pinned, or otherwise made anew. */
  async change(preset: Preset): Promise<void> {
    this.#put([...this.#all.filter(({ id }) => id !== preset.id), preset]);
    await this.attempt(() => this.#storage.save(preset));
  }

  async remove(id: string): Promise<void> {
    this.#put(this.#all.filter((preset) => preset.id !== id));
    await this.attempt(() => this.#storage.remove(id));
  }

  /**
   * Takes a preset from a file; resolves to it and to what in it was not known.
   * Throws PlatenError `settings.preset-refused`.
   */
  async import(text: string): Promise<{ readonly preset: Preset; readonly unknown: readonly string[] }> {
    const { preset, unknown } = parsePresetFile(text);
    const added: Preset = {
      ...preset,
      id: crypto.randomUUID(),
      name: this.#freeName(preset.name),
      pinned: false,
    };
    await this.change(added);
    return { preset: added, unknown };
  }

  /** `Draft`, `Draft 2`, `Draft 3`: a file never takes the place of what is there. */
  #freeName(name: string): string {
    const taken = new Set(this.#all.map((preset) => preset.name));
    for (let number = 2, free = name; ; number++) {
      if (!taken.has(free)) return free;
      free = `${name.slice(0, 70)} ${number}`;
    }
  }

  #put(presets: readonly Preset[]): void {
    this.#all = presets.toSorted(
      (a, b) => Number(b.pinned) - Number(a.pinned) || a.name.localeCompare(b.name),
    );
    this.changed();
  }
}
