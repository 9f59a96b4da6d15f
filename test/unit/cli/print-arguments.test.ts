import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printUsage, readPrintArguments, UsageError } from '../../../src/cli/print-arguments.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { presetFile, presetOf } from '../../../src/settings/presets.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'platen-cli-'));
  const preset = presetOf('1', 'Draft', { ...DEFAULT_SETTINGS, copies: 3, tonerPattern: 'light' });
  const text = presetFile(preset).replace('"copies"', '"staples": 2, "copies"');
  for (const [name, content] of [
    ['a.pdf', ''],
    ['head.png', ''],
    ['draft.json', text],
    ['bad.json', '{}'],
  ] as const)
    writeFileSync(at(name), content);
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = (...args: string[]) => readPrintArguments([at('a.pdf'), '--out', at('out'), ...args])!;

describe('npm run print', () => {
  it('sets every kind of setting by its name', () => {
    const { settings } = read(
      '--set',
      'mirror=on',
      '--set',
      'watermark=Do not copy',
      'offsetXMm=-1.5',
      'pages=1-3, last',
    );
    expect(settings).toMatchObject({
      mirror: true,
      watermark: 'Do not copy',
      offsetXMm: -1.5,
      pages: '1-3, last',
    });
    expect(Object.keys(DEFAULT_SETTINGS).every((key) => printUsage().includes(`  ${key} `))).toBe(true);
  });

  it('takes a preset first and single settings over it, and names what it does not know', () => {
    const { settings, unknown } = read('--preset', at('draft.json'), '--set', 'copies=5');
    expect(settings).toMatchObject({ copies: 5, tonerPattern: 'light' });
    expect(unknown).toEqual(['staples']);
    expect(() => read('--preset', at('bad.json'))).toThrow(PlatenError);
  });

  it('takes letterhead, stamp and covers; a cover asks for itself', () => {
    const { attachments, settings } = read('--letterhead', at('head.png'), '--front-cover', at('a.pdf'));
    expect(attachments).toEqual({ letterhead: at('head.png'), frontCover: at('a.pdf') });
    expect(settings).toMatchObject({ frontCover: 'document', backCover: 'none' });
    expect(() => read('--stamp', at('none.png'))).toThrow(UsageError);
  });

  it('makes a job and a folder for each file when asked', () => {
    const { tasks } = read('--each', at('head.png'), at('a.pdf'));
    expect(tasks.map(({ out }) => out)).toEqual([at('out/1-a.pdf'), at('out/head.png'), at('out/3-a.pdf')]);
  });

  it('refuses what it does not understand', () => {
    expect(() => readPrintArguments([])).toThrow(UsageError);
    expect(() => read('--set', 'paper')).toThrow(UsageError);
    expect(() => read('--set', 'paper=A3')).toThrow(PlatenError);
    expect(readPrintArguments(['--help'])).toBeNull();
  });
});
