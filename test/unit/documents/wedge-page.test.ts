import { describe, expect, it } from 'vitest';
import { wedgePage } from '../../../src/documents/wedge-page.ts';
import { PAPER_NAMES, PAPERS } from '../../../src/machine/paper.ts';
import { WEDGE_GRAYS, WEDGE_PATCHES, WEDGE_PATCH_MM, wedgeCode } from '../../../src/settings/wedge.ts';

const DOTS_PER_MM = 600 / 25.4;

interface Box {
  readonly gray: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function boxes(file: string): Box[] {
  let gray = 0;
  return file.split('\n').flatMap((line) => {
    const fill = /^([\d.]+) g$/.exec(line);
    if (fill) gray = Math.round(255 * Number(fill[1]));
    const [, x, y, width] = (/^(\d+) (\d+) (\d+) (\d+) re f$/.exec(line) ?? []).map(Number);
    return width === undefined ? [] : [{ gray, x: x!, y: y!, width }];
  });
}

describe.each(PAPER_NAMES)('the step wedge on %s', (paper) => {
  const file = new TextDecoder().decode(wedgePage(paper, 0x1234));
  const { widthPx, heightPx, marginPx } = PAPERS[paper];
  const all = boxes(file);
  const patches = all.slice(-WEDGE_PATCHES.length);

  it('shows every patch where it is looked for, within what the machine prints', () => {
    expect(patches.map(({ gray }) => gray)).toEqual(WEDGE_PATCHES.map(({ gray }) => gray));
    const [first] = patches;
    patches.forEach(({ x, y, width }, i) => {
      const { xMm, yMm } = WEDGE_PATCHES[i]!;
      expect(Math.abs(x - first!.x - (xMm - WEDGE_PATCHES[0]!.xMm) * DOTS_PER_MM)).toBeLessThan(1.5);
      expect(Math.abs(y - first!.y - (yMm - WEDGE_PATCHES[0]!.yMm) * DOTS_PER_MM)).toBeLessThan(1.5);
      expect(Math.abs(width - WEDGE_PATCH_MM * DOTS_PER_MM)).toBeLessThan(1.5);
    });
    for (const { x, y, width } of all) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(marginPx);
      expect(x + width).toBeLessThanOrEqual(widthPx - marginPx);
      expect(y + width).toBeLessThanOrEqual(heightPx - marginPx);
    }
    expect(new Set(patches.map(({ gray }) => gray)).size).toBe(WEDGE_GRAYS.length);
  });

  it('has four marks, one of them hollow, and a cell for every 1 of the code', () => {
    expect([...file.matchAll(/ c f$/gm)]).toHaveLength(4 + 4 + 3);
    expect(all.length - patches.length).toBe(wedgeCode(0x1234).filter(Boolean).length);
  });
});
