import { describe, expect, it } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import type { FinishedPage } from '../../../src/scan/files/finished-page.ts';
import { watchedPage } from '../../../workers/pages/watched-page.ts';

/** Takes `msEach` for each of its portions, without ever letting go of the thread. */
function slowPage(portions: number, msEach: number): FinishedPage {
  return {
    widthPx: 8,
    heightPx: portions,
    dpi: 300,
    ink: 'gray',
    async *portions() {
      for (let i = 0; i < portions; i += 1) {
        const until = performance.now() + msEach;
        while (performance.now() < until);
        yield new Uint8Array(8).fill(i);
      }
    },
  };
}

async function linesOf(page: FinishedPage): Promise<number[]> {
  const lines: number[] = [];
  for await (const portion of page.portions()) lines.push(portion[0]!);
  return lines;
}

describe('a page that is watched', () => {
  it('is the page, and tells how far it is', async () => {
    const shares: number[] = [];
    const page = watchedPage(slowPage(10, 20), (share) => shares.push(share), new AbortController().signal);
    expect(page).toMatchObject({ widthPx: 8, heightPx: 10, dpi: 300, ink: 'gray' });
    expect(await linesOf(page)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    // It may be asked for again.
    expect(await linesOf(page)).toHaveLength(10);
  });

  it('hears that it is to stop although its source never lets go of the thread', async () => {
    const stopping = new AbortController();
    const reason = new PlatenError('scan.cancelled');
    setTimeout(() => stopping.abort(reason), 5);
    const page = watchedPage(slowPage(200, 10), () => undefined, stopping.signal);
    const started = performance.now();
    await expect(linesOf(page)).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('does not begin when it is too late', async () => {
    const page = watchedPage(
      slowPage(1, 0),
      () => undefined,
      AbortSignal.abort(new PlatenError('scan.cancelled')),
    );
    await expect(linesOf(page)).rejects.toThrow('scan.cancelled');
  });
});
