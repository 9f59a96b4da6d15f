import {
  conflicts,
  nearestAllowed,
  type ChoiceKey,
  type Conflict,
  type MachineChoices,
} from '../machine/constraints.ts';
import type { Region } from '../machine/regions.ts';
import { machineChoices } from './machine-choices.ts';
import type { PrintSettings, SettingKey } from './print-settings.ts';

/** Settings that do not go together. */
export interface SettingConflict {
  readonly settings: readonly SettingKey[];
  /** Plain words for the person who chose them. */
  readonly reason: string;
}

/** One way out of a conflict: another value for one setting. */
export interface SettingChange {
  readonly key: SettingKey;
  readonly value: PrintSettings[SettingKey];
}

/** Sheets that the machine is told about by themselves, and which settings say what they are. */
interface Ticket {
  readonly choices: MachineChoices;
  readonly keys: Readonly<Record<ChoiceKey, SettingKey>>;
}

/** Every pair of settings that does not go together. Empty: the job can be printed as it is. */
export function settingConflicts(settings: PrintSettings, region: Region): SettingConflict[] {
  const found = new Map<string, SettingConflict>();
  for (const { choices, keys } of ticketsOf(settings)) {
    for (const conflict of conflicts(choices, region)) {
      const asSettings = { reason: conflict.reason, settings: conflict.settings.map((key) => keys[key]) };
      found.set(asSettings.settings.join(), asSettings);
    }
  }
  return [...found.values()];
}

/**
 * The smallest ways out of a conflict, each one changed setting after which this conflict is gone; those that lead to
 * no other conflict come first. For the person to choose from; nothing is changed here.
 */
export function waysOut(conflict: SettingConflict, settings: PrintSettings, region: Region): SettingChange[] {
  const turns = conflict.settings.includes('duplex') || conflict.settings.includes('arrangement');
  const byHand: SettingChange[] = turns ? [{ key: 'turnedBy', value: 'hand' }] : [];
  return [...byHand, ...nearest(conflict, settings, region)]
    .map((change) => ({
      change,
      left: settingConflicts({ ...settings, [change.key]: change.value }, region),
    }))
    .filter(({ left }) => left.every(({ settings: pair }) => pair.join() !== conflict.settings.join()))
    .sort((a, b) => a.left.length - b.left.length)
    .map(({ change }) => change);
}

/** What the machine's rules suggest, in the settings' own terms. */
function nearest(
  { settings: pair, reason }: SettingConflict,
  settings: PrintSettings,
  region: Region,
): SettingChange[] {
  for (const { choices, keys } of ticketsOf(settings)) {
    const conflict = conflicts(choices, region).find(
      (known: Conflict) => known.reason === reason && known.settings.every((key) => pair.includes(keys[key])),
    );
    if (!conflict) continue;
    return nearestAllowed(conflict, choices, region).map(({ key, value }) =>
      keys[key] === 'arrangement' ? { key: 'arrangement', value: 'single' } : { key: keys[key], value },
    );
  }
  return [];
}

function ticketsOf(settings: PrintSettings): Ticket[] {
  const { arrangement, frontCover, backCover, separators, interleave, banner } = settings;
  const main = machineChoices(settings);
  const mainKeys: Ticket['keys'] = {
    paper: 'paper',
    media: 'media',
    source: 'source',
    // A booklet takes both sides, whatever `duplex` says.
    duplex: arrangement === 'booklet' ? 'arrangement' : 'duplex',
    bindingEdge: 'bindingEdge',
  };
  const tickets: Ticket[] = [{ choices: main, keys: mainKeys }];
  const hasCover = frontCover !== 'none' || backCover !== 'none';
  const hasExtras = separators !== 'none' || interleave || banner;
  if (hasCover) {
    const twoSided = frontCover === 'document' || backCover === 'document';
    tickets.push(ticket('coverMedia', 'coverSource', twoSided ? main.duplex : 'off'));
  }
  if (hasExtras) tickets.push(ticket('separatorMedia', 'separatorSource', 'off'));
  return tickets;

  function ticket(
    mediaKey: 'coverMedia' | 'separatorMedia',
    sourceKey: 'coverSource' | 'separatorSource',
    duplex: MachineChoices['duplex'],
  ): Ticket {
    const media = settings[mediaKey];
    const source = settings[sourceKey];
    return {
      choices: {
        paper: main.paper,
        media: media === 'same' ? main.media : media,
        source: source === 'same' ? main.source : source,
        duplex,
      },
      keys: {
        ...mainKeys,
        media: media === 'same' ? 'media' : mediaKey,
        source: source === 'same' ? 'source' : sourceKey,
      },
    };
  }
}
