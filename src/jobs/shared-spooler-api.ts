import type { SpoolerApi } from './spooler-api.ts';

/** What a window's spooler worker offers its page: the spooler of this installation, whichever window runs it. */
export interface SharedSpoolerApi extends SpoolerApi {
  /** Calls `listener` now and after every change. The listener is a comlink proxy. */
  followLeadership(listener: (now: Leadership) => void): Promise<void>;
}

/** What a window is to the others. */
export interface Leadership {
  /** Queue and machine are this window's: closing it interrupts what is on the wire. */
  readonly leads: boolean;
  /** Other windows, one of which would take over; known to the one that leads, 0 to the rest. */
  readonly others: number;
}
