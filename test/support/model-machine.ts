import { PlatenError } from '../../src/errors/platen-error.ts';
import type { EngineOutput } from '../../src/jobs/job-run.ts';
import type { JobFramer } from '../../src/jobs/print-run.ts';
import type { JobAttributes } from '../../src/languages/ufr2lt/job-attributes.ts';

/** Records of the model's own page description language: type, then two numbers. */
const BEGIN = 1;
const DATA = 2;
const END = 3;
const BLANK = 4;
const RECORD_BYTES = 4;

/** A side is so many chunks of page data. */
export const CHUNKS_PER_SIDE = 2;

export function sideChunk(page: number, chunk: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(DATA, page, chunk, 0);
}

/** Like the real one it holds data back: the end of a side leaves with the next block. */
export class ModelFramer implements JobFramer {
  readonly #job: JobAttributes;
  #held = new Uint8Array(0);

  constructor(job: JobAttributes) {
    this.#job = job;
  }

  begin() {
    const { copies, collation, title } = this.#job;
    return Uint8Array.of(BEGIN, copies, collation === 'none' ? 0 : 1, Number(title) % 256);
  }

  write(pageData: Uint8Array<ArrayBuffer>) {
    const leaves = this.#held;
    this.#held = pageData;
    return leaves.length > 0 ? [leaves] : [];
  }

  end() {
    return [this.#held, Uint8Array.of(END, 0, 0, 0)];
  }

  blankRest() {
    return [Uint8Array.of(BLANK, 0, 0, 0)];
  }
}

/** What came of the last wire job with this title. */
interface WireJob {
  /** Complete sides that arrived, by their pages. */
  readonly sides: number[];
  /** Its end arrived as well. */
  ended: boolean;
}

/** A machine that counts what it prints. Titles are numbers, and pages are numbered through a job. */
export class ModelMachine {
  /** Title → page → how often it lies in the tray. */
  readonly printed = new Map<number, Map<number, number>>();
  readonly wireJobs = new Map<number, WireJob>();
  /** Something came that makes no sense in this place. */
  readonly complaints: string[] = [];
  sidesPrinted = 0;
  #job: { title: number; copies: number; sets: boolean; sides: number[]; chunks: number } | null = null;

  /** The slate is wiped: a torn job is forgotten. */
  forgetTornJob(): void {
    this.#job = null;
  }

  copiesOf(title: number, page: number): number {
    return this.printed.get(title)?.get(page) ?? 0;
  }

  receive(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += RECORD_BYTES) {
      const [type, a, b, c] = bytes.subarray(at, at + RECORD_BYTES);
      if (type === BEGIN) this.#begin(a!, b === 1, c!);
      else if (!this.#job) this.complaints.push(`record ${type} outside of a job`);
      else if (type === DATA) this.#data(a!, b!);
      else if (type === BLANK) this.#job.chunks = 0;
      else this.#end();
    }
  }

  #begin(copies: number, sets: boolean, title: number): void {
    if (this.#job) this.complaints.push('a job within a job');
    this.#job = { title, copies, sets, sides: [], chunks: 0 };
    this.wireJobs.set(title, { sides: this.#job.sides, ended: false });
  }

  #data(page: number, chunk: number): void {
    const job = this.#job!;
    if (chunk !== job.chunks) this.complaints.push(`chunk ${chunk} of page ${page} out of order`);
    job.chunks = chunk + 1;
    if (job.chunks < CHUNKS_PER_SIDE) return;
    job.chunks = 0;
    job.sides.push(page);
    this.#print(job.title, page, job.sets ? 1 : job.copies);
  }

  /** Only now can it begin a second set. */
  #end(): void {
    const { title, sides, copies, sets } = this.#job!;
    this.wireJobs.get(title)!.ended = true;
    if (sets) for (const page of sides) this.#print(title, page, copies - 1);
    this.#job = null;
  }

  #print(title: number, page: number, times: number): void {
    this.sidesPrinted += times;
    const pages = this.printed.get(title) ?? new Map<number, number>();
    this.printed.set(title, pages.set(page, (pages.get(page) ?? 0) + times));
  }
}

/** What a line does to what is sent over it. */
export interface Line {
  /** A moment at which the host may die. */
  step(): Promise<void>;
  /** The cable is pulled at this write, before its bytes have arrived or after. */
  breaks(): 'before' | 'after' | null;
}

/** A connection to the model machine. It may be unplugged, and may take nothing for a while. */
export class ModelOutput implements EngineOutput {
  bytesAccepted = 0;
  readonly isWaiting = false;
  readonly #machine: ModelMachine;
  readonly #line: Line;
  /** Arrived, but the host does not know it yet. */
  #unconfirmed = 0;
  #failure: PlatenError | null = null;
  #held: (() => void)[] | null = null;

  constructor(machine: ModelMachine, line: Line) {
    this.#machine = machine;
    this.#line = line;
  }

  beginJob(): void {
    // The model has all the patience in the world.
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#confirm();
    await this.#passage();
    const breaks = this.#line.breaks();
    // Bytes that the host believes lost may reach the machine all the same.
    if (breaks !== 'before') this.#machine.receive(bytes);
    if (breaks) {
      this.unplug();
      throw this.#failure!;
    }
    this.#unconfirmed += bytes.length;
  }

  async flush(): Promise<void> {
    await this.#passage();
    this.#confirm();
  }

  async abort(): Promise<void> {
    this.unplug('usb.closed');
  }

  unplug(code = 'usb.vanished'): void {
    this.#failure ??= new PlatenError(code);
    this.letGo();
  }

  hold(): void {
    this.#held ??= [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const go of held) go();
  }

  #confirm(): void {
    if (this.#failure) return;
    this.bytesAccepted += this.#unconfirmed;
    this.#unconfirmed = 0;
  }

  async #passage(): Promise<void> {
    await this.#line.step();
    if (this.#held) await new Promise<void>((go) => this.#held!.push(go));
    if (this.#failure) throw this.#failure;
  }
}
