import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** The rows of the table in `src/usb/README.md`. */
const rows = text('src/usb/README.md')
  .split('\n')
  .flatMap((line) => {
    const [, number, happens, done, shownBy] = line.split('|').map((cell) => cell.trim());
    return number && /^\d+$/.test(number) ? [{ number, happens, done, shownBy: shownBy ?? '' }] : [];
  });

test('the table has every row of the list of failures, once', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
});

describe.each(rows)('row $number: $happens', ({ number, done, shownBy }) => {
  const references = [...shownBy.matchAll(/`(test\/[^`]+)`(?:: “([^”]+)”)?/g)];

  test('tells what is done, and names tests that exist', () => {
    expect(done).not.toBe('');
    expect(references.length).toBeGreaterThan(0);
    for (const [, path, title] of references) {
      expect(existsSync(new URL(path!, ROOT)), path).toBe(true);
      const named = text(path!);
      if (title) expect(named).toContain(title);
      // In these files tests go by the number of the row.
      const isByRow = path!.includes('/rows/') || path!.includes('transport.spec');
      if (isByRow) expect(named, path).toMatch(new RegExp(`rows? (\\d+ and )?${number}( and \\d+)?:`));
    }
  });
});

describe('row 23: jobs from strangers', () => {
  test('no way in is declared: no share target, no protocol, no file handler', () => {
    const manifest = JSON.parse(text('public/manifest.webmanifest')) as Record<string, unknown>;
    const waysIn = ['share_target', 'protocol_handlers', 'file_handlers', 'launch_handler', 'url_handlers'];
    for (const way of waysIn) expect(manifest).not.toHaveProperty(way);
  });
});
