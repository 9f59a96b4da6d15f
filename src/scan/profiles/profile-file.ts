import * as v from 'valibot';
import { PlatenError } from '../../errors/platen-error.ts';
import type { ScanDestination } from './destination.ts';
import { ORDINARY_PROFILE, PROFILE_PARTS, type ScanProfile } from './profile.ts';

const LARGEST_FILE = 64_000;
const FORMAT = 'platen-scan-profile';
const VERSION = 1;

type Part = keyof typeof PROFILE_PARTS;

/** A profile as the text of a `.json` file: without its key, and without the folder of this computer. */
export function profileFile(profile: ScanProfile): string {
  const parts = Object.fromEntries(
    Object.entries(elsewhere(profile)).filter(([part]) => Object.hasOwn(PROFILE_PARTS, part)),
  );
  return `${JSON.stringify({ format: FORMAT, version: VERSION, profile: parts }, null, 2)}\n`;
}

/** A profile from a file, which anybody may have made. */
export interface ImportedProfile {
  /** What the file leaves out is as in `ORDINARY_PROFILE`. */
  readonly profile: Omit<ScanProfile, 'id'>;
  /** Parts in the file that this Platen does not know; left out. */
  readonly unknown: readonly string[];
}

/** Throws PlatenError `scan.profile-refused` with the reason. */
export function parseProfileFile(text: string): ImportedProfile {
  if (text.length > LARGEST_FILE) throw refused('it is too large to be a profile');
  const file = readJson(text);
  if (!isRecord(file) || file.format !== FORMAT) throw refused('it is not a scan profile of Platen');
  const { version, profile: parts } = file;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw refused('it does not say which version it is');
  if (version > VERSION) throw refused('it was written by a later Platen');
  if (!isRecord(parts) || !Object.hasOwn(parts, 'name')) throw refused('the profile has no name');
  const unknown: string[] = [];
  const known: Record<string, unknown> = {};
  for (const [part, value] of Object.entries(parts)) {
    if (Object.hasOwn(PROFILE_PARTS, part)) known[part] = readPart(part as Part, value);
    else unknown.push(part.slice(0, 100));
  }
  return { profile: elsewhere({ ...ORDINARY_PROFILE, ...known } as Omit<ScanProfile, 'id'>), unknown };
}

/** The keys are those of one machine, and a folder's id means something only where it was remembered. */
function elsewhere<Profile extends Omit<ScanProfile, 'id'>>(profile: Profile): Profile {
  const { destination } = profile;
  const anyFolder: ScanDestination = { kind: 'folder', folderId: null };
  return { ...profile, key: 'none', destination: destination.kind === 'folder' ? anyFolder : destination };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('it is not JSON');
  }
}

function readPart(part: Part, value: unknown): unknown {
  const parsed = v.safeParse<v.GenericSchema<unknown>>(PROFILE_PARTS[part], value);
  if (parsed.success) return parsed.output;
  const shown = String(JSON.stringify(value)).slice(0, 60);
  throw refused(`“${part}” cannot be ${shown}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(reason: string): PlatenError {
  return new PlatenError('scan.profile-refused', { reason });
}
