import { html } from 'lit';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { JobState } from '../../jobs/spooler-api.ts';

const ICONS: Readonly<Record<JobState, string>> = {
  queued: 'hourglass',
  preparing: 'printer',
  sending: 'printer',
  paused: 'pause',
  sent: 'circle-check',
  printed: 'circle-check',
  cancelled: 'circle-x',
  failed: 'circle-alert',
};

const COLOURS: Readonly<Partial<Record<JobState, string>>> = {
  preparing: '--wa-color-brand-on-quiet',
  sending: '--wa-color-brand-on-quiet',
  paused: '--wa-color-warning-on-quiet',
  sent: '--wa-color-success-on-quiet',
  printed: '--wa-color-success-on-quiet',
  failed: '--wa-color-danger-on-quiet',
};

/** A job's state as a picture; the words beside it say the same. */
export function jobIcon(job: QueuedJobView) {
  const name =
    job.held === 'pin' ? 'lock' : job.held === 'held' || job.held === 'stack' ? 'pause' : ICONS[job.state];
  const colour = COLOURS[job.state] ?? '--wa-color-text-quiet';
  return html`<wa-icon
    class="icon"
    name=${job.endedAt === null ? name : ICONS[job.state]}
    .style=${`color: var(${colour})`}
  ></wa-icon>`;
}
