import { chromium, type Browser } from '@playwright/test';
import { preview } from 'vite';
import { chromiumFlags, ensureChromium } from '../../src/cli/chromium.ts';
import { ENDS, Survival, type SurvivalResult } from '../support/survival.ts';

/** Up to so many kills a job: the job is killed again while what was left of it is printed. */
const KILLS_A_JOB = 4;
/** Jobs at a time: much of each is waiting. */
const LANES = 3;

export interface SurvivalFigures {
  readonly policy: 'ask' | 'resume';
  readonly jobs: number;
  readonly kills: number;
  readonly killsWhileSending: number;
  readonly questions: number;
  /** Those that claimed something untrue. */
  readonly wrongQuestions: number;
  /** Jobs that were killed before they were accepted; whoever asked for them was not told that they were. */
  readonly notAccepted: number;
  readonly sheetsLost: number;
  readonly sheetsTwice: number;
  readonly strangeSheets: number;
  /** Questions by the number of sheets that had come out beyond those the journal knew of. */
  readonly sheetsAheadOfJournal: Readonly<Record<string, number>>;
  readonly takeoverMs: { readonly median: number; readonly p95: number; readonly most: number } | null;
}

/** Kills the window that prints a job of 30 sheets, duplex, at random moments until it was killed `kills` times. */
export async function survival(
  kills: number,
  policy: 'ask' | 'resume',
  seed: number,
): Promise<SurvivalFigures> {
  const server = await preview({ preview: { port: 0, host: 'localhost' }, logLevel: 'error' });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags() });
  try {
    const results: SurvivalResult[] = [];
    const isEnough = () => results.reduce((sum, result) => sum + result.kills, 0) >= kills;
    const url = server.resolvedUrls!.local[0]!;
    const lanes = Array.from({ length: LANES }, (_, lane) => {
      const plan = { policy, random: randomFrom(seed * LANES + lane) };
      return killJobs(browser, url, plan, (result) => {
        results.push(result);
        return isEnough();
      });
    });
    await Promise.all(lanes);
    return figures(policy, results);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function killJobs(
  browser: Browser,
  url: string,
  plan: { readonly policy: 'ask' | 'resume'; readonly random: () => number },
  onResult: (result: SurvivalResult) => boolean,
): Promise<void> {
  const context = await browser.newContext();
  const survival = new Survival(context, url);
  await survival.prepare();
  for (let isDone = false; !isDone;) {
    const ends = Array.from({ length: KILLS_A_JOB }, () => ENDS[Math.floor(plan.random() * ENDS.length)]!);
    const result = await survival.run({ ...plan, ends });
    console.log(`  ${ends.join(', ')}: ${JSON.stringify(result)}`);
    isDone = onResult(result);
  }
  await context.close();
}

function figures(policy: 'ask' | 'resume', results: readonly SurvivalResult[]): SurvivalFigures {
  const sum = (count: (result: SurvivalResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const ahead: Record<string, number> = {};
  for (const sheets of results.flatMap((result) => result.aheadOfJournal)) {
    ahead[sheets] = (ahead[sheets] ?? 0) + 1;
  }
  const takeovers = results.flatMap((result) => result.takeoverMs).sort((a, b) => a - b);
  const at = (part: number) => takeovers[Math.floor((takeovers.length - 1) * part)]!;
  return {
    policy,
    jobs: results.length,
    kills: sum((result) => result.kills),
    killsWhileSending: sum((result) => result.killsWhileSending),
    questions: sum((result) => result.questions),
    wrongQuestions: sum((result) => result.wrongQuestions),
    notAccepted: results.filter(({ state }) => state === 'not accepted').length,
    sheetsLost: sum((result) => result.lost.length),
    sheetsTwice: sum((result) => result.twice.length),
    strangeSheets: sum((result) => result.strange),
    sheetsAheadOfJournal: ahead,
    takeoverMs: takeovers.length > 0 ? { median: at(0.5), p95: at(0.95), most: at(1) } : null,
  };
}

/** Numbers from 0 to 1 (mulberry32), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
