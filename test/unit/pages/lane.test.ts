import { expect, it } from 'vitest';
import { Lane } from '../../../workers/pages/lane.ts';

it('does one thing after the other, and goes on after one that failed', async () => {
  const lane = new Lane();
  const log: string[] = [];
  const work = (name: string, ms: number, fails = false) =>
    lane.run(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const all = [work('a', 20), work('b', 1, true), work('c', 1)];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
