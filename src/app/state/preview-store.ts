import type { SideRequest } from '../../documents/raster-api.ts';
import type { ErrorRecord } from '../../errors/platen-error.ts';
import type { MadeSide } from '../../jobs/preview-api.ts';
import type { PlannedSheet, SheetPlan } from '../../layout/sheet-plan.ts';
import { PAPERS } from '../../machine/paper.ts';
import { halftoneSettings } from '../../settings/halftone.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { BoundedCache } from './bounded-cache.ts';
import { URGENCY, type PreviewDesk, type Urgency } from './preview-desk.ts';
import { ShownSide, type SideName } from './shown-side.ts';
import { Store } from './store.ts';
import { TonerEstimate } from './toner-estimate.ts';

/** What is previewed: PrintController in the app. */
interface PlanSource extends EventTarget {
  readonly plan: SheetPlan | null;
  readonly settings: PrintSettings;
  /** The machine's tone curve; empty: none. */
  readonly calibration: string;
  /** Why there is no plan now, though there was one. */
  readonly planError: ErrorRecord | null;
  /** Whether `plan` is still the one before what was set last. */
  readonly isPlanning: boolean;
}

interface PreviewOptions {
  readonly print: PlanSource;
  readonly desk: Pick<PreviewDesk, 'make' | 'picture' | 'dots'>;
  /** Printing comes first: nothing is made ahead meanwhile. */
  readonly isPrinting: () => boolean;
}

const CACHE_BYTES = 48 * 2 ** 20;
/** Sheets from the current one that are made ahead, the likeliest first. */
const AHEAD = [1, -1, 2, 3] as const;

/**
 * The sheets of the next job as they will lie in the tray, and which of them is looked at. Sides are made when they
 * are looked at; what was made is kept, as the bytes it is, while there is room.
 */
export class PreviewStore extends Store {
  readonly #options: PreviewOptions;
  readonly #made = new BoundedCache<MadeSide>(CACHE_BYTES, ({ pageData }) => pageData.length);
  readonly #toner = new TonerEstimate();
  #plan: SheetPlan | null = null;
  #settings: PrintSettings | null = null;
  #calibration = '';
  #sheet = 0;
  #face: SideName = 'front';
  #both: boolean | null = null;
  #roomForBoth = false;
  #pictureWidthPx = 620;
  #isWatched = false;
  #shown: readonly ShownSide[] = [];
  #ahead: AbortController | null = null;

  constructor(options: PreviewOptions) {
    super();
    this.#options = options;
    options.print.addEventListener('change', () => this.#read());
  }

  get plan(): SheetPlan | null {
    return this.#plan;
  }

  get total(): number {
    return this.#plan?.sheets.length ?? 0;
  }

  /** The sheet that is looked at, from 0. */
  get index(): number {
    return this.#sheet;
  }

  get sheet(): PlannedSheet | null {
    return this.#plan?.sheets[this.#sheet] ?? null;
  }

  get face(): SideName {
    return this.sheet?.back ? this.#face : 'front';
  }

  /** Whether both sides are shown beside each other. */
  get both(): boolean {
    return Boolean(this.sheet?.back) && (this.#both ?? this.#roomForBoth);
  }

  /** The sides on the stage. */
  get shown(): readonly ShownSide[] {
    return this.#shown;
  }

  /** Black of all dots, 0 to 1, of the sides made so far; null before the first. */
  get coverage(): number | null {
    return this.#toner.coverage;
  }

  /** How many sides of this plan `coverage` was measured on. */
  get measuredSides(): number {
    return this.#toner.sides;
  }

  /** While nobody looks, nothing is made. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (!this.#read()) this.#show();
  }

  /** The stage's width in device pixels, and whether two sides fit beside each other. */
  setRoom(widthPx: number, forBoth: boolean): void {
    this.#pictureWidthPx = Math.max(64, Math.round(widthPx));
    if (this.#roomForBoth === forBoth) return;
    this.#roomForBoth = forBoth;
    this.#show();
  }

  go(index: number, face: SideName = 'front'): void {
    this.#sheet = Math.max(0, Math.min(this.total - 1, index));
    this.#face = face;
    this.#show();
  }

  /** To the next (1) or last (-1) side, or sheet where both sides are shown. */
  step(by: 1 | -1): void {
    const { both, face, sheet } = this;
    if (!both && by === 1 && face === 'front' && sheet?.back) this.go(this.#sheet, 'back');
    else if (!both && by === -1 && face === 'back') this.go(this.#sheet, 'front');
    else if (this.#sheet + by >= 0 && this.#sheet + by < this.total) {
      this.go(this.#sheet + by, by === -1 && !both ? 'back' : 'front');
    }
  }

  flip(): void {
    if (!this.sheet?.back) return;
    this.#both = false;
    this.#face = this.#face === 'front' ? 'back' : 'front';
    this.#show();
  }

  showBoth(both: boolean): void {
    this.#both = both;
    this.#show();
  }

  /** Equal for sides that look equal. */
  keyOf(index: number, name: SideName): string {
    return JSON.stringify(this.#request(index, name));
  }

  /** A side, small. null when `signal` was aborted meanwhile. The caller closes the picture. */
  async thumbnail(
    index: number,
    name: SideName,
    widthPx: number,
    signal: AbortSignal,
  ): Promise<ImageBitmap | null> {
    const made = await this.#make(index, name, URGENCY.beside, signal);
    return made && !signal.aborted ? this.#options.desk.picture(made.pageData, widthPx) : null;
  }

  /** Whether there is something new. */
  #read(): boolean {
    const { plan, settings, calibration, planError, isPlanning } = this.#options.print;
    // While a mistake is being typed, or many sheets are planned, what was there before stays.
    if (planError || isPlanning) return false;
    const isSame = plan === this.#plan && settings === this.#settings && calibration === this.#calibration;
    if (isSame) return false;
    this.#calibration = calibration;
    this.#plan = plan;
    this.#settings = settings;
    this.#toner.forget();
    this.#sheet = Math.max(0, Math.min(this.total - 1, this.#sheet));
    this.#show();
    return true;
  }

  #show(): void {
    this.#ahead?.abort();
    const names: SideName[] = this.both ? ['front', 'back'] : [this.face];
    const wanted = this.#isWatched && this.sheet ? names : [];
    const before = this.#shown;
    this.#shown = wanted.map((name, place) => this.#shownSide(name, before[place] ?? null));
    for (const side of before) if (!this.#shown.includes(side)) side.end();
    this.changed();
    if (this.#isWatched && this.sheet) void this.#makeAhead();
  }

  #shownSide(name: SideName, before: ShownSide | null): ShownSide {
    const index = this.#sheet;
    const request = this.#request(index, name);
    const key = JSON.stringify(request);
    if (before?.key === key && before.name === name) {
      const made = this.#made.get(key);
      if (made) this.#toner.learn(`${index} ${name}`, made.blackDots, PAPERS[request.paper]);
      return before;
    }
    const { desk } = this.#options;
    return new ShownSide(
      {
        name,
        paper: PAPERS[request.paper],
        key,
        make: (signal) => this.#make(index, name, URGENCY.now, signal),
        picture: ({ pageData }) => desk.picture(pageData, this.#pictureWidthPx),
        dots: ({ pageData }) => desk.dots(pageData),
        onChange: () => this.changed(),
      },
      before,
    );
  }

  #request(index: number, name: SideName): SideRequest {
    const plan = this.#plan!;
    const sheet = plan.sheets[index]!;
    return {
      side: sheet[name] ?? { placements: [] },
      paper: sheet.ticket?.paper ?? plan.paper,
      halftone: halftoneSettings(this.#settings!, this.#calibration),
    };
  }

  async #make(
    index: number,
    name: SideName,
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<MadeSide | null> {
    const plan = this.#plan;
    const request = this.#request(index, name);
    const key = JSON.stringify(request);
    const made = this.#made.get(key) ?? (await this.#options.desk.make({ request, key, urgency, signal }));
    if (!made) return null;
    this.#made.set(key, made);
    if (plan === this.#plan) this.#toner.learn(`${index} ${name}`, made.blackDots, PAPERS[request.paper]);
    return made;
  }

  async #makeAhead(): Promise<void> {
    const ahead = new AbortController();
    this.#ahead = ahead;
    const from = this.#sheet;
    for (const by of AHEAD) {
      const sheet = this.#plan?.sheets[from + by];
      if (!sheet) continue;
      for (const name of sheet.back ? (['front', 'back'] as const) : (['front'] as const)) {
        if (ahead.signal.aborted || this.#options.isPrinting()) return;
        // What goes wrong is said when somebody looks at that side.
        await this.#make(from + by, name, URGENCY.ahead, ahead.signal).catch(() => null);
      }
    }
    if (!ahead.signal.aborted) this.changed();
  }
}
