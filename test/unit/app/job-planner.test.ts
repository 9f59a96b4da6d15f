import { expect, it, vi } from 'vitest';
import { JobPlanner } from '../../../src/app/state/job-planner.ts';
import type { PlanInput } from '../../../src/layout/plan-input.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';

/** More pages than any computer plans within one portion. */
const MANY = 20_000;

function job(pageCount: number, settings: Partial<PrintSettings> = {}): PlanInput {
  const pages = Array.from({ length: pageCount }, () => ({ widthPt: 595, heightPt: 842 }));
  return {
    documents: [{ id: 'd', name: 'document.pdf', pages }],
    settings: { ...DEFAULT_SETTINGS, ...settings },
    job: { title: 'Document', user: 'User', date: '22 Nov 2026', time: '19:20' },
  };
}

it('plans a small job at once', () => {
  const onPlanned = vi.fn();
  const planner = new JobPlanner(onPlanned);
  planner.begin(job(300));
  expect(planner.isBusy).toBe(false);
  expect(planner.planned).toEqual({ plan: planJob(job(300)), error: null });
  expect(onPlanned).not.toHaveBeenCalled();
});

it('plans a large job in portions, between which others get their turn, and says when it is done', async () => {
  const onPlanned = vi.fn();
  const planner = new JobPlanner(onPlanned);
  planner.begin(job(3));
  const small = planner.planned;
  const large = job(MANY, { arrangement: 'booklet', header: '{title}|{page}' });
  planner.begin(large);
  let turns = 0;
  const others = setInterval(() => (turns += 1));
  expect([planner.isBusy, planner.planned]).toEqual([true, small]);
  await planner.idle();
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
  // Compared as text: quicker than object by object.
  expect(JSON.stringify(planner.planned?.plan) === JSON.stringify(planJob(large))).toBe(true);
  await vi.waitFor(() => expect(onPlanned).toHaveBeenCalledOnce());
});

it('gives up what is not wanted any more', async () => {
  const onPlanned = vi.fn();
  const planner = new JobPlanner(onPlanned);
  planner.begin(job(MANY));
  planner.begin(job(MANY, { duplex: 'long' }));
  await planner.idle();
  expect(planner.planned?.plan?.sheets).toHaveLength(MANY / 2);
  planner.begin(job(MANY));
  planner.forget();
  expect([planner.isBusy, planner.planned]).toEqual([false, null]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(planner.planned).toBeNull();
  expect(onPlanned).toHaveBeenCalledOnce();
});

it('is finished at once for whoever cannot wait', () => {
  const planner = new JobPlanner(() => undefined);
  planner.begin(job(MANY));
  planner.finish();
  expect(planner.isBusy).toBe(false);
  expect(planner.planned?.plan?.sheets).toHaveLength(MANY);
});

it('tells why there is no plan', async () => {
  const planner = new JobPlanner(() => undefined);
  planner.begin(job(3, { pages: '7' }));
  expect(planner.planned).toMatchObject({ plan: null, error: { code: 'layout.pages-beyond' } });
  planner.begin(job(MANY, { copies: 99 }));
  await planner.idle();
  expect(planner.planned).toMatchObject({ plan: null, error: { code: 'layout.too-many-sheets' } });
});
