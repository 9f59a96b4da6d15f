import type { LedgerEntry } from './queue-api.ts';

const HEADINGS = [
  'time',
  'job',
  'title',
  'user',
  'department',
  'machine',
  'paper',
  'sheets',
  'sides',
  'coverage percent',
];
const LINE_END = '\r\n';

/**
 * The books as CSV (RFC 4180: comma, CRLF, quotes doubled). Times are UTC, ISO 8601.
 *
 * A spreadsheet takes a field that begins with = + - @ (or a tab or line break before one) for a formula, and
 * titles come from whoever named the file: such fields get an apostrophe in front.
 */
export function ledgerCsv(entries: readonly LedgerEntry[]): string {
  const rows = entries.map((entry) => [
    new Date(entry.at).toISOString(),
    harmless(entry.jobId),
    harmless(entry.title),
    harmless(entry.user),
    harmless(entry.department),
    harmless(entry.machine),
    harmless(entry.paper),
    String(entry.sheets),
    String(entry.sides),
    (entry.coverage * 100).toFixed(2),
  ]);
  return [HEADINGS, ...rows].map((row) => row.map(quoted).join(',') + LINE_END).join('');
}

function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
