/**
 * `npm run print -- FILE... --out DIR [--each] [--preset FILE] [--letterhead FILE] [--set key=value...]`
 *
 * Prints without hands: the built app in headless Chromium prints to the simulated machine. Writes `job.prn`, the
 * very bytes that went over the cable, and one PBM a side, decoded from them.
 * Exit status: 0 printed, 1 refused or failed, 2 wrong usage.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { explain } from '../errors/catalogue.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { openApp } from './app-session.ts';
import { decodeToFiles } from './decode-to-files.ts';
import { printUsage, readPrintArguments, UsageError, type Task } from './print-arguments.ts';
import { printJob, type PrintOutcome } from './print-job.ts';

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
  const asked = readPrintArguments(process.argv.slice(2));
  if (!asked) {
    console.log(printUsage());
    return 0;
  }
  const { tasks, settings, attachments, unknown } = asked;
  if (unknown.length > 0) console.error(`Not known in the preset, and left out: ${unknown.join(', ')}`);
  const session = await openApp();
  let refused = 0;
  try {
    for (const task of tasks) {
      mkdirSync(task.out, { recursive: true });
      const prn = join(task.out, 'job.prn');
      try {
        const outcome = await printJob(session.page, { files: task.files, attachments, settings }, prn);
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
