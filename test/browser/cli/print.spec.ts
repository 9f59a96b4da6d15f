import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parsePbm } from '../../../src/cli/pbm.ts';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';

const DOCUMENTS = 'test/documents';

function print(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', 'src/cli/print.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'platen-print-'));
}

test('prints files to the simulated machine: one job, its bytes and a bitmap of every side', () => {
  const out = folder();
  const { status, stdout } = print(
    `${DOCUMENTS}/rotation.pdf`,
    `${DOCUMENTS}/openoffice.pdf`,
    '--out',
    out,
    '--set',
    'paper=A5',
    'scaling=shrink',
    'copies=2',
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/\d+ sides, \d+ bytes, [\d.]+ pages per second/);
  const { attributes, sides } = decodeJob(readFileSync(join(out, 'job.prn')));
  expect(attributes).toMatchObject({ paper: 'A5', copies: 2 });
  const bitmaps = readdirSync(out).filter((name) => name.endsWith('.pbm'));
  expect(bitmaps).toHaveLength(sides.length);
  const [first] = parsePbm(readFileSync(join(out, 'page-1.pbm')));
  expect(Buffer.from(first!.bits).equals(sides[0]!.bits)).toBe(true);
});

test('--each makes a job and a folder of every file, and goes on after a refusal', () => {
  const out = folder();
  const { status, stdout, stderr } = print(
    `${DOCUMENTS}/locked.pdf`,
    `${DOCUMENTS}/rotation.pdf`,
    '--each',
    '--out',
    out,
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(/locked\.pdf: .*password/i);
  expect(stdout).toContain('1 printed, 1 refused');
  expect(readdirSync(join(out, 'rotation.pdf'))).toContain('job.prn');
  expect(readFileSync(join(out, 'locked.pdf', 'refused.txt'), 'utf8')).toMatch(/password/i);
});

test('what is not known is refused with the list of what is', () => {
  const file = `${DOCUMENTS}/rotation.pdf`;
  const key = print(file, '--out', folder(), '--set', 'papier=A4');
  expect(key.status).toBe(2);
  expect(key.stderr).toMatch(/papier.*paper, media, source/s);
  const value = print(file, '--out', folder(), '--set', 'halftone=Fancy');
  expect(value.status).toBe(2);
  expect(value.stderr).toMatch(/Fancy.*Gradation, Resolution, ColorTone/s);
  const forbidden = print(file, '--out', folder(), '--set', 'duplex=long', 'media=LABELS');
  expect(forbidden.status).toBe(1);
  expect(forbidden.stderr).toMatch(/label/i);
  expect(forbidden.stderr).not.toContain('    at ');
  expect(print('no-such-file.pdf', '--out', folder()).status).toBe(2);
});
