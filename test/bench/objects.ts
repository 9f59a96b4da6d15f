/**
 * What it costs to tell text and line art from pictures, against one screen for everything: both in turn, in one run,
 * from a canvas's pixels to dots, and on to coded page data.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Halftoner } from '../../src/imaging/halftoner.ts';
import type { ImagingKernels } from '../../src/imaging/imaging-kernels.ts';
import type { ImageRegion } from '../../src/imaging/regions.ts';
import type { Kernels } from '../../src/kernels/kernels.ts';
import { HiscoaKernel, type HiscoaExports } from '../../src/languages/ufr2lt/hiscoa-kernel.ts';
import { PAPERS } from '../../src/machine/paper.ts';
import { DEFAULT_HALFTONE, type HalftoneName } from '../../src/settings/halftone.ts';
import { loadKernels } from '../support/load-kernels.ts';

export interface ObjectFigures {
  readonly content: string;
  readonly halftone: HalftoneName;
  /** Milliseconds of an A4 page, pixels to dots. */
  readonly oneScreen: number;
  readonly objectAware: number;
  /** Pixels to coded page data. */
  readonly oneScreenCoded: number;
  readonly objectAwareCoded: number;
  /** What object-awareness costs more of the latter, percent. */
  readonly percentMore: number;
}

type AllKernels = ImagingKernels & HiscoaExports;

const { widthPx, heightPx } = PAPERS.A4;
const STRIDE = Math.ceil(widthPx / 128) * 16;
const LINES = 256;
const ROUNDS = 25;
const MARGIN = 500;

interface Content {
  readonly name: string;
  readonly grayAt: (x: number, y: number) => number;
  readonly regions: readonly ImageRegion[];
}

function contents(): Content[] {
  const file = gunzipSync(readFileSync(new URL('../vectors/text-600dpi.pgm.gz', import.meta.url)));
  const [across, down] = [640, 320];
  const text = file.subarray(file.length - across * down);
  const inMargins = (x: number) => x >= MARGIN && x < widthPx - MARGIN;
  const pictureAt = (x: number, y: number) => 128 + 110 * Math.sin(x / 210) * Math.sin(y / 90);
  const picture = { x: 0, y: 0, width: widthPx, height: heightPx, kind: 'photo' as const };
  return [
    { name: 'blank', grayAt: () => 255, regions: [] },
    {
      name: 'text',
      grayAt: (x, y) => (inMargins(x) ? text[(y % down) * across + ((x - MARGIN) % across)]! : 255),
      regions: [],
    },
    { name: 'picture', grayAt: pictureAt, regions: [picture] },
    { name: 'gray boxes', grayAt: (x) => (x % 900 < 600 ? 200 : 255), regions: [] },
  ];
}

/** A way from a band of pixels to dots and to code. */
function way(kernels: Kernels<AllKernels>, halftone: HalftoneName, objectAware: boolean, content: Content) {
  const settings = { ...DEFAULT_HALFTONE, halftone, objectAware };
  const halftoner = new Halftoner(kernels, {
    settings,
    widthPx,
    heightPx,
    strideBytes: STRIDE,
    maxLines: LINES,
  });
  const hiscoa = new HiscoaKernel(kernels, 'standard');
  const band = kernels.bytes(halftoner.bgraAddress, LINES * widthPx * 4);
  for (let at = 0; at < band.length; at += 4) {
    const pixel = at / 4;
    band.fill(content.grayAt(pixel % widthPx, Math.floor(pixel / widthPx)), at, at + 3);
    band[at + 3] = 255;
  }
  const toDots = () => {
    halftoner.reset();
    return halftoner.screen(0, LINES, content.regions);
  };
  const toCode = () => {
    const { address, lines } = toDots();
    hiscoa.compress(kernels.bytes(address, lines * STRIDE), STRIDE, lines);
  };
  return [toDots, toCode] as const;
}

/** Milliseconds of each run for a page: the fastest of many, as whatever disturbs one only adds; all in turn. */
function timeInTurn(runs: readonly (() => unknown)[]): number[] {
  for (const run of runs) run();
  const times = runs.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    runs.forEach((run, i) => {
      const start = performance.now();
      run();
      times[i]!.push(performance.now() - start);
    });
  }
  const perPage = heightPx / LINES;
  return times.map((each) => Math.min(...each) * perPage);
}

export async function benchObjects(): Promise<ObjectFigures[]> {
  const kernels: Kernels<AllKernels> = await loadKernels<AllKernels>();
  const rows: ObjectFigures[] = [];
  for (const content of contents()) {
    for (const halftone of ['Gradation', 'ErrorDiffusion'] as const) {
      const mark = kernels.mark();
      const one = way(kernels, halftone, false, content);
      const aware = way(kernels, halftone, true, content);
      const [oneDots, oneCode, awareDots, awareCode] = timeInTurn([...one, ...aware]);
      rows.push({
        content: content.name,
        halftone,
        oneScreen: rounded(oneDots!),
        objectAware: rounded(awareDots!),
        oneScreenCoded: rounded(oneCode!),
        objectAwareCoded: rounded(awareCode!),
        percentMore: Math.round((awareCode! / oneCode! - 1) * 100),
      });
      kernels.releaseTo(mark);
    }
  }
  return rows;
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
