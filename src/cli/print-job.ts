import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import { PlatenError, fromRecord } from '../errors/platen-error.ts';
import type { AttachmentRole } from '../layout/plan-input.ts';
import type { SourceName } from '../machine/options.ts';
import type { PaperName } from '../machine/paper.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import type { Attachments } from './print-arguments.ts';

export interface PrintOutcome {
  readonly sides: number;
  readonly bytes: number;
  /** From Print to the last byte accepted. */
  readonly milliseconds: number;
  readonly firstByteMs: number | null;
}

/** What one command prints. */
interface CommandedJob {
  readonly files: readonly string[];
  readonly attachments: Attachments;
  readonly settings: PrintSettings;
}

/** What is fetched from the simulated machine in one go. */
const SLICE_BYTES = 4 << 20;
/** The machine keeps what it received until it is fetched: often enough, and it stays small. */
const FETCH_EVERY_MS = 200;

/**
 * Prints files as one job, the way a person would: the file chooser, the settings, Print.
 * Writes what the machine received to `prnPath`. Throws PlatenError with the app's own reason when refused.
 */
export async function printJob(
  page: Page,
  { files, attachments, settings }: CommandedJob,
  prnPath: string,
): Promise<PrintOutcome> {
  await page.evaluate(async () => {
    const { simulator } = window.platen;
    window.platen.removeFiles();
    await simulator.emptyTray();
    await simulator.setSpeed('instant');
    await simulator.capture(true);
  });
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files]);
  const documents = await page.evaluate((count) => window.platen.settled(count), files.length);
  for (const { error } of documents) {
    if (error) throw fromRecord(error);
  }
  for (const [role, path] of Object.entries(attachments)) await attach(page, role as AttachmentRole, path);
  await page.evaluate((chosen) => window.platen.replaceSettings(chosen), settings);
  const id = await submit(page);
  const out = new CapturedBytes(page, prnPath);
  try {
    for (;;) {
      await loadPaper(page, settings);
      const job = await page.evaluate((jobId) => window.platen.job(jobId), id);
      await out.fetch();
      // Not listed yet, or under way.
      if (job === null || job.endedAt === null) {
        await page.waitForTimeout(FETCH_EVERY_MS);
        continue;
      }
      await page.evaluate((jobId) => window.platen.forget(jobId), id);
      if (job.error) throw fromRecord(job.error);
      if (job.state !== 'sent') throw new PlatenError('job.cancelled');
      const milliseconds = Math.max(1, job.endedAt - job.createdAt);
      return { sides: job.sides, bytes: out.bytes, milliseconds, firstByteMs: job.firstByteMs };
    }
  } finally {
    out.close();
  }
}

/** Throws the app's own words for a file that is refused. */
async function attach(page: Page, role: AttachmentRole, path: string): Promise<void> {
  await page.evaluate(
    ([as, name, base64]) => window.platen.attach(as, new File([Uint8Array.fromBase64(base64)], name)),
    [role, basename(path), readFileSync(path).toString('base64')] as const,
  );
}

/** Presses Print. Throws the app's own words where a person would see why nothing happens. */
async function submit(page: Page): Promise<string> {
  const outcome = await page.evaluate(() =>
    window.platen.print().then(
      (id) => ({ id }),
      (error: Error) => ({ refusal: error.message }),
    ),
  );
  if ('refusal' in outcome) throw new Error(outcome.refusal);
  return outcome.id;
}

const DRAWER_PAPERS: readonly PaperName[] = ['A4', 'Letter', 'Legal'];
const FULL_TRAY = 500;

/** Fills the tray that the job prints from: nobody stands at the simulated machine to do it. */
async function loadPaper(page: Page, { paper, source }: PrintSettings): Promise<void> {
  const anyTray: SourceName = DRAWER_PAPERS.includes(paper) ? 'Cas1' : 'Manual';
  const tray = source === 'Auto' ? anyTray : source;
  await page.evaluate(([into, size, sheets]) => window.platen.simulator.loadPaper(into, size, sheets), [
    tray,
    paper,
    FULL_TRAY,
  ] as const);
}

/** What the simulated machine received, moved from the browser to a file. */
class CapturedBytes {
  readonly #page: Page;
  readonly #file: number;
  bytes = 0;

  constructor(page: Page, path: string) {
    this.#page = page;
    this.#file = openSync(path, 'w');
  }

  async fetch(): Promise<void> {
    for (;;) {
      const slice = await this.#page.evaluate(
        async (max) => (await window.platen.simulator.takeCaptured(max)).toBase64(),
        SLICE_BYTES,
      );
      if (slice === '') return;
      this.bytes += writeSync(this.#file, Buffer.from(slice, 'base64'));
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
