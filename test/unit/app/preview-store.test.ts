import { describe, expect, it } from 'vitest';
import { PreviewStore } from '../../../src/app/state/preview-store.ts';
import { URGENCY, type SideWish, type Urgency } from '../../../src/app/state/preview-desk.ts';
import { PlatenError, toRecord, type ErrorRecord } from '../../../src/errors/platen-error.ts';
import type { MadeSide } from '../../../src/jobs/preview-api.ts';
import type { PlannedSheet, SheetPlan, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { PAPERS } from '../../../src/machine/paper.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import { numberedSide } from '../../support/fake-raster.ts';

const settle = async () => {
  for (let round = 0; round < 20; round++) await new Promise((resume) => setTimeout(resume));
};

const side = (page: number): SidePlan => numberedSide(page).side;
const oneSided = (pages: number): PlannedSheet[] =>
  Array.from({ length: pages }, (_, page) => ({ front: side(page), back: null }));
const twoSided = (sheets: number): PlannedSheet[] =>
  Array.from({ length: sheets }, (_, at) => ({ front: side(2 * at), back: side(2 * at + 1) }));
const planOf = (sheets: readonly PlannedSheet[], changes: Partial<SheetPlan> = {}): SheetPlan => ({
  paper: 'A4',
  duplex: 'off',
  sheets,
  ...changes,
});

class FakePrint extends EventTarget {
  plan: SheetPlan | null = null;
  planError: ErrorRecord | null = null;
  isPlanning = false;
  settings: PrintSettings = DEFAULT_SETTINGS;
  readonly calibration = '';

  change(changes: Partial<Pick<FakePrint, 'plan' | 'settings' | 'planError' | 'isPlanning'>>): void {
    Object.assign(this, changes);
    this.dispatchEvent(new Event('change'));
  }
}

/** Makes sides whose black dots are 1000 times their page, and remembers which were asked for. */
class FakeDesk {
  readonly made: { page: number; urgency: Urgency; paper: string }[] = [];
  readonly closed: number[] = [];
  failsAt = -1;
  hangsAt = -1;

  async make({ request, urgency, signal }: SideWish) {
    const { placements } = request.side;
    const { paper } = request;
    const page = placements[0]?.pageIndex ?? -1;
    this.made.push({ page, urgency, paper });
    if (page === this.failsAt) throw new PlatenError('document.damaged', { name: 'a.pdf', detail: '' });
    if (page === this.hangsAt)
      return new Promise<null>((give) => signal.addEventListener('abort', () => give(null)));
    return { pageData: Uint8Array.of(page), blackDots: page * 1000 } satisfies MadeSide;
  }

  async picture(pageData: Uint8Array, widthPx: number): Promise<ImageBitmap> {
    const [page] = pageData;
    return { page, width: widthPx, close: () => this.closed.push(page!) } as unknown as ImageBitmap;
  }

  async dots(pageData: Uint8Array) {
    return { widthPx: 8, heightPx: 1, stride: 1, bits: Uint8Array.from(pageData) };
  }

  get pages(): number[] {
    return this.made.map(({ page }) => page);
  }
}

function preview(plan: SheetPlan | null = null, isPrinting = false) {
  const print = new FakePrint();
  print.plan = plan;
  const desk = new FakeDesk();
  const store = new PreviewStore({ print, desk, isPrinting: () => isPrinting });
  store.watch(true);
  return { print, desk, store };
}

describe('preview store', () => {
  it('shows the first sheet’s dots, then makes the likeliest next ones ahead', async () => {
    const { store, desk } = preview(planOf(oneSided(9)));
    await settle();
    expect(store.shown).toHaveLength(1);
    expect([...store.shown[0]!.dots!.bits]).toEqual([0]);
    expect(store.shown[0]!.isStale).toBe(false);
    expect(desk.made[0]).toEqual({ page: 0, urgency: URGENCY.now, paper: 'A4' });
    expect(desk.pages).toEqual([0, 1, 2, 3]);
  });

  it('makes nothing while nobody looks, and nothing ahead while something prints', async () => {
    const idle = preview(planOf(oneSided(9)));
    idle.store.watch(false);
    await settle();
    idle.print.change({ plan: planOf(oneSided(3)) });
    await settle();
    expect(idle.store.shown).toEqual([]);
    expect(idle.desk.pages.filter((page) => page > 1)).toEqual([]);
    const printing = preview(planOf(oneSided(9)), true);
    await settle();
    expect(printing.desk.pages).toEqual([0]);
  });

  it('makes each side once, however often it is looked at', async () => {
    const { store, desk } = preview(planOf(oneSided(3)));
    await settle();
    store.go(2);
    store.go(0);
    await store.thumbnail(1, 'front', 64, new AbortController().signal);
    await settle();
    expect(desk.pages.toSorted()).toEqual([0, 1, 2]);
  });

  it('keeps what is equal when settings change, and makes what is not, with the old one shown meanwhile', async () => {
    const { store, desk, print } = preview(planOf(oneSided(2)));
    await settle();
    const before = store.shown[0]!;
    print.change({ plan: planOf(oneSided(2)), settings: { ...DEFAULT_SETTINGS, copies: 7 } });
    expect(store.shown[0]).toBe(before);
    desk.hangsAt = 0;
    print.change({ plan: planOf(oneSided(2)), settings: { ...DEFAULT_SETTINGS, density: 20 } });
    const after = store.shown[0]!;
    await settle();
    expect(after).not.toBe(before);
    expect(after.isStale).toBe(true);
    expect([...after.dots!.bits]).toEqual([0]);
    expect(desk.closed).toEqual([]);
    desk.hangsAt = -1;
    print.change({ plan: planOf(oneSided(2)), settings: { ...DEFAULT_SETTINGS, density: 30 } });
    await settle();
    expect(store.shown[0]!.isStale).toBe(false);
    expect(desk.closed).toEqual([0]);
  });

  it('walks sides in the order of reading, or sheets where both sides are shown, and stays within', () => {
    const { store } = preview(planOf(twoSided(2), { duplex: 'long' }));
    const seen = [1, 1, 1, 1, -1, -1, -1, -1].map((by) => {
      store.step(by as 1 | -1);
      return `${store.index} ${store.face}`;
    });
    expect(seen).toEqual([
      '0 back',
      '1 front',
      '1 back',
      '1 back',
      '1 front',
      '0 back',
      '0 front',
      '0 front',
    ]);
    store.setRoom(500, true);
    expect(store.both).toBe(true);
    expect(store.shown.map(({ name }) => name)).toEqual(['front', 'back']);
    store.step(1);
    expect(store.index).toBe(1);
    store.flip();
    expect([store.both, store.face]).toEqual([false, 'back']);
    store.go(99);
    expect(store.index).toBe(1);
  });

  it('puts a sheet with a ticket of its own on its own paper', async () => {
    const cover: PlannedSheet = { ...oneSided(1)[0]!, ticket: { paper: 'A5', source: 'Manual' } };
    const { store, desk } = preview(planOf([cover, ...oneSided(1)]));
    await settle();
    expect(store.shown[0]!.paper).toBe(PAPERS.A5);
    expect(desk.made.map(({ paper }) => paper)).toEqual(['A5', 'A4']);
  });

  it('estimates toner from the dots of the sides it has made, each counted once', async () => {
    const { store, print } = preview(planOf(oneSided(3)));
    expect(store.coverage).toBeNull();
    await settle();
    const { widthPx, heightPx } = PAPERS.A4;
    expect(store.measuredSides).toBe(3);
    expect(store.coverage).toBeCloseTo((0 + 1000 + 2000) / (3 * widthPx * heightPx), 12);
    print.change({ plan: planOf(oneSided(1)) });
    await settle();
    expect(store.measuredSides).toBe(1);
    expect(store.coverage).toBe(0);
  });

  it('tells why a side cannot be shown, and shows the next all the same', async () => {
    const { store, desk, print } = preview();
    desk.failsAt = 0;
    print.change({ plan: planOf(oneSided(2)) });
    await settle();
    expect(store.shown[0]!.error?.code).toBe('document.damaged');
    store.step(1);
    await settle();
    expect(store.shown[0]!.error).toBeNull();
    expect([...store.shown[0]!.dots!.bits]).toEqual([1]);
  });

  it('keeps the sheets from before while a mistake is being typed, and drops them with the documents', async () => {
    const { store, print } = preview(planOf(oneSided(5)));
    store.go(4);
    const planError = toRecord(new PlatenError('layout.pages-incomplete', { after: '-', position: 1 }));
    print.change({ plan: null, planError });
    expect([store.total, store.index]).toEqual([5, 4]);
    print.change({ plan: planOf(oneSided(2)), planError: null });
    expect([store.total, store.index]).toEqual([2, 1]);
    print.change({ plan: null });
    expect([store.total, store.shown.length]).toEqual([0, 0]);
  });
});
