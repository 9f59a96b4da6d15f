/**
 * Pages into files: pixels a second and memory, line by line as Platen does, and by the browser's own canvas, which
 * wants whole pictures. Each in a process of its own: `npx tsx test/bench/files.ts`, after `npm run build:kernels`.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../../src/cli/chromium.ts';
import type { FileExports } from '../../src/scan/files/file-kernels.ts';
import type { FinishedPage, PageInk } from '../../src/scan/files/finished-page.ts';
import { channelsOf, lineBytesOf } from '../../src/scan/files/page-lines.ts';
import { writeDocument, type DocumentToWrite } from '../../src/scan/files/write-document.ts';
import { loadKernels } from '../support/load-kernels.ts';
import { rendererMegabytes } from './process-memory.ts';

interface FileFigures {
  readonly name: string;
  readonly megapixelsPerSecond: number;
  readonly secondsPerPage: number;
  /** The most that the process took beyond what it had before; null where it is not measured. */
  readonly megabytes: number;
  readonly fileMegabytes: number;
}

/** A4 at 600 dpi. */
const [WIDTH, HEIGHT] = [4960, 7016];
const MEGAPIXELS = (WIDTH * HEIGHT) / 1e6;
const PORTION_LINES = 64;
const PAGES = 3;

type Case = Pick<DocumentToWrite, 'format' | 'jpegQuality'> & { readonly ink: PageInk };

const CASES: Readonly<Record<string, Case>> = {
  'colour, JPEG 80 in PDF': { ink: 'colour', format: 'pdf', jpegQuality: 80 },
  'colour, JPEG 95 in PDF': { ink: 'colour', format: 'pdf', jpegQuality: 95 },
  'gray, JPEG 80 in PDF': { ink: 'gray', format: 'pdf', jpegQuality: 80 },
  'colour, without loss in PDF': { ink: 'colour', format: 'pdf', jpegQuality: null },
  'black, Group 4 in PDF': { ink: 'black', format: 'pdf', jpegQuality: null },
};

/** Lines of letters on paper, with the noise of a scanner; the same few lines over and over, so that they cost nothing. */
function scannedPage(ink: PageInk): FinishedPage {
  const page: FinishedPage = {
    ...{ widthPx: WIDTH, heightPx: HEIGHT, dpi: 600, ink },
    async *portions() {
      const lineBytes = lineBytesOf(page);
      const portion = new Uint8Array(lineBytes * PORTION_LINES);
      let noise = 1;
      for (let at = 0; at < portion.length; at++) {
        noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
        const [x, y] = [at % lineBytes, Math.floor(at / lineBytes)];
        const column = Math.floor(x / channelsOf(ink)) >> 3;
        const isLetter = y > 12 && y < 50 && Math.imul(column * 31 + (y >> 3), 2654435761) >>> 30 === 0;
        if (ink === 'black') portion[at] = isLetter ? 0xff >> (y & 3) : 0;
        else portion[at] = (isLetter ? 40 : 240) + (noise >>> 30);
      }
      for (let y = 0; y < HEIGHT; y += PORTION_LINES) {
        yield portion.subarray(0, Math.min(PORTION_LINES, HEIGHT - y) * lineBytes);
      }
      await Promise.resolve();
    },
  };
  return page;
}

/** In this process. */
async function measure(name: string): Promise<FileFigures> {
  const { ink, ...how } = CASES[name]!;
  const kernels = await loadKernels<FileExports>();
  const order = { fileName: 'bench', title: 'Bench', createdAt: new Date(), language: null, ...how };
  async function* pages(count: number) {
    for (let page = 0; page < count; page++) yield { page: scannedPage(ink), text: null };
    await Promise.resolve();
  }
  // Once before, so that libraries are loaded.
  const small = { ...scannedPage(ink), heightPx: 1 };
  const line = { portions: () => one(new Uint8Array(lineBytesOf(small))) };
  await writeDocument({ ...order, pages: one({ page: { ...small, ...line }, text: null }) }, kernels);
  const before = process.resourceUsage().maxRSS;
  const started = performance.now();
  const [file] = await writeDocument({ ...order, pages: pages(PAGES) }, kernels);
  const secondsPerPage = (performance.now() - started) / 1000 / PAGES;
  return figures(
    name,
    secondsPerPage,
    (process.resourceUsage().maxRSS - before) / 1024,
    file!.blob.size / PAGES,
  );
}

async function* one<T>(item: T): AsyncGenerator<T> {
  yield item;
  await Promise.resolve();
}

function figures(name: string, secondsPerPage: number, megabytes: number, fileBytes: number): FileFigures {
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    name,
    megapixelsPerSecond: Math.round(MEGAPIXELS / secondsPerPage),
    secondsPerPage: round(secondsPerPage),
    megabytes: Math.round(megabytes),
    fileMegabytes: round(fileBytes / 1e6),
  };
}

/** The plain way: the whole page on a canvas, which makes a JPEG of it. */
async function byCanvas(): Promise<FileFigures> {
  const server = await chromium.launchServer({ executablePath: ensureChromium(), args: chromiumFlags() });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage();
    await page.goto('about:blank');
    const pid = server.process().pid!;
    const before = rendererMegabytes(pid);
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, rendererMegabytes(pid))), 50);
    const { seconds, bytes } = await page.evaluate(canvasJpeg, [WIDTH, HEIGHT, PORTION_LINES] as const);
    clearInterval(watch);
    return figures('colour, JPEG 80 by a canvas of the browser', seconds, most - before, bytes);
  } finally {
    await server.close();
  }
}

/** Runs in the page. */
async function canvasJpeg([width, height, lines]: readonly [number, number, number]): Promise<{
  seconds: number;
  bytes: number;
}> {
  const strip = new ImageData(width, lines);
  let noise = 1;
  for (let at = 0; at < strip.data.length; at++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    const [column, y] = [(at % (width * 4)) >> 5, Math.floor(at / (width * 4))];
    const isLetter = y > 12 && y < 50 && Math.imul(column * 31 + (y >> 3), 2654435761) >>> 30 === 0;
    strip.data[at] = at % 4 === 3 ? 255 : (isLetter ? 40 : 240) + (noise >>> 30);
  }
  const started = performance.now();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  for (let y = 0; y < height; y += lines) context.putImageData(strip, 0, y);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return { seconds: (performance.now() - started) / 1000, bytes: blob.size };
}

/** All of them, one after the other. */
export async function benchFiles(): Promise<FileFigures[]> {
  const own = fileURLToPath(import.meta.url);
  const rows = Object.keys(CASES).map((name) => {
    const report = execFileSync(process.execPath, ['--import', 'tsx', own, name], { encoding: 'utf8' });
    return JSON.parse(report) as FileFigures;
  });
  return [...rows, await byCanvas()];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , name] = process.argv;
  if (name === undefined) console.table(await benchFiles());
  else process.stdout.write(JSON.stringify(await measure(name)));
}
