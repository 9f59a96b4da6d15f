import type { BrowserContext, Page } from '@playwright/test';
import type {} from '../../src/app/automation-api.ts';
import type { QueuedJobView, QueuePolicy } from '../../src/jobs/queue-api.ts';
import type { SharedSpoolerApi } from '../../src/jobs/shared-spooler-api.ts';
import { numberedPdf } from './numbered-pdf.ts';

/** How the window that prints goes. `crash`: its process; `close` and `crash` leave a second window, or none. */
export const ENDS = [
  'reload',
  'close',
  'crash',
  'close with a second window',
  'crash with a second window',
] as const;
export type End = (typeof ENDS)[number];

export interface SurvivalPlan {
  readonly policy: 'ask' | 'resume';
  /** One after another; the job may be over before the last. */
  readonly ends: readonly End[];
  /** A number from 0 to 1, another each time: how much of what is left of the job is printed before the next kill. */
  readonly random: () => number;
}

export interface SurvivalResult {
  /** Kills that met the job before it was over. */
  readonly kills: number;
  /** Of those, the ones that met it while bytes were leaving. */
  readonly killsWhileSending: number;
  readonly questions: number;
  /** Sheets of the job that are in no tray, and sheets that are there more often than once. From 0. */
  readonly lost: readonly number[];
  readonly twice: readonly number[];
  /** Anything else in the tray: half a sheet, an error sheet. */
  readonly strange: number;
  /** For each kill while sending: sheets in the tray beyond those that the journal knew of. */
  readonly aheadOfJournal: readonly number[];
  /** Questions that named an interval of sheets, and the last one in the tray lies outside of it. */
  readonly wrongQuestions: number;
  /** From each kill to the first news of a leader that has read the journal, where a second window was open. */
  readonly takeoverMs: readonly number[];
  readonly state: string;
}

const SHEETS = 30;
const SIDES = 2 * SHEETS;
const TITLE = 'survival.pdf';

/** A profile with a simulated machine, on which jobs are printed and killed. */
export class Survival {
  readonly #context: BrowserContext;
  readonly #url: string;
  /** Digests of front and back of each sheet, from a run that nobody disturbed. */
  #sheets: string[] = [];
  /** Until its first byte left, and from one of its sides to the next. */
  #firstByteMs = 0;
  #sideMs = 0;
  /** The first one leads: windows wait for the lock in the order in which they came. */
  #windows: Page[] = [];

  constructor(context: BrowserContext, url: string) {
    this.#context = context;
    this.#url = url;
  }

  /** Connects the machine and prints the job once, undisturbed. */
  async prepare(): Promise<void> {
    // Functions that travel to the page are compiled with calls of this helper when tsx runs the tests.
    await this.#context.addInitScript('globalThis.__name ??= (named) => named');
    const page = await this.#open();
    await page.evaluate(async () => {
      await window.platen.connectSimulated();
      await window.platen.simulator.setSpeed('instant');
      window.platen.setSettings({ duplex: 'long', halftone: 'Threshold' });
    });
    // Preferences are written after a pause.
    await page.waitForTimeout(500);
    await this.#addDocument(page);
    const id = await page.evaluate(() => window.platen.print());
    const job = await page.evaluate((jobId) => window.platen.jobEnded(jobId), id);
    this.#firstByteMs = job.firstByteMs ?? 0;
    this.#sideMs = ((job.endedAt ?? 0) - job.createdAt - this.#firstByteMs) / SIDES;
    this.#sheets = await this.#tray(page);
    const different = new Set(this.#sheets.flatMap((sheet) => sheet.split(' '))).size;
    if (job.state !== 'sent' || different !== SIDES) {
      throw new Error(`The undisturbed job is ${job.state} with ${different} different sides.`);
    }
    await page.close();
    this.#windows = [];
  }

  async run({ policy, ends, random }: SurvivalPlan): Promise<SurvivalResult> {
    const first = await this.#open();
    await this.#setPolicy(first, policy);
    await first.evaluate(() => window.platen.simulator.emptyTray());
    if (ends[0]!.includes('second')) await this.#open();
    // The last window asks: the one that leads, or a follower.
    const asking = this.#windows.at(-1)!;
    await this.#addDocument(asking);
    const known = await this.#jobIds(first);
    const print = asking.evaluate(() => window.platen.print()).catch(() => null);

    const counts = { kills: 0, killsWhileSending: 0, questions: 0, wrongQuestions: 0 };
    const aheadOfJournal: number[] = [];
    const takeoverMs: number[] = [];
    let job: QueuedJobView | null = null;
    for (const end of ends) {
      if (end.includes('second') && this.#windows.length < 2) await this.#open();
      const sent = job?.sidesSent ?? 0;
      await this.#untilSides(sent + random() * (SIDES - sent), known);
      job = await this.#newJob(this.#windows[0]!, known);
      if (job?.endedAt) break;
      counts.kills += 1;
      if (job?.state === 'sending') counts.killsWhileSending += 1;
      takeoverMs.push(...(await this.#kill(end)));
      job = await this.#newJob(this.#windows[0]!, known);
      // The window was gone before the job was accepted, and nobody was told that it was.
      if (!job) break;
      if (job.question) {
        const { sheetsAccepted, sheetsPossible } = job.question;
        const there = new Set(await this.#tray(this.#windows[0]!)).size;
        aheadOfJournal.push(there - sheetsAccepted);
        if (there < sheetsAccepted || there > sheetsPossible) counts.wrongQuestions += 1;
      }
      counts.questions += await this.#answer(job);
      // Mostly while it sends again, now and then while it gets ready.
      if (random() < 0.75) await this.#untilSending(job.id);
    }
    const accepted = await print;
    job = await this.#newJob(this.#windows[0]!, known);
    if (job) {
      counts.questions += await this.#answer(job);
      job = await this.#untilEnded(job.id);
    } else if (accepted) {
      throw new Error('A job that was accepted is nowhere.');
    }
    const tray = await this.#tray(this.#windows[0]!);
    for (const window of this.#windows.splice(0)) await window.close();
    const wanted = job ? this.#sheets : [];
    const copies = wanted.map((sheet) => tray.filter((each) => each === sheet).length);
    return {
      ...counts,
      aheadOfJournal,
      takeoverMs,
      lost: copies.flatMap((count, sheet) => (count === 0 ? [sheet] : [])),
      twice: copies.flatMap((count, sheet) => (count > 1 ? [sheet] : [])),
      strange: tray.filter((sheet) => !wanted.includes(sheet)).length,
      state: job?.state ?? 'not accepted',
    };
  }

  async #open(): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(this.#url);
    await page.evaluate(() => window.platen.ready);
    this.#windows.push(page);
    return page;
  }

  async #addDocument(page: Page): Promise<void> {
    const base64 = Buffer.from(numberedPdf(SIDES)).toString('base64');
    await page.evaluate(
      ([text, title]) => window.platen.addFiles([new File([Uint8Array.fromBase64(text!)], title!)]),
      [base64, TITLE],
    );
  }

  /** Ends the leading window and resolves when there is one again that has read the journal. */
  async #kill(end: End): Promise<number[]> {
    const leader = this.#windows.shift()!;
    const next = this.#windows[0];
    const takeover = next && this.#takeover(next);
    if (end === 'reload') {
      await leader.reload();
      await leader.evaluate(() => window.platen.ready);
      this.#windows.push(leader);
    } else {
      if (end.startsWith('crash')) await crash(leader);
      await leader.close();
      if (!next) await this.#open();
    }
    return takeover ? [await takeover] : [];
  }

  /** Milliseconds until a window has heard from a leader other than the one that is about to go. */
  #takeover(page: Page): Promise<number> {
    const from = Date.now();
    return page
      .evaluate(
        () =>
          new Promise<number>((resolve) => {
            const { machine } = (document.querySelector('platen-app') as unknown as AppElement).platen;
            const look = () => {
              if (machine.snapshot.machine.status !== 'none') return;
              machine.removeEventListener('change', look);
              resolve(Date.now());
            };
            machine.addEventListener('change', look);
          }),
      )
      .then((at) => at - from);
  }

  async #setPolicy(page: Page, interrupted: QueuePolicy['interrupted']): Promise<void> {
    await page.evaluate(
      (chosen) =>
        (document.querySelector('platen-app') as unknown as AppElement).platen.machine.spooler.setPolicy({
          interrupted: chosen,
          keepDays: null,
          staleMinutes: null,
          keepMegabytes: null,
        }),
      interrupted,
    );
  }

  #jobs(page: Page): Promise<readonly QueuedJobView[]> {
    return page.evaluate(() => {
      const app = document.querySelector('platen-app') as unknown as AppElement;
      return app.platen.machine.snapshot.jobs;
    });
  }

  async #jobIds(page: Page): Promise<ReadonlySet<string>> {
    return new Set((await this.#jobs(page)).map(({ id }) => id));
  }

  async #newJob(page: Page, known: ReadonlySet<string>): Promise<QueuedJobView | null> {
    const found = (await this.#jobs(page)).filter(({ id }) => !known.has(id));
    if (found.length > 1) throw new Error(`One job was submitted; there are ${found.length}.`);
    return found[0] ?? null;
  }

  /** Answers as a person does who looks into the tray; resolves to the number of questions. */
  async #answer(job: QueuedJobView): Promise<number> {
    if (!job.question) return 0;
    const page = this.#windows[0]!;
    const tray = await this.#tray(page);
    const firstMissing = this.#sheets.findIndex((sheet) => !tray.includes(sheet));
    const lastGoodSheet = firstMissing < 0 ? SHEETS : firstMissing;
    await page.evaluate(
      ([id, good]) =>
        (document.querySelector('platen-app') as unknown as AppElement).platen.machine.spooler.answer(id, {
          kind: 'resume',
          lastGoodSheet: good,
        }),
      [job.id, lastGoodSheet] as const,
    );
    return 1;
  }

  /**
   * Waits until the job has sent so many sides and a part of the next. Progress and not time tells the moment, so that
   * it is the same one on any computer. Before the first side it may also be that the job is not yet accepted.
   */
  async #untilSides(sides: number, known: ReadonlySet<string>): Promise<void> {
    const whole = Math.floor(sides);
    if (whole > 0) {
      await this.#until(
        ({ id, sidesSent, endedAt }) => !known.has(id) && (sidesSent >= whole || endedAt !== null),
      );
    }
    const nextMs = whole > 0 ? this.#sideMs : this.#firstByteMs;
    await new Promise((resolve) => setTimeout(resolve, (sides - whole) * nextMs));
  }

  async #untilSending(id: string): Promise<void> {
    await this.#until((job) => job.id === id && (job.state === 'sending' || job.endedAt !== null));
  }

  #untilEnded(id: string): Promise<QueuedJobView> {
    return this.#until((job) => job.id === id && job.endedAt !== null);
  }

  async #until(isIt: (job: QueuedJobView) => boolean): Promise<QueuedJobView> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const jobs = await this.#jobs(this.#windows[0]!);
      const job = jobs.find(isIt);
      if (job) return job;
      // The simulated machine prints at once: whoever looks into the tray sees that nothing more comes.
      if (jobs.some(({ error }) => error?.code === 'usb.finishing')) await this.#stopWaiting();
      if (Date.now() > deadline) throw new Error(`The jobs are stuck: ${JSON.stringify(jobs)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #stopWaiting(): Promise<void> {
    await this.#windows[0]!.evaluate(() =>
      (document.querySelector('platen-app') as unknown as AppElement).platen.machine.spooler.stopWaiting(),
    );
  }

  /** The sheets in the tray, oldest first: digests of what arrived for front and back. */
  #tray(page: Page): Promise<string[]> {
    return page.evaluate(async () => {
      // Waits for what is on its way into storage.
      await window.platen.simulator.tray();
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('platen');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
      const read = (run: (transaction: IDBTransaction) => IDBRequest): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const request = run(db.transaction(['traySheets', 'traySides']));
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error!);
        });
      const digest = async (key: number | null) => {
        if (key === null) return 'none';
        const bytes = (await read((t) => t.objectStore('traySides').get(key))) as Uint8Array<ArrayBuffer>;
        return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex().slice(0, 16);
      };
      const sheets = (await read((t) => t.objectStore('traySheets').getAll())) as {
        readonly frontKey: number;
        readonly backKey: number | null;
        readonly toCome?: number;
      }[];
      const digests: string[] = [];
      for (const { frontKey, backKey, toCome } of sheets) {
        if (toCome === undefined) digests.push(`${await digest(frontKey)} ${await digest(backKey)}`);
      }
      db.close();
      return digests;
    });
  }
}

/** The app's own element, as far as it is needed here. */
interface AppElement {
  readonly platen: {
    readonly machine: EventTarget & {
      readonly spooler: SharedSpoolerApi;
      readonly snapshot: {
        readonly jobs: readonly QueuedJobView[];
        readonly machine: { readonly status: string };
      };
    };
  };
}

async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = new Promise<void>((resolve) => page.once('crash', () => resolve()));
  // Never answered: there is nobody left to.
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
}
