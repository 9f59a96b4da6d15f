import type { ProfileKey, ScanProfile } from '../../../scan/profiles/profile.ts';
import { parseProfileFile } from '../../../scan/profiles/profile-file.ts';
import type { PlacedProfile } from '../../../storage/scan-profiles.ts';
import { KeptStore } from '../../state/kept-store.ts';

/** Where profiles are kept; IndexedDB in the app. */
export interface ProfileStorage {
  load(): Promise<readonly PlacedProfile[] | null>;
  save(profiles: readonly PlacedProfile[]): Promise<void>;
  remove(id: string): Promise<void>;
}

const placed = (profiles: readonly ScanProfile[]): PlacedProfile[] =>
  profiles.map((profile, place) => ({ ...profile, place }));

/** The scan profiles in the order somebody gave them. There is always one, and no key starts two. */
export class ProfileStore extends KeptStore {
  readonly #storage: ProfileStorage;
  readonly #builtIn: () => readonly ScanProfile[];
  #all: readonly PlacedProfile[] = [];
  #removed: PlacedProfile | null = null;

  /** `builtIn`: what there is before anybody has made one; asked when profiles are loaded. */
  constructor(storage: ProfileStorage, builtIn: () => readonly ScanProfile[]) {
    super();
    this.#storage = storage;
    this.#builtIn = builtIn;
  }

  get all(): readonly ScanProfile[] {
    return this.#all;
  }

  /** The one that was deleted last and can still be brought back. */
  get removed(): ScanProfile | null {
    return this.#removed;
  }

  find(id: string): ScanProfile | null {
    return this.#all.find((profile) => profile.id === id) ?? null;
  }

  startedBy(key: Exclude<ProfileKey, 'none'>): ScanProfile | null {
    return this.#all.find((profile) => profile.key === key) ?? null;
  }

  async load(): Promise<void> {
    this.#all = placed(this.#builtIn());
    await this.attempt(async () => {
      const stored = await this.#storage.load();
      if (stored === null) await this.#storage.save(this.#all);
      else if (stored.length > 0) this.#all = stored;
    });
    this.changed();
  }

  /** A new one at the end, or one that is there made anew. Its key is taken away from any other. */
  async save(profile: ScanProfile): Promise<void> {
    const known = this.#all.find(({ id }) => id === profile.id);
    const place = known?.place ?? (this.#all.at(-1)?.place ?? 0) + 1;
    const saved = { ...profile, place };
    const robbed = this.#all
      .filter(({ id, key }) => id !== profile.id && key !== 'none' && key === profile.key)
      .map((other) => ({ ...other, key: 'none' as const }));
    await this.#put([...robbed, saved]);
  }

  /** To the place `toIndex` among the others. */
  async move(id: string, toIndex: number): Promise<void> {
    const moved = this.#all.find((profile) => profile.id === id);
    if (!moved) return;
    const others = this.#all.filter((profile) => profile !== moved);
    const order = placed([...others.slice(0, toIndex), moved, ...others.slice(toIndex)]);
    await this.#put(order.filter(({ place }, at) => order[at] !== this.#all[at] || place !== at));
  }

  /** The last one stays. */
  async remove(id: string): Promise<void> {
    const gone = this.#all.find((profile) => profile.id === id);
    if (!gone || this.#all.length === 1) return;
    this.#removed = gone;
    this.#all = this.#all.filter((profile) => profile !== gone);
    this.changed();
    await this.attempt(() => this.#storage.remove(id));
  }

  /** Where it was, but for its key if another has it now. */
  async undoRemove(): Promise<void> {
    const back = this.#removed;
    if (!back) return;
    this.#removed = null;
    const isKeyTaken = back.key !== 'none' && this.startedBy(back.key) !== null;
    await this.#put([isKeyTaken ? { ...back, key: 'none' } : back]);
  }

  /** Built-in profiles that are not there come back; those that are stay as they are. */
  async restoreBuiltIn(): Promise<void> {
    for (const profile of this.missingBuiltIn) await this.save({ ...profile, key: 'none' });
  }

  get missingBuiltIn(): readonly ScanProfile[] {
    return this.#builtIn().filter(({ id }) => !this.find(id));
  }

  /**
   * Takes a profile from a file; resolves to it and to what in it was not known.
   * Throws PlatenError `scan.profile-refused`.
   */
  async import(
    text: string,
  ): Promise<{ readonly profile: ScanProfile; readonly unknown: readonly string[] }> {
    const { profile, unknown } = parseProfileFile(text);
    const added = { ...profile, id: crypto.randomUUID(), name: this.freeName(profile.name) };
    await this.save(added);
    return { profile: added, unknown };
  }

  /** `Letters`, `Letters 2`, `Letters 3`. */
  freeName(name: string): string {
    const taken = new Set(this.#all.map((profile) => profile.name));
    for (let number = 2, free = name; ; number++) {
      if (!taken.has(free)) return free;
      free = `${name.slice(0, 50)} ${number}`;
    }
  }

  async #put(profiles: readonly PlacedProfile[]): Promise<void> {
    const byId = new Map(this.#all.map((profile) => [profile.id, profile]));
    for (const profile of profiles) byId.set(profile.id, profile);
    this.#all = [...byId.values()].sort((a, b) => a.place - b.place);
    this.changed();
    await this.attempt(() => this.#storage.save(profiles));
  }
}
