import {
  BLOCK_HEADER_BYTES,
  COMMAND,
  MAX_BLOCK_BYTES,
  MODE,
  PARAMETER_BYTES,
  RESOLUTION_FLAG,
  SOURCE,
  STATUS,
  STATUS_PAYLOAD_BYTES,
  hasGoodChecksum,
  withChecksum,
  type PageParameters,
  type ScanMode,
  type ScanSource,
} from '../../scan/protocol/commands.ts';
import { joinBytes } from '../bytes.ts';
import { LineMaker } from './line-maker.ts';
import { blankOriginal, type Original, type SheetOriginal } from './originals.ts';
import { linesInTime, type ScanSpeed } from './scan-speed.ts';

/**
 * What can be wrong with the scan unit. `stop`: its Stop key, a jam or an open cover, which all look the same over
 * USB: the page in progress is broken off, once. `busy`: it copies or warms up. `silent`: it takes commands and never
 * answers. `garbage`: it answers nonsense, once. `never-ready`: it takes the order and sends no data.
 */
export const SCAN_TROUBLES = ['stop', 'busy', 'silent', 'garbage', 'never-ready'] as const;
export type ScanTrouble = (typeof SCAN_TROUBLES)[number];

/** Commands that are in the family and mean nothing here: answered politely (scan notes §3). */
const CALIBRATE = 0xe920;
const ERROR_INFO = { code: 0xff20, payloadBytes: 16 } as const;

/** Offsets into the status block; 3 for an empty feeder is our choice, the lamp is on (scan notes §4). */
const STATUS_BLOCK = {
  feeder: 1,
  feederEmpty: 3,
  lamp: 7,
  lampOn: 3,
  calibration: 8,
  calibrated: 1,
} as const;
const FLAGS = { more: 0x00, last: 0x28, lastAndEmpty: 0x38 } as const;

const PACKET_BYTES = 512;
const SMALLEST = 16;
/** What the virtual glass takes, millimetres: more than the driver asks for unless told to. */
const GLASS = { widthMm: 216, heightMm: 356 };
const RESOLUTIONS = { min: 50, max: 600 };
const NO_ANSWER = null;

interface Page extends PageParameters {
  readonly original: Original;
  readonly fromFeeder: boolean;
  readonly lines: LineMaker;
  readonly begunMs: number;
  /** Bytes of lines that were made and not fetched. */
  pending: Uint8Array<ArrayBuffer>;
  nextLine: number;
  /** Empty answers while the carriage moves. */
  waits: number;
}

/**
 * The scan half of the virtual machine: its answer to every command, as a state machine (scan notes §8.6). What the
 * real one does beyond what SANE accepts is unknown.
 */
export class ScanUnit {
  /** On the glass; null: nothing, which scans white. */
  glass: Original | null = null;
  /** Sheets in the feeder, the next one first. */
  readonly feeder: SheetOriginal[] = [];
  /** How often a new page answers "no data yet" before its first line. */
  carriageWaits = 2;
  /** `engine`: lines come no faster than a machine moves paper. */
  speed: ScanSpeed = 'instant';
  /** Something was fed: how many sheets are in the feeder has changed. */
  onFed: () => void = () => undefined;
  readonly #now: () => number;
  readonly #troubles = new Set<ScanTrouble>();
  #state: 'idle' | 'session' | 'reading' | 'done' = 'idle';
  #source: ScanSource = 'glass';
  #isBackDue = false;
  #page: Page | null = null;
  /** Time as it was told; for the curious. */
  clock = '';

  /** `now`: milliseconds from any fixed moment. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get troubles(): readonly ScanTrouble[] {
    return [...this.#troubles];
  }

  setTrouble(trouble: ScanTrouble, on: boolean): void {
    if (on) this.#troubles.add(trouble);
    else this.#troubles.delete(trouble);
  }

  /** The answer to one command; null for none at all. */
  answer(code: number, payload: Uint8Array): Uint8Array<ArrayBuffer> | null {
    if (this.#troubles.has('silent')) return NO_ANSWER;
    if (this.#strikes('garbage')) return Uint8Array.of(0x47, 0x41, 0x52, 0x42);
    if (payload.length > 0 && !hasGoodChecksum(payload)) return verdict('failed');
    switch (code) {
      case COMMAND.queryStatus:
        return withPayload(this.#status());
      case COMMAND.activate:
      case CALIBRATE:
        return verdict('ok');
      case COMMAND.setTime:
        this.clock = new TextDecoder().decode(payload.subarray(0, 14));
        return verdict('ok');
      case ERROR_INFO.code:
        return withPayload(new Uint8Array(ERROR_INFO.payloadBytes));
      case COMMAND.startSession:
        return this.#start();
      case COMMAND.selectSource:
        return this.#select(payload);
      case COMMAND.setParameters:
        return this.#prepare(payload);
      case COMMAND.readBlock:
        return this.#read();
      case COMMAND.endSession:
        this.#drop();
        this.#state = 'idle';
        return verdict('ok');
      default:
        return verdict('failed');
    }
  }

  /** The host is gone: whatever was under way is over. */
  reset(): void {
    this.#drop();
    this.#state = 'idle';
  }

  #strikes(trouble: ScanTrouble): boolean {
    return this.#troubles.delete(trouble);
  }

  #status(): Uint8Array<ArrayBuffer> {
    const block = new Uint8Array(STATUS_PAYLOAD_BYTES);
    block[STATUS_BLOCK.feeder] = this.feeder.length > 0 ? 0 : STATUS_BLOCK.feederEmpty;
    block[STATUS_BLOCK.lamp] = STATUS_BLOCK.lampOn;
    block[STATUS_BLOCK.calibration] = STATUS_BLOCK.calibrated;
    return block;
  }

  #start(): Uint8Array<ArrayBuffer> {
    if (this.#troubles.has('busy')) return verdict('busy');
    this.#drop();
    this.#state = 'session';
    return verdict('ok');
  }

  #select(payload: Uint8Array): Uint8Array<ArrayBuffer> {
    const found = Object.entries(SOURCE).find(
      ([, { source, duplex }]) => payload[0] === source && payload[5] === duplex,
    );
    if (this.#state !== 'session' || !found) return verdict('failed');
    this.#source = found[0] as ScanSource;
    return verdict('ok');
  }

  #prepare(payload: Uint8Array): Uint8Array<ArrayBuffer> {
    const parameters = readParameters(payload);
    const original = this.#pick();
    if (this.#state !== 'session' || !parameters || !original) return verdict('failed');
    const fromFeeder = this.#source !== 'glass';
    this.#page = {
      ...parameters,
      original,
      fromFeeder,
      lines: new LineMaker(original, parameters),
      begunMs: this.#now(),
      pending: new Uint8Array(0),
      nextLine: 0,
      waits: this.carriageWaits,
    };
    this.#state = 'reading';
    return verdict('ok');
  }

  /** What is scanned next; null: the feeder is empty. */
  #pick(): Original | null {
    if (this.#source === 'glass') return this.glass ?? blankOriginal();
    const sheet = this.feeder[0];
    if (!sheet) return null;
    if (this.#source === 'feeder') this.#isBackDue = false;
    return this.#isBackDue ? (sheet.back ?? blankLike(sheet.front)) : sheet.front;
  }

  #read(): Uint8Array<ArrayBuffer> {
    if (this.#state === 'done') return block(FLAGS.last, new Uint8Array(0));
    if (this.#state !== 'reading') return verdict('failed');
    if (this.#strikes('stop')) return verdict('failed');
    const page = this.#page!;
    if (this.#troubles.has('never-ready') || page.waits-- > 0) return block(FLAGS.more, new Uint8Array(0));
    const ready = Math.min(lastLine(page), this.#linesReady(page));
    fill(page, ready);
    const isWhole = page.pending.length >= MAX_BLOCK_BYTES || ready === lastLine(page);
    if (!isWhole) return block(FLAGS.more, new Uint8Array(0));
    const length = blockLength(page.pending.length);
    const data = page.pending.subarray(0, length);
    page.pending = page.pending.slice(length);
    const isLast = page.pending.length === 0 && page.nextLine >= lastLine(page);
    if (!isLast) return block(FLAGS.more, data);
    this.#drop();
    this.#state = 'done';
    return block(page.fromFeeder && this.feeder.length === 0 ? FLAGS.lastAndEmpty : FLAGS.last, data);
  }

  #linesReady({ begunMs, dpi, mode }: Page): number {
    return this.speed === 'instant' ? Infinity : linesInTime(this.#now() - begunMs, dpi, mode);
  }

  /** The page in progress is over: a side of the feeder counts as fed, however much of it was read. */
  #drop(): void {
    const page = this.#page;
    this.#page = null;
    if (!page?.fromFeeder) return;
    if (this.#source === 'feeder-duplex' && !this.#isBackDue) {
      this.#isBackDue = true;
    } else {
      this.#isBackDue = false;
      this.feeder.shift();
      this.onFed();
    }
  }
}

function blankLike({ widthMm, heightMm }: Original): Original {
  return blankOriginal(widthMm, heightMm);
}

/** A sheet in the feeder ends where it ends; the glass goes on. */
function lastLine({ original, fromFeeder, dpi, y, height }: Page): number {
  if (!fromFeeder) return height;
  return Math.min(height, Math.max(1, Math.ceil((original.heightMm * dpi) / 25.4) - y));
}

/** Makes lines until a full block is there or no more of them are ready. */
function fill(page: Page, ready: number): void {
  const parts: Uint8Array[] = [page.pending];
  let bytes = page.pending.length;
  while (bytes < MAX_BLOCK_BYTES && page.nextLine < ready) {
    const line = page.lines.line(page.y + page.nextLine);
    parts.push(line);
    bytes += line.length;
    page.nextLine += 1;
  }
  if (parts.length > 1) page.pending = joinBytes(parts);
}

/** As much as a block takes, but never so that the answer ends on a full packet: SANE would wait (notes §5.6). */
function blockLength(available: number): number {
  const length = Math.min(available, MAX_BLOCK_BYTES);
  return length > 0 && (length + BLOCK_HEADER_BYTES) % PACKET_BYTES === 0 ? length - 1 : length;
}

function readParameters(payload: Uint8Array): PageParameters | null {
  if (payload.length !== PARAMETER_BYTES) return null;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const [xDpi, yDpi] = [view.getUint16(0x04), view.getUint16(0x06)];
  const dpi = xDpi & ~RESOLUTION_FLAG;
  const [x, y, width, height] = [0x08, 0x0c, 0x10, 0x14].map((at) => view.getUint32(at)) as [
    number,
    number,
    number,
    number,
  ];
  const mode = (Object.keys(MODE) as ScanMode[]).find(
    (name) => payload[0x18] === MODE[name].mode && payload[0x19] === MODE[name].bits,
  );
  const px = (mm: number) => Math.ceil((mm * dpi) / 25.4);
  const isPossible =
    xDpi === yDpi &&
    (xDpi & RESOLUTION_FLAG) !== 0 &&
    dpi >= RESOLUTIONS.min &&
    dpi <= RESOLUTIONS.max &&
    width >= SMALLEST &&
    height >= SMALLEST &&
    width % 4 === 0 &&
    x + width <= px(GLASS.widthMm) + 4 &&
    y + height <= px(GLASS.heightMm);
  return mode && isPossible ? { dpi, mode, x, y, width, height } : null;
}

function verdict(name: keyof typeof STATUS): Uint8Array<ArrayBuffer> {
  const word = STATUS[name];
  return Uint8Array.of(word >> 8, word & 0xff);
}

function withPayload(payload: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(...verdict('ok'), ...withChecksum(payload));
}

function block(flags: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const answer = new Uint8Array(BLOCK_HEADER_BYTES + data.length);
  answer.set(verdict('ok'));
  answer[2] = flags;
  new DataView(answer.buffer).setUint16(4, data.length);
  answer.set(data, BLOCK_HEADER_BYTES);
  return answer;
}
