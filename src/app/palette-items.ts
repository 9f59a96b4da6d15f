import type { SubmitOptions } from '../jobs/queue-api.ts';
import {
  SETTING_DESCRIPTIONS,
  valueInWords,
  type SettingDescription,
  type SettingKey,
} from '../settings/describe.ts';
import { defaultSettings } from '../settings/difference.ts';
import { SETTING_GROUPS } from '../settings/groups.ts';
import { withPreset } from '../settings/presets.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import { PURPOSES } from '../settings/purposes.ts';
import { isRelevant } from '../settings/relevance.ts';
import { fuzzyScore } from './fuzzy.ts';
import type { Platen } from './platen.ts';
import { attachedRoles } from './state/document-list.ts';

/** Something the palette can do. */
export interface PaletteItem {
  readonly title: string;
  /** What it is about, beside the title. */
  readonly detail: string;
  readonly icon: string;
  readonly run: () => unknown;
}

interface Surroundings {
  readonly platen: Platen;
  /** Shows a view, `print` or `jobs/history` for example. */
  readonly go: (place: string) => void;
  /** Brings a setting into sight. */
  readonly show: (key: SettingKey) => void;
}

const VIEWS = [
  ['print', 'Print'],
  ['scan', 'Scan'],
  ['jobs', 'Jobs'],
  ['jobs/history', 'History'],
  ['jobs/accounting', 'Accounting'],
  ['jobs/rules', 'Rules'],
  ['machine', 'Machine'],
] as const;

const MOST_FOUND = 60;
/** A choice comes after the setting itself where both fit. */
const BEHIND = 0.5;

/** Everything that can be done now: actions, presets, settings and their choices. */
export function paletteItems({ platen, go, show }: Surroundings): PaletteItem[] {
  return [...actions(platen, go), ...presets(platen), ...settings(platen, show)];
}

/** Those that fit, the best first; without a search all of them, as they come. */
export function findItems(items: readonly PaletteItem[], search: string): PaletteItem[] {
  if (search.trim() === '') return items.slice(0, MOST_FOUND);
  return items
    .map((item) => ({ item, score: scoreOf(item, search) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => a.score! - b.score!)
    .slice(0, MOST_FOUND)
    .map(({ item }) => item);
}

function scoreOf({ title, icon }: PaletteItem, search: string): number | null {
  const score = fuzzyScore(search, title);
  return score === null || icon !== 'circle' ? score : score + BEHIND;
}

function actions({ print, machine, preferences }: Platen, go: Surroundings['go']): PaletteItem[] {
  const { obstacle, gap, submitting } = print;
  const item = (title: string, icon: string, run: () => unknown, detail = ''): PaletteItem => ({
    title,
    detail,
    icon,
    run,
  });
  // Whatever goes wrong is said in the print view.
  const printHere = (options: SubmitOptions) => {
    go('print');
    void print.tryPrint(options);
  };
  const views = VIEWS.map(([place, title]) => item(`Go to ${title}`, 'route', () => go(place)));
  return [
    ...(obstacle === null && !submitting ? [item('Print', 'printer', () => printHere({}))] : []),
    ...(gap === null ? [item('Hold this job', 'pause', () => printHere({ hold: true }))] : []),
    ...(print.canUndo ? [item('Undo', 'undo', () => print.undo(), 'the last change of settings')] : []),
    ...(print.canRedo ? [item('Redo', 'redo', () => print.redo(), 'the change taken back')] : []),
    item('All settings back to default', 'rotate', () => print.set(defaultSettings(print.region))),
    ...views,
    ...(machine.snapshot.machine.simulated ? [item('Go to Output tray', 'route', () => go('tray'))] : []),
    ...(['light', 'dark', 'auto'] as const).map((theme) =>
      item(`Theme: ${theme}`, 'sun-moon', () => preferences.update({ theme })),
    ),
  ];
}

function presets({ presets: store, print }: Platen): PaletteItem[] {
  const own = store.all.map((preset) => ({
    title: `Preset: ${preset.name}`,
    detail: '',
    icon: 'bookmark',
    run: () => print.set(withPreset(print.settings, preset)),
  }));
  const purposes = Object.values(PURPOSES).map(({ title, help, settings: purpose }) => ({
    title: `Purpose: ${title}`,
    detail: help,
    icon: 'bookmark',
    run: () => print.set(purpose),
  }));
  return [...own, ...purposes];
}

function settings({ print, documents }: Platen, show: Surroundings['show']): PaletteItem[] {
  const surroundings = { attached: attachedRoles(documents) };
  return SETTING_GROUPS.flatMap(({ title: group, common, more }) =>
    [...common, ...more]
      .filter((key) => isRelevant(key, print.settings, surroundings))
      .flatMap((key): PaletteItem[] => {
        const { title } = SETTING_DESCRIPTIONS[key];
        const now = valueInWords(key, print.settings[key]);
        const itself = { title, detail: `${group} · ${now}`, icon: 'sliders', run: () => show(key) };
        return [
          itself,
          ...choicesOf(key, print.settings).map((value): PaletteItem => ({
            title: `${title}: ${valueInWords(key, value)}`,
            detail: group,
            icon: 'circle',
            run: () => print.set({ [key]: value }),
          })),
        ];
      }),
  );
}

/** What a setting can be changed to in one step. */
function choicesOf(key: SettingKey, present: PrintSettings): PrintSettings[SettingKey][] {
  const description: SettingDescription = SETTING_DESCRIPTIONS[key];
  if (description.kind === 'toggle') return [!present[key]];
  if (description.kind !== 'choice') return [];
  return description.choices
    .map(({ value }) => value as PrintSettings[SettingKey])
    .filter((value) => value !== present[key]);
}
