/**
 * The kernels against their plain TypeScript references (written for clarity, not speed), and object-aware
 * halftoning against one screen, in one run:
 * `npx tsx test/bench/kernels.ts`, after `npm run build:kernels`.
 */
import { pathToFileURL } from 'node:url';
import { Halftoner } from '../../src/imaging/halftoner.ts';
import { screenFor } from '../../src/imaging/halftone-modes.ts';
import type { ImagingKernels } from '../../src/imaging/imaging-kernels.ts';
import { coverages, diffusionTones, thresholds } from '../../src/imaging/tones.ts';
import type { Address, Kernels } from '../../src/kernels/kernels.ts';
import { HiscoaKernel, type HiscoaExports } from '../../src/languages/ufr2lt/hiscoa-kernel.ts';
import { PAPERS } from '../../src/machine/paper.ts';
import { DEFAULT_HALFTONE, type HalftoneName } from '../../src/settings/halftone.ts';
import { loadKernels } from '../support/load-kernels.ts';
import { benchObjects } from './objects.ts';
import {
  referenceCount,
  referenceDiffusion,
  referenceGrayPicture,
  referenceScreen,
  type Picture,
} from '../support/reference-kernels.ts';

export interface KernelFigures {
  readonly name: string;
  readonly megapixelsPerSecond: number;
  readonly msPerA4Page: number;
  /** How many times as fast as the reference; null where there is none. */
  readonly timesReference: number | null;
}

type AllKernels = ImagingKernels &
  HiscoaExports & { grayLine(source: Address, target: Address, widthPx: number): void };

const { widthPx, heightPx } = PAPERS.A4;
/** Bytes of a packed A4 line: the width rounded up to 128 dots. */
const STRIDE = Math.ceil(widthPx / 128) * 16;
const LINES = 256;
const ROUNDS = 15;
const REFERENCE_LINES = 64;

type Content = 'blank' | 'text' | 'gray picture' | 'colour picture';

/** A band of BGRA as it would come from a canvas. */
function makeBand(content: Content): Uint8Array {
  const bgra = new Uint8Array(LINES * widthPx * 4).fill(255);
  let noise = 1;
  for (let y = 0; y < LINES; y++) {
    for (let x = 0; x < widthPx; x++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      const swing = (noise >>> 28) - 8;
      const [h, v] = [Math.sin(x / 210), Math.sin(y / 90)];
      let colour: readonly number[] = [255, 255, 255];
      if (content === 'text') colour = new Array<number>(3).fill(textGray(x, y));
      if (content === 'gray picture') colour = new Array<number>(3).fill(128 + 110 * h * v + swing);
      if (content === 'colour picture') colour = [128 + 110 * h + swing, 128 + 110 * v, 128 - 110 * h * v];
      bgra.set(colour, (y * widthPx + x) * 4);
    }
  }
  return bgra;
}

/** Lines of letters: in cells of 42 by 84 dots, uprights and bars a stroke wide, with soft edges, in a margin. */
function textGray(x: number, y: number): number {
  if (x < 500 || x > widthPx - 500 || y % 84 > 56) return 255;
  const cell = Math.imul(Math.floor(x / 42) * 31 + Math.floor(y / 84), 2654435761) >>> 24;
  if (cell % 6 === 0) return 255;
  const edges = [(x % 42) - (cell % 12), (x % 42) - 28, (y % 84) - (cell % 40), (y % 84) - 50];
  const reach = Math.min(...edges.map((distance) => Math.abs(distance)));
  return reach < 4 ? 0 : reach === 4 ? 120 : 255;
}

/** Milliseconds of the middle run. */
function time(run: () => void, rounds = ROUNDS): number {
  run();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[rounds >> 1]!;
}

function figures(name: string, kernelMs: number, referenceMs: number | null): KernelFigures {
  const megapixelsPerSecond = (LINES * widthPx) / kernelMs / 1000;
  const ofReference = referenceMs === null ? null : (referenceMs * LINES) / REFERENCE_LINES / kernelMs;
  return {
    name,
    megapixelsPerSecond: Math.round(megapixelsPerSecond),
    msPerA4Page: round((widthPx * heightPx) / megapixelsPerSecond / 1000),
    timesReference: ofReference === null ? null : round(ofReference),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

function runReference(halftone: HalftoneName, picture: Picture): void {
  const settings = { ...DEFAULT_HALFTONE, halftone };
  const wanted = coverages(settings);
  const screen = screenFor(settings);
  if (screen === null) {
    const { table, paperFrom, solidTo } = diffusionTones(wanted);
    referenceDiffusion(picture, table, paperFrom, solidTo, STRIDE);
    return;
  }
  const tile = { ...screen, thresholds: thresholds(screen, wanted) };
  referenceScreen(picture, tile, STRIDE);
}

/** Measures every kernel on bands of an A4 page. */
export async function benchKernels(): Promise<KernelFigures[]> {
  const kernels: Kernels<AllKernels> = await loadKernels<AllKernels>();
  const rows: KernelFigures[] = [];
  const gray = kernels.reserve(widthPx + 16);
  for (const content of ['blank', 'text', 'gray picture', 'colour picture'] as const) {
    const band = makeBand(content);
    const picture = {
      bgra: band.subarray(0, REFERENCE_LINES * widthPx * 4),
      widthPx,
      lines: REFERENCE_LINES,
      strideBytes: widthPx * 4,
    };
    for (const halftone of ['Gradation', 'ErrorDiffusion'] as const) {
      const mark = kernels.mark();
      const settings = { ...DEFAULT_HALFTONE, halftone, objectAware: false };
      const halftoner = new Halftoner(kernels, {
        settings,
        widthPx,
        heightPx,
        strideBytes: STRIDE,
        maxLines: LINES,
      });
      const hiscoa = new HiscoaKernel(kernels, 'standard');
      kernels.bytes(halftoner.bgraAddress, band.length).set(band);
      if (halftone === 'Gradation') {
        const source = halftoner.bgraAddress;
        const toGray = () => {
          for (let y = 0; y < LINES; y++) kernels.exports.grayLine(source + y * widthPx * 4, gray, widthPx);
        };
        const referenceMs = time(() => referenceGrayPicture(picture), 3);
        rows.push(figures(`BGRA to gray, ${content}`, time(toGray), referenceMs));
      }
      let dots = 0;
      const toDots = () => {
        halftoner.reset();
        dots = halftoner.screen(0, LINES).address;
      };
      const referenceMs = time(() => runReference(halftone, picture), 3);
      rows.push(figures(`BGRA to dots, ${halftone}, ${content}`, time(toDots), referenceMs));
      if (halftone === 'Gradation') {
        const bits = () => kernels.bytes(dots, LINES * STRIDE);
        const compress = () => hiscoa.compress(bits(), STRIDE, LINES);
        rows.push(figures(`Hi-SCoA, ${content}`, time(compress), null));
        if (content === 'text') {
          const count = () => kernels.exports.countDots(dots, LINES * STRIDE);
          const counted = time(() => referenceCount(bits().subarray(0, REFERENCE_LINES * STRIDE)), 3);
          rows.push(figures('count of dots', time(count), counted));
        }
      }
      kernels.releaseTo(mark);
    }
  }
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.table(await benchKernels());
  console.table(await benchObjects());
}
