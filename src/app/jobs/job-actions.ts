import type { Priority, QueuedJobView } from '../../jobs/queue-api.ts';
import { canMove } from '../state/queue-store.ts';

/** What people can do with a job. */
export type JobAction =
  | 'answer'
  | 'hold'
  | 'let-go'
  | 'connect'
  | 'cancel'
  | 'edit'
  | 'move'
  | 'reprint'
  | 'reprint-changed'
  | 'reprint-sheets'
  | 'save-prn'
  | 'timeline'
  | 'erase'
  | `priority-${Priority}`;

export interface JobActionDetail {
  readonly action: JobAction;
  readonly job: QueuedJobView;
}

/** Whoever shows jobs asks for actions with this event; the jobs view does them. */
export function askFor(target: EventTarget, action: JobAction, job: QueuedJobView): void {
  const detail: JobActionDetail = { action, job };
  target.dispatchEvent(new CustomEvent('job-action', { detail, bubbles: true, composed: true }));
}

const TIMELINE: Item = { action: 'timeline', title: 'What happened…', icon: 'history' };

interface Item {
  readonly action: JobAction;
  readonly title: string;
  readonly icon: string;
  readonly danger?: boolean;
  /** It is so already. */
  readonly current?: boolean;
}

const LET_GO = { held: 'Let go', pin: 'Enter the PIN…', stack: 'Put the stack back…' } as const;

export function itemsFor(job: QueuedJobView): readonly (Item | 'line')[] {
  if (job.endedAt !== null) {
    const once: Item[] = job.reprintable ? [{ action: 'reprint', title: 'Print again', icon: 'rotate' }] : [];
    const again: Item[] =
      job.reprintable && !job.isPrintFile
        ? [
            { action: 'reprint-changed', title: 'Print again with other settings…', icon: 'sliders' },
            { action: 'reprint-sheets', title: 'Print some sheets again…', icon: 'sheets' },
            { action: 'save-prn', title: 'Save as a print file (.prn)…', icon: 'file-down' },
          ]
        : [];
    return [
      ...once,
      ...again,
      TIMELINE,
      { action: 'erase', title: 'Erase from this computer…', icon: 'trash', danger: true },
    ];
  }
  const items: (Item | 'line')[] = [];
  const isLocked = job.held === 'pin';
  if (canMove(job)) {
    if (job.held === 'no') items.push({ action: 'hold', title: 'Hold', icon: 'pause' });
    if (job.held !== 'no') items.push({ action: 'let-go', title: LET_GO[job.held], icon: 'play' });
    if (!isLocked && !job.isPrintFile && job.sidesSent === 0)
      items.push({ action: 'edit', title: 'Change the settings…', icon: 'sliders' });
    items.push({ action: 'move', title: 'Move to another machine…', icon: 'route' }, 'line');
    items.push(
      { action: 'priority-urgent', title: 'Urgent', icon: 'urgent', current: job.priority === 'urgent' },
      {
        action: 'priority-normal',
        title: 'Normal priority',
        icon: 'minus',
        current: job.priority === 'normal',
      },
      { action: 'priority-low', title: 'When there is time', icon: 'low', current: job.priority === 'low' },
      'line',
    );
  }
  if (job.reprintable && !job.isPrintFile)
    items.push({ action: 'save-prn', title: 'Save as a print file (.prn)…', icon: 'file-down' });
  items.push(TIMELINE, { action: 'cancel', title: 'Cancel the job', icon: 'x', danger: true });
  return items;
}
