import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import type { Clock } from '../usb/clock.ts';
import type { PrinterConnection } from '../usb/connection.ts';
import type { OperatingSystem } from '../errors/operating-system.ts';
import { openPrinter } from '../usb/open.ts';
import { TraceRecorder } from '../usb/trace-recorder.ts';
import { watchForTarget } from '../usb/watch.ts';
import { holdReason } from '../usb/watchdog.ts';
import type { UsbBus, UsbTarget } from '../usb/web-usb.ts';
import type { FinishTime } from './engine-load.ts';
import type { EngineOutput } from './job-run.ts';
import { BackOff } from './machine-back-off.ts';
import { MachineOutput } from './machine-output.ts';
import { Slate } from './machine-slate.ts';
import { NO_MACHINE, type MachineState, type MachineTarget } from './spooler-api.ts';
import type { TraceApi } from './trace-api.ts';
import { jobFrames } from './trace-redaction.ts';

export interface KeeperOptions {
  /** The bus that the target is on, and how it is found there. Throws when this browser has none. */
  locate(target: MachineTarget): { readonly bus: UsbBus; readonly usbTarget: UsbTarget };
  readonly os: OperatingSystem;
  readonly clock: Clock;
  /** Asked before the machine is: its status is not polled while a job is on the wire. */
  isPrinting(): boolean;
  onChange(): void;
  /** A machine that takes data, and which it is; or none. */
  onOutput(output: EngineOutput | null, target: MachineTarget | null): void;
  /** Why the machine takes no data at present; null when it goes on. */
  onHold(reason: ErrorRecord | null): void;
}

/** An idle machine is asked for its status so often. */
const POLL_MS = 2_000;
/** A machine that used to answer may miss so many questions in a row before people are told. */
const MISSED_ANSWERS = 3;
/** A connection that carried data, or held so long, was a good one: attempts begin anew after it. */
const PROVEN_MS = 60_000;
/** Trying again does not help against these; a new event on the bus may. */
const HOPELESS: readonly string[] = ['usb.wrong-device', 'usb.no-printer-interface', 'usb.unsupported'];

/**
 * Keeps the connection to the chosen machine: opens, watches, loses and finds it again.
 *
 * As long as a machine is chosen it is tried for: at once when the browser says that it is there, and else after
 * 1, 5, 30 and then every 60 seconds. `src/usb/README.md` tells what is done about each kind of trouble.
 */
export class MachineKeeper implements TraceApi {
  readonly #options: KeeperOptions;
  readonly #recorder: ReturnType<typeof newRecorder>;
  readonly #backOff = new BackOff();
  /** One for each machine, by `keyOf`. */
  readonly #slates = new Map<string, Slate>();
  #state: MachineState = NO_MACHINE;
  #target: MachineTarget | null = null;
  #connection: PrinterConnection | null = null;
  #connectedAt = 0;
  /** Questions for its status in a row that it has not answered. */
  #missed = 0;
  /** The machine has answered since it was chosen, so its absence is a loss. */
  #wasThere = false;
  #opening: Promise<void> | null = null;
  /** Choosing and letting go, one after another. */
  #turn: Promise<void> = Promise.resolve();
  #stopWatching: () => void = nothing;
  /** Ends what waits for its time: the next attempt, or the next look at the status. */
  #waiting = new AbortController();

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#recorder = newRecorder(options.clock);
  }

  get state(): MachineState {
    const isPrinting = this.#state.status === 'ready' && this.#options.isPrinting();
    return isPrinting ? { ...this.#state, status: 'printing' } : this.#state;
  }

  /**
   * Connects to `target`. Asked again for the same: nothing happens while it is there, and while it is not it is
   * tried at once. Throws when that fails, and goes on trying all the same.
   */
  connect(target: MachineTarget): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#target || keyOf(this.#target) !== keyOf(target)) await this.#choose(target);
      if (this.#connection) return;
      this.#backOff.reset();
      await this.#open('shown');
    });
  }

  disconnect(): Promise<void> {
    return this.#inTurn(() => this.#letGo());
  }

  /**
   * Tells that `target` may be in the middle of a job that will not go on: before the next one it will be told to
   * forget the rest, but not before it had time from now on for the sheets that it has whole. A job that breaks off
   * here is known to be torn without this call, but not how many sheets the machine may still hold.
   */
  tornJob(target: MachineTarget, finish: FinishTime): void {
    this.#slateOf(target).tear(finish);
  }

  /** A person has seen that nothing more comes out: the machine is not given any more time. */
  async stopWaiting(): Promise<void> {
    if (this.#target) this.#slateOf(this.#target).stopWaiting();
  }

  async trace(withBodies: boolean): Promise<Blob> {
    return new Blob([JSON.stringify(this.#recorder.export(withBodies))], { type: 'application/json' });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(nothing);
    return result;
  }

  async #choose(target: MachineTarget): Promise<void> {
    await this.#letGo();
    this.#recorder.restart();
    const { bus, usbTarget } = this.#locate(target);
    this.#target = target;
    this.#stopWatching = watchForTarget(bus, usbTarget, () => {
      this.#backOff.reset();
      if (!this.#connection) this.#open('shown').catch(nothing);
    });
  }

  async #letGo(): Promise<void> {
    this.#stopWatching();
    this.#stopWatching = nothing;
    this.#target = null;
    this.#wasThere = false;
    this.#waiting.abort();
    await this.#opening?.catch(nothing);
    await this.#drop();
    this.#set(NO_MACHINE);
  }

  #locate(target: MachineTarget): { readonly bus: UsbBus; readonly usbTarget: UsbTarget } {
    const { bus, usbTarget } = this.#options.locate(target);
    return { bus: this.#recorder.tap(bus), usbTarget };
  }

  #slateOf(target: MachineTarget): Slate {
    const key = keyOf(target);
    const slate = this.#slates.get(key) ?? new Slate(this.#options.clock);
    this.#slates.set(key, slate);
    return slate;
  }

  /** `silent`: an attempt that nobody asked for is seen only when it succeeds or fails in a new way. */
  #open(manner: 'shown' | 'silent'): Promise<void> {
    this.#opening ??= this.#openNow(this.#target!, manner).finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #openNow(target: MachineTarget, manner: 'shown' | 'silent'): Promise<void> {
    this.#waiting.abort();
    const simulated = target.kind === 'simulated';
    const { name } = this.#state;
    if (manner === 'shown') this.#set({ ...NO_MACHINE, status: 'connecting', simulated, name });
    const slate = this.#slateOf(target);
    try {
      const connection = await this.#openPrinter(target);
      const { identity } = connection;
      this.#set({
        ...NO_MACHINE,
        status: 'ready',
        simulated,
        name: identity.name,
        serialNumber: identity.serialNumber,
        deviceId: identity.deviceId?.raw ?? null,
      });
      await this.#askStatus(connection);
      if (slate.isUnwanted && this.#state.status === 'ready') await slate.forget(connection);
      if (connection.failure) throw connection.failure;
      const wipe = () => slate.wipe(connection, (reason) => this.#held(reason));
      this.#options.onOutput(new MachineOutput(connection, slate, wipe, () => this.#breakOff()), target);
      void this.#watchOver(connection);
    } catch (thrown) {
      const error = this.#asSeen(asPlatenError(thrown, 'usb.open-failed'), target);
      await this.#drop();
      this.#set({ ...NO_MACHINE, status: 'lost', simulated, name: this.#state.name, error: toRecord(error) });
      if (this.#target === target && !HOPELESS.includes(error.code)) this.#tryLater();
      throw error;
    }
  }

  async #openPrinter(target: MachineTarget): Promise<PrinterConnection> {
    const { bus, usbTarget } = this.#locate(target);
    const { os, clock } = this.#options;
    const connection: PrinterConnection = await openPrinter(bus, usbTarget, {
      os,
      clock,
      onHold: (reason) => this.#held(reason),
      onLost: (error) => this.#lost(error),
    });
    this.#connection = connection;
    this.#connectedAt = clock.now();
    this.#missed = 0;
    this.#wasThere = true;
    return connection;
  }

  /** A machine that was there and is not listed any more has been unplugged; what that means is another matter. */
  #asSeen(error: PlatenError, target: MachineTarget): PlatenError {
    if (error.code !== 'usb.not-found') return error;
    const isForgotten =
      target.kind === 'usb' && (target.serialNumber === null || this.#options.os === 'android');
    if (isForgotten) return new PlatenError('usb.permission-gone', {}, { cause: error });
    return this.#wasThere ? new PlatenError('usb.vanished', {}, { cause: error }) : error;
  }

  /** Ends a transfer that the machine does not take, by closing; then opens again. Never throws. */
  async #breakOff(): Promise<void> {
    const target = this.#target;
    if (target) this.#slateOf(target).discard();
    await this.#drop();
    if (this.#target && this.#target === target) await this.#open('shown').catch(nothing);
  }

  async #drop(): Promise<void> {
    await this.#disown()?.close();
  }

  /** The connection is not used any more; returns it. */
  #disown(): PrinterConnection | null {
    const connection = this.#connection;
    this.#connection = null;
    this.#waiting.abort();
    if (!connection) return null;
    for (const slate of this.#slates.values()) slate.connectionEnds();
    this.#options.onOutput(null, null);
    return connection;
  }

  #lost(error: PlatenError): void {
    const connection = this.#disown();
    // Else it was lost before it was ours; whoever is opening it hears of that.
    if (!connection) return;
    this.#set({ ...this.#state, status: 'lost', port: null, error: toRecord(error) });
    if (this.#opening) return;
    const { clock } = this.#options;
    const isProven = connection.bytesAccepted > 0 || clock.now() - this.#connectedAt >= PROVEN_MS;
    if (isProven) this.#backOff.reset();
    if (isProven && error.code !== 'usb.vanished') this.#open('silent').catch(nothing);
    else this.#tryLater();
  }

  #tryLater(): void {
    void this.#sleep(this.#backOff.nextMs()).then((isTime) => {
      if (isTime && !this.#connection) this.#open('silent').catch(nothing);
    });
  }

  /** False when something else came first. */
  async #sleep(ms: number): Promise<boolean> {
    this.#waiting.abort();
    const { signal } = (this.#waiting = new AbortController());
    await this.#options.clock.sleep(ms, signal);
    return !signal.aborted;
  }

  #held(reason: ErrorRecord | null): void {
    this.#options.onHold(reason);
    // A machine that prints what it has is well.
    const trouble = reason?.code === 'usb.finishing' ? null : reason;
    if (this.#connection) {
      this.#set({ ...this.#state, status: trouble ? 'attention' : 'ready', error: trouble });
    }
  }

  /** Keeps the state true while nothing is printed. */
  async #watchOver(connection: PrinterConnection): Promise<void> {
    while (connection === this.#connection && (await this.#sleep(POLL_MS))) {
      if (!this.#options.isPrinting()) await this.#askStatus(connection);
    }
  }

  async #askStatus(connection: PrinterConnection): Promise<void> {
    const port = await connection.portStatus();
    if (connection !== this.#connection) return;
    if (!port) return this.#missedAnswer(connection);
    this.#missed = 0;
    const reason = holdReason(port);
    this.#set({ ...this.#state, status: reason ? 'attention' : 'ready', port, error: reason });
  }

  /** A machine that has never told its status may be well all the same: some do not know the request. */
  async #missedAnswer(connection: PrinterConnection): Promise<void> {
    await connection.checkPresence();
    if (connection !== this.#connection || this.#state.port === null) return;
    this.#missed += 1;
    if (this.#missed < MISSED_ANSWERS) return;
    this.#set({ ...this.#state, status: 'attention', port: null, error: { code: 'usb.silent', params: {} } });
  }

  #set(state: MachineState): void {
    const isSameState = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (!isSameState) this.#options.onChange();
  }
}

/** What is left of the data is the language's business, so the recorder is told here. */
function newRecorder(clock: Clock) {
  return new TraceRecorder(clock, jobFrames);
}

function keyOf(target: MachineTarget): string {
  if (target.kind !== 'usb') return target.kind;
  return JSON.stringify([target.vendorId, target.productId, target.serialNumber]);
}

function nothing(): void {
  // Whatever it was is reported through the state.
}
