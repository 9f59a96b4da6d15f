import type { JobTicket } from '../languages/ufr2lt/stream-handler.ts';
import type { MediaName, SourceName } from '../machine/options.ts';
import type { PaperName } from '../machine/paper.ts';
import type { Clock } from './clock.ts';
import { errorSheet, type StreamFault } from './error-sheet.ts';
import { JobReceiver } from './job-receiver.ts';
import { PaperTrays, type TrayName } from './paper-trays.ts';
import type { PortLights } from './printer-interface.ts';

/** 24 pages a minute. */
const MS_PER_SIDE = 2500;
/** Bytes looked at between two looks at the memory. */
const SLICE_BYTES = 16 * 1024;

export type EngineSpeed = 'engine' | 'instant';
export type EngineTrouble = 'out-of-paper' | 'jam' | 'cover-open';

/** A sheet of paper in the output tray. Copies of a sheet share their sides. */
export interface PrintedSheet {
  readonly jobTitle: string;
  readonly user: string;
  readonly paper: PaperName;
  readonly media: MediaName;
  readonly from: TrayName;
  /** Page data as it arrived, operators begin page to end page: what `decodeSide` takes. */
  readonly front: Uint8Array<ArrayBuffer>;
  readonly back: Uint8Array<ArrayBuffer> | null;
  /** From 1. */
  readonly copy: number;
  readonly isErrorSheet: boolean;
}

/** Where finished sheets go, in the order they come out. */
export interface OutputTray {
  deliver(sheet: PrintedSheet): void;
  /** The machine has a sheet whole, and will deliver it `copies` times even if the host is gone. */
  expect?(sheet: ReceivedSheet, copies: number): void;
  /** Nothing of what was expected comes any more: the machine was told to forget it. */
  expectNothing?(): void;
}

type ReceivedSheet = Omit<PrintedSheet, 'copy' | 'from'>;

export interface PrintEngineOptions {
  readonly tray: OutputTray;
  readonly clock: Clock;
  readonly speed: EngineSpeed;
  /** For received sides that are not printed yet. When it is full the machine takes no more data. */
  readonly memoryBytes: number;
}

interface WaitingSheet {
  readonly printed: ReceivedSheet;
  readonly source: SourceName;
  readonly copies: number;
  done: number;
}

/**
 * Receives jobs, pairs sides to sheets and prints them: takes paper, takes time, waits for people.
 * Copies come out sheet by sheet, whichever collation is asked for (QUIRKS.groupMeans).
 */
export class PrintEngine {
  readonly trays = new PaperTrays();
  readonly #options: PrintEngineOptions;
  readonly #troubles = new Set<EngineTrouble>();
  readonly #receiver: JobReceiver;
  #speed: EngineSpeed;
  #ticket: JobTicket | null = null;
  /** The front of a two-sided sheet whose back has not come. */
  #front: Uint8Array<ArrayBuffer> | null = null;
  readonly #waiting: WaitingSheet[] = [];
  #waitingBytes = 0;
  #endFeed: (() => void) | null = null;
  #idle: (() => void)[] = [];
  /** Called when there is room again after `accept` took nothing. */
  onRoom: () => void = () => undefined;

  constructor(options: PrintEngineOptions) {
    this.#options = options;
    this.#speed = options.speed;
    this.#receiver = new JobReceiver({
      jobStart: (ticket) => {
        this.#ticket = ticket;
      },
      side: (pageData) => this.#sideCame(pageData),
      jobEnd: () => this.#jobOver(),
      malformed: (fault) => this.#malformed(fault),
    });
  }

  get speed(): EngineSpeed {
    return this.#speed;
  }

  set speed(speed: EngineSpeed) {
    this.#speed = speed;
    this.#restartFeed();
  }

  /** Every complete sheet that was received has come out. */
  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  /** Resolves when `isIdle`. */
  whenIdle(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Takes bytes of jobs; returns how many, 0 when the memory is full of sheets that wait for the engine. */
  accept(bytes: Uint8Array): number {
    const held = this.#waitingBytes + (this.#front?.length ?? 0) + this.#receiver.heldBytes;
    // A side that is under way is always taken to its end: nothing could be printed before.
    if (held >= this.#options.memoryBytes && this.#waiting.length > 0) return 0;
    const slice = bytes.subarray(0, SLICE_BYTES);
    this.#receiver.push(slice);
    return slice.length;
  }

  setTrouble(trouble: EngineTrouble, on: boolean): void {
    if (on) this.#troubles.add(trouble);
    else this.#troubles.delete(trouble);
    this.#restartFeed();
  }

  loadPaper(source: TrayName, paper: PaperName, sheets: number): void {
    this.trays.load(source, paper, sheets);
    this.#feed();
  }

  lights(): PortLights {
    const next = this.#waiting[0];
    const lacksPaper = next !== undefined && this.#findPaper(next) === null;
    const paperEmpty = lacksPaper || this.trays.allEmpty || this.#troubles.has('out-of-paper');
    const isCoverOpen = this.#troubles.has('cover-open');
    return {
      paperEmpty,
      selected: !isCoverOpen,
      notError: !paperEmpty && !isCoverOpen && !this.#troubles.has('jam'),
    };
  }

  /** SOFT_RESET: drops all that was received and not printed. */
  flush(): void {
    this.dropJob();
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#endFeed?.();
    this.#endFeed = null;
    this.#options.tray.expectNothing?.();
    this.#tellIdle();
  }

  /** The host is gone: drops the side and the job under way; complete sheets still come out. */
  dropJob(): void {
    this.#receiver.reset();
    this.#jobOver();
  }

  #sideCame(pageData: Uint8Array<ArrayBuffer>): void {
    if (this.#ticket!.duplex === 'off') {
      this.#queue(pageData, null);
    } else if (this.#front === null) {
      this.#front = pageData;
    } else {
      const front = this.#front;
      this.#front = null;
      this.#queue(front, pageData);
    }
  }

  #jobOver(): void {
    if (this.#front !== null) this.#queue(this.#front, null);
    this.#front = null;
    this.#ticket = null;
  }

  #malformed(fault: StreamFault): void {
    const { paper, title, user } = this.#ticket ?? {
      paper: this.trays.contents[1]!.paper,
      title: '',
      user: '',
    };
    this.#jobOver();
    const front = errorSheet(paper, fault);
    this.#enqueue({
      printed: { jobTitle: title, user, paper, media: 'Auto', front, back: null, isErrorSheet: true },
      source: 'Auto',
      copies: 1,
      done: 0,
    });
  }

  #queue(front: Uint8Array<ArrayBuffer>, back: Uint8Array<ArrayBuffer> | null): void {
    const { title, user, paper, media, source, copies } = this.#ticket!;
    const printed = { jobTitle: title, user, paper, media, front, back, isErrorSheet: false };
    this.#enqueue({ printed, source, copies, done: 0 });
  }

  #enqueue(sheet: WaitingSheet): void {
    this.#waiting.push(sheet);
    this.#waitingBytes += bytesOf(sheet);
    this.#options.tray.expect?.(sheet.printed, sheet.copies);
    this.#feed();
  }

  #findPaper({ source, printed: { paper } }: WaitingSheet): TrayName | null {
    return this.#troubles.has('out-of-paper') ? null : this.trays.find(source, paper);
  }

  /** A sheet that was on its way when something happened starts again. */
  #restartFeed(): void {
    this.#endFeed?.();
    this.#endFeed = null;
    this.#feed();
  }

  /** Prints what can be printed now; with the engine's speed, starts the next sheet. */
  #feed(): void {
    while (this.#endFeed === null && this.#troubles.size === 0) {
      const sheet = this.#waiting[0];
      if (sheet === undefined) break;
      const from = this.#findPaper(sheet);
      if (from === null) break;
      if (this.#speed === 'instant') {
        this.#comesOut(sheet, from);
      } else {
        const sides = sheet.printed.back === null ? 1 : 2;
        this.#endFeed = this.#options.clock.after(sides * MS_PER_SIDE, () => {
          this.#endFeed = null;
          this.#comesOut(sheet, from);
          this.#feed();
        });
      }
    }
  }

  #comesOut(sheet: WaitingSheet, from: TrayName): void {
    this.trays.take(from);
    sheet.done++;
    if (sheet.done === sheet.copies) {
      this.#waiting.shift();
      this.#waitingBytes -= bytesOf(sheet);
    }
    this.#options.tray.deliver({ ...sheet.printed, from, copy: sheet.done });
    this.onRoom();
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (!this.isIdle) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

function bytesOf({ printed: { front, back } }: WaitingSheet): number {
  return front.length + (back?.length ?? 0);
}
