import { explain } from '../../errors/catalogue.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { MachineState, MachineTarget } from '../../jobs/spooler-api.ts';
import { handedOverInWords, jobStateInWords, machineName, secondsInWords, titleOf } from '../words.ts';

/** The one next thing somebody can do for a job. */
interface NextStep {
  readonly action: 'answer' | 'let-go' | 'connect' | 'reprint';
  readonly label: string;
}

/** How a job stands: what it is doing or why it waits, and the one next thing to do, if anything is to be done. */
export interface JobStanding {
  readonly words: string;
  readonly next: NextStep | null;
}

export interface Surroundings {
  readonly machine: MachineState;
  /** In the order of printing. */
  readonly active: readonly QueuedJobView[];
}

export function standingOf(job: QueuedJobView, around: Surroundings): JobStanding {
  if (job.cancelling) return { words: jobStateInWords(job), next: null };
  if (job.question) {
    return { words: 'Interrupted: it waits for your answer', next: { action: 'answer', label: 'Answer…' } };
  }
  switch (job.state) {
    case 'queued':
      return waiting(job, around);
    case 'sending': {
      const left = job.secondsLeft === null ? '' : ` · ${secondsInWords(job.secondsLeft)}`;
      return { words: `${jobStateInWords(job)}${left}`, next: null };
    }
    case 'paused':
      return { words: `${jobStateInWords(job)} · ${handedOverInWords(job)}`, next: null };
    case 'failed':
    case 'cancelled':
      return {
        words: `${jobStateInWords(job)} · ${handedOverInWords(job)}`,
        next: job.reprintable ? { action: 'reprint', label: 'Print again' } : null,
      };
    default:
      return { words: jobStateInWords(job), next: null };
  }
}

function waiting(job: QueuedJobView, { machine, active }: Surroundings): JobStanding {
  if (job.held === 'pin') {
    return {
      words: 'Held until somebody enters its PIN',
      next: { action: 'let-go', label: 'Enter the PIN…' },
    };
  }
  if (job.held === 'stack') {
    return {
      words: 'First sides are printed: it waits for the stack to be put back',
      next: { action: 'let-go', label: 'Put the stack back…' },
    };
  }
  if (job.held === 'held') {
    const why = job.error ? explain(job.error).what : 'On hold until you let it go';
    return { words: why, next: { action: 'let-go', label: 'Let go' } };
  }
  if (machine.status === 'connecting')
    return { words: 'Waits while the machine is being connected', next: null };
  if (machine.status === 'none') {
    return { words: 'Waits for a machine', next: { action: 'connect', label: 'Connect…' } };
  }
  if (job.machine && !isConnected(job.machine, machine)) {
    const words = `Waits for ${targetInWords(job.machine)}; ${machineName(machine)} is connected`;
    return { words, next: { action: 'connect', label: 'Connect…' } };
  }
  if (machine.status === 'lost') {
    const why = machine.error
      ? explain(machine.error).next
      : 'It goes on by itself when the machine is back.';
    return { words: `Waits for the machine. ${why}`, next: null };
  }
  const ahead = active.find((other) => other.id !== job.id && isAhead(other));
  if (ahead) return { words: `Waits for “${titleOf(ahead)}” to end`, next: null };
  if (machine.status === 'attention' && machine.error) {
    return { words: `Waits: ${explain(machine.error).what}`, next: null };
  }
  return { words: 'Waits for its turn', next: null };

  function isAhead(other: QueuedJobView): boolean {
    const mayRun = other.held === 'no' && other.question === null;
    return other.state !== 'queued' || (mayRun && active.indexOf(other) < active.indexOf(job));
  }
}

function isConnected(target: MachineTarget, machine: MachineState): boolean {
  if (target.kind === 'simulated') return machine.simulated;
  return !machine.simulated && (target.serialNumber === null || target.serialNumber === machine.serialNumber);
}

function targetInWords(target: MachineTarget): string {
  if (target.kind === 'simulated') return 'the simulated machine';
  return target.serialNumber === null ? 'the machine on USB' : `the machine ${target.serialNumber}`;
}
