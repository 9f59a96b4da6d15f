import type { PlanInput } from '../../src/layout/plan-input.ts';
import { planJob } from '../../src/layout/plan-job.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../src/settings/print-settings.ts';

const PAGES = 5000;
const ROUNDS = 20;
const A4 = { widthPt: (210 / 25.4) * 72, heightPt: (297 / 25.4) * 72 };

const LAYOUTS: readonly (readonly [name: string, settings: Partial<PrintSettings>])[] = [
  ['one page a side, duplex', { duplex: 'long' }],
  ['odd pages, then even ones backwards', { pages: 'odd, 5000-2/2' }],
  ['16 pages a side, framed', { arrangement: 'nup', pagesPerSheet: '16', pageBorder: 'thin' }],
  ['booklet', { arrangement: 'booklet' }],
  ['booklet, signatures of 8 sheets, creep', { arrangement: 'booklet', signatureSheets: 8, creepMm: 2 }],
  [
    'booklet with header and watermark',
    { arrangement: 'booklet', header: '{title}|{page}', watermark: 'DRAFT' },
  ],
];

interface LayoutFigures {
  readonly best: number;
  readonly median: number;
  /** Of the processor alone, garbage collection and compiling included: what a busy machine does not change. */
  readonly processor: number;
}

/** Milliseconds to plan a document of 5,000 pages from nothing, of twenty rounds. */
export function benchLayout(): Record<string, LayoutFigures> {
  const pages = Array.from({ length: PAGES }, () => A4);
  const rows = LAYOUTS.map(([name, settings]) => {
    const input: PlanInput = {
      documents: [{ id: 'd', name: 'document.pdf', pages }],
      settings: { ...DEFAULT_SETTINGS, ...settings },
      job: { title: 'Document', user: 'User', date: '22 Nov 2026', time: '19:20' },
    };
    const rounds = Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      const before = process.cpuUsage();
      planJob(input);
      const { user, system } = process.cpuUsage(before);
      return { elapsed: performance.now() - start, processor: (user + system) / 1000 };
    });
    const elapsed = rounds.map((round) => round.elapsed);
    const processor = rounds.map((round) => round.processor);
    return [
      name,
      { best: tenths(Math.min(...elapsed)), median: median(elapsed), processor: median(processor) },
    ] as const;
  });
  return Object.fromEntries(rows);
}

function median(milliseconds: readonly number[]): number {
  return tenths(milliseconds.toSorted((a, b) => a - b)[ROUNDS / 2]!);
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
