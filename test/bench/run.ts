/**
 * `npm run bench [name...]`: kernels, layout, printing, preview, usb, objects, corrections, files, scanning, page, and
 * only by name survival (half an hour). Everything that is compared is measured in the same run.
 * Machines differ and are shared: read the ratios.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { conversionSeconds } from './conversion.ts';
import { benchCorrections } from './corrections.ts';
import { benchFiles } from './files.ts';
import { ghostscriptSeconds } from './ghostscript.ts';
import { benchKernels } from './kernels.ts';
import { benchLayout } from './layout.ts';
import { objectCost } from './object-cost.ts';
import { previewSpeed } from './preview.ts';
import { printSpeed, type PrintFigures } from './print-speed.ts';
import { benchBatch, benchFinestPage, type ScanFigures } from './scanning.ts';
import { survival } from './survival.ts';
import { benchBulkOut } from './usb-rig.ts';

const DOCUMENTS = [
  { file: 'test/documents/tracemonkey.pdf', pages: 14 },
  { file: 'test/bench/documents/freeculture.pdf', pages: 50 },
];

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** The largest reading near a side; NaN when none was taken there. */
function memoryAt(figures: PrintFigures, side: number): number {
  const near = figures.memory.filter((reading) => Math.abs(reading.side - side) <= 20);
  return Math.max(...near.map(({ megabytes }) => megabytes));
}

async function printing(): Promise<void> {
  for (const { file, pages } of DOCUMENTS) {
    const runs: PrintFigures[] = [];
    const conversions: number[] = [];
    const ljet4: number[] = [];
    const pbmraw: number[] = [];
    // In turn, so that whatever else the computer does falls on all of them.
    for (let round = 0; round < 3; round++) {
      runs.push(await printSpeed(file, pages));
      conversions.push(pages / (await conversionSeconds(file, pages)));
      for (const [device, rates] of [
        ['ljet4', ljet4],
        ['pbmraw', pbmraw],
      ] as const) {
        const seconds = ghostscriptSeconds(device, file, pages);
        if (seconds !== null) rates.push(pages / seconds);
      }
    }
    console.log(`\n${file}, first ${pages} pages, 600 dpi, pages per second`);
    if (ljet4.length === 0) console.log('  Ghostscript is not installed');
    else {
      console.log(`  Ghostscript ljet4       ${median(ljet4).toFixed(2)}`);
      console.log(`  Ghostscript pbmraw      ${median(pbmraw).toFixed(2)}`);
    }
    const platen = [
      ['PDF to UFR II LT', conversions, 'two workers, bytes counted and dropped'],
      [
        'the whole print',
        runs.map((run) => run.pagesPerSecond),
        'and the simulated machine, on the same cores',
      ],
    ] as const;
    for (const [name, rates, what] of platen) {
      const rate = median(rates);
      const ratio = ljet4.length > 0 ? `${(rate / median(ljet4)).toFixed(2)} of ljet4; ` : '';
      console.log(`  ${name.padEnd(22)}  ${rate.toFixed(2)}  ${ratio}${what}`);
    }
    console.log(`  first byte              ${median(runs.map((run) => run.firstByteMs))} ms after Print`);
    console.log(
      `  longest task            ${Math.max(...runs.map((run) => run.longestTaskMs)).toFixed(0)} ms (0: none over 50)`,
    );
    const last = runs.at(-1)!;
    const end = last.memory.at(-1)!.side;
    const at = end > 100 ? [20, 100, 200, end] : [end];
    console.log(
      `  memory of the page      ${at.map((side) => `${memoryAt(last, side).toFixed(0)} MB at side ${side}`).join(', ')}`,
    );
  }
}

async function preview(): Promise<void> {
  for (const { file } of DOCUMENTS) {
    const { firstSheetMs, dotsMs, longestTaskMs } = await previewSpeed(file);
    console.log(`\n${file}, preview after a change of a setting`);
    console.log(
      `  first sheet          ${median(firstSheetMs).toFixed(0)} ms (${Math.max(...firstSheetMs).toFixed(0)} at worst)`,
    );
    console.log(`  its dots             ${median(dotsMs).toFixed(0)} ms`);
    console.log(`  longest task         ${longestTaskMs.toFixed(0)} ms (0: none over 50)`);
  }
}

async function kernels(): Promise<void> {
  console.log('\nKernels');
  console.table(await benchKernels());
}

function layout(): void {
  console.log('\nPlanning 5,000 pages, milliseconds');
  console.table(benchLayout());
}

async function usb(): Promise<void> {
  console.log('\nBulk OUT through real WebUSB');
  console.table(await benchBulkOut());
}

async function objects(): Promise<void> {
  console.log('\nObject-aware halftoning, whole rasters');
  console.table(await objectCost());
}

async function corrections(): Promise<void> {
  console.log('\nCorrections of scanned A4 pages of 300 dpi');
  console.table(await benchCorrections());
}

async function files(): Promise<void> {
  console.log('\nScanned A4 pages of 600 dpi into files');
  console.table(await benchFiles());
}

/** How long the page's thread is busy at a time, and how soon a long history is at hand: with limits, so that it fails. */
function page(): void {
  console.log("\nThe page's thread");
  const args = ['playwright', 'test', '--project=bench', '--workers=1', '--reporter=list'];
  const { status } = spawnSync('npx', args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

/** What a page of 600 dpi in colour may take. */
const SCAN_MEMORY_LIMIT_MB = 300;

async function scanning(): Promise<void> {
  console.log(
    '\nOne colour page of 600 dpi from the glass, straightened, its paper made white, into a PDF as JPEG 80',
  );
  const page = await benchFinestPage();
  tellScan(page);
  const peak = page.write.peakMegabytes - page.megabytesBefore;
  console.log(
    `  more than before     ${peak.toFixed(0)} MB at most; the limit is ${SCAN_MEMORY_LIMIT_MB} MB`,
  );
  console.log('\nBoth sides of 50 sheets (test charts) from the feeder, gray, 300 dpi, into one PDF');
  tellScan(await benchBatch(50));
}

function tellScan({
  pages,
  scan,
  write,
  megabytesBefore,
  memory,
  keptBytesPerPage,
  fileBytes,
}: ScanFigures): void {
  for (const [name, figures] of [
    ['scan', scan],
    ['write', write],
  ] as const) {
    const { seconds, pageCpuSeconds, machineCpuSeconds } = figures;
    console.log(
      `  ${name.padEnd(20)} ${seconds.toFixed(1)} s, ${(pages / seconds).toFixed(2)} pages a second; processor time ${pageCpuSeconds.toFixed(1)} s in the page, ${machineCpuSeconds.toFixed(1)} s in the simulated machine`,
    );
  }
  const readings = memory
    .map(({ page, megabytes }) => `${megabytes.toFixed(0)} MB at page ${page}, `)
    .join('');
  console.log(
    `  memory of the page   ${megabytesBefore.toFixed(0)} MB before, ${readings}at most ${scan.peakMegabytes.toFixed(0)} MB after scanning, ${write.peakMegabytes.toFixed(0)} MB after writing`,
  );
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(
    `  on disk, each page   ${kilobytes(keptBytesPerPage)} kept without loss, ${kilobytes(fileBytes / pages)} in the PDF`,
  );
}

async function kills(): Promise<void> {
  const seed = Date.now() % 1_000_000;
  console.log(`\nThe printing window killed in the middle of a job, seed ${seed}`);
  console.log(await survival(200, 'ask', seed));
  console.log(await survival(40, 'resume', seed));
}

const BENCHES = { kernels, layout, printing, preview, usb, objects, corrections, files, scanning, page };
const wanted = process.argv.slice(2);
console.log(`${availableParallelism()} processors, Node ${process.version}`);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
if (wanted.includes('survival')) await kills();
process.exit();
