/** What the runners' JSON reports say: how many tests passed, and by name which did not at the first try. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A test that failed, or that passed only when tried again (flaky). */
export interface Trouble {
  kind: 'failed' | 'flaky';
  name: string;
  /** The first line of its error. */
  error: string;
}

export interface Report {
  passed: number;
  skipped: number;
  /** Tests that failed. What fails outside a test (a file that cannot be read in) is among the troubles alone. */
  failed: number;
  troubles: Trouble[];
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

interface PlaywrightError {
  message?: string;
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    tests: {
      status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      results: { status: string; errors: PlaywrightError[] }[];
    }[];
  }[];
}

interface PlaywrightReport {
  stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>;
  suites: PlaywrightSuite[];
  errors: PlaywrightError[];
}

// Playwright colours its messages even in a file.
const TERMINAL_COLOUR = /\u001b\[[\d;]*m/g;

function firstLine(error: string | undefined): string {
  const line = (error ?? '').replace(TERMINAL_COLOUR, '').trim().split('\n')[0];
  return line === undefined || line === '' ? 'no error was reported' : line;
}

export function readVitestReport(reportFile: string): Report {
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  const troubles = report.testResults.flatMap(({ name, status, message, assertionResults }): Trouble[] => {
    const path = relative('.', name);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({ name: `${path}: ${test.fullName}`, error: firstLine(test.failureMessages?.[0]) }));
    if (status === 'failed' && failed.length === 0) failed.push({ name: path, error: firstLine(message) });
    return failed.map((trouble) => ({ kind: 'failed', ...trouble }));
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    troubles,
  };
}

function playwrightTroubles(suite: PlaywrightSuite, path: string[]): Trouble[] {
  const own = (suite.specs ?? []).flatMap(({ title, tests }): Trouble[] =>
    tests.flatMap(({ status, results }): Trouble[] => {
      if (status !== 'unexpected' && status !== 'flaky') return [];
      const error = results.flatMap(({ errors }) => errors)[0]?.message;
      return [
        {
          kind: status === 'flaky' ? 'flaky' : 'failed',
          name: [...path, title].join(': '),
          error: firstLine(error),
        },
      ];
    }),
  );
  const inner = (suite.suites ?? []).flatMap((child) => playwrightTroubles(child, [...path, child.title]));
  return [...own, ...inner];
}

export function readPlaywrightReport(file: string): Report {
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    troubles: [
      ...suites.flatMap((suite) => playwrightTroubles(suite, [suite.title])),
      ...errors.map(({ message }): Trouble => ({
        kind: 'failed',
        name: 'outside the tests',
        error: firstLine(message),
      })),
    ],
  };
}
