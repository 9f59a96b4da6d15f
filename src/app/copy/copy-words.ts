import { PAPERS } from '../../machine/paper.ts';
import type { CopySettings } from '../../scan/copy/copy-settings.ts';
import { count } from '../words.ts';
import type { CopyRun } from './copy-run.ts';

const WHERE = {
  glass: 'on the glass, face down, in the corner with the mark',
  feeder: 'into the feeder, face up',
} as const;

/** What a person does before pressing Copy. */
export function howToBegin({ layout, source, sides, original }: CopySettings): string {
  if (layout === 'card')
    return 'Lay the card on the glass, face down, a finger’s breadth from the corner with the mark.';
  const title = PAPERS[original].title;
  if (source === 'feeder') return `Put the originals (${title}) ${WHERE.feeder}.`;
  const first = sides.startsWith('2') ? 'the front of the first original' : 'the first original';
  return `Lay ${first} (${title}) ${WHERE.glass}.`;
}

/** What is going on, in one sentence; also for those who only hear it. */
export function progressInWords(run: CopyRun): string {
  const { step, next, jobs, scanned, settings } = run;
  const isCard = settings?.layout === 'card';
  switch (step) {
    case 'idle':
      return '';
    case 'scanning':
      return scanned === 0
        ? 'Scanning the first page…'
        : `${count(scanned, 'page')} scanned, the next is coming…`;
    case 'original':
      if (isCard) return 'Turn the card over, and lay it back in the same place.';
      return next.side === 'back'
        ? `Turn original ${next.original} over, and lay its back ${WHERE.glass}.`
        : `Lay original ${next.original} ${WHERE.glass}, or finish.`;
    case 'printer':
      return 'Scanning waits: the printer has not taken the last sheets yet.';
    case 'stopped':
      return `Stopped at original ${next.original}. What was scanned before it is kept.`;
    case 'printing':
      return `All is scanned. ${jobs.ended} of ${count(jobs.made, 'job')} handed to the machine.`;
    case 'ended':
      return endingInWords(run);
  }
}

function endingInWords({ ending, scanned, error }: CopyRun): string {
  if (error) return '';
  if (ending === 'done') return `Copied: ${count(scanned, 'page')}.`;
  if (ending === 'cancelled')
    return 'The copy was cancelled. Sheets that the machine had already taken come out.';
  return 'Some sheets were not printed. The scanned pages are among the earlier scans.';
}
