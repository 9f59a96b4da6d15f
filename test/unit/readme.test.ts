import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const README = readFileSync('README.md', 'utf8');
const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path!);

describe('the README', () => {
  test('links to files that are there', () => {
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('shows a test for every feature in its table', () => {
    const rows = README.split('\n').filter((line) => /^\| [A-Z0-9]/.test(line) && line.includes(' [●]('));
    const table = README.slice(
      README.indexOf('## Beside other drivers'),
      README.indexOf('## From the shell'),
    );
    const all = table
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| |') && !line.includes('---'));
    expect(rows).toEqual(all);
    for (const row of rows) {
      const path = /\(([^)]+)\)/.exec(row)![1]!;
      expect(readFileSync(path, 'utf8')).toMatch(/\b(test|it)(\.each)?\b/);
    }
  });

  test('has the two commands', () => {
    expect(README).toContain('npm ci && npm start');
    expect(README).toContain('npm ci && npm test');
  });
});
