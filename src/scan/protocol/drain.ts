import { within, type Clock } from '../../usb/clock.ts';
import type { UsbDevice } from '../../usb/web-usb.ts';
import type { ScannerPort } from './find-scanner.ts';

/** An answer that waits is there at once; this long a silence shows that there is none. */
const QUIET_MS = 150;
const ROOM_BYTES = 65_536;
/** A block is the most that can wait; a pipe that never ends is not drained for ever. */
const MOST_READS = 16;

/**
 * Takes what an earlier program, or this one before the scanner failed, was answered and did not fetch: the first
 * question would be taken to have that answer. The read that waits in vain is ended by giving the interface back, so it
 * is claimed only while this lasts.
 *
 * @returns whether there was anything
 */
export async function drainAnswers(
  device: UsbDevice,
  { inEndpoint, interfaceNumber }: ScannerPort,
  clock: Clock,
): Promise<boolean> {
  await device.claimInterface(interfaceNumber);
  let reads = 0;
  while (reads < MOST_READS) {
    const reading = device.transferIn(inEndpoint, ROOM_BYTES).catch(() => null);
    if (!(await within(reading, QUIET_MS, clock))) break;
    reads += 1;
  }
  await device.releaseInterface(interfaceNumber);
  return reads > 0;
}
