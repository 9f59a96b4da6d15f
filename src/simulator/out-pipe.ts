import { type Clock } from './clock.ts';
import { ended, type Urb, type UrbStatus } from './urb.ts';

/**
 * Something that goes wrong on the OUT pipe when byte number `at` (from 0, counted over the pipe's life) is due.
 * `stall` halts the pipe. `protocol-error` fails the transfer only. `short` ends the transfer early, as if complete.
 * `hang` answers NAK until `resume()`. `delay` answers NAK for `ms`. `unplug` pulls the cable.
 */
export type Fault =
  | { readonly at: number; readonly kind: 'stall' | 'protocol-error' | 'short' | 'hang' | 'unplug' }
  | { readonly at: number; readonly kind: 'delay'; readonly ms: number };

/** Takes bytes from the front of what it is given and says how many; 0 is a NAK, `pump()` tries again. */
export type ByteSink = (bytes: Uint8Array) => number;

/** A bulk OUT endpoint: transfers queue up, the sink takes their bytes as it can, faults strike at exact bytes. */
export class OutPipe {
  /** A longer transfer ends short with this many bytes taken and the rest lost; null: none do. */
  shortWriteBytes: number | null = null;
  readonly #sink: ByteSink;
  readonly #clock: Clock;
  readonly #unplug: () => void;
  readonly #queue: { readonly urb: Urb; taken: number }[] = [];
  readonly #faults: Fault[] = [];
  #bytesTaken = 0;
  #halted = false;
  #hanging = false;
  #endDelay: (() => void) | null = null;
  #pumping = false;

  constructor(sink: ByteSink, clock: Clock, unplug: () => void) {
    this.#sink = sink;
    this.#clock = clock;
    this.#unplug = unplug;
  }

  /** Bytes accepted since the pipe exists. */
  get bytesTaken(): number {
    return this.#bytesTaken;
  }

  get halted(): boolean {
    return this.#halted;
  }

  submit(urb: Urb): void {
    if (this.#halted) {
      urb.complete(ended('stall'));
      return;
    }
    this.#queue.push({ urb, taken: 0 });
    this.pump();
  }

  /** Takes a transfer back; false when it has ended already. */
  unlink(urb: Urb): boolean {
    const at = this.#queue.findIndex((entry) => entry.urb === urb);
    if (at < 0) return false;
    const [entry] = this.#queue.splice(at, 1);
    urb.complete(ended('unlinked', entry!.taken));
    this.pump();
    return true;
  }

  addFault(fault: Fault): void {
    this.#faults.push(fault);
    this.#faults.sort((a, b) => a.at - b.at);
  }

  /** Takes back a fault that has not struck; false when it has. */
  removeFault(fault: Fault): boolean {
    const at = this.#faults.indexOf(fault);
    if (at >= 0) this.#faults.splice(at, 1);
    return at >= 0;
  }

  hasFault(fault: Fault): boolean {
    return this.#faults.includes(fault);
  }

  /** Stops taking data, whatever the rest of the machine says. */
  hang(): void {
    this.#hanging = true;
  }

  resume(): void {
    this.#hanging = false;
    this.pump();
  }

  halt(): void {
    this.#halted = true;
    this.#endAll('stall');
  }

  clearHalt(): void {
    this.#halted = false;
    this.pump();
  }

  /** Ends everything that is queued and forgets faults and halts: a bus reset or a pulled cable. */
  reset(status: UrbStatus): void {
    this.#halted = false;
    this.#endDelay?.();
    this.#endDelay = null;
    this.#endAll(status);
  }

  /** Moves as many bytes as the sink takes now. Call it whenever the sink may have room again. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#step());
    } finally {
      this.#pumping = false;
    }
  }

  /** Moves some bytes or ends one transfer; false when nothing can move. */
  #step(): boolean {
    const entry = this.#queue[0];
    if (entry === undefined || this.#halted || this.#hanging || this.#endDelay !== null) return false;
    const { urb } = entry;
    const missing = urb.length - entry.taken;
    if (missing === 0) {
      this.#end(urb, 'ok', entry.taken);
      return true;
    }
    const fault = this.#faults[0];
    const beforeFault = fault === undefined ? missing : Math.max(0, fault.at - this.#bytesTaken);
    if (fault !== undefined && beforeFault === 0) {
      this.#faults.shift();
      this.#strike(fault, urb, entry.taken);
      return true;
    }
    if (this.shortWriteBytes !== null && entry.taken >= this.shortWriteBytes) {
      this.#end(urb, 'ok', entry.taken);
      return true;
    }
    const room = Math.min(missing, beforeFault, (this.shortWriteBytes ?? Infinity) - entry.taken);
    const taken = this.#sink(urb.data.subarray(entry.taken, entry.taken + room));
    entry.taken += taken;
    this.#bytesTaken += taken;
    return taken > 0;
  }

  #strike(fault: Fault, urb: Urb, taken: number): void {
    switch (fault.kind) {
      case 'stall':
        this.#halted = true;
        this.#end(urb, 'stall', taken);
        this.#endAll('stall');
        break;
      case 'protocol-error':
        this.#end(urb, 'protocol-error', taken);
        break;
      case 'short':
        this.#end(urb, 'ok', taken);
        break;
      case 'hang':
        this.#hanging = true;
        break;
      case 'delay':
        this.#endDelay = this.#clock.after(fault.ms, () => {
          this.#endDelay = null;
          this.pump();
        });
        break;
      case 'unplug':
        this.#unplug();
        break;
    }
  }

  #end(urb: Urb, status: UrbStatus, taken: number): void {
    this.#queue.shift();
    urb.complete(ended(status, taken));
  }

  #endAll(status: UrbStatus): void {
    for (const { urb, taken } of this.#queue.splice(0)) urb.complete(ended(status, taken));
  }
}
