import { PlatenError, type ErrorRecord } from '../errors/platen-error.ts';
import type { PortStatus } from './class-requests.ts';
import { within, type Clock } from './clock.ts';

/** What the watchdog needs to know of the machine, and whom it tells. */
export interface WatchdogHost {
  readonly clock: Clock;
  /** Asked only while data does not move: whether a machine minds being asked in mid-job is a quirk. */
  portStatus(): Promise<PortStatus | null>;
  /** Why the machine takes nothing although it is well; null when that is over. Called on changes only. */
  onHold(reason: ErrorRecord | null): void;
  /** How long it may take nothing while it names no reason. */
  patienceMs(): number;
}

/** A side takes 2.5 s to print; shorter silences are the engine's ordinary pace. */
const ASK_EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Watches one transfer that does not end, until `signal` aborts.
 *
 * A machine that says why (no paper, off-line, error) may take for ever. One that says nothing, or that all is
 * well, is given up after the host's patience: the promise then rejects with `usb.not-answering`.
 */
export async function watchTransfer(host: WatchdogHost, signal: AbortSignal): Promise<void> {
  const { clock } = host;
  let silentSince = clock.now();
  let held: string | null = null;
  const hold = (reason: ErrorRecord | null) => {
    if ((reason?.code ?? null) === held) return;
    held = reason?.code ?? null;
    host.onHold(reason);
  };

  for (;;) {
    await clock.sleep(ASK_EVERY_MS, signal);
    if (signal.aborted) break;
    const status = await within(host.portStatus(), ANSWER_WITHIN_MS, clock);
    if (signal.aborted) break;
    const reason = status && holdReason(status);
    hold(reason);
    if (reason) {
      silentSince = clock.now();
    } else if (clock.now() - silentSince >= host.patienceMs()) {
      throw new PlatenError('usb.not-answering', { seconds: Math.round(host.patienceMs() / 1000) });
    }
  }
  hold(null);
}

/** Why a machine with this status takes no data; null when it names no reason. */
export function holdReason({ paperEmpty, selected, notError }: PortStatus): ErrorRecord | null {
  if (paperEmpty) return { code: 'usb.hold.paper-empty', params: {} };
  if (!notError) return { code: 'usb.hold.error', params: {} };
  if (!selected) return { code: 'usb.hold.off-line', params: {} };
  return null;
}
