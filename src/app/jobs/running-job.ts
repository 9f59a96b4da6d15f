import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ErrorRecord } from '../../errors/platen-error.ts';
import { waitsForEngine } from '../../jobs/on-the-wire.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { Platen } from '../platen.ts';
import {
  handedOverInWords,
  jobStateInWords,
  machineName,
  secondsInWords,
  titleOf,
  turningInWords,
} from '../words.ts';
import { askFor } from './job-actions.ts';
import { jobIcon } from './job-icon.ts';
import './job-menu.ts';

/** The job on the wire, large: which sheet, how long still, and why it has stopped. */
@customElement('platen-running-job')
export class RunningJob extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .card {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
        box-shadow: var(--wa-shadow-s);
      }

      .head {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 var(--wa-space-m);
        align-items: center;
      }

      .head .icon {
        font-size: 2rem;
      }

      h2 {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--wa-font-size-l);
        letter-spacing: -0.01em;
      }

      .actions {
        display: flex;
        align-items: center;
        gap: var(--wa-space-2xs);
      }

      wa-progress-bar {
        --track-height: 0.5rem;
      }

      .progress {
        display: grid;
        gap: var(--wa-space-xs);
      }

      .numbers {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--wa-space-m);
        font-variant-numeric: tabular-nums;
      }

      .numbers strong {
        font-size: var(--wa-font-size-l);
        letter-spacing: -0.01em;
      }

      @media (max-width: 30rem) {
        .card {
          padding: var(--wa-space-m);
        }

        .head .icon {
          display: none;
        }

        .head {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) job!: QueuedJobView;
  @property({ attribute: false }) platen!: Platen;

  override render() {
    const { job, platen } = this;
    const { machine } = platen.machine.snapshot;
    const error = platen.queue.errorOf(job.id);
    return html`<section class="card" aria-labelledby="title" data-job=${job.id} data-state=${job.state}>
      <div class="head">
        ${jobIcon(job)}
        <div>
          <h2 id="title" title=${titleOf(job)}>${titleOf(job)}</h2>
          <p class="quiet small">
            ${machineName(machine)} ·
            ${[job.paper, turningInWords(job), job.copies > 1 ? `${job.copies} copies` : null].filter(Boolean).join(', ')}
          </p>
        </div>
        <div class="actions">
          <wa-button
            size="s"
            appearance="outlined"
            ?disabled=${job.cancelling}
            @click=${() => askFor(this, 'cancel', job)}
            >Cancel<span class="only-heard"> ${titleOf(job)}</span></wa-button
          >
          <platen-job-menu .job=${job}></platen-job-menu>
        </div>
      </div>
      <div class="progress">
        <wa-progress-bar
          label="Sheets handed to the machine, ${titleOf(job)}"
          value=${job.sides === 0 ? 0 : Math.round((100 * job.sidesSent) / job.sides)}
        ></wa-progress-bar>
        <div class="numbers">
          <strong>${jobStateInWords(job)}</strong>
          <span class="quiet">${this.#rest()}</span>
        </div>
      </div>
      ${job.error ? this.#why(job.error, waitsForEngine(job)) : nothing}
      ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
    </section>`;
  }

  #why(error: ErrorRecord, isFinishing: boolean) {
    const goOn = html`<wa-button size="s" appearance="outlined" @click=${this.#stopWaiting}
      >Go on now</wa-button
    >`;
    return html`<platen-explanation .error=${error} variant=${isFinishing ? 'neutral' : 'warning'}>
      ${isFinishing ? goOn : nothing}
    </platen-explanation>`;
  }

  readonly #stopWaiting = () => {
    const { platen, job } = this;
    void platen.queue.act(job.id, () => platen.machine.spooler.stopWaiting());
  };

  #rest(): string {
    const { job } = this;
    if (job.cancelling) return '';
    if (job.state === 'paused') return handedOverInWords(job);
    return job.secondsLeft === null ? '' : secondsInWords(job.secondsLeft);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-running-job': RunningJob;
  }
}
