import type { Clock } from '../../usb/clock.ts';
import type { UsbDevice } from '../../usb/web-usb.ts';
import { readEvent, type ScannerEvent } from './events.ts';
import type { ScannerPort } from './find-scanner.ts';

const ROOM_BYTES = 64;
/** Where reads come back at once and empty, as on some phones, asking on without a pause would never end. */
const PAUSE_AFTER_NOTHING_MS = 100;

/** Keeps one read open on the interrupt pipe until `stop`, or until the pipe fails. Never rejects. */
export async function listenTo(
  device: UsbDevice,
  { interruptEndpoint }: ScannerPort,
  clock: Clock,
  stop: AbortSignal,
  onEvent: (event: ScannerEvent) => void,
): Promise<void> {
  if (interruptEndpoint === null) return;
  while (!stop.aborted) {
    try {
      const { status, data } = await device.transferIn(interruptEndpoint, ROOM_BYTES);
      if (status !== 'ok' || stop.aborted) return;
      const event = data && readEvent(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      if (event) onEvent(event);
      else await clock.sleep(PAUSE_AFTER_NOTHING_MS, stop);
    } catch {
      // Released or unplugged: whoever scans finds out by himself.
      return;
    }
  }
}
