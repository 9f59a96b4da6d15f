import type { DocumentKind } from '../../documents/raster-api.ts';
import type { MachineTarget } from '../../jobs/spooler-api.ts';
import { withPreset, type Preset } from '../../settings/presets.ts';
import type { DocumentList } from './document-list.ts';
import type { MachineStore } from './machine-store.ts';
import type { PreferencesStore } from './preferences-store.ts';
import type { PresetStore } from './preset-store.ts';
import type { SettingsEditor } from './settings-editor.ts';
import { Store } from './store.ts';

/** What a preset may be the beginning for: a machine, or a kind of file. */
export type Occasion = `machine:${string}` | `kind:${DocumentKind}`;

export function machineOccasion(machine: MachineTarget | null): Occasion | null {
  if (machine === null) return null;
  if (machine.kind === 'simulated') return 'machine:simulated';
  const { vendorId, productId, serialNumber } = machine;
  return `machine:${vendorId.toString(16)}:${productId.toString(16)}:${serialNumber ?? ''}`;
}

interface Parts {
  readonly machine: MachineStore;
  readonly documents: DocumentList;
  readonly preferences: PreferencesStore;
  readonly presets: PresetStore;
  readonly print: SettingsEditor;
}

/** Takes the preset somebody chose for a machine or a kind of file, when it comes; says so, and Undo takes it back. */
export class PresetDefaults extends Store {
  readonly #parts: Parts;
  #machine: Occasion | null;
  #hadDocuments = false;
  #taken: Preset | null = null;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    this.#machine = this.#machineNow;
    parts.preferences.addEventListener('change', () => this.#look());
    parts.documents.addEventListener('change', () => this.#look());
  }

  /** The preset that was taken by itself just now; null after somebody has seen it. */
  get taken(): Preset | null {
    return this.#taken;
  }

  seen(): void {
    this.#taken = null;
    this.changed();
  }

  /** The preset something begins with. */
  presetFor(occasion: Occasion): Preset | null {
    const { preferences, presets } = this.#parts;
    const id = preferences.current.presetDefaults[occasion];
    return id === undefined ? null : presets.find(id);
  }

  set(occasion: Occasion, preset: Preset | null): void {
    const { presetDefaults } = this.#parts.preferences.current;
    const others = Object.entries(presetDefaults).filter(([known]) => known !== occasion);
    const chosen = preset ? [[occasion, preset.id] as const] : [];
    this.#parts.preferences.update({ presetDefaults: Object.fromEntries([...others, ...chosen]) });
    this.changed();
  }

  /** What was known when the page was opened is no news: settings are as they were left. */
  started(): void {
    this.#machine = this.#machineNow;
  }

  get #machineNow(): Occasion | null {
    return machineOccasion(this.#parts.preferences.current.lastMachine);
  }

  #look(): void {
    const machine = this.#machineNow;
    if (machine !== this.#machine) {
      this.#machine = machine;
      if (machine) this.#take(machine);
    }
    // The first document of a job says what kind of job it is.
    const first = this.#parts.documents.ready[0];
    const isFirst = first !== undefined && !this.#hadDocuments;
    this.#hadDocuments = first !== undefined;
    if (isFirst) this.#take(`kind:${first.info!.kind}`);
  }

  #take(occasion: Occasion): void {
    const preset = this.presetFor(occasion);
    if (!preset) return;
    const { print } = this.#parts;
    print.set(withPreset(print.settings, preset));
    this.#taken = preset;
    this.changed();
  }
}
