import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { JobState, JobView } from '../../jobs/spooler-api.ts';
import type { MachineStore } from '../state/machine-store.ts';
import { StoreController } from '../state/store.ts';
import { count, jobStateInWords, secondsInWords, sheetsSent } from '../words.ts';

const ICONS: Readonly<Record<JobState, string>> = {
  queued: 'hourglass',
  preparing: 'hourglass',
  sending: 'printer',
  paused: 'pause',
  sent: 'circle-check',
  printed: 'circle-check',
  cancelled: 'circle-x',
  failed: 'circle-alert',
};

/** The queue and what became of earlier jobs, newest first. */
@customElement('platen-job-list')
export class JobList extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      h2 {
        margin-block-end: var(--wa-space-s);
      }

      li {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: var(--wa-space-2xs) var(--wa-space-s);
        align-items: center;
        padding: var(--wa-space-s) var(--wa-space-xs) var(--wa-space-s) var(--wa-space-m);
      }

      li + li {
        border-block-start: 1px solid var(--platen-card-border);
      }

      .icon {
        font-size: 1.35rem;
        color: var(--wa-color-text-quiet);
      }

      .sending,
      .preparing {
        color: var(--wa-color-brand-on-quiet);
      }

      .sent,
      .printed {
        color: var(--wa-color-success-on-quiet);
      }

      .failed {
        color: var(--wa-color-danger-on-quiet);
      }

      .about {
        min-width: 0;
      }

      h3 {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .below {
        grid-column: 2 / -1;
        padding-inline-end: var(--wa-space-s);
      }

      wa-progress-bar {
        --track-height: 0.375rem;
      }

      /* A bar that glides has the page laid out at every frame, on the cores that draw the sheets. */
      wa-progress-bar::part(indicator) {
        transition: none;
      }

      .small {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) machine!: MachineStore;

  constructor() {
    super();
    new StoreController(this, () => [this.machine]);
  }

  override render() {
    const { jobs } = this.machine.snapshot;
    if (jobs.length === 0) return nothing;
    return html`<section aria-labelledby="title">
      <h2 id="title">Jobs</h2>
      <ul class="card">
        ${repeat(
          jobs,
          (job) => job.id,
          (job) => this.#row(job),
        )}
      </ul>
    </section>`;
  }

  #row(job: JobView) {
    const active = job.endedAt === null;
    return html`<li data-state=${job.state} data-job=${job.id}>
      <wa-icon class="icon ${job.state}" name=${ICONS[job.state]}></wa-icon>
      <div class="about">
        <h3 title=${job.title}>${job.title}</h3>
        <p class="quiet small">${this.#facts(job)}</p>
      </div>
      ${
        active
          ? html`<wa-button
              size="s"
              appearance="outlined"
              ?disabled=${job.cancelling}
              @click=${() => this.#cancel(job)}
              >Cancel<span class="only-heard"> ${job.title}</span></wa-button
            >`
          : html`<wa-button size="s" appearance="plain" @click=${() => this.#forget(job)}
              ><wa-icon name="x" label="Remove ${job.title} from the list"></wa-icon
            ></wa-button>`
      }
      ${
        job.state === 'sending' || job.state === 'preparing' || job.state === 'paused'
          ? html`<wa-progress-bar
              class="below"
              label="Sheets handed to the machine, ${job.title}"
              value=${job.sides === 0 ? 0 : Math.round((100 * job.sidesSent) / job.sides)}
            ></wa-progress-bar>`
          : nothing
      }
      ${
        job.error
          ? html`<platen-explanation
              class="below"
              .error=${job.error}
              variant=${job.state === 'failed' ? 'danger' : 'warning'}
            ></platen-explanation>`
          : nothing
      }
    </li>`;
  }

  #facts(job: JobView): string {
    const facts = [jobStateInWords(job)];
    if (job.state === 'sending' && job.secondsLeft !== null && !job.cancelling) {
      facts.push(secondsInWords(job.secondsLeft));
    }
    if (job.state === 'paused' || job.state === 'failed' || job.state === 'cancelled') {
      facts.push(`${sheetsSent(job)} of ${count(job.sheets, 'sheet')} handed over`);
    }
    if (job.state === 'queued' || job.state === 'sent' || job.state === 'printed') {
      facts.push(count(job.sheets, 'sheet') + (job.copies > 1 ? ` × ${job.copies}` : ''));
    }
    return facts.join(' · ');
  }

  #cancel(job: JobView): void {
    void this.machine.spooler.cancel(job.id);
  }

  #forget(job: JobView): void {
    void this.machine.spooler.forget(job.id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-job-list': JobList;
  }
}
