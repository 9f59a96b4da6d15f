import { PAPERS, type PaperName } from '../machine/paper.ts';
import type { JobRecord } from './job-record.ts';
import type { LedgerEntry } from './queue-api.ts';

/**
 * What the pass under way has cost so far; none when no side was accepted. Of a pass that was cut, stacks count
 * in all their copies, but of sets only the first: the machine cannot have begun another.
 */
export function bookPass({ view, work }: JobRecord, isComplete: boolean, at: number): LedgerEntry[] {
  const pass = work.passes[0];
  if (!pass || work.acceptedSides === 0) return [];
  const paper = pass.ticket?.paper ?? (view.paper as PaperName);
  const { widthPx, heightPx } = PAPERS[paper];
  const copies = isComplete || work.copyOrder === 'stacks' ? pass.copies : 1;
  const entry = {
    jobId: view.id,
    at,
    title: view.title,
    user: view.user,
    department: work.department,
    machine: work.machineName,
    paper,
    // Their paper was counted with their first sides.
    sheets: pass.stack ? 0 : work.acceptedSheets * copies,
    sides: work.acceptedSides * copies,
    coverage: work.blackDots / (work.acceptedSides * widthPx * heightPx),
  };
  return [entry];
}

/** Sums of some entries. `coverage` is the mean over the sides. */
export interface LedgerTotal {
  /** `2026-11-22` or `2026-11`, in local time. */
  readonly period: string;
  readonly user: string;
  readonly department: string;
  readonly jobs: number;
  readonly sheets: number;
  readonly sides: number;
  readonly coverage: number;
}

type Names = Pick<LedgerTotal, 'period' | 'user' | 'department'>;
export type LedgerPeriod = 'day' | 'month';
export type LedgerGrouping = 'user' | 'department' | 'both' | 'none';

/** Made once: `localeCompare` would make one for every comparison. */
const BY_NAME = new Intl.Collator();
const BY_NUMBER = new Intl.Collator(undefined, { numeric: true });

/** Totals by day or month, in order of time, then by name. What is not grouped by is empty. */
export function ledgerTotals(
  entries: readonly LedgerEntry[],
  period: LedgerPeriod,
  grouping: LedgerGrouping,
): LedgerTotal[] {
  const groups = new Map<string, { names: Names; entries: LedgerEntry[] }>();
  for (const entry of entries) {
    const names = {
      period: periodOf(entry.at, period),
      user: grouping === 'user' || grouping === 'both' ? entry.user : '',
      department: grouping === 'department' || grouping === 'both' ? entry.department : '',
    };
    const key = JSON.stringify(names);
    const group = groups.get(key);
    if (group) group.entries.push(entry);
    else groups.set(key, { names, entries: [entry] });
  }
  return [...groups.values()]
    .map((group) => ({ ...group.names, ...sums(group.entries) }))
    .sort(
      (a, b) =>
        BY_NAME.compare(a.period, b.period) ||
        BY_NUMBER.compare(a.department, b.department) ||
        BY_NAME.compare(a.user, b.user),
    );
}

function sums(entries: readonly LedgerEntry[]) {
  const sum = (of: (entry: LedgerEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  const sides = sum((entry) => entry.sides);
  return {
    jobs: new Set(entries.map((entry) => entry.jobId)).size,
    sheets: sum((entry) => entry.sheets),
    sides,
    coverage: sides === 0 ? 0 : sum((entry) => entry.coverage * entry.sides) / sides,
  };
}

function periodOf(at: number, period: LedgerPeriod): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const month = `${date.getFullYear()}-${two(date.getMonth() + 1)}`;
  return period === 'month' ? month : `${month}-${two(date.getDate())}`;
}
