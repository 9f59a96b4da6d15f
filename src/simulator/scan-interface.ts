import { SCAN_INTERFACE } from './descriptors.ts';
import { InPipe } from './in-pipe.ts';
import { OutPipe } from './out-pipe.ts';
import type { Clock } from './clock.ts';
import type { UsbFunction } from './virtual-device.ts';

/** The scanner's three pipes, asleep: they are there to be found and claimed, and answer NAK to everything. */
export function sleepingScanInterface(clock: Clock): UsbFunction {
  const takesNothing = () => 0;
  return {
    pipes: new Map(
      SCAN_INTERFACE.endpoints.map(({ address, packetSize }) => [
        address,
        address & 0x80 ? new InPipe(packetSize) : new OutPipe(takesNothing, clock, () => undefined),
      ]),
    ),
    request: () => null,
    reset: () => undefined,
  };
}
