/**
 * Corrections of scanned pages: an A4 page of 300 dpi, streamed through the kernels, against the plain TypeScript
 * references (written for clarity, not speed) on a small part of it; findings and pictures from its overview.
 * `npx tsx test/bench/corrections.ts`, after `npm run build:kernels`.
 */
import { pathToFileURL } from 'node:url';
import { correctPicture } from '../../src/scan/corrections/correct-picture.ts';
import { correctedPage } from '../../src/scan/corrections/corrected-page.ts';
import type { CorrectionKernels } from '../../src/scan/corrections/correction-kernels.ts';
import { AS_SCANNED, type Corrections } from '../../src/scan/corrections/corrections.ts';
import { inkBelow, speckShape } from '../../src/scan/corrections/despeckler.ts';
import { NOTHING_FOUND } from '../../src/scan/corrections/findings.ts';
import { findingsOf } from '../../src/scan/corrections/findings-of.ts';
import { pageMapping } from '../../src/scan/corrections/geometry.ts';
import type { PagePixels } from '../../src/scan/corrections/gray-page.ts';
import { pixelsInMemory } from '../../src/scan/corrections/stored-pixels.ts';
import { thresholdRadius, thresholdRule } from '../../src/scan/corrections/blackener.ts';
import { toneTable } from '../../src/scan/corrections/tone.ts';
import { A4, DrawnPage } from '../support/drawn-page.ts';
import { loadKernels } from '../support/load-kernels.ts';
import {
  referenceAdaptive,
  referenceDespeckle,
  referenceGeometry,
  referenceTone,
  type Pixels,
} from '../support/reference-corrections.ts';

export interface CorrectionFigures {
  readonly name: string;
  readonly megapixelsPerSecond: number;
  readonly ms: number;
  /** How many times as fast as the reference; null where there is none. */
  readonly timesReference: number | null;
}

const ROUNDS = 7;
/** Side of the part that references work on. */
const PART_PX = 240;
const FOUND = { ...NOTHING_FOUND, paperGray: 243 };

type Reference = (part: Pixels) => unknown;

const CASES: Readonly<Record<string, { corrections: Partial<Corrections>; reference: Reference | null }>> = {
  'as scanned': { corrections: {}, reference: null },
  'turned by 90°': { corrections: { turn: 90 }, reference: geometry({ turn: 90 }) },
  'straightened by 1.2°': { corrections: { straighten: 1.2 }, reference: geometry({ straighten: 1.2 }) },
  'white point': {
    corrections: { whitePoint: 'auto' },
    reference: (part) => referenceTone(part, toneTable(FOUND, { ...AS_SCANNED, whitePoint: 'auto' })),
  },
  despeckled: {
    corrections: { despeckle: true },
    reference: (part) => referenceDespeckle(part, speckShape(300), inkBelow(FOUND.paperGray)),
  },
  'black by adaptive threshold': {
    corrections: { ink: 'black' },
    reference: (part) => referenceAdaptive(part, thresholdRadius(300), thresholdRule(FOUND.paperGray)),
  },
  'all of these': {
    corrections: { straighten: 1.2, turn: 90, whitePoint: 'auto', despeckle: true, ink: 'black' },
    reference: null,
  },
};

function geometry(some: Partial<Corrections>): Reference {
  return (part) => {
    const shape = { widthPx: part.widthPx, heightPx: part.heightPx, dpi: 300, mode: 'gray' } as const;
    referenceGeometry(part, pageMapping(shape, FOUND, { ...AS_SCANNED, ...some }), FOUND.paperGray);
  };
}

/** Milliseconds of the middle run. */
async function time(run: () => unknown, rounds = ROUNDS): Promise<number> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[rounds >> 1]!;
}

const round = (value: number) => Math.round(value * 10) / 10;

function figures(name: string, pixels: number, ms: number, referenceMs: number | null): CorrectionFigures {
  const ofPart = (ms * PART_PX ** 2) / pixels;
  return {
    name,
    megapixelsPerSecond: round(pixels / ms / 1000),
    ms: round(ms),
    timesReference: referenceMs === null ? null : round(referenceMs / ofPart),
  };
}

function inColour({ bytes, ...shape }: PagePixels): PagePixels {
  const colour = new Uint8Array(bytes.length * 3).map((_, at) => bytes[Math.floor(at / 3)]!);
  return { ...shape, mode: 'colour', bytes: colour };
}

export async function benchCorrections(): Promise<CorrectionFigures[]> {
  const kernels = await loadKernels<CorrectionKernels>();
  const margin = { leftMm: 25, topMm: 25 };
  const drawn = new DrawnPage(A4.widthMm, A4.heightMm).text({ ...margin, widthMm: 160, heightMm: 247 });
  const gray = drawn.scan({ dpi: 300, degrees: -1.2 });
  const rows: CorrectionFigures[] = [];
  const part = partOf(gray);
  for (const page of [gray, inColour(gray)]) {
    const source = pixelsInMemory(page, page.bytes);
    for (const [name, { corrections, reference }] of Object.entries(CASES)) {
      const task = { source, findings: FOUND, corrections: { ...AS_SCANNED, ...corrections }, kernels };
      const ms = await time(async () => {
        let bytes = 0;
        for await (const lines of correctedPage(task).portions()) bytes += lines.length;
        return bytes;
      });
      const isCompared = reference !== null && page.mode === 'gray';
      const referenceMs = isCompared ? await time(() => reference(part), 3) : null;
      rows.push(figures(`${page.mode}: ${name}`, page.widthPx * page.heightPx, ms, referenceMs));
    }
  }
  const overview = drawn.scan({ dpi: 100, degrees: -1.2 });
  const pixels = overview.widthPx * overview.heightPx;
  rows.push(figures('findings of an overview, text', pixels, await time(() => findingsOf(overview)), null));
  const blank = new DrawnPage(A4.widthMm, A4.heightMm).scan({ dpi: 100 });
  rows.push(figures('findings of an overview, blank', pixels, await time(() => findingsOf(blank)), null));
  const colour = inColour(overview);
  const corrections = { ...AS_SCANNED, ...CASES['all of these']!.corrections };
  const task = { source: pixelsInMemory(colour, colour.bytes), findings: FOUND, corrections, kernels };
  for (const maxPx of [200, 1200]) {
    const ms = await time(() => correctPicture(task, maxPx));
    rows.push(figures(`picture of ${maxPx} pixels, all corrections`, pixels, ms, null));
  }
  return rows;
}

/** Of the upper left corner of the text. */
function partOf({ widthPx, bytes }: PagePixels): Pixels {
  const from = 280;
  const part = new Uint8Array(PART_PX ** 2).map((_, at) => {
    return bytes[(from + Math.floor(at / PART_PX)) * widthPx + from + (at % PART_PX)]!;
  });
  return { widthPx: PART_PX, heightPx: PART_PX, channels: 1, bytes: part };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchCorrections());
