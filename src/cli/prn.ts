/**
 * `npm run prn`: print streams from bitmaps and bitmaps from print streams, with the app's own code.
 * Exit status: 0 done, 1 malformed or unfit data, 2 wrong usage or a file that cannot be read.
 */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { explain } from '../errors/catalogue.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { encodeJob } from '../languages/ufr2lt/encode-job.ts';
import { decodeToFiles } from './decode-to-files.ts';
import { PageError, pbmPages } from './pbm-pages.ts';
import { USAGE, UsageError, readArguments, type PrnCommand } from './prn-arguments.ts';

type Encode = Extract<PrnCommand, { verb: 'encode' }>;

async function encode({ job, files }: Encode): Promise<void> {
  if (process.stdout.isTTY) throw new UsageError('a print job is not for the screen: add > job.prn');
  // A bad page at the end must not leave half a job: look at all of them before the first byte goes out.
  const all = pbmPages(files, job.paper);
  while (all.next().done !== true);
  const stream = Readable.from(encodeJob(job, pbmPages(files, job.paper)));
  await pipeline(stream, process.stdout, { end: false });
}

async function run(args: readonly string[]): Promise<void> {
  const command = readArguments(args);
  if (command.verb === 'help') {
    console.log(USAGE);
  } else if (command.verb === 'encode') {
    await encode(command);
  } else {
    const sides = decodeToFiles(readFileSync(command.file), command.out);
    console.error(`${command.file}: ${sides} ${sides === 1 ? 'side' : 'sides'} → ${command.out}`);
  }
}

/** The sentence for standard error, and the exit status. */
function describe(error: unknown): readonly [string, number] {
  if (error instanceof UsageError) return [`${error.message}\n\n${USAGE}`, 2];
  if (error instanceof PageError) return [error.message, 1];
  if (error instanceof PlatenError) {
    if (error.code === 'language.malformed') {
      return [`malformed at offset ${error.params['offset']}: ${error.params['reason']}`, 1];
    }
    const { what, why } = explain(error);
    return [`${what} ${why}`, error.code === 'language.attribute' ? 2 : 1];
  }
  return [error instanceof Error ? error.message : String(error), 2];
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const [message, status] = describe(error);
  console.error(`prn: ${message}`);
  process.exitCode = status;
}
