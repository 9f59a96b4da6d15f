import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopyRun, MOST_WAITING, type CopyParts, type SheetToPrint } from '../../../src/app/copy/copy-run.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import type { JobRequest, JobState } from '../../../src/jobs/spooler-api.ts';
import { DEFAULT_COPY, type CopySettings } from '../../../src/scan/copy/copy-settings.ts';
import { NOTHING_FOUND } from '../../../src/scan/corrections/findings.ts';
import type { ScanBatch, ScannedPage } from '../../../src/scan/pages/scanned-page.ts';
import type { ScanEnd, ScanOrder } from '../../../src/scan/session/scanner-api.ts';

const settle = async () => {
  for (let i = 0; i < 40; i += 1) await Promise.resolve();
};

/** A machine whose feeder, glass, shelf and queue are plain lists. Pages are named `1f`, `1b`, `2f` … */
class Office {
  feeder = 0;
  /** Thrown or answered by the next scans, in order; null: it goes well. */
  faults: ((order: ScanOrder) => ScanEnd | PlatenError | null)[] = [];
  /** The printer takes sheets as they come. */
  isPrinting = true;
  submitFault: PlatenError | null = null;
  readonly events: string[] = [];
  readonly printed: { title: string; pages: string; copies: number }[] = [];
  readonly shelf = new Map<string, ScannedPage>();
  readonly batches = new Map<string, ScanBatch>();
  readonly states = new Map<string, JobState>();
  readonly changes = new EventTarget();
  #glass = 0;
  #sheet = 0;
  #ids = 0;
  #cancelScan: (() => void) | null = null;
  holdsScan = false;
  readonly #sheets = new Map<JobRequest, SheetToPrint>();

  readonly parts: CopyParts = {
    scanner: { scan: (order) => this.#scan(order), cancel: async () => this.#cancelScan?.() },
    shelf: {
      page: async (id) => this.shelf.get(id) ?? null,
      saveBatch: async (batch) => void this.batches.set(batch.id, batch),
      erasePages: async (ids) => ids.forEach((id) => this.shelf.delete(id)),
      eraseBatch: async (id) => void this.batches.delete(id),
    },
    requestFor: async (sheet) => {
      const request = { title: sheet.title } as JobRequest;
      this.#sheets.set(request, sheet);
      return request;
    },
    stopMaking: async () => undefined,
    queue: {
      submit: async (request, id) => {
        if (this.submitFault) throw this.submitFault;
        const { title, pages, copies } = this.#sheets.get(request)!;
        this.events.push(`job ${title}`);
        this.printed.push({ title, copies, pages: pages.map(({ pageId }) => pageId).join(' ') });
        this.setState(id, this.isPrinting ? 'sent' : 'queued');
      },
      cancel: async (id) => this.setState(id, 'cancelled'),
      find: (id) => {
        const state = this.states.get(id);
        return state && { state };
      },
      changes: this.changes,
    },
    newId: () => `id ${(this.#ids += 1)}`,
    now: () => new Date(2026, 10, 22, 14, 5),
  };
  readonly run = new CopyRun(this.parts);

  setState(id: string, state: JobState): void {
    this.states.set(id, state);
    this.changes.dispatchEvent(new Event('change'));
  }

  /** The machine takes everything that waits. */
  printAll(): void {
    this.isPrinting = true;
    for (const [id, state] of this.states) if (state === 'queued') this.setState(id, 'sent');
  }

  get left(): string {
    return [...this.states.values()].filter((state) => state === 'queued').length.toString();
  }

  async #scan(order: ScanOrder): Promise<ScanEnd> {
    this.events.push('scan');
    if (this.holdsScan) {
      await new Promise<void>((resolve) => (this.#cancelScan = resolve));
      return { pageIds: [], reason: 'cancelled', error: null };
    }
    const fault = this.faults.shift()?.(order) ?? null;
    if (fault instanceof PlatenError) throw fault;
    if (fault) return fault;
    if (order.source === 'glass') return this.#done([this.page(order, `${(this.#glass += 1)}`)]);
    if (this.feeder === 0) throw new PlatenError('scan.feeder-empty');
    this.feeder -= 1;
    this.#sheet += 1;
    const front = this.page(order, `${this.#sheet}f`);
    return this.#done(order.maxPages === 2 ? [front, this.page(order, `${this.#sheet}b`)] : [front]);
  }

  #done(pageIds: string[]): ScanEnd {
    return { pageIds, reason: 'done', error: null };
  }

  page(order: ScanOrder, id: string): string {
    const side = id.endsWith('b') ? 'back' : 'front';
    const place = Number.parseInt(id, 10) + (side === 'back' ? 0.5 : 0);
    this.shelf.set(id, {
      id,
      batchId: order.batchId,
      pixelsId: id,
      place,
      startsDocument: false,
      isSetAside: false,
      shape: { widthPx: 1, heightPx: 1, dpi: 300, mode: 'gray' },
      origin: { source: order.source, sheet: 1, side },
      scannedAt: 0,
      findings: NOTHING_FOUND,
      corrections: order.corrections,
    });
    return id;
  }
}

const office = (changes: Partial<Office> = {}) => Object.assign(new Office(), changes);
const copy = (changes: Partial<CopySettings> = {}): CopySettings => ({ ...DEFAULT_COPY, ...changes });
const pagesOf = ({ printed }: Office) => printed.map(({ pages }) => pages);

describe('a copy from the feeder', () => {
  it('prints each sheet while the feeder still feeds, and leaves nothing behind', async () => {
    const here = office({ feeder: 3 });
    await here.run.start(copy({ sides: '2-2' }));
    await settle();
    expect(pagesOf(here)).toEqual(['1f 1b', '2f 2b', '3f 3b']);
    expect(here.events.indexOf(here.events.find((event) => event.startsWith('job'))!)).toBeLessThan(
      here.events.lastIndexOf('scan'),
    );
    expect(here.run).toMatchObject({ step: 'ended', ending: 'done', error: null });
    expect(here.printed[1]!.title).toMatch(/^Copy .*, sheet 2$/);
    expect(here.batches.size).toBe(0);
  });

  it('makes one side of two, and the last sheet of what is left', async () => {
    const here = office({ feeder: 3 });
    await here.run.start(copy({ sides: '1-2' }));
    await settle();
    expect(pagesOf(here)).toEqual(['1f 2f', '3f']);
    const single = office({ feeder: 2 });
    await single.run.start(copy({ sides: '2-1' }));
    await settle();
    expect(pagesOf(single)).toEqual(['1f', '1b', '2f', '2b']);
  });

  it('sets: the first page by page, the others as one job; otherwise the machine repeats each sheet', async () => {
    const sets = office({ feeder: 2 });
    await sets.run.start(copy({ copies: 4 }));
    await settle();
    expect(sets.printed.map(({ pages, copies }) => [pages, copies])).toEqual([
      ['1f', 1],
      ['2f', 1],
      ['1f 2f', 3],
    ]);
    expect(sets.printed[2]!.title).toMatch(/sets 2 to 4$/);
    const sheets = office({ feeder: 2 });
    await sheets.run.start(copy({ copies: 4, collate: false }));
    await settle();
    expect(sheets.printed.map(({ pages, copies }) => [pages, copies])).toEqual([
      ['1f', 4],
      ['2f', 4],
    ]);
  });

  it('a booklet waits for all pages', async () => {
    const here = office({ feeder: 5 });
    await here.run.start(copy({ layout: 'booklet', copies: 2 }));
    await settle();
    expect(here.printed).toHaveLength(1);
    expect(here.printed[0]).toMatchObject({ pages: '1f 2f 3f 4f 5f', copies: 2 });
    expect(here.events.at(-1)).toMatch(/^job .*booklet$/);
  });

  it('an empty feeder is an error before the first sheet, and the end after it', async () => {
    const here = office();
    await here.run.start(copy());
    expect(here.run).toMatchObject({ step: 'ended', error: { code: 'scan.feeder-empty' } });
    expect(here.printed).toEqual([]);
    expect(here.batches.size).toBe(0);
  });
});

describe('a copy in trouble', () => {
  it('keeps what was printed, and goes on from the sheet that failed', async () => {
    const here = office({ feeder: 3 });
    here.faults = [
      () => null,
      (order) => {
        // The front came, the back did not: the sheet is fed once more.
        const front = here.page(order, '9f');
        return { pageIds: [front], reason: 'stopped', error: { code: 'scan.stopped', params: {} } };
      },
    ];
    await here.run.start(copy({ sides: '2-2' }));
    await settle();
    expect(here.run).toMatchObject({
      step: 'stopped',
      error: { code: 'scan.stopped' },
      next: { original: 2 },
    });
    expect(pagesOf(here)).toEqual(['1f 1b']);
    expect(here.shelf.has('9f')).toBe(false);
    await here.run.goOn();
    await settle();
    expect(pagesOf(here)).toEqual(['1f 1b', '2f 2b', '3f 3b']);
    expect(here.run).toMatchObject({ step: 'ended', ending: 'done' });
  });

  it('can be finished with what there is', async () => {
    const here = office({ feeder: 2 });
    here.faults = [() => null, () => new PlatenError('usb.vanished')];
    await here.run.start(copy({ sides: '1-2' }));
    expect(here.run.step).toBe('stopped');
    here.run.finish();
    await settle();
    expect(pagesOf(here)).toEqual(['1f']);
    expect(here.run.step).toBe('ended');
  });

  it('does not scan without end while the printer has no paper', async () => {
    const here = office({ feeder: 50, isPrinting: false });
    void here.run.start(copy());
    await settle();
    await settle();
    expect(here.run.step).toBe('printer');
    expect(here.feeder).toBe(50 - MOST_WAITING);
    here.printAll();
    for (let i = 0; i < 30; i += 1) await settle();
    expect(here.feeder).toBe(0);
    expect(here.run).toMatchObject({ step: 'ended', ending: 'done' });
    expect(here.printed).toHaveLength(50);
  });

  it('Cancel ends the scan and takes back what waits', async () => {
    const here = office({ feeder: 9, isPrinting: false });
    here.faults = [
      () => null,
      () => {
        here.holdsScan = true;
        return null;
      },
    ];
    void here.run.start(copy());
    await settle();
    expect(here.run.step).toBe('scanning');
    await here.run.cancel();
    expect(here.run).toMatchObject({ step: 'ended', ending: 'cancelled', error: null });
    expect([...here.states.values()].every((state) => state === 'cancelled')).toBe(true);
    expect(here.batches.size).toBe(0);
    const scans = here.events.length;
    await settle();
    expect(here.events).toHaveLength(scans);
  });

  it('Cancel wakes a copy that waits for the printer', async () => {
    const here = office({ feeder: 50, isPrinting: false });
    const done = here.run.start(copy());
    for (let i = 0; i < 5; i += 1) await settle();
    expect(here.run.step).toBe('printer');
    await here.run.cancel();
    await done;
    expect(here.run.ending).toBe('cancelled');
    expect(here.left).toBe('0');
  });

  it('a full disk stops it, and the sheet is not lost', async () => {
    const here = office({ feeder: 2, submitFault: new PlatenError('job.storage-full') });
    await here.run.start(copy());
    await settle();
    expect(here.run).toMatchObject({ step: 'stopped', error: { code: 'job.storage-full' } });
    here.submitFault = null;
    await here.run.goOn();
    await settle();
    expect(pagesOf(here)).toEqual(['1f', '2f']);
    expect(here.run.ending).toBe('done');
  });

  it('says when a sheet was not printed, and keeps its pages', async () => {
    const here = office({ feeder: 1, isPrinting: false });
    await here.run.start(copy());
    await settle();
    expect(here.run.step).toBe('printing');
    const [id] = here.states.keys();
    here.setState(id!, 'failed');
    await settle();
    expect(here.run).toMatchObject({ step: 'ended', ending: 'incomplete' });
    expect(here.batches.size).toBe(1);
  });
});

describe('a copy from the glass', () => {
  it('asks for page after page until somebody says that it was all', async () => {
    const here = office();
    await here.run.start(copy({ source: 'glass', sides: '2-2' }));
    expect(here.run).toMatchObject({ step: 'original', next: { original: 1, side: 'back' } });
    await here.run.goOn();
    await settle();
    expect(pagesOf(here)).toEqual(['1 2']);
    expect(here.run).toMatchObject({ step: 'original', next: { original: 2, side: 'front' } });
    await here.run.goOn();
    here.run.finish();
    await settle();
    expect(pagesOf(here)).toEqual(['1 2', '3']);
    expect(here.run.ending).toBe('done');
  });

  it('a card takes two', async () => {
    const here = office();
    await here.run.start(copy({ layout: 'card', copies: 2 }));
    expect(here.run).toMatchObject({ step: 'original', next: { side: 'back' } });
    await here.run.goOn();
    await settle();
    expect(here.printed.map(({ pages, copies }) => [pages, copies])).toEqual([
      ['1 2', 1],
      ['1 2', 1],
    ]);
    expect(here.run.step).toBe('ended');
  });

  it('a printer that fails between two pages does not scan what lies there', async () => {
    const here = office({ submitFault: new PlatenError('job.storage-full') });
    await here.run.start(copy({ source: 'glass' }));
    await settle();
    expect(here.run.step).toBe('stopped');
    here.submitFault = null;
    await here.run.goOn();
    await settle();
    expect(here.run.step).toBe('original');
    expect(pagesOf(here)).toEqual(['1']);
    expect(here.events.filter((event) => event === 'scan')).toHaveLength(1);
  });
});

it('prints every page exactly as often as asked, in order, whatever goes wrong on the way', async () => {
  const fault = fc.constantFrom('none', 'none', 'none', 'jam', 'gone', 'half', 'disk');
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sheets: fc.integer({ min: 1, max: 12 }),
        sides: fc.constantFrom('1-1', '1-2', '2-2', '2-1'),
        layout: fc.constantFrom('1', '2', '4', 'booklet'),
        copies: fc.integer({ min: 1, max: 3 }),
        collate: fc.boolean(),
        faults: fc.array(fault, { maxLength: 16 }),
      }),
      async ({ sheets, faults, ...chosen }) => {
        const settings = copy(chosen as Partial<CopySettings>);
        const here = office({ feeder: sheets });
        here.faults = faults.map((kind) => (order) => {
          if (kind === 'jam')
            return { pageIds: [], reason: 'stopped', error: { code: 'scan.stopped', params: {} } };
          if (kind === 'gone') return new PlatenError('usb.vanished');
          if (kind === 'disk') here.submitFault = new PlatenError('job.storage-full');
          if (kind === 'half' && order.maxPages === 2)
            return { pageIds: [here.page(order, '77f')], reason: 'stopped', error: null };
          return null;
        });
        for (let tries = 0; tries < 60; tries += 1) {
          if (here.run.step === 'stopped') {
            here.submitFault = null;
            await here.run.goOn();
          } else if (!here.run.isBusy) await here.run.start(settings);
          for (let i = 0; i < 4; i += 1) await settle();
          if (here.run.step === 'ended' && here.run.error === null) break;
        }
        expect(here.run).toMatchObject({ step: 'ended', ending: 'done' });
        const twoSided = settings.sides.startsWith('2');
        const all = Array.from({ length: sheets }, (_, i) =>
          twoSided ? [`${i + 1}f`, `${i + 1}b`] : [`${i + 1}f`],
        );
        const counts = new Map<string, number>();
        for (const { pages, copies } of here.printed) {
          for (const page of pages.split(' ')) counts.set(page, (counts.get(page) ?? 0) + copies);
        }
        expect([...counts]).toEqual(all.flat().map((page) => [page, settings.copies]));
      },
    ),
    { numRuns: 150 },
  );
});
