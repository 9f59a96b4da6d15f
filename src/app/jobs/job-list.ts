import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { hasEnded } from '../../jobs/job.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { MachineStore } from '../state/machine-store.ts';
import { byTurn } from '../state/queue-store.ts';
import { standingOf } from '../state/standing.ts';
import { StoreController } from '../state/store.ts';
import { paperInWords, titleOf } from '../words.ts';
import { jobIcon } from './job-icon.ts';

/** Ended jobs are shown among so many latest; of many that wait, not all are shown here. */
const LATEST = 5;
const MOST = 8;

/** The latest jobs beside the documents, newest first; all of them are in the Jobs view. */
@customElement('platen-job-list')
export class JobList extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .heading {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--wa-space-s);
        margin-block-end: var(--wa-space-s);
      }

      .heading a {
        font-size: var(--wa-font-size-s);
      }

      .actions {
        display: flex;
        align-items: center;
        gap: var(--wa-space-2xs);
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
    const all = this.machine.snapshot.jobs;
    if (all.length === 0) return nothing;
    const jobs = all.filter((job, index) => index < LATEST || !hasEnded(job)).slice(0, MOST);
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">Jobs</h2>
        <a href="#/jobs">Queue and history</a>
      </div>
      <ul class="card">
        ${repeat(
          jobs,
          (job) => job.id,
          (job) => this.#row(job),
        )}
      </ul>
    </section>`;
  }

  #row(job: QueuedJobView) {
    const title = titleOf(job);
    const asks = job.question !== null || job.held !== 'no';
    return html`<li data-state=${job.state} data-job=${job.id}>
      ${jobIcon(job)}
      <div class="about">
        <h3 title=${title}>${title}</h3>
        <p class="quiet small">${this.#facts(job)}</p>
      </div>
      <div class="actions">
        ${
          asks && job.endedAt === null
            ? html`<wa-button size="s" variant="brand" appearance="outlined" href="#/jobs"
                >${job.question ? 'Answer…' : 'Show'}<span class="only-heard"> ${title}</span></wa-button
              >`
            : nothing
        }
        ${
          job.endedAt === null
            ? html`<wa-button
                size="s"
                appearance="outlined"
                ?disabled=${job.cancelling}
                @click=${() => void this.machine.spooler.cancel(job.id)}
                >Cancel<span class="only-heard"> ${title}</span></wa-button
              >`
            : nothing
        }
      </div>
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

  #facts(job: QueuedJobView): string {
    const { machine, jobs } = this.machine.snapshot;
    const facts = [
      standingOf(job, { machine, active: jobs.filter((other) => !hasEnded(other)).sort(byTurn) }).words,
    ];
    if (job.state === 'queued' || job.state === 'sent' || job.state === 'printed') {
      facts.push(paperInWords(job));
    }
    return facts.join(' · ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-job-list': JobList;
  }
}
