/**
 * `npm test`: makes sure of Chromium, builds, checks types, style and dead code, and runs every test.
 * Its last line adds up what the runners counted; a check that fails counts as one failed. Right above it stands
 * by name what failed and what passed only at a second try, so that a log that was cut still tells.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { chromiumVersion, ensureChromium } from '../src/cli/chromium.ts';
import { readPlaywrightReport, readVitestReport, type Report, type Trouble } from './reports.ts';

const RESULTS = 'test-results';
const total = { passed: 0, failed: 0, skipped: 0 };
const troubles: Trouble[] = [];

function run(title: string, command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n▶ ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(
    `  ${title}: ${status === 0 ? 'ok' : 'FAILED'} after ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return status === 0;
}

/** Something other than a test failed. */
function fail(name: string, error: string): void {
  total.failed += 1;
  troubles.push({ kind: 'failed', name, error });
}

function check(title: string, command: string, ...args: string[]): boolean {
  const ok = run(title, command, args);
  if (!ok) fail(title, 'its output is above');
  return ok;
}

/** A check that runs beside others; what it says is shown when it has ended. */
async function checkAside(title: string, command: string, ...args: string[]): Promise<void> {
  const started = Date.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  process.stdout.write(Buffer.concat(said));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`  ${title}: ${status === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  if (status !== 0) fail(title, 'its output is above');
}

/** Runs tests and adds their counts. A runner that fails without a failed test (or a report) failed all the same. */
function test(title: string, args: string[], read: () => Report, env?: Record<string, string>): void {
  const ok = run(title, 'npx', args, env);
  let report: Report;
  try {
    report = read();
  } catch {
    fail(title, 'the runner left no report');
    return;
  }
  total.passed += report.passed;
  total.failed += report.failed;
  total.skipped += report.skipped;
  troubles.push(...report.troubles);
  if (!ok && report.failed === 0) fail(title, 'the runner failed outside its tests');
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
console.log(`Chromium: ${chromiumVersion(ensureChromium())}`);

const built = check('build', 'npm', 'run', '--silent', 'build');
console.log('\n▶ types, lint, dead code, format');
await Promise.all([
  checkAside('types', 'npm', 'run', '--silent', 'types'),
  checkAside('lint', 'npm', 'run', '--silent', 'lint'),
  checkAside('dead code', 'npx', 'knip'),
  checkAside('format', 'npx', 'prettier', '--check', '--log-level', 'warn', '.'),
]);

const vitestReport = `${RESULTS}/vitest.json`;
test(
  'unit, property and fuzz tests',
  ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`],
  () => readVitestReport(vitestReport),
);

if (built) {
  const playwrightReport = `${RESULTS}/playwright.json`;
  test(
    'real Chromium',
    ['playwright', 'test', '--project=browser', '--project=rig', '--reporter=list,json'],
    () => readPlaywrightReport(playwrightReport),
    { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  );
}

if (troubles.length > 0) console.log('');
for (const { kind, name, error } of troubles) console.log(`${kind}: ${name}\n  ${error}`);

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
