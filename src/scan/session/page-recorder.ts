import { PlatenError } from '../../errors/platen-error.ts';
import { LineShrinker, shrunkPx } from '../pages/line-shrinker.ts';
import { OverviewMaker, type OverviewRows } from '../pages/overview.ts';
import type { ScanShelf } from '../pages/scan-shelf.ts';
import type { PixelShape } from '../pages/scanned-page.ts';
import { lineBytesOf, packStrip, stripLines } from '../pages/strip-codec.ts';
import { MODE } from '../protocol/commands.ts';
import type { PageSink, ScannedPageShape } from '../protocol/scanner.ts';

export interface RecorderEvents {
  /** The page has its size, in pixels as they are kept; and then so many of its lines. */
  onLines(done: number, total: number): void;
  /** Rows of the small page; `shape` is the whole of it. */
  onRows(rows: OverviewRows, shape: PixelShape): void;
}

/** A page as it is kept, and made small. */
export interface RecordedPage {
  readonly shape: PixelShape;
  readonly overview: { readonly shape: PixelShape; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** What is known once the first lines have come. */
interface Taking {
  readonly shape: PixelShape;
  readonly shrinker: LineShrinker | null;
  readonly overview: OverviewMaker;
  readonly lineBytes: number;
  readonly sentLineBytes: number;
}

/**
 * Puts a page on the shelf while it comes: one strip is filled while the one before it is packed and written, and
 * there are never more than those two. Who brings lines faster than that waits.
 */
export class PageRecorder implements PageSink {
  readonly #shelf: ScanShelf;
  readonly #pixelsId: string;
  readonly #wantedDpi: number;
  readonly #events: RecorderEvents;
  #taking: Taking | null = null;
  #strip = new Uint8Array(0);
  #filled = 0;
  #strips = 0;
  #linesDone = 0;
  #linesCame = 0;
  /** The strip on its way to the shelf. */
  #storing: Promise<void> = Promise.resolve();

  /** `wantedDpi`: what comes with more is made smaller on its way. */
  constructor(shelf: ScanShelf, pixelsId: string, wantedDpi: number, events: RecorderEvents) {
    this.#shelf = shelf;
    this.#pixelsId = pixelsId;
    this.#wantedDpi = wantedDpi;
    this.#events = events;
  }

  /** Whether anything of the page has come. */
  get isBegun(): boolean {
    return this.#taking !== null;
  }

  /** Lines as the machine sent them, before any was made smaller. */
  get linesCame(): number {
    return this.#linesCame;
  }

  begin(page: ScannedPageShape): void {
    const { dpi, mode } = page;
    const isSmaller = this.#wantedDpi < dpi;
    const shrunk = (px: number) => (isSmaller ? shrunkPx(px, dpi, this.#wantedDpi) : px);
    const shape = {
      widthPx: shrunk(page.widthPx),
      heightPx: shrunk(page.heightPx),
      dpi: isSmaller ? this.#wantedDpi : dpi,
      mode,
    };
    const shrinking = { widthPx: page.widthPx, channels: MODE[mode].channels, from: dpi, to: shape.dpi };
    this.#taking = {
      shape,
      shrinker: isSmaller ? new LineShrinker(shrinking) : null,
      overview: new OverviewMaker(shape),
      lineBytes: lineBytesOf(shape),
      sentLineBytes: lineBytesOf(page),
    };
    this.#strip = this.#newStrip();
    this.#events.onLines(0, shape.heightPx);
  }

  async lines(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { shrinker, sentLineBytes } = this.#taking!;
    this.#linesCame += bytes.length / sentLineBytes;
    await this.#keep(shrinker ? shrinker.push(bytes) : bytes);
  }

  /** All of the page has come, and is on the shelf when this resolves. Throws `scan.no-lines`, and as the shelf does. */
  async finish(): Promise<RecordedPage> {
    if (!this.#taking) throw new PlatenError('scan.no-lines');
    const { shape, shrinker, overview } = this.#taking;
    if (shrinker) await this.#keep(shrinker.finish());
    if (this.#linesDone === 0) throw new PlatenError('scan.no-lines');
    if (this.#filled > 0) await this.#store(this.#strip.slice(0, this.#filled));
    this.#show(overview.finish());
    await this.#storing;
    await this.#shelf.putOverview(this.#pixelsId, await overview.pack());
    return { shape: { ...shape, heightPx: this.#linesDone }, overview: overview.page };
  }

  /** Nothing more comes. Resolves when nothing of it is being written any more. */
  async giveUp(): Promise<void> {
    await this.#storing.catch(() => undefined);
  }

  async #keep(lines: Uint8Array<ArrayBuffer>): Promise<void> {
    const { lineBytes, overview, shape } = this.#taking!;
    this.#show(overview.push(lines));
    for (let at = 0; at < lines.length;) {
      const part = lines.subarray(at, at + this.#strip.length - this.#filled);
      this.#strip.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled < this.#strip.length) break;
      const full = this.#strip;
      this.#strip = this.#newStrip();
      this.#filled = 0;
      await this.#store(full);
    }
    this.#linesDone += lines.length / lineBytes;
    this.#events.onLines(this.#linesDone, shape.heightPx);
  }

  /** Resolves when the strip before this one is on the shelf. */
  async #store(lines: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#storing;
    const index = this.#strips++;
    this.#storing = this.#write(lines, index);
    // Whoever waits for it next is told.
    this.#storing.catch(() => undefined);
  }

  async #write(lines: Uint8Array<ArrayBuffer>, index: number): Promise<void> {
    await this.#shelf.putStrip(this.#pixelsId, index, await packStrip(lines, this.#taking!.shape));
  }

  #newStrip(): Uint8Array<ArrayBuffer> {
    const { shape, lineBytes } = this.#taking!;
    return new Uint8Array(stripLines(shape) * lineBytes);
  }

  #show(rows: OverviewRows): void {
    if (rows.bytes.length > 0) this.#events.onRows(rows, this.#taking!.overview.shape);
  }
}
