import { PlatenError } from '../../../src/errors/platen-error.ts';
import { AS_SCANNED } from '../../../src/scan/corrections/corrections.ts';
import { NOTHING_FOUND } from '../../../src/scan/corrections/findings.ts';
import type { ScanShelf, StoredOverview, StoredStrip } from '../../../src/scan/pages/scan-shelf.ts';
import type { PixelShape, ScanBatch, ScannedPage } from '../../../src/scan/pages/scanned-page.ts';
import { unpackStrip } from '../../../src/scan/pages/strip-codec.ts';
import type { ScanOrder, ScannedRows, ScannerState } from '../../../src/scan/session/scanner-api.ts';
import { ScannerService, type Location } from '../../../src/scan/session/scanner-service.ts';
import type { Turns } from '../../../src/scan/session/turns.ts';
import { IMAGERUNNER_1024 } from '../../../src/simulator/descriptors.ts';
import { SimulatedMachine } from '../../../src/simulator/simulated-machine.ts';
import { scanLine, type Original } from '../../../src/simulator/scanner/originals.ts';
import { SimulatedUsb } from '../../../src/simulator/webusb.ts';
import { systemClock, type Clock } from '../../../src/usb/clock.ts';
import { settle } from '../usb/fake-clock.ts';

const BATCH: ScanBatch = { id: 'batch', title: '', createdAt: 0, changedAt: 0, profileId: null };

export const ORDER: ScanOrder = {
  batchId: BATCH.id,
  source: 'glass',
  mode: 'gray',
  dpi: 75,
  area: { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 297 },
  corrections: AS_SCANNED,
  afterPlace: null,
};

/** A shelf in memory that can be slow or full, and knows what it was asked to hold at once. */
export class MemoryShelf implements ScanShelf {
  readonly kept = new Map<string, ScannedPage>();
  readonly strips = new Map<string, StoredStrip>();
  readonly overviews = new Map<string, StoredOverview>();
  readonly #batches = new Map([[BATCH.id, BATCH]]);
  /** Strips that may still be put; then the disk is full. */
  room = Infinity;
  /** Awaited before a strip is written. */
  delay: () => Promise<void> = () => Promise.resolve();
  inFlight = 0;
  mostInFlight = 0;

  async batches() {
    return [...this.#batches.values()];
  }
  async pages(batchId: string) {
    const pages = [...this.kept.values()].filter((page) => page.batchId === batchId);
    return pages.sort((a, b) => a.place - b.place);
  }
  async page(id: string) {
    return this.kept.get(id) ?? null;
  }
  async saveBatch(batch: ScanBatch) {
    this.#batches.set(batch.id, batch);
  }
  async savePage(page: ScannedPage) {
    this.kept.set(page.id, page);
  }
  async erasePages(ids: readonly string[]) {
    for (const id of ids) this.kept.delete(id);
    await this.clearCutShort();
  }
  async eraseBatch(id: string) {
    this.#batches.delete(id);
  }
  async putStrip(pixelsId: string, index: number, strip: StoredStrip) {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await this.delay();
    this.inFlight -= 1;
    this.room -= 1;
    if (this.room < 0) throw new PlatenError('scan.no-room');
    this.strips.set(`${pixelsId} ${index}`, strip);
  }
  async strip(pixelsId: string, index: number) {
    return this.strips.get(`${pixelsId} ${index}`) ?? null;
  }
  async putOverview(pixelsId: string, overview: StoredOverview) {
    this.overviews.set(pixelsId, overview);
  }
  async overview(pixelsId: string) {
    return this.overviews.get(pixelsId) ?? null;
  }
  async sizes() {
    return new Map<string, number>();
  }
  async keepWithin() {
    return [];
  }
  async clearCutShort() {
    const shown = new Set([...this.kept.values()].map(({ pixelsId }) => pixelsId));
    for (const key of [...this.strips.keys()]) if (!shown.has(key.split(' ')[0]!)) this.strips.delete(key);
    for (const key of [...this.overviews.keys()]) if (!shown.has(key)) this.overviews.delete(key);
  }
}

/** One window alone. */
const ALONE: Turns = { take: async () => () => undefined, onWish: () => undefined };

interface Options {
  readonly clock?: Clock;
  readonly machine?: SimulatedMachine;
  readonly shelf?: MemoryShelf;
  readonly turns?: Turns;
}

/** A scanner's service on the simulated machine, with its shelf. */
export function scannerBench(options: Options = {}) {
  const tray = { deliver: () => undefined };
  const machine = options.machine ?? new SimulatedMachine({ tray, speed: 'instant' });
  const { clock = systemClock, shelf = new MemoryShelf(), turns = ALONE } = options;
  const { unit } = machine.scanner;
  unit.carriageWaits = 0;
  const states: ScannerState[] = [];
  const rows: ScannedRows[] = [];
  let ids = 0;
  const service: ScannerService = new ScannerService({
    shelf,
    turns,
    clock,
    os: 'linux',
    findingsOf: () => NOTHING_FOUND,
    newId: () => `page-${++ids}`,
    today: () => 1_000,
    onChange: () => states.push(service.state),
    onRows: (each) => rows.push(each),
  });
  const { vendorId, productId, serialNumber } = IMAGERUNNER_1024;
  const bus = new SimulatedUsb(machine.port, { granted: true });
  const location: Location = { bus, usbTarget: { vendorId, productId, serialNumber }, simulated: true };
  /** Connected, and asked whether there is paper in the feeder. */
  const connect = async () => {
    await service.connect(location);
    await settle();
  };
  return { service, machine, unit, shelf, states, rows, bus, location, connect };
}

/** All pixels of a page on the shelf. */
export async function pixelsOf(shelf: ScanShelf, { pixelsId, shape }: ScannedPage): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let index = 0; ; index += 1) {
    const strip = await shelf.strip(pixelsId, index);
    if (!strip) return Buffer.concat(parts);
    parts.push(await unpackStrip(strip, shape));
  }
}

/** What a page must be, pixel by pixel. */
export function expectedPixels(original: Original, { widthPx, heightPx, dpi, mode }: PixelShape): Buffer {
  const view = { dpi, mode, x: 0, width: widthPx };
  return Buffer.concat(Array.from({ length: heightPx }, (_, y) => scanLine(original, y, view)));
}
