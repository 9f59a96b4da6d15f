import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import { differingKeys } from './difference.ts';
import { parseSetting, printSetting } from './parse.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from './print-settings.ts';

/** What a link or an address says about settings. */
export interface LinkedSettings {
  /** Those that could be read, each valid by itself. */
  readonly settings: Partial<PrintSettings>;
  /** What could not be read: `settings.unknown-key`, `settings.unknown-value`, `settings.link-damaged`. */
  readonly problems: readonly ErrorRecord[];
}

const MARK = '#set=';
/** More than all settings with all their texts take, and no more than browsers and mail programs let through. */
const LONGEST_LINK = 32_000;

/**
 * The part of an address behind `#` that holds settings: `#set=paper:Letter,copies:2`. Only what differs from
 * the defaults is in it; names and values are percent-encoded.
 */
export function settingsFragment(settings: PrintSettings): string {
  const pairs = differingKeys(settings, DEFAULT_SETTINGS).map(
    (key) => `${key}:${encodeURIComponent(printSetting(settings[key]))}`,
  );
  return `${MARK}${pairs.join(',')}`;
}

/** The settings of a link; null when the fragment is none. Never throws, whatever it is given. */
export function settingsOfFragment(fragment: string): LinkedSettings | null {
  if (!fragment.startsWith(MARK)) return null;
  const text = fragment.slice(MARK.length);
  if (text.length > LONGEST_LINK) return { settings: {}, problems: [toRecord(damaged('it is too long'))] };
  const pairs = text.split(',').filter((pair) => pair !== '');
  return gather(pairs, (pair) => {
    const at = pair.indexOf(':');
    if (at < 1) throw damaged(`“${pair.slice(0, 40)}” has no value`);
    return parseSetting(decode(pair.slice(0, at)), decode(pair.slice(at + 1)));
  });
}

/** The settings of an address's parameters, `?paper=A4&duplex=long`. Never throws. */
export function settingsOfQuery(query: string): LinkedSettings {
  if (query.length > LONGEST_LINK) return { settings: {}, problems: [toRecord(damaged('it is too long'))] };
  return gather([...new URLSearchParams(query)], ([key, text]) => parseSetting(key, text));
}

function gather<Part>(parts: readonly Part[], read: (part: Part) => Partial<PrintSettings>): LinkedSettings {
  const settings: Partial<PrintSettings> = {};
  const problems: ErrorRecord[] = [];
  for (const part of parts) {
    try {
      Object.assign(settings, read(part));
    } catch (thrown) {
      problems.push(toRecord(asPlatenError(thrown)));
    }
  }
  return { settings, problems };
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw damaged(`“${encoded.slice(0, 40)}” is not well encoded`);
  }
}

function damaged(detail: string): PlatenError {
  return new PlatenError('settings.link-damaged', { detail });
}
