import { describe, expect, test } from 'vitest';
import { hasEnded } from '../../src/jobs/job.ts';
import { PRIORITIES, type QueuePolicy } from '../../src/jobs/queue-api.ts';
import { QueueWorld } from '../support/queue-world.ts';

const JOBS = 10_000;
const JOBS_PER_WORLD = 20;
/** Rounds in which nothing goes wrong any more; after them every job must have ended. */
const CALM_ROUNDS = 60;

function replug(world: QueueWorld): void {
  if (!world.output) world.plug();
}

/** One random thing that people, cables or computers do. */
async function somethingHappens(world: QueueWorld): Promise<void> {
  const { random, desk } = world;
  const views = desk.queue.views;
  const view = views.length > 0 ? random.pick(views) : null;
  const quietly = (call: Promise<unknown>) => void call.catch(() => undefined);
  const dice = random.between(1, 100);
  if (dice <= 12) world.unplug();
  else if (dice <= 32) replug(world);
  else if (dice <= 40) world.output?.hold();
  else if (dice <= 52) world.output?.letGo();
  else if (dice <= 56) world.engine.setPaused({ code: 'usb.hold.paper-empty', params: {} });
  else if (dice <= 62) world.engine.setPaused(null);
  else if (dice <= 64) await world.restart();
  else if (dice <= 74) world.passTime(random.between(100, 20_000));
  else if (!view) return;
  else if (dice <= 77) quietly(desk.hold(view.id));
  else if (dice <= 82) quietly(desk.letGo(view.id));
  else if (dice <= 86) quietly(desk.moveBefore(view.id, random.pick(views).id));
  else if (dice <= 89) quietly(desk.setPriority(view.id, random.pick(PRIORITIES)));
  else if (dice <= 91) {
    world.jobs.get(view.id)!.cancelled = true;
    quietly(desk.cancel(view.id));
  } else if (view.question) world.answer(view.id);
}

/** Everybody does what is to be done, and nothing fails. */
async function calm(world: QueueWorld): Promise<void> {
  world.faults = { crash: 0, storage: 0, line: 0 };
  for (let round = 0; round < CALM_ROUNDS; round++) {
    for (const job of world.jobs.values()) if (!job.accepted) world.submit(job);
    for (const view of world.desk.queue.views) {
      if (view.held !== 'no' && view.state === 'queued') world.desk.letGo(view.id).catch(() => undefined);
      if (view.question) world.answer(view.id);
    }
    world.output?.letGo();
    world.engine.setPaused(null);
    replug(world);
    await world.settle();
    world.passTime(61_000);
    await world.settle();
    if ([...world.disk.jobs.values()].filter(({ view }) => hasEnded(view)).length === world.jobs.size) break;
  }
}

async function live(world: QueueWorld): Promise<void> {
  world.start();
  await world.settle();
  world.plug();
  while (world.jobs.size < JOBS_PER_WORLD) {
    const job = world.newJob();
    for (let round = world.random.between(1, 6); round > 0; round--) {
      if (!job.accepted) world.submit(job);
      if (world.random.chance(0.5)) await world.settle();
      await somethingHappens(world);
      await world.settle();
      world.check();
    }
  }
  await calm(world);
  world.checkEnd();
}

const KIOSK_MS = 8 * 60 * 60_000;
const TICK_MS = 1_250;
const MINUTE_MS = 60_000;

test('eight hours of a kiosk, unplugged every few minutes and crashing now and then: the queue never sticks', async () => {
  const world = new QueueWorld({ seed: 1024, policy: 'resume', faults: { crash: 0, storage: 0, line: 0 } });
  const { random } = world;
  // Two chunks to a side, 24 sides a minute.
  world.writeMs = TICK_MS;
  world.start();
  await world.settle();
  world.plug();
  const started = world.now;
  const next = { job: 0, unplug: 0, plug: Infinity, crash: 30 * MINUTE_MS };
  let lastProgress = started;
  let sidesPrinted = 0;
  let longestStill = 0;
  for (let at = 0; at < KIOSK_MS || world.desk.queue.views.some((view) => !hasEnded(view)); at += TICK_MS) {
    if (at >= next.job && at < KIOSK_MS) {
      world.newJob(40);
      next.job = at + random.between(1, 4) * MINUTE_MS;
    }
    if (at >= next.unplug && at < KIOSK_MS) {
      world.unplug();
      next.unplug = at + random.between(2, 6) * MINUTE_MS;
      next.plug = at + random.between(1, 40) * TICK_MS;
    }
    if (at >= next.plug) {
      world.plug();
      next.plug = Infinity;
    }
    if (at >= next.crash && at < KIOSK_MS) {
      await world.restart();
      next.crash = at + random.between(10, 50) * MINUTE_MS;
    }
    for (const job of world.jobs.values()) if (!job.accepted) world.submit(job);
    world.passTime(TICK_MS);
    await world.settle();
    const printed = world.machine.sidesPrinted;
    const isIdle = world.desk.queue.views.every(hasEnded);
    if (printed !== sidesPrinted || isIdle || !world.output) lastProgress = world.now;
    sidesPrinted = printed;
    longestStill = Math.max(longestStill, world.now - lastProgress);
    if (longestStill > 10 * MINUTE_MS) break;
    // A run that got nowhere three times asks, whatever the policy; somebody comes by.
    for (const view of world.desk.queue.views) if (view.question) world.answer(view.id);
  }
  world.checkEnd();
  const { unplugs, crashes, questions } = world;
  console.log({
    jobs: world.jobs.size,
    unplugs,
    crashes,
    questions,
    sidesPrinted,
    longestStillS: longestStill / 1000,
  });
  expect([...world.violations]).toEqual([]);
  expect(unplugs).toBeGreaterThan(80);
  expect(longestStill).toBeLessThan(MINUTE_MS);
});

describe('10,000 jobs with random faults', () => {
  test.each(['ask', 'resume', 'restart', 'hold'] as const)(
    'policy %s: nothing lost, nothing printed twice unless chosen, no state off the table, never stuck',
    async (policy: QueuePolicy['interrupted']) => {
      const totals = { jobs: 0, crashes: 0, unplugs: 0, storageFaults: 0, questions: 0 };
      const share = policy === 'ask' ? 0.55 : 0.15;
      for (let seed = 1; seed <= (JOBS * share) / JOBS_PER_WORLD; seed++) {
        const world = new QueueWorld({ seed, policy, faults: { crash: 0.006, storage: 0.03, line: 0.02 } });
        await live(world);
        expect([...world.violations], `seed ${seed}`).toEqual([]);
        totals.jobs += world.jobs.size;
        for (const key of ['crashes', 'unplugs', 'storageFaults', 'questions'] as const)
          totals[key] += world[key];
      }
      console.log(policy, totals);
      // A run in which nothing went wrong would prove nothing.
      const { questions, ...faults } = totals;
      for (const count of Object.values(faults)) expect(count).toBeGreaterThan(300);
      if (policy === 'ask' || policy === 'hold') expect(questions).toBeGreaterThan(300);
    },
  );
});
