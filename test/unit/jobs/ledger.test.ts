import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookPass, ledgerTotals } from '../../../src/jobs/ledger.ts';
import { ledgerCsv } from '../../../src/jobs/ledger-csv.ts';
import { newJob, withWork } from '../../../src/jobs/job.ts';
import type { LedgerEntry } from '../../../src/jobs/queue-api.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { request } from './engine-bench.ts';

function entry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    jobId: 'a',
    at: new Date(2026, 10, 22, 12).getTime(),
    title: 'Report',
    user: 'ada',
    department: '12',
    machine: 'iR1024',
    paper: 'A4',
    sheets: 1,
    sides: 2,
    coverage: 0.05,
    ...changes,
  };
}

describe('bookPass', () => {
  const facts = { id: 'a', createdAt: 1, order: 1, held: 'no', priority: 'normal', machine: null } as const;
  const { widthPx, heightPx } = PAPERS.A4;

  test('accepted sides count, in all their copies; coverage is black dots over all dots', () => {
    const job = newJob(facts, request(4, 'Report', { copies: 3 }), { pin: null, documentBytes: 0 });
    const accepted = { acceptedSides: 2, acceptedSheets: 2, blackDots: 0.1 * 2 * widthPx * heightPx };
    const [booked] = bookPass(withWork(job, { ...accepted, machineName: 'iR1024' }), true, 77);
    expect(booked).toMatchObject({
      at: 77,
      sides: 6,
      sheets: 6,
      user: 'ada',
      machine: 'iR1024',
      paper: 'A4',
    });
    expect(booked!.coverage).toBeCloseTo(0.1);
    expect(bookPass(job, true, 77)).toEqual([]);
  });

  test('of a cut pass in sets only the first set counts', () => {
    const copies = { copies: 3, collation: 'group' } as const;
    const job = newJob(facts, request(4, 'Report', copies), { pin: null, documentBytes: 0 });
    const cut = withWork(job, { acceptedSides: 2, acceptedSheets: 2 });
    expect(bookPass(cut, false, 1)).toMatchObject([{ sides: 2 }]);
    expect(bookPass(cut, true, 1)).toMatchObject([{ sides: 6 }]);
  });
});

describe('totals', () => {
  test('by day and month, in local time, by department and user', () => {
    const day = (month: number, date: number) => new Date(2026, month, date, 23, 59).getTime();
    const entries = [
      entry({ at: day(10, 22), jobId: 'a', department: '12', user: 'bob' }),
      entry({ at: day(10, 22), jobId: 'a', department: '12', user: 'bob', sides: 6, coverage: 0.09 }),
      entry({ at: day(10, 21), jobId: 'b', department: '2' }),
      entry({ at: day(11, 1), jobId: 'c', department: '2' }),
    ];
    expect(ledgerTotals(entries, 'day', 'both')).toMatchObject([
      { period: '2026-11-21', department: '2', user: 'ada', jobs: 1, sides: 2 },
      { period: '2026-11-22', department: '12', user: 'bob', jobs: 1, sheets: 2, sides: 8, coverage: 0.08 },
      { period: '2026-12-01', department: '2', user: 'ada', jobs: 1 },
    ]);
    expect(ledgerTotals(entries, 'month', 'department')).toMatchObject([
      { period: '2026-11', department: '2', user: '', sides: 2 },
      { period: '2026-11', department: '12', sides: 8 },
      { period: '2026-12', department: '2', sides: 2 },
    ]);
    expect(ledgerTotals(entries, 'month', 'none')).toHaveLength(2);
    expect(ledgerTotals([], 'day', 'user')).toEqual([]);
  });
});

/** RFC 4180, read back by other code than wrote it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push(row.splice(0));
  }
  expect(row).toEqual([]);
  return rows;
}

describe('CSV', () => {
  test('reads back as it was, whatever is in titles and names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (title, user) => {
        const [heading, row, ...more] = parseCsv(ledgerCsv([entry({ title, user })]));
        expect(heading).toHaveLength(10);
        expect(row).toHaveLength(10);
        expect(more).toEqual([]);
        expect([title, `'${title}`]).toContain(row![2]);
        expect([user, `'${user}`]).toContain(row![3]);
      }),
      { numRuns: 500 },
    );
  });

  test('no field can be taken for a formula', () => {
    for (const title of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("x")', '＝1']) {
      const [, row] = parseCsv(ledgerCsv([entry({ title })]));
      expect(row![2]).toBe(`'${title}`);
    }
    const [, plain] = parseCsv(ledgerCsv([entry({ title: 'a = b', at: 0 })]));
    expect(plain).toEqual([
      '1970-01-01T00:00:00.000Z',
      'a',
      'a = b',
      'ada',
      '12',
      'iR1024',
      'A4',
      '1',
      '2',
      '5.00',
    ]);
  });
});
