import type { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import type { BenchOptions, JobName } from '../unit/usb/rows/bench.ts';

/** One session: what the machine does to us, what we do, and what is to be seen of it. */
export interface Session extends BenchOptions {
  /** Called once the machine is connected. `later` runs something so many milliseconds from then. */
  trouble(machine: SimulatedMachine, later: (ms: number, run: () => void) => void): void;
  /** Sent one after another, each as soon as there is a machine. */
  readonly jobs: readonly JobName[];
  /** How each ended. */
  readonly outcomes: readonly string[];
  /** What was shown of the machine. */
  readonly shown: readonly string[];
  readonly holds: readonly (string | null)[];
}

/**
 * The sessions of this folder's recordings. They were made with the simulated machine; `RECORD_TRACES=1 npx vitest
 * run test/unit/usb/traces.test.ts` makes them again. A recording of a real machine can lie beside them.
 */
export const SESSIONS: Readonly<Record<string, Session>> = {
  'two-jobs': {
    trouble: () => undefined,
    jobs: ['noise', 'lines'],
    outcomes: ['ok', 'ok'],
    shown: ['connecting', 'ready', 'none'],
    holds: [],
  },
  stall: {
    trouble: ({ bulkOut }) => {
      bulkOut.addFault({ at: 70_000, kind: 'stall' });
      bulkOut.addFault({ at: 200_000, kind: 'stall' });
    },
    jobs: ['noise'],
    outcomes: ['ok'],
    shown: ['connecting', 'ready', 'none'],
    holds: [],
  },
  unplug: {
    trouble: (machine, later) => {
      machine.bulkOut.addFault({ at: 100_000, kind: 'unplug' });
      later(8_000, () => machine.setTrouble('unplugged', false));
    },
    jobs: ['noise', 'lines'],
    outcomes: ['usb.vanished', 'ok'],
    shown: ['connecting', 'ready', 'lost usb.vanished', 'connecting', 'ready', 'none'],
    holds: [],
  },
  'out-of-paper': {
    memoryBytes: 50_000,
    trouble: (machine, later) => {
      machine.setTrouble('out-of-paper', true);
      later(20_000, () => machine.setTrouble('out-of-paper', false));
    },
    jobs: ['noise', 'lines', 'noise'],
    outcomes: ['ok', 'ok', 'ok'],
    shown: ['connecting', 'ready', 'attention usb.hold.paper-empty', 'printing', 'none'],
    holds: ['usb.hold.paper-empty', null],
  },
  'failed-transfer': {
    trouble: ({ bulkOut }) => bulkOut.addFault({ at: 100_000, kind: 'protocol-error' }),
    jobs: ['noise', 'lines'],
    outcomes: ['usb.transfer-failed', 'ok'],
    shown: ['connecting', 'ready', 'lost usb.transfer-failed', 'ready', 'none'],
    holds: [],
  },
};
