import type { OperatingSystem } from '../../errors/operating-system.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import type { ScannerQuirks } from '../../machine/scanner-quirks.ts';
import { identifyUsbIds } from '../../machine/usb-ids.ts';
import { cleanText } from '../../usb/clean-text.ts';
import type { Clock } from '../../usb/clock.ts';
import { closeQuietly, untilClosed } from '../../usb/closing.ts';
import { usbError } from '../../usb/errors.ts';
import { Presence } from '../../usb/watch.ts';
import { matchesTarget, type UsbBus, type UsbDevice, type UsbTarget } from '../../usb/web-usb.ts';
import type { ScannerEvent } from '../protocol/events.ts';
import { drainAnswers } from '../protocol/drain.ts';
import { scannerPort } from '../protocol/find-scanner.ts';
import { Scanner } from '../protocol/scanner.ts';

export interface LinkContext {
  readonly os: OperatingSystem;
  readonly clock: Clock;
  onEvent(event: ScannerEvent): void;
  /** The cable is out. */
  onGone(): void;
}

const MAX_NAME_LENGTH = 126;
/** Transfers of a pulled cable fail up to this long before the browser says that the device is gone. */
const GRACE_MS = 1_500;
/** A key that was pressed while nobody listened is told as soon as somebody does, and means nothing any more. */
const STALE_KEYS_MS = 500;

/**
 * A machine with a scanner, on the bus and with permission. Its scanner is claimed only while it is wanted; the device
 * is never reset and its printer never touched, so a job goes on whatever happens here.
 */
export class ScannerLink {
  /** Untrusted text, capped and cleaned. */
  readonly name: string;
  readonly #device: UsbDevice;
  readonly #context: LinkContext;
  readonly #presence: Presence;
  #scanner: Scanner | null = null;
  #claimedAt = 0;

  private constructor(bus: UsbBus, device: UsbDevice, context: LinkContext) {
    this.#device = device;
    this.#context = context;
    this.name = cleanText(device.productName ?? '', MAX_NAME_LENGTH) || 'Canon iR1020/1024/1025';
    this.#presence = new Presence(bus, device, () => context.onGone());
  }

  /** Throws PlatenError `usb.not-found`, `usb.wrong-device`, `scan.no-scanner`. */
  static async find(bus: UsbBus, target: UsbTarget, context: LinkContext): Promise<ScannerLink> {
    const device = (await bus.getDevices()).find((each) => matchesTarget(each, target));
    if (!device) throw new PlatenError('usb.not-found');
    const ids = identifyUsbIds(device.vendorId, device.productId);
    if (ids.kind === 'other') {
      const name = ids.name ?? cleanText(device.productName ?? '', MAX_NAME_LENGTH);
      throw new PlatenError('usb.wrong-device', { name: name || 'an unknown device' });
    }
    if (!scannerPort(device)) throw new PlatenError('scan.no-scanner');
    return new ScannerLink(bus, device, context);
  }

  /** The scanner, if it is claimed. */
  get scanner(): Scanner | null {
    return this.#scanner;
  }

  /**
   * Claims the scanner, or gives the one that is claimed and works.
   *
   * @throws PlatenError `usb.open-failed*`, `usb.claim-failed*`, `usb.vanished`
   */
  async claim(quirks: ScannerQuirks): Promise<Scanner> {
    if (this.#scanner && !this.#scanner.failure) return this.#scanner;
    await this.release();
    const { os, clock } = this.#context;
    await untilClosed(this.#device);
    await attempt('open', os, async () => {
      if (!this.#device.opened) await this.#device.open();
    });
    try {
      const wasInterrupted = await attempt('claim', os, () => this.#drain());
      const onEvent = (event: ScannerEvent) => this.#hear(event);
      this.#claimedAt = clock.now();
      const scanner = await Scanner.claim(this.#device, { os, clock, quirks, onEvent });
      this.#scanner = scanner;
      if (wasInterrupted) await scanner.endSession().catch(() => undefined);
      return scanner;
    } catch (thrown) {
      await closeQuietly(this.#device);
      throw thrown;
    }
  }

  async #drain(): Promise<boolean> {
    const port = scannerPort(this.#device)!;
    if (this.#device.configuration === null) await this.#device.selectConfiguration(port.configurationValue);
    return drainAnswers(this.#device, port, this.#context.clock);
  }

  /** Lets go of the scanner, for another window or another program. */
  async release(): Promise<void> {
    const scanner = this.#scanner;
    this.#scanner = null;
    await scanner?.close();
    if (scanner) await closeQuietly(this.#device);
  }

  /** After a failed transfer: was it the cable? */
  isGone(): Promise<boolean> {
    return this.#presence.isGone(GRACE_MS, this.#context.clock);
  }

  async close(): Promise<void> {
    this.#presence.stop();
    await this.release();
  }

  #hear(event: ScannerEvent): void {
    const isStale = this.#context.clock.now() - this.#claimedAt < STALE_KEYS_MS;
    this.#context.onEvent(isStale ? { ...event, key: null } : event);
  }
}

async function attempt<T>(step: 'open' | 'claim', os: OperatingSystem, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw usbError(thrown, step, os);
  }
}
