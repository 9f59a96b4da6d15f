import { describe, expect, it } from 'vitest';
import { jobCost } from '../../../src/app/state/job-cost.ts';
import { trueZoom } from '../../../src/app/state/screen-scale.ts';
import { durationInWords } from '../../../src/app/words.ts';
import type { PlannedSheet, SheetPlan } from '../../../src/layout/sheet-plan.ts';
import { QUIRKS } from '../../../src/machine/quirks.ts';

const side = { placements: [] };
const plan = (sheets: number, backs: number, changes: Partial<SheetPlan> = {}): SheetPlan => ({
  paper: 'A4',
  duplex: backs > 0 ? 'long' : 'off',
  sheets: Array.from({ length: sheets }, (_, at): PlannedSheet => {
    return { front: side, back: at < backs ? side : null };
  }),
  ...changes,
});

describe('what a job takes', () => {
  it('runs at 24 sides of A4 a minute, 25 of Letter, and counts all copies', () => {
    expect(jobCost(plan(24, 0), { copies: 1 }, 'europe')).toEqual({ sides: 24, seconds: 60 });
    expect(jobCost(plan(25, 0, { paper: 'Letter' }), { copies: 3 }, 'europe').seconds).toBe(180);
    expect(jobCost(plan(24, 0, { machineCopies: 1 }), { copies: 3 }, 'americas').sides).toBe(24);
  });

  it('takes longer for sheets that the machine turns over, not for those that people do', () => {
    const turned = jobCost(plan(13, 12), { copies: 1 }, 'europe');
    expect(turned.sides).toBe(25);
    expect(turned.seconds).toBeCloseTo(((1 + 24 / QUIRKS.duplexSpeed.answer) * 60) / 24, 9);
    const byHand = plan(12, 12, { duplex: 'off', turnedAt: 'long' });
    expect(jobCost(byHand, { copies: 1 }, 'europe').seconds).toBe(60);
  });

  it('is said in words that promise no more than is known', () => {
    expect([1, 42, 61, 150, 3600, 4800].map(durationInWords)).toEqual([
      '5 seconds',
      '45 seconds',
      '1 minute',
      '3 minutes',
      '1 hour',
      '1 hour 20 minutes',
    ]);
  });
});

describe('true size', () => {
  it('shows 600 dots as an inch of 96 CSS pixels, until somebody has measured the screen', () => {
    expect(600 * trueZoom(null, 1)).toBeCloseTo(96, 9);
    expect(600 * trueZoom(null, 2)).toBeCloseTo(192, 9);
    expect((600 / 25.4) * trueZoom(5.5, 2)).toBeCloseTo(5.5, 9);
  });
});
