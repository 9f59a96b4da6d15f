import { test as base, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { DocumentInfo } from '../../../src/documents/raster-api.ts';
import type { ErrorRecord } from '../../../src/errors/platen-error.ts';
import { decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { SheetPlan, SidePlan } from '../../../src/layout/sheet-plan.ts';
import type { PaperName } from '../../../src/machine/paper.ts';
import {
  DEFAULT_HALFTONE,
  type HalftoneName,
  type HalftoneSettings,
} from '../../../src/settings/halftone.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import type { Scaling } from '../../../src/settings/catalogue/layout.ts';
import { startHarness, type HarnessServer } from './harness-server.ts';
import type { RenderedSide, harness as Harness } from './harness/harness.ts';

export interface SideOptions {
  readonly pageIndex?: number;
  readonly paper?: PaperName;
  readonly scaling?: Scaling;
  readonly halftone?: HalftoneName;
}

/** A rastered side, decoded from its page data. */
export class Dots {
  constructor(
    readonly widthPx: number,
    readonly heightPx: number,
    private readonly stride: number,
    readonly bits: Uint8Array,
    readonly rendered: RenderedSide,
  ) {}

  isBlack(x: number, y: number): boolean {
    return (this.bits[y * this.stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
  }

  /** Share of black in a rectangle, 0 to 1. */
  coverage(left: number, top: number, width: number, height: number): number {
    let black = 0;
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) if (this.isBlack(x, y)) black += 1;
    }
    return black / (width * height);
  }

  /** The smallest box that holds all black dots; null on a blank side. */
  inkBox(): { left: number; top: number; right: number; bottom: number } | null {
    const box = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
    for (let y = 0; y < this.heightPx; y += 1) {
      const line = this.bits.subarray(y * this.stride, (y + 1) * this.stride);
      const first = line.findIndex((byte) => byte !== 0);
      if (first < 0) continue;
      const last = line.findLastIndex((byte) => byte !== 0);
      box.left = Math.min(box.left, first * 8 + Math.clz32(line[first]!) - 24);
      box.right = Math.max(box.right, last * 8 + 8 - (31 - Math.clz32(line[last]! & -line[last]!)));
      box.top = Math.min(box.top, y);
      box.bottom = y + 1;
    }
    return box.bottom < 0 ? null : box;
  }

  /** Dots that differ from another raster of the same shape. */
  difference(other: Dots): number {
    let count = 0;
    this.bits.forEach((byte, at) => {
      for (let rest = byte ^ other.bits[at]!; rest !== 0; rest &= rest - 1) count += 1;
    });
    return count;
  }
}

/** The sheets that settings make of documents; what is not given is as at first. */
export function planOf(documents: readonly DocumentInfo[], settings: Partial<PrintSettings>): SheetPlan {
  const job = { title: 'Test', user: 'tester', date: '24 December', time: '18:00' };
  return planJob({ documents, settings: { ...DEFAULT_SETTINGS, paper: 'A4', ...settings }, job });
}

/** Drives the page that holds the raster workers. */
export class RasterBench {
  constructor(
    readonly page: Page,
    private readonly server: HarnessServer,
  ) {}

  /** Makes a file that `open` can open by its name. */
  put(name: string, bytes: Uint8Array): void {
    this.server.put(name, bytes);
  }

  tune(canvasBytes: number): Promise<void> {
    return this.page.evaluate((bytes) => window.harness.tune(bytes), canvasBytes);
  }

  tryOpen(name: string, password?: string): ReturnType<typeof Harness.open> {
    const args = [name, password] as const;
    return this.page.evaluate(([file, key]) => window.harness.open(file, `/documents/${file}`, key), args);
  }

  async open(name: string, password?: string): Promise<DocumentInfo> {
    const result = await this.tryOpen(name, password);
    if ('error' in result) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  /** Rasters one page of an open document on a side of its own. */
  async trySide(info: DocumentInfo, options: SideOptions = {}): Promise<Dots | ErrorRecord> {
    const { pageIndex = 0, paper = 'A4', scaling = 'fit', halftone = 'Threshold' } = options;
    const plan = planOf([info], { paper, scaling });
    return this.#raster(plan.sheets[pageIndex]!.front, paper, { halftone });
  }

  /** Rasters a side of one's own making. */
  async raster(side: SidePlan, paper: PaperName, tones: Partial<HalftoneSettings> = {}): Promise<Dots> {
    const result = await this.#raster(side, paper, { halftone: 'Threshold', ...tones });
    if (result instanceof Dots) return result;
    throw new Error(JSON.stringify(result));
  }

  async #raster(
    side: SidePlan,
    paper: PaperName,
    tones: Partial<HalftoneSettings>,
  ): Promise<Dots | ErrorRecord> {
    const request = { side, paper, halftone: { ...DEFAULT_HALFTONE, ...tones } };
    const result = await this.page.evaluate((wanted) => window.harness.side(wanted), request);
    if ('error' in result) return result.error;
    const decoded = decodeSide(Buffer.from(result.value.data, 'base64'));
    return new Dots(decoded.widthPx, decoded.heightPx, decoded.stride, decoded.bits, result.value);
  }

  async side(info: DocumentInfo, options: SideOptions = {}): Promise<Dots> {
    const result = await this.trySide(info, options);
    if (result instanceof Dots) return result;
    throw new Error(JSON.stringify(result));
  }

  /** Opens a document of one's own making, rasters its first page, and closes it. */
  async print(name: string, options: SideOptions = {}): Promise<Dots> {
    const dots = await this.side(await this.open(name), options);
    await this.close(name);
    return dots;
  }

  close(name: string): Promise<void> {
    return this.page.evaluate((id) => window.harness.close(id), name);
  }
}

export const test = base.extend<{ bench: RasterBench }, { server: HarnessServer }>({
  server: [
    async ({ browserName: _ }, use, { workerIndex }) => {
      const server = await startHarness(resolve('test-results', `raster-harness-${workerIndex}`));
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  bench: async ({ page, server }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|fake worker/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(server.url);
    await use(new RasterBench(page, server));
    test.expect(complaints).toEqual([]);
  },
});
export const { expect } = test;
