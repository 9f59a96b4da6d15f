/**
 * `npm test`: makes sure of Chromium, builds, checks types, style and dead code, and runs every test.
 * Its last line adds up what the runners counted. A check that fails counts as one failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { chromiumVersion, ensureChromium } from '../src/cli/chromium.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const RESULTS = 'test-results';
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(title: string, command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n▶ ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(
    `  ${title}: ${status === 0 ? 'ok' : 'FAILED'} after ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return status === 0;
}

function check(title: string, command: string, ...args: string[]): boolean {
  const ok = run(title, command, args);
  if (!ok) total.failed += 1;
  return ok;
}

/** Adds a runner's counts. A runner that fails without a failed test (or without a report) failed all the same. */
function count(ok: boolean, read: () => Counts): void {
  let counts: Counts;
  try {
    counts = read();
  } catch {
    counts = { passed: 0, failed: 0, skipped: 0 };
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

function vitestCounts(file: string): Counts {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function playwrightCounts(file: string): Counts {
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: Record<string, number> };
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  };
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
console.log(`Chromium: ${chromiumVersion(ensureChromium())}`);

const built = check('build', 'npm', 'run', '--silent', 'build');
check('types', 'npm', 'run', '--silent', 'types');
check('lint', 'npm', 'run', '--silent', 'lint');
check('dead code', 'npx', 'knip');
check('format', 'npx', 'prettier', '--check', '--log-level', 'warn', '.');

const vitestReport = `${RESULTS}/vitest.json`;
count(
  run('unit, property and fuzz tests', 'npx', [
    'vitest',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${vitestReport}`,
  ]),
  () => vitestCounts(vitestReport),
);

if (built) {
  const playwrightReport = `${RESULTS}/playwright.json`;
  count(
    run('real Chromium', 'npx', ['playwright', 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
    }),
    () => playwrightCounts(playwrightReport),
  );
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
