import { expect, test } from '@playwright/test';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../../src/cli/chromium.ts';
import type { PageRequest } from '../../src/scan/protocol/scanner.ts';
import { scanLine, type Original } from '../../src/simulator/scanner/originals.ts';
import type { ScanTrouble } from '../../src/simulator/scanner/scan-unit.ts';
import { testChart, testSheets } from '../../src/simulator/scanner/test-chart.ts';
import { scanWhole, simulatedScanner } from '../support/simulated-scanner.ts';
import { preloadLibrary } from './preload-library.ts';
import { RigServer } from './rig-server.ts';

/*
 * The real SANE against the simulated machine: whoever works with SANE's driver for this model, which was tested on
 * the real machine, speaks the machine's language.
 */

interface SaneRun {
  /** `scanimage`'s own: 0 all went well. */
  readonly code: number | null;
  readonly errors: string;
  /** The pages it wrote, in order. */
  readonly pages: readonly Pnm[];
  /** Every command it sent: code and payload. */
  readonly commands: readonly string[];
}

interface Pnm {
  readonly channels: 1 | 3;
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

type Prepare = (machine: Awaited<ReturnType<typeof simulatedScanner>>) => void;

test.beforeAll(() => {
  const isThere = () => spawnSync('scanimage', ['--version']).status === 0;
  if (!isThere()) installPackages(['sane-utils']);
  if (!isThere())
    throw new Error('scanimage is missing. On Debian or Ubuntu: sudo apt-get install sane-utils');
});

async function scanimage(prepare: Prepare, ...options: string[]): Promise<SaneRun> {
  const simulated = await simulatedScanner();
  await simulated.scanner.close();
  await simulated.device.close();
  simulated.unit.carriageWaits = 2;
  const commands = listen(simulated);
  prepare(simulated);
  const rig = await RigServer.start(simulated.machine);
  const out = mkdtempSync(join(tmpdir(), 'platen-sane-'));
  try {
    const env = { ...process.env, LD_PRELOAD: preloadLibrary(), PLATEN_RIG_DIR: rig.directory };
    const args = ['--device-name=pixma', '--format=pnm', `--batch=${join(out, '%d.pnm')}`, ...options];
    const child = spawn('scanimage', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('close', resolve);
      child.on('error', reject);
    });
    const files = readdirSync(out).toSorted((a, b) => parseInt(a) - parseInt(b));
    return { code, errors, pages: files.map((name) => readPnm(readFileSync(join(out, name)))), commands };
  } finally {
    await rig.close();
    rmSync(out, { recursive: true });
  }
}

function listen({ unit }: Awaited<ReturnType<typeof simulatedScanner>>): string[] {
  const commands: string[] = [];
  const answer = unit.answer.bind(unit);
  unit.answer = (code, payload) => {
    commands.push(`${code.toString(16)} ${Buffer.from(payload).toString('hex')}`.trim());
    return answer(code, payload);
  };
  return commands;
}

function readPnm(file: Buffer): Pnm {
  const header = /^P([56])\s(?:#.*\s)*(\d+)\s(\d+)\s255\s/.exec(file.subarray(0, 200).toString('latin1'))!;
  const [all, kind, width, height] = header;
  const pixels = file.subarray(all.length);
  return { channels: kind === '6' ? 3 : 1, width: Number(width), height: Number(height), pixels };
}

function expectPage({ channels, width, height, pixels }: Pnm, original: Original, dpi: number): void {
  const view = { dpi, mode: channels === 3 ? 'colour' : 'gray', x: 0, width } as const;
  const lines = Array.from({ length: height }, (_, y) => scanLine(original, y, view));
  expect(pixels.equals(Buffer.concat(lines))).toBe(true);
}

for (const [mode, dpi, width, height] of [
  ['Gray', 75, 636, 868],
  ['Color', 150, 1272, 1736],
  ['Gray', 300, 2544, 3472],
  ['Color', 600, 5088, 6944],
] as const) {
  test(`scanimage gets every pixel of the glass: ${mode}, ${dpi} dpi`, async () => {
    const chart = testChart('GLASS');
    const { code, pages, errors } = await scanimage(
      ({ unit }) => (unit.glass = chart),
      ...['--source=Flatbed', `--mode=${mode}`, `--resolution=${dpi}`, '--batch-count=1'],
    );
    expect(errors).not.toContain('rror');
    expect(code).toBe(0);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ width, height });
    expectPage(pages[0]!, chart, dpi);
  });
}

test('scanimage empties the feeder, sheet after sheet', async () => {
  const sheets = testSheets(3);
  const { code, pages, errors } = await scanimage(
    ({ unit }) => unit.feeder.push(...sheets),
    ...['--source=Automatic Document Feeder', '--mode=Gray', '--resolution=150'],
  );
  expect(errors).toContain('out of documents');
  expect(code).toBe(0);
  expect(pages).toHaveLength(3);
  for (const [index, { front }] of sheets.entries()) expectPage(pages[index]!, front, 150);
});

test('scanimage gets fronts and backs in turn', async () => {
  const sheets = testSheets(2);
  const { code, pages } = await scanimage(
    ({ unit }) => unit.feeder.push(...sheets),
    ...['--source=ADF Duplex', '--mode=Color', '--resolution=75'],
  );
  expect(code).toBe(0);
  const sides = sheets.flatMap(({ front, back }) => [front, back!]);
  expect(pages).toHaveLength(sides.length);
  for (const [index, side] of sides.entries()) expectPage(pages[index]!, side, 75);
});

test('a sheet that is shorter than asked for is filled up with white', async () => {
  const short = { ...testChart('SHORT'), heightMm: 100 };
  const { code, pages } = await scanimage(
    ({ unit }) => unit.feeder.push({ front: short, back: null }),
    ...['--source=Automatic Document Feeder', '--mode=Gray', '--resolution=75'],
  );
  expect(code).toBe(0);
  expectPage(pages[0]!, short, 75);
});

/** What `scanimage` ends with, and whether it says so in these words. */
const TROUBLES: readonly (readonly [ScanTrouble, number, string])[] = [
  ['stop', 2, 'cancel'],
  ['busy', 3, 'busy'],
  ['silent', 9, 'I/O'],
];

for (const [trouble, exit, words] of TROUBLES) {
  test(`what SANE makes of a machine in trouble: ${trouble}`, async () => {
    const { code, errors } = await scanimage(
      ({ unit }) => unit.setTrouble(trouble, true),
      ...['--source=Flatbed', '--mode=Gray', '--resolution=75', '--batch-count=1'],
    );
    expect(errors).toContain(words);
    expect(code).toBe(exit);
  });
}

const WHOLE = { leftMm: 0, topMm: 0, widthMm: 215.4, heightMm: 294 };

for (const [source, name, sheets] of [
  ['glass', 'Flatbed', 0],
  ['feeder', 'Automatic Document Feeder', 2],
  ['feeder-duplex', 'ADF Duplex', 2],
] as const) {
  test(`our packets are SANE's, but for the end of a page: ${source}`, async () => {
    const count = source === 'glass' ? ['--batch-count=1'] : [];
    const sane = await scanimage(
      ({ unit }) => unit.feeder.push(...testSheets(sheets)),
      ...[`--source=${name}`, '--mode=Gray', '--resolution=75', ...count],
    );
    const ours = await ourCommands({ source, mode: 'gray', dpi: 75, area: WHOLE }, sheets);
    // SANE ends a session in the feeder only, and there only while more paper waits; we do after every page.
    const withoutEnds = (commands: readonly string[]) =>
      commands.filter((command) => !command.startsWith('ef20'));
    expect(withoutEnds(ours)).toEqual(withoutEnds(sane.commands));
  });
}

async function ourCommands(request: PageRequest, sheets: number): Promise<string[]> {
  const simulated = await simulatedScanner();
  simulated.unit.carriageWaits = 2;
  simulated.unit.feeder.push(...testSheets(sheets));
  const commands = listen(simulated);
  try {
    do await scanWhole(simulated.scanner, request);
    while (request.source !== 'glass');
  } catch {
    // The feeder is empty: that is how a batch ends.
  }
  return commands;
}
