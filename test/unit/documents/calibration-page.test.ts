import { describe, expect, it } from 'vitest';
import { calibrationPage } from '../../../src/documents/calibration-page.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { CALIBRATION_TONES } from '../../../src/settings/calibration.ts';

interface Box {
  readonly gray: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes that the page paints, in dots. */
function boxes(file: string): Box[] {
  let gray = 0;
  const found: Box[] = [];
  for (const line of file.split('\n')) {
    const fill = /^([\d.]+) g$/.exec(line);
    if (fill) gray = Math.round(255 * Number(fill[1]));
    const [, x, y, width, height] = (/^(\d+) (\d+) (\d+) (\d+) re f$/.exec(line) ?? []).map(Number);
    if (height !== undefined) found.push({ gray, x: x!, y: y!, width: width!, height });
  }
  return found;
}

describe.each(['A4', 'Letter', 'A5'] as const)('the matching page on %s', (paper) => {
  const file = new TextDecoder().decode(calibrationPage(paper));
  const { widthPx, heightPx } = PAPERS[paper];
  const all = boxes(file);

  it('has every object where its table of contents says', () => {
    const start = Number(/startxref\n(\d+)\n/.exec(file)![1]);
    expect(file.slice(start, start + 5)).toBe('xref\n');
    const offsets = [...file.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
    offsets.forEach((at, i) => expect(file.slice(at).startsWith(`${i + 1} 0 obj\n`)).toBe(true));
    const length = Number(/\/Length (\d+)/.exec(file)![1]);
    expect(file.slice(file.indexOf('stream\n') + 7 + length).startsWith('\nendstream')).toBe(true);
  });

  it('shows every square once, inside the paper and inside lines of the right coverage', () => {
    const patches = all.filter(({ gray }) => gray > 0);
    expect(patches.map(({ gray }) => gray)).toEqual(
      CALIBRATION_TONES.flatMap(({ candidates }) => candidates),
    );
    patches.forEach((patch, i) => {
      const { coverage } = CALIBRATION_TONES[Math.floor(i / 9)]!;
      const around = all.filter(
        ({ gray, y, height }) => gray === 0 && y >= patch.y - 72 && y + height <= patch.y + patch.height + 72,
      );
      const lines = around.toSorted((a, b) => a.y - b.y);
      expect(lines.length).toBeGreaterThan(12);
      for (const [k, line] of lines.entries()) {
        expect(line.height / 24).toBe(coverage);
        if (k > 0) expect(line.y - lines[k - 1]!.y).toBe(24);
        expect(line.x).toBeLessThan(patch.x);
        expect(line.x + line.width).toBeGreaterThan(patch.x + patch.width);
      }
    });
    for (const { x, y, width, height } of all) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(widthPx - 118);
      expect(y + height).toBeLessThanOrEqual(heightPx - 118);
    }
  });
});
