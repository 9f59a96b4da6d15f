import { joinBytes } from './bytes.ts';
import { ended, type Urb, type UrbStatus } from './urb.ts';

/** A bulk or interrupt IN endpoint: the machine's packets wait here until the host asks. Empty means NAK. */
export class InPipe {
  /** Ends every read at once and empty where others would wait, as some phones have been seen to do. */
  answersEmpty = false;
  readonly #packetSize: number;
  readonly #packets: Uint8Array[] = [];
  readonly #queue: Urb[] = [];
  #halted = false;

  constructor(packetSize: number) {
    this.#packetSize = packetSize;
  }

  get halted(): boolean {
    return this.#halted;
  }

  /** One message of the machine, cut into packets; a host's transfer ends with a short packet or when full. */
  send(message: Uint8Array): void {
    for (let at = 0; at < message.length; at += this.#packetSize) {
      this.#packets.push(message.slice(at, at + this.#packetSize));
    }
    this.#pump();
  }

  submit(urb: Urb): void {
    if (this.#halted) {
      urb.complete(ended('stall'));
      return;
    }
    this.#queue.push(urb);
    this.#pump();
  }

  /** Takes a transfer back; false when it has ended already. */
  unlink(urb: Urb): boolean {
    const at = this.#queue.indexOf(urb);
    if (at < 0) return false;
    this.#queue.splice(at, 1);
    urb.complete(ended('unlinked'));
    return true;
  }

  halt(): void {
    this.#halted = true;
    this.#endAll('stall');
  }

  clearHalt(): void {
    this.#halted = false;
    this.#pump();
  }

  /** Drops what was not fetched and ends a halt. */
  flush(): void {
    this.#packets.length = 0;
    this.clearHalt();
  }

  /** Ends what is queued and drops what was not fetched: a bus reset or a pulled cable. */
  reset(status: UrbStatus): void {
    this.#halted = false;
    this.#packets.length = 0;
    this.#endAll(status);
  }

  #pump(): void {
    while (this.#queue.length > 0 && this.#packets.length > 0) {
      const urb = this.#queue.shift()!;
      urb.complete(this.#fill(urb.length));
    }
    if (this.answersEmpty) for (const urb of this.#queue.splice(0)) urb.complete(ended('ok'));
  }

  /** What is there at once; a bus would wait for more after full packets, and no message here needs that. */
  #fill(room: number) {
    const parts: Uint8Array[] = [];
    let length = 0;
    while (this.#packets.length > 0 && length < room) {
      const packet = this.#packets.shift()!;
      if (length + packet.length > room) {
        return { status: 'overflow', actualLength: length, data: joinBytes(parts) } as const;
      }
      parts.push(packet);
      length += packet.length;
      if (packet.length < this.#packetSize) break;
    }
    return { status: 'ok', actualLength: length, data: joinBytes(parts) } as const;
  }

  #endAll(status: UrbStatus): void {
    for (const urb of this.#queue.splice(0)) urb.complete(ended(status));
  }
}
