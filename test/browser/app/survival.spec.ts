import { expect, test } from '@playwright/test';
import { Survival, type End, type SurvivalResult } from '../../support/survival.ts';

/**
 * The window that prints a job of 30 sheets on both sides is killed at moments spread over it. The simulated
 * machine's tray tells what came out. `npm run bench survival` does the same 200 times at random.
 */
const STORIES: readonly { readonly ends: readonly End[]; readonly random: readonly number[] }[] = [
  { ends: ['reload', 'crash'], random: [0.12, 0.9, 0.3] },
  { ends: ['close with a second window', 'crash with a second window'], random: [0.45, 0.5, 0.6] },
];

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

for (const [index, { ends, random }] of STORIES.entries()) {
  test(`killed by ${ends.join(', then ')}: every sheet comes out once`, async ({ browser, baseURL }) => {
    const context = await browser.newContext();
    const survival = new Survival(context, baseURL!);
    await survival.prepare();
    const moments = [...random];
    const result = await survival.run({ policy: 'ask', ends, random: () => moments.shift() ?? 0.5 });
    await context.close();
    expect(result).toMatchObject({ lost: [], twice: [], strange: 0 } satisfies Partial<SurvivalResult>);
    expect(result.state).toBe('sent');
    expect(result.kills, `story ${index}`).toBeGreaterThan(0);
    // The journal is never ahead of the machine: what it calls accepted has come out.
    expect(Math.min(0, ...result.aheadOfJournal)).toBe(0);
  });
}
