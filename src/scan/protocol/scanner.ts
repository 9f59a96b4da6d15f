import { PlatenError } from '../../errors/platen-error.ts';
import { TESTED_SCANNER, type ScannerQuirks } from '../../machine/scanner-quirks.ts';
import { systemClock } from '../../usb/clock.ts';
import { usbError } from '../../usb/errors.ts';
import type { UsbDevice } from '../../usb/web-usb.ts';
import { frameOf, resolutionFor, type AreaMm, type ScanFrame } from './area.ts';
import * as commands from './commands.ts';
import { MODE, STATUS_PAYLOAD_BYTES, type ScanMode, type ScanSource } from './commands.ts';
import { readStatus, type ScannerStatus } from './answers.ts';
import { listenTo } from './event-listener.ts';
import type { ScannerEvent } from './events.ts';
import { scannerPort, type ScannerPort } from './find-scanner.ts';
import { LineCutter } from './line-cutter.ts';
import { ScanPipe, type PipeContext } from './scan-pipe.ts';
import { scanPage, type PageEnd } from './scan-page.ts';

export interface ScannerOptions extends Partial<PipeContext> {
  readonly quirks?: ScannerQuirks;
  /** Keys, paper put in: what the machine says on its own. */
  onEvent?(event: ScannerEvent): void;
  /** The time that the machine is told when it asks. */
  now?(): Date;
}

export interface PageRequest {
  readonly source: ScanSource;
  readonly mode: ScanMode;
  /** Any; scanned at the next resolution that the machine has. */
  readonly dpi: number;
  readonly area: AreaMm;
}

/** A page as it comes: its size first, then its lines. */
export interface PageSink {
  /** Lines of `widthPx` pixels: gray (0 black) or R, G, B, 8 bits each, without a gap. */
  begin(page: ScannedPageShape): Promise<void> | void;
  /** Whole lines, in order, from the top. */
  lines(bytes: Uint8Array<ArrayBuffer>): Promise<void> | void;
}

export interface ScannedPageShape {
  readonly widthPx: number;
  /** What was asked for; a sheet may end before it. */
  readonly heightPx: number;
  readonly dpi: number;
  readonly mode: ScanMode;
}

/** The scan half of the machine. It shares the cable with printing and nothing else. */
export class Scanner {
  readonly #device: UsbDevice;
  readonly #port: ScannerPort;
  readonly #pipe: ScanPipe;
  readonly #context: PipeContext;
  readonly #quirks: ScannerQuirks;
  readonly #closing = new AbortController();
  #busy = false;

  private constructor(device: UsbDevice, port: ScannerPort, context: PipeContext, options: ScannerOptions) {
    this.#device = device;
    this.#port = port;
    this.#context = context;
    this.#quirks = options.quirks ?? TESTED_SCANNER;
    this.#pipe = new ScanPipe(device, port, context);
    const { now = () => new Date() } = options;
    void listenTo(device, port, context.clock, this.#closing.signal, (event) => {
      // Questions wait for each other in the pipe, so this may come in the middle of a page.
      if (event.wantsTime) void this.#pipe.ask(commands.setTime(now())).catch(() => undefined);
      options.onEvent?.(event);
    });
  }

  /**
   * Claims the scanner of a device that is open.
   *
   * @throws PlatenError `scan.no-scanner`, `usb.claim-failed*`
   */
  static async claim(device: UsbDevice, options: ScannerOptions = {}): Promise<Scanner> {
    const { os = 'other', clock = systemClock } = options;
    const port = scannerPort(device);
    if (!port) throw new PlatenError('scan.no-scanner');
    try {
      if (device.configuration === null) await device.selectConfiguration(port.configurationValue);
      await device.claimInterface(port.interfaceNumber);
    } catch (thrown) {
      throw usbError(thrown, 'claim', os);
    }
    return new Scanner(device, port, { os, clock }, options);
  }

  /** Why nothing more can be asked of it; null while it works. */
  get failure(): PlatenError | null {
    return this.#pipe.failure;
  }

  async status(): Promise<ScannerStatus> {
    return readStatus(await this.#pipe.ask(commands.queryStatus(), STATUS_PAYLOAD_BYTES));
  }

  /** Ends what an earlier program left in the middle of. Its verdict does not matter: there may be nothing to end. */
  async endSession(): Promise<void> {
    await this.#pipe.ask(commands.endSession());
  }

  /** What a request becomes on the machine. Throws `scan.area`. */
  frame({ dpi, mode, area }: PageRequest): ScanFrame {
    const real = this.#quirks.otherResolutions ? dpi : resolutionFor(dpi);
    return frameOf(area, real, mode, this.#quirks);
  }

  /** One page from the glass, or the next side from the feeder. Throws as `scanPage` does, and `scan.area`. */
  async scan(request: PageRequest, sink: PageSink, cancelled: AbortSignal): Promise<PageEnd> {
    if (this.#busy) throw new PlatenError('scan.busy');
    const { source, mode } = request;
    const frame = this.frame(request);
    const { parameters, widthPx, lineBytes } = frame;
    const cutter = new LineCutter(lineBytes, widthPx * MODE[mode].channels);
    let isBegun = false;
    this.#busy = true;
    try {
      return await scanPage({
        pipe: this.#pipe,
        source,
        frame,
        clock: this.#context.clock,
        cancelled,
        endsEveryPage: this.#quirks.endsEveryPage,
        onData: async (bytes) => {
          if (!isBegun) {
            isBegun = true;
            await sink.begin({ widthPx, heightPx: parameters.height, dpi: parameters.dpi, mode });
          }
          const lines = cutter.push(bytes);
          if (lines.length > 0) await sink.lines(lines);
        },
      });
    } finally {
      this.#busy = false;
    }
  }

  /** Lets go of the scanner; printing goes on. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#pipe.close(new PlatenError('usb.closed'));
    await this.#device.releaseInterface(this.#port.interfaceNumber).catch(() => undefined);
  }
}
