/**
 * `npm run print -- FILE... --out DIR [--each] [--set key=value...]`
 *
 * Prints without hands: the built app in headless Chromium prints to the simulated machine. Writes `job.prn`, the
 * very bytes that went over the cable, and one PBM a side, decoded from them.
 * Exit status: 0 printed, 1 refused or failed, 2 wrong usage.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../errors/catalogue.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { SETTING_DESCRIPTIONS } from '../settings/describe.ts';
import { knownValues, parseSetting } from '../settings/parse.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../settings/print-settings.ts';
import { openApp } from './app-session.ts';
import { decodeToFiles } from './decode-to-files.ts';
import { printJob, type PrintOutcome } from './print-job.ts';

class UsageError extends Error {}

interface Task {
  readonly files: readonly string[];
  readonly out: string;
}

function readArguments(): { tasks: Task[]; settings: PrintSettings } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      each: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage());
    process.exit(0);
  }
  const { out } = values;
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  // `--set a=1 b=2` leaves `b=2` among the files.
  const isPair = (text: string) => /^\w+=/.test(text) && !isFile(text);
  const files = positionals.filter((text) => !isPair(text));
  if (files.length === 0 || out === undefined) throw new UsageError(usage());
  for (const file of files) {
    if (!isFile(file)) throw new UsageError(`${file}: no such file`);
  }
  const chosen = [...values.set, ...positionals.filter(isPair)].map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--set takes key=value, not "${pair}"`);
    return parseSetting(pair.slice(0, at), pair.slice(at + 1));
  });
  const settings: PrintSettings = Object.assign({ ...DEFAULT_SETTINGS }, ...chosen);
  const tasks = values.each
    ? files.map((file, index) => ({ files: [file], out: join(out, folderName(file, index, files)) }))
    : [{ files, out }];
  return { tasks, settings };
}

/** The file's own name, with its place in front where several files share it. */
function folderName(file: string, index: number, all: readonly string[]): string {
  const name = basename(file);
  const isUnique = all.filter((other) => basename(other) === name).length === 1;
  return isUnique ? name : `${index + 1}-${name}`;
}

function usage(): string {
  const keys = Object.entries(SETTING_DESCRIPTIONS).map(
    ([key, description]) => `  ${key.padEnd(16)} ${knownValues(description)}`,
  );
  return [
    'npm run print -- FILE... --out DIR [--each] [--set key=value]...',
    '',
    '  --out DIR    where job.prn and one PBM a side are written',
    '  --each       a job and a folder for every file; goes on after one that is refused',
    '  --set        a setting of the job:',
    ...keys,
  ].join('\n');
}

function describe(thrown: unknown): string {
  if (thrown instanceof PlatenError) {
    const { what, why, next } = explain(thrown);
    return `${what} ${why} ${next}`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function report(task: Task, outcome: PrintOutcome, sides: number): void {
  const name = task.files.map((file) => basename(file)).join(', ');
  const rate = (outcome.sides / (outcome.milliseconds / 1000)).toFixed(2);
  console.log(
    `${name}: ${sides} sides, ${outcome.bytes} bytes, ${rate} pages per second, ` +
      `first byte after ${outcome.firstByteMs ?? '?'} ms → ${task.out}`,
  );
}

async function main(): Promise<number> {
  const { tasks, settings } = readArguments();
  const session = await openApp();
  let refused = 0;
  try {
    for (const task of tasks) {
      mkdirSync(task.out, { recursive: true });
      const prn = join(task.out, 'job.prn');
      try {
        const outcome = await printJob(session.page, task.files, settings, prn);
        report(task, outcome, decodeToFiles(readFileSync(prn), task.out));
      } catch (thrown) {
        refused += 1;
        console.error(`${task.files.join(', ')}: ${describe(thrown)}`);
        if (tasks.length > 1) writeFileSync(join(task.out, 'refused.txt'), `${describe(thrown)}\n`);
      }
    }
  } finally {
    await session.close();
  }
  if (tasks.length > 1) console.log(`${tasks.length - refused} printed, ${refused} refused`);
  return refused > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (thrown) {
  console.error(describe(thrown));
  const isUsage =
    thrown instanceof UsageError ||
    (thrown instanceof PlatenError && thrown.code.startsWith('settings.')) ||
    (thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS'));
  process.exitCode = isUsage ? 2 : 1;
}
