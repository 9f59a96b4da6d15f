import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import type { CorrectionTask } from './corrected-page.ts';
import { Despeckler, inkBelow, speckShape, type RingLines } from './despeckler.ts';
import type { CorrectedShape } from './geometry.ts';
import { LineRing, reserveClear, SLACK_BYTES } from './line-ring.ts';
import {
  AdaptiveThreshold,
  FixedThreshold,
  thresholdRadius,
  thresholdRule,
  type Thresholds,
} from './thresholder.ts';
import { toneTable } from './tone.ts';
import type { PageFrame } from './turned-lines.ts';

const WHITE = 255;
/** Of soft black and white: from black to white in this many levels around the threshold. */
const SOFT_LEVELS = 64;

/** What is done to the lines of a page after its geometry: edges erased, tones, specks, black and white. */
export class LineFinisher {
  readonly #kernels: Kernels<CorrectionKernels>;
  readonly #shape: CorrectedShape;
  readonly #frame: PageFrame;
  readonly #erasedPx: number;
  /** Of what comes, and of what the ring holds. */
  readonly #channels: number;
  readonly #lines: RingLines;
  readonly #table: Address;
  readonly #whiteFrom: number;
  readonly #isToned: boolean;
  readonly #toned: Address;
  readonly #despeckler: Despeckler | null;
  readonly #thresholds: Thresholds | null;
  readonly #packed: Address;
  readonly #soft: boolean;
  #done = 0;

  constructor(
    { source, findings, corrections, kernels }: CorrectionTask,
    shape: CorrectedShape,
    frame: PageFrame,
    options: { readonly maxLines: number; readonly soft: boolean },
  ) {
    const { ink, dpi } = shape;
    this.#kernels = kernels;
    this.#shape = shape;
    this.#frame = frame;
    this.#soft = options.soft;
    this.#erasedPx = Math.max(0, Math.round((corrections.eraseEdgesMm * dpi) / 25.4));
    this.#channels = source.shape.mode === 'colour' ? 3 : 1;
    const specks = corrections.despeckle ? speckShape(dpi) : null;
    const radius = ink === 'black' && corrections.threshold === 'adaptive' ? thresholdRadius(dpi) : 0;
    const channels = ink === 'colour' ? 3 : 1;
    // All lines that are not finished, and one that leaves the window of the threshold.
    const held = options.maxLines + (specks === null ? 0 : Despeckler.delay(specks)) + 2 * radius + 2;
    const ring = new LineRing(kernels, held, frame.width * channels);
    this.#lines = { ring, widthPx: frame.width, heightPx: frame.height, channels };

    const table = toneTable(findings, corrections);
    this.#table = kernels.reserve(table.length);
    kernels.bytes(this.#table, table.length).set(table);
    this.#isToned = table.some((tone, level) => tone !== level);
    this.#whiteFrom = table.findLastIndex((level) => level < WHITE) + 1;
    const paper = Math.max(1, table[findings.paperGray]!);
    this.#toned = reserveClear(kernels, frame.width * this.#channels + SLACK_BYTES);
    this.#packed = reserveClear(kernels, Math.ceil(frame.width / 8) + SLACK_BYTES);
    this.#despeckler = specks === null ? null : new Despeckler(kernels, this.#lines, specks, inkBelow(paper));
    this.#thresholds = null;
    if (ink === 'black') {
      this.#thresholds =
        corrections.threshold === 'adaptive'
          ? new AdaptiveThreshold(kernels, this.#lines, radius, thresholdRule(paper))
          : new FixedThreshold(kernels, frame.width, corrections.threshold);
    }
  }

  /** Takes the next lines of the frame, without gaps. Returns those that are finished by now, maybe none. */
  finish(lines: Address, firstLine: number, count: number): Uint8Array<ArrayBuffer> {
    const lineBytes = this.#frame.width * this.#channels;
    for (let i = 0; i < count; i++) {
      const line = lines + i * lineBytes;
      this.#erase(line, this.#frame.top + firstLine + i);
      this.#tone(line, this.#lines.ring.line(firstLine + i));
    }
    const come = firstLine + count;
    const clean = this.#despeckler?.advance(come) ?? come;
    return this.#finished(this.#thresholds?.ready(clean) ?? clean);
  }

  /** Line `y` of the page. */
  #erase(line: Address, y: number): void {
    const erased = this.#erasedPx;
    if (erased === 0) return;
    const { left, width } = this.#frame;
    const isWhole = y < erased || y >= this.#shape.heightPx - erased;
    const pixels = this.#kernels.bytes(line, width * this.#channels);
    const until = isWhole ? width : Math.max(0, erased - left);
    pixels.fill(WHITE, 0, until * this.#channels);
    pixels.fill(WHITE, Math.max(0, this.#shape.widthPx - erased - left) * this.#channels);
  }

  #tone(line: Address, target: Address): void {
    const { exports } = this.#kernels;
    const { width } = this.#frame;
    const isGrayed = this.#channels === 3 && this.#lines.channels === 1;
    const toned = isGrayed ? this.#toned : target;
    const bytes = width * this.#channels;
    if (this.#isToned) exports.toneLine(line, toned, bytes, this.#table, this.#whiteFrom);
    else exports.moveLines(line, 1, 0, toned, bytes, 1, 1);
    if (isGrayed) exports.grayOfColour(toned, target, width);
  }

  #finished(to: number): Uint8Array<ArrayBuffer> {
    const { widthPx, channels, ring } = this.#lines;
    const isPacked = this.#thresholds !== null && !this.#soft;
    const lineBytes = isPacked ? Math.ceil(widthPx / 8) : widthPx * channels;
    const finished = new Uint8Array(Math.max(0, to - this.#done) * lineBytes);
    for (let at = 0; this.#done < to; this.#done++, at += lineBytes) {
      const line = this.#blackened(ring.line(this.#done), isPacked);
      finished.set(this.#kernels.bytes(line, lineBytes), at);
    }
    return finished;
  }

  #blackened(line: Address, isPacked: boolean): Address {
    if (this.#thresholds === null) return line;
    const thresholds = this.#thresholds.next();
    const { widthPx } = this.#lines;
    if (isPacked) {
      this.#kernels.exports.packLine(line, thresholds, this.#packed, widthPx);
      return this.#packed;
    }
    const levels = this.#kernels.bytes(line, widthPx);
    const limits = this.#kernels.bytes(thresholds, widthPx);
    const soft = this.#kernels.bytes(this.#toned, widthPx);
    for (let x = 0; x < widthPx; x++) {
      const above = (levels[x]! - limits[x]! - 0.5) / SOFT_LEVELS;
      soft[x] = Math.round(Math.min(1, Math.max(0, 0.5 + above)) * WHITE);
    }
    return this.#toned;
  }
}
