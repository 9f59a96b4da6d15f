import { KNOWN_CODES } from '../errors/catalogue.ts';
import type { OperatingSystem } from '../errors/operating-system.ts';
import { asPlatenError, PlatenError } from '../errors/platen-error.ts';

/** What was being tried when WebUSB threw. */
export type UsbStep = 'open' | 'claim' | 'transfer';

/**
 * A thrown DOMException as an error with advice.
 *
 * `open` and `claim` become `usb.open-failed` and `usb.claim-failed`, with `.windows`, `.linux` and so on where
 * there is special advice. In a transfer, NetworkError and AbortError both may mean a pulled cable; whether it
 * was one only the connection can find out.
 */
export function usbError(thrown: unknown, step: UsbStep, os: OperatingSystem): PlatenError {
  if (thrown instanceof PlatenError) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  const fail = (code: string) => new PlatenError(code, { detail: describe(thrown) }, { cause: thrown });

  if (name === 'NotFoundError') return fail('usb.vanished');
  if (name === 'TypeError' || name === 'DataError') return asPlatenError(thrown);
  if (step === 'transfer') return fail('usb.transfer-failed');
  const code = step === 'open' ? 'usb.open-failed' : 'usb.claim-failed';
  const special = `${code}.${os}`;
  return fail(KNOWN_CODES.includes(special) ? special : code);
}

function describe(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return text.slice(0, 200);
}
