import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DocumentList } from '../../../src/app/state/document-list.ts';
import { JobDraft } from '../../../src/app/state/job-draft.ts';
import { MachineStore } from '../../../src/app/state/machine-store.ts';
import { PreferencesStore } from '../../../src/app/state/preferences-store.ts';
import { machineOccasion, PresetDefaults } from '../../../src/app/state/preset-defaults.ts';
import { PresetStore } from '../../../src/app/state/preset-store.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { presetFile, type Preset } from '../../../src/settings/presets.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { loadPresets, removePreset, savePreset } from '../../../src/storage/presets.ts';
import { FakeSpooler, openByName } from './fakes.ts';

const disk = { load: loadPresets, save: savePreset, remove: removePreset };
const names = (store: PresetStore) => store.all.map(({ name }) => name);
let presets: PresetStore;

beforeEach(async () => {
  for (const { id } of await loadPresets()) await removePreset(id);
  presets = new PresetStore(disk);
});

describe('presets of a person', () => {
  it('are kept on disk, the pinned ones first', async () => {
    const draft = await presets.save('Draft', { ...DEFAULT_SETTINGS, tonerPattern: 'light' });
    const sets = await presets.save('Three sets', { ...DEFAULT_SETTINGS, copies: 3 });
    await presets.change({ ...sets, pinned: true });
    await presets.change({ ...draft, name: 'Rough draft' });
    const again = new PresetStore(disk);
    await again.load();
    expect(names(again)).toEqual(['Three sets', 'Rough draft']);
    expect(again.find(draft.id)?.settings).toEqual({ tonerPattern: 'light' });
    await again.remove(draft.id);
    expect((await loadPresets()).map(({ name }) => name)).toEqual(['Three sets']);
  });

  it('of one name are one; a file never takes the place of one that is there', async () => {
    const first = await presets.save('Draft', { ...DEFAULT_SETTINGS, copies: 2 });
    await presets.change({ ...first, pinned: true });
    await presets.save('Draft', { ...DEFAULT_SETTINGS, copies: 5 });
    expect(presets.all).toMatchObject([{ id: first.id, pinned: true, settings: { copies: 5 } }]);
    const { preset } = await presets.import(presetFile(first));
    expect(preset).toMatchObject({ name: 'Draft 2', pinned: false, settings: { copies: 2 } });
    await presets.import(presetFile(first));
    expect(names(presets)).toEqual(['Draft', 'Draft 2', 'Draft 3']);
    await expect(presets.import('{}')).rejects.toThrow(PlatenError);
  });

  it('work until the page is closed where nothing can be kept, and that is said', async () => {
    const failing = () => Promise.reject(new PlatenError('job.storage-full'));
    const store = new PresetStore({ load: failing, save: failing, remove: failing });
    await store.load();
    await store.save('Draft', DEFAULT_SETTINGS);
    expect(names(store)).toEqual(['Draft']);
    expect(store.error?.code).toBe('job.storage-full');
  });

  it('that cannot be read any more do not take the others with them', async () => {
    await presets.save('Good', DEFAULT_SETTINGS);
    await savePreset({ id: 'x', name: 'Bad', settings: { paper: 'A3' } } as unknown as Preset);
    expect((await loadPresets()).map(({ name }) => name)).toEqual(['Good']);
  });
});

describe('a preset as the beginning of something', () => {
  async function office() {
    const spooler = new FakeSpooler();
    const preferences = new PreferencesStore();
    const machine = new MachineStore(spooler.asApi(), preferences, null);
    const documents = new DocumentList({ open: openByName, close: async () => undefined });
    const print = new JobDraft(DEFAULT_SETTINGS, 'europe');
    const defaults = new PresetDefaults({ machine, documents, preferences, presets, print });
    await machine.start();
    const preset = await presets.save('Mine', { ...DEFAULT_SETTINGS, copies: 4 });
    return { machine, documents, print, defaults, preset };
  }

  it('is taken with the first file of a kind, once, is said, and can be undone', async () => {
    const { documents, print, defaults, preset } = await office();
    defaults.set('kind:pdf', preset);
    await documents.add([new File(['%PDF'], '1.pdf')]);
    expect(print.settings.copies).toBe(4);
    expect(defaults.taken?.name).toBe('Mine');
    print.undo();
    expect(print.settings.copies).toBe(1);
    await documents.add([new File(['%PDF'], '2.pdf')]);
    expect(print.settings.copies).toBe(1);
    defaults.seen();
    expect(defaults.taken).toBeNull();
  });

  it('is taken when the machine changes, not when the page is opened with the machine of last time', async () => {
    const { machine, print, defaults, preset } = await office();
    defaults.set('machine:simulated', preset);
    await machine.connectSimulated();
    expect(print.settings.copies).toBe(4);
    print.undo();
    defaults.started();
    await machine.connectSimulated();
    expect(print.settings.copies).toBe(1);
  });

  it('is nothing any more once it is taken back, or deleted', async () => {
    const { defaults, preset } = await office();
    defaults.set('kind:pdf', preset);
    defaults.set('kind:text', preset);
    defaults.set('kind:pdf', null);
    expect(defaults.presetFor('kind:pdf')).toBeNull();
    expect(defaults.presetFor('kind:text')).toEqual(preset);
    await presets.remove(preset.id);
    expect(defaults.presetFor('kind:text')).toBeNull();
  });

  it('tells machines apart', () => {
    const usb = { kind: 'usb', vendorId: 0x04a9, productId: 0x26e6 } as const;
    const occasions = [
      machineOccasion({ ...usb, serialNumber: 'A' }),
      machineOccasion({ ...usb, serialNumber: 'B' }),
      machineOccasion({ ...usb, serialNumber: null }),
      machineOccasion({ kind: 'simulated' }),
    ];
    expect(new Set(occasions).size).toBe(4);
    expect(machineOccasion(null)).toBeNull();
  });
});
