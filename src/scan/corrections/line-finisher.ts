import type { Address, Kernels } from '../../kernels/kernels.ts';
import { Blackener, thresholdRadius, thresholdRule } from './blackener.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import type { CorrectionTask } from './corrected-page.ts';
import { Despeckler, inkBelow, speckShape } from './despeckler.ts';
import type { CorrectedShape } from './geometry.ts';
import { LineRing, reserveClear, SLACK_BYTES, type RingLines } from './line-ring.ts';
import { toneTable } from './tone.ts';
import type { PageFrame } from './turned-lines.ts';

const WHITE = 255;

/** What is done to the lines of a page after its geometry: edges erased, tones, black and white, specks. */
export class LineFinisher {
  readonly #kernels: Kernels<CorrectionKernels>;
  readonly #shape: CorrectedShape;
  readonly #frame: PageFrame;
  readonly #erasedPx: number;
  /** Of what comes. */
  readonly #channels: number;
  readonly #table: Address;
  readonly #isToned: boolean;
  readonly #whiteFrom: number;
  readonly #colours: Address;
  readonly #toned: RingLines;
  readonly #blackener: Blackener | null;
  readonly #despeckler: Despeckler | null;
  /** Where lines are in the end. */
  readonly #last: RingLines;
  /** Room for a line of dots; null: bytes come out. */
  readonly #packed: Address | null;
  #done = 0;

  constructor(
    { source, findings, corrections, kernels }: CorrectionTask,
    shape: CorrectedShape,
    frame: PageFrame,
    { maxLines, soft }: { readonly maxLines: number; readonly soft: boolean },
  ) {
    const { ink, dpi } = shape;
    this.#kernels = kernels;
    this.#shape = shape;
    this.#frame = frame;
    this.#erasedPx = Math.max(0, Math.round((corrections.eraseEdgesMm * dpi) / 25.4));
    this.#channels = source.shape.mode === 'colour' ? 3 : 1;
    this.#colours = reserveClear(kernels, frame.width * this.#channels + SLACK_BYTES);

    const table = toneTable(findings, corrections);
    this.#table = kernels.reserve(table.length);
    kernels.bytes(this.#table, table.length).set(table);
    this.#isToned = table.some((tone, level) => tone !== level);
    this.#whiteFrom = table.findLastIndex((level) => level < WHITE) + 1;
    const paper = Math.max(1, table[findings.paperGray]!);

    const specks = corrections.despeckle ? speckShape(dpi) : null;
    const delay = specks === null ? 0 : Despeckler.delay(specks);
    const ring = (held: number): RingLines => {
      const channels = ink === 'colour' ? 3 : 1;
      const lines = new LineRing(kernels, maxLines + held, frame.width * channels);
      return { ring: lines, widthPx: frame.width, heightPx: frame.height, channels };
    };
    if (ink === 'black') {
      const { threshold } = corrections;
      const radius = threshold === 'adaptive' ? thresholdRadius(dpi) : 0;
      // The lines around one, and the one that leaves them.
      this.#toned = ring(2 * radius + 2);
      // With the last line come all that waited for what is around them.
      this.#last = ring(radius + delay);
      const rule = threshold === 'adaptive' ? { radius, ...thresholdRule(paper) } : { level: threshold };
      this.#blackener = new Blackener(kernels, { from: this.#toned, to: this.#last }, rule, soft);
    } else {
      this.#toned = ring(delay);
      this.#last = this.#toned;
      this.#blackener = null;
    }
    const below = inkBelow(ink === 'black' ? WHITE : paper);
    this.#despeckler = specks === null ? null : new Despeckler(kernels, this.#last, specks, below);
    const isPacked = ink === 'black' && !soft;
    this.#packed = isPacked ? reserveClear(kernels, Math.ceil(frame.width / 8) + SLACK_BYTES) : null;
  }

  /** Takes the next lines of the frame, without gaps. Returns those that are finished by now, maybe none. */
  finish(lines: Address, firstLine: number, count: number): Uint8Array<ArrayBuffer> {
    const lineBytes = this.#frame.width * this.#channels;
    for (let i = 0; i < count; i++) {
      const line = lines + i * lineBytes;
      this.#erase(line, this.#frame.top + firstLine + i);
      this.#tone(line, this.#toned.ring.line(firstLine + i));
    }
    const toned = firstLine + count;
    const inked = this.#blackener?.advance(toned) ?? toned;
    return this.#finished(this.#despeckler?.advance(inked) ?? inked);
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
    const isGrayed = this.#channels === 3 && this.#toned.channels === 1;
    const toned = isGrayed ? this.#colours : target;
    const bytes = width * this.#channels;
    if (this.#isToned) exports.toneLine(line, toned, bytes, this.#table, this.#whiteFrom);
    else exports.moveLines(line, 1, 0, toned, bytes, 1, 1);
    if (isGrayed) exports.grayOfColour(toned, target, width);
  }

  #finished(to: number): Uint8Array<ArrayBuffer> {
    const { ring, widthPx, channels } = this.#last;
    const packed = this.#packed;
    const lineBytes = packed === null ? widthPx * channels : Math.ceil(widthPx / 8);
    const finished = new Uint8Array((to - this.#done) * lineBytes);
    for (let at = 0; this.#done < to; this.#done++, at += lineBytes) {
      const line = ring.line(this.#done);
      if (packed !== null) this.#kernels.exports.packLine(line, packed, widthPx);
      finished.set(this.#kernels.bytes(packed ?? line, lineBytes), at);
    }
    return finished;
  }
}
