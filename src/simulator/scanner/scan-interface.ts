import { COMMAND, COMMAND_HEADER_BYTES, PARAMETER_BYTES } from '../../scan/protocol/commands.ts';
import { eventPacket, type ScannerEvent } from '../../scan/protocol/events.ts';
import type { Clock } from '../clock.ts';
import { SCAN_INTERFACE } from '../descriptors.ts';
import { InPipe } from '../in-pipe.ts';
import { OutPipe } from '../out-pipe.ts';
import type { UsbFunction } from '../virtual-device.ts';
import { ScanUnit } from './scan-unit.ts';

/** Commands bring these payloads along; all others are a bare header. */
const PAYLOAD_BYTES: Readonly<Record<number, number>> = {
  [COMMAND.activate]: 10,
  [COMMAND.selectSource]: 10,
  [COMMAND.setParameters]: PARAMETER_BYTES,
  [COMMAND.setTime]: 20,
};

/** The scanner's three pipes: commands in, answers out, and what the machine says by itself. */
export class ScanInterface implements UsbFunction {
  readonly pipes: ReadonlyMap<number, OutPipe | InPipe>;
  readonly unit = new ScanUnit();
  readonly commands: OutPipe;
  readonly answers: InPipe;
  readonly #events: InPipe;
  #received: number[] = [];

  constructor(clock: Clock) {
    const [out, answers, events] = SCAN_INTERFACE.endpoints;
    this.commands = new OutPipe(
      (bytes) => this.#take(bytes),
      clock,
      () => undefined,
    );
    this.answers = new InPipe(answers!.packetSize);
    this.#events = new InPipe(events!.packetSize);
    this.pipes = new Map<number, OutPipe | InPipe>([
      [out!.address, this.commands],
      [answers!.address, this.answers],
      [events!.address, this.#events],
    ]);
  }

  /** A key was pressed, paper was put in, the time is wanted. */
  say(event: Partial<ScannerEvent>): void {
    this.#events.send(eventPacket(event));
  }

  request(): null {
    return null;
  }

  reset(): void {
    this.#received = [];
    this.unit.reset();
  }

  #take(bytes: Uint8Array): number {
    for (const byte of bytes) this.#received.push(byte);
    for (;;) {
      const [high, low] = this.#received;
      const code = ((high ?? 0) << 8) | (low ?? 0);
      const length = COMMAND_HEADER_BYTES + (PAYLOAD_BYTES[code] ?? 0);
      if (this.#received.length < length) return bytes.length;
      const command = Uint8Array.from(this.#received.splice(0, length));
      const answer = this.unit.answer(code, command.subarray(COMMAND_HEADER_BYTES));
      if (answer) this.answers.send(answer);
    }
  }
}
