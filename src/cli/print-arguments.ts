import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AttachmentRole } from '../layout/plan-input.ts';
import { SETTING_DESCRIPTIONS } from '../settings/describe.ts';
import { knownValues, parseSetting } from '../settings/parse.ts';
import { parsePresetFile, withPreset } from '../settings/presets.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../settings/print-settings.ts';

export class UsageError extends Error {}

/** One job and where its bytes and pictures go. */
export interface Task {
  readonly files: readonly string[];
  readonly out: string;
}

/** Paths of files that are not printed for themselves. */
export type Attachments = Readonly<Partial<Record<AttachmentRole, string>>>;

export interface PrintArguments {
  readonly tasks: readonly Task[];
  readonly settings: PrintSettings;
  readonly attachments: Attachments;
  /** What in the preset was not known. */
  readonly unknown: readonly string[];
}

const FILE_OPTIONS = {
  letterhead: 'letterhead',
  stamp: 'stamp',
  'front-cover': 'frontCover',
  'back-cover': 'backCover',
} as const satisfies Readonly<Record<string, AttachmentRole>>;

/**
 * Reads the command line; null where only help was asked for. Throws UsageError, and PlatenError `settings.*` for
 * settings and presets that cannot be.
 */
export function readPrintArguments(args: readonly string[]): PrintArguments | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      each: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
      preset: { type: 'string' },
      letterhead: { type: 'string' },
      stamp: { type: 'string' },
      'front-cover': { type: 'string' },
      'back-cover': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const { out, preset } = values;
  // `--set a=1 b=2` leaves `b=2` among the files.
  const isPair = (text: string) => /^\w+=/.test(text) && !isFile(text);
  const files = positionals.filter((text) => !isPair(text));
  if (files.length === 0 || out === undefined) throw new UsageError(printUsage());
  files.forEach(requireFile);
  const attachments: Partial<Record<AttachmentRole, string>> = {};
  for (const [option, role] of Object.entries(FILE_OPTIONS)) {
    const path = values[option as keyof typeof FILE_OPTIONS];
    if (path !== undefined) attachments[role] = requireFile(path);
  }
  const imported = preset === undefined ? null : parsePresetFile(readFileSync(requireFile(preset), 'utf8'));
  const base = imported ? withPreset(DEFAULT_SETTINGS, imported.preset) : DEFAULT_SETTINGS;
  const chosen = [...values.set, ...positionals.filter(isPair)].map(parsePair);
  const covers: Partial<PrintSettings> = {
    ...(attachments.frontCover ? { frontCover: 'document' } : {}),
    ...(attachments.backCover ? { backCover: 'document' } : {}),
  };
  const settings = Object.assign({ ...base, ...covers }, ...chosen) as PrintSettings;
  const tasks = values.each
    ? files.map((file, index) => ({ files: [file], out: join(out, folderName(file, index, files)) }))
    : [{ files, out }];
  return { tasks, settings, attachments, unknown: imported?.unknown ?? [] };
}

export function printUsage(): string {
  const keys = Object.entries(SETTING_DESCRIPTIONS).map(
    ([key, description]) => `  ${key.padEnd(18)} ${knownValues(description)}`,
  );
  return [
    'npm run print -- FILE... --out DIR [--each] [--set key=value]...',
    '',
    '  --out DIR          where job.prn and one PBM a side are written',
    '  --each             a job and a folder for every file; goes on after one that is refused',
    '  --letterhead FILE  drawn with every page',
    '  --stamp FILE       a picture in the place of the watermark',
    '  --front-cover FILE, --back-cover FILE',
    '  --preset FILE      settings from a file that Platen wrote; --set goes on from there',
    '  --set              a setting of the job:',
    ...keys,
  ].join('\n');
}

function parsePair(pair: string): Partial<PrintSettings> {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(`--set takes key=value, not "${pair}"`);
  return parseSetting(pair.slice(0, at), pair.slice(at + 1));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function requireFile(path: string): string {
  if (!isFile(path)) throw new UsageError(`${path}: no such file`);
  return path;
}

/** The file's own name, with its place in front where several files share it. */
function folderName(file: string, index: number, all: readonly string[]): string {
  const name = basename(file);
  const isUnique = all.filter((other) => basename(other) === name).length === 1;
  return isUnique ? name : `${index + 1}-${name}`;
}
