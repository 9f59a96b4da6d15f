/**
 * Scanning as a person does it: the built app in headless Chromium, over real WebUSB, from the simulated machine in this
 * process, which works on the same cores. `npx tsx test/bench/scanning.ts [sheets]`, after `npm run build`.
 */
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { preview } from 'vite';
import type {} from '../../src/app/automation-api.ts';
import type { Original } from '../../src/simulator/scanner/originals.ts';
import { testSheets } from '../../src/simulator/scanner/test-chart.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { RigBrowser } from '../rig/rig-browser.ts';
import { rendererMegabytes, rendererUse } from './process-memory.ts';

export interface ScanFigures {
  readonly pages: number;
  readonly scan: StepFigures;
  readonly write: StepFigures;
  /** Resident memory of the page's process before, MB. */
  readonly megabytesBefore: number;
  /** And when the machine had read so many pages. */
  readonly memory: readonly { readonly page: number; readonly megabytes: number }[];
  /** What the app keeps of a page, without loss. */
  readonly keptBytesPerPage: number;
  readonly fileBytes: number;
}

interface StepFigures {
  readonly seconds: number;
  /** Processor time of the page's process, all its workers. */
  readonly pageCpuSeconds: number;
  /** Of this one: the machine, the cable and the test. */
  readonly machineCpuSeconds: number;
  /** The most that the page's process has taken since it was started. */
  readonly peakMegabytes: number;
}

/** What to scan, and how it is asked for. */
interface Load {
  readonly pages: number;
  readonly source: 'Glass' | 'Feeder, both sides';
  readonly colours: 'Colour' | 'Gray';
  readonly dpi: number;
  readonly corrections: readonly string[];
  put(machine: SimulatedMachine): void;
}

const PAGES_TO_LOOK_AT = [10, 50, 100];
const PATIENCE_MS = 900_000;
/** Degrees; below, straightening would have little to do. */
const LEAST_SKEW = 0.5;
/** The page's own work on a new page, and the collection of garbage, are over. */
const REST_MS = 3_000;

/** One A4 page from the glass, 600 dpi, colour; straightened, its paper made white, into a PDF as JPEG 80. */
export function benchFinestPage(): Promise<ScanFigures> {
  const original = crookedPage();
  return measure({
    ...{ pages: 1, source: 'Glass', colours: 'Colour', dpi: 600 },
    corrections: ['Straighten pages', 'Make paper white'],
    put: ({ scanner }) => (scanner.unit.glass = original),
  });
}

/** Both sides of sheets from the feeder, 300 dpi, gray, into one PDF. Charts cost the simulated machine little. */
export function benchBatch(sheets: number): Promise<ScanFigures> {
  return measure({
    ...{ pages: 2 * sheets, source: 'Feeder, both sides', colours: 'Gray', dpi: 300, corrections: [] },
    put: ({ scanner }) => scanner.unit.feeder.push(...testSheets(sheets)),
  });
}

async function measure(load: Load): Promise<ScanFigures> {
  const machine = new SimulatedMachine({ tray: { deliver: () => undefined } });
  load.put(machine);
  const server = await preview({ preview: { port: 0, host: 'localhost' }, logLevel: 'error' });
  const url = server.resolvedUrls!.local[0]!;
  const browser = await RigBrowser.launch(machine, { permission: 'seeded', url });
  try {
    const { page } = browser;
    await openScanning(page, load);
    const megabytesBefore = rendererMegabytes(process.pid);
    const memory = watchPages(machine, load);
    const scan = await step(async () => {
      await page.getByRole('button', { name: 'Scan', exact: true }).click();
      const end = page.getByRole('region', { name: 'More sheets, or finish' });
      await end.getByText(`${load.pages} page${load.pages > 1 ? 's' : ''} scanned.`).waitFor();
    });
    const { findings, bytes } = await kept(page);
    if (
      load.corrections.length > 0 &&
      findings.some(({ skewDegrees }) => Math.abs(skewDegrees) < LEAST_SKEW)
    ) {
      throw new Error('The page was found straight: straightening it is not measured.');
    }
    await page.waitForTimeout(REST_MS);
    let fileBytes = 0;
    const write = await step(async () => {
      const downloading = page.waitForEvent('download');
      const panel = page.locator('platen-scan-destinations');
      await panel.getByRole('button', { name: 'Save', exact: true }).click();
      fileBytes = statSync(await (await downloading).path()).size;
    });
    const keptBytesPerPage = bytes / load.pages;
    return { pages: load.pages, scan, write, megabytesBefore, memory, keptBytesPerPage, fileBytes };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The scan view with everything chosen, and nothing left to do. */
async function openScanning(page: Page, { source, colours, dpi, corrections }: Load): Promise<void> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.evaluate(async () => {
    await window.platen.ready;
    // Its dialog cannot be answered here: as in a browser that only knows downloads.
    Object.assign(window, { showSaveFilePicker: undefined });
  });
  await page.getByRole('link', { name: 'Scan' }).first().click();
  const panel = page.locator('platen-scan-panel');
  await panel.getByRole('radio', { name: source, exact: true }).check();
  await panel.getByRole('radio', { name: colours, exact: true }).check();
  for (const [label, option] of [
    ['Resolution', `${dpi} dpi`],
    ['Size', 'A4'],
  ] as const) {
    await panel.getByRole('combobox', { name: label }).click();
    await panel.getByRole('option', { name: option, exact: true }).click();
  }
  for (const name of corrections) await panel.getByRole('switch', { name }).press('Space');
  await page.waitForTimeout(REST_MS);
}

/** Reads the memory whenever the machine has read one of the pages to look at. */
function watchPages({ scanner }: SimulatedMachine, { pages }: Load): { page: number; megabytes: number }[] {
  const readings: { page: number; megabytes: number }[] = [];
  let page = 0;
  scanner.unit.onFed = () => {
    page += 2;
    const isLooked = page === pages || PAGES_TO_LOOK_AT.includes(page);
    if (isLooked) readings.push({ page, megabytes: rendererMegabytes(process.pid) });
  };
  return readings;
}

/** What was found on the pages, and the bytes their pixels take. */
function kept(page: Page): Promise<{ findings: { skewDegrees: number }[]; bytes: number }> {
  return page.evaluate(async () => {
    // Nameless functions only: tsx would wrap a named one in a helper that the page does not have.
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('platen');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(String(request.error)));
    });
    const [pages, pixels] = await Promise.all(
      ['scannedPages', 'scanPixels'].map(
        (store) =>
          new Promise<{ findings: { skewDegrees: number }; bytes: number }[]>((resolve, reject) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(new Error(String(request.error)));
          }),
      ),
    );
    database.close();
    return {
      findings: pages!.map(({ findings }) => findings),
      bytes: pixels!.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  });
}

async function step(work: () => Promise<void>): Promise<StepFigures> {
  const own = process.cpuUsage();
  const { cpuSeconds } = rendererUse(process.pid);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const after = rendererUse(process.pid);
  return {
    seconds,
    pageCpuSeconds: after.cpuSeconds - cpuSeconds,
    machineCpuSeconds: (user + system) / 1e6,
    peakMegabytes: after.peakMegabytes,
  };
}

/**
 * Yellowish A4 paper with lines of letters, laid down a degree askew, with the noise of a scanner; every dot of
 * 600 dpi is made beforehand.
 */
function crookedPage(): Original {
  const [widthPx, heightPx] = [4961, 7016];
  const pxPerMm = 600 / 25.4;
  const slope = Math.tan(Math.PI / 180);
  const colours = new Uint32Array(widthPx * heightPx);
  let noise = 1;
  for (let at = 0; at < colours.length; at++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    const [column, row] = [Math.floor(x + slope * y) >> 3, Math.floor(y - slope * x)];
    const isMargin = x < 500 || x > widthPx - 500 || y < 500 || y > heightPx - 500;
    const isLetter =
      !isMargin && row % 100 < 50 && Math.imul(column * 31 + (row >> 3), 2654435761) >>> 30 === 0;
    const [red, green, blue] = isLetter ? [40, 36, 44] : [244, 240, 226];
    const grain = noise >>> 30;
    colours[at] = ((red! + grain) << 16) | ((green! + grain) << 8) | (blue! + grain);
  }
  const columnAt = (xMm: number) => Math.min(widthPx - 1, Math.floor(xMm * pxPerMm));
  const rowAt = (yMm: number) => Math.min(heightPx - 1, Math.floor(yMm * pxPerMm));
  const rowOf = (row: number) => colours.subarray(row * widthPx, (row + 1) * widthPx);
  return {
    ...{ widthMm: widthPx / pxPerMm, heightMm: heightPx / pxPerMm },
    colourAt: (xMm, yMm) => rowOf(rowAt(yMm))[columnAt(xMm)]!,
    pixels: { columnAt, rowAt, row: rowOf },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(await benchFinestPage());
  console.log(await benchBatch(Number(process.argv[2] ?? 50)));
  process.exit(0);
}
