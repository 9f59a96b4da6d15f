import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ErrorRecord } from '../../errors/platen-error.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { Platen } from '../platen.ts';
import { canMove } from '../state/queue-store.ts';
import type { JobStanding } from '../state/standing.ts';
import { momentInWords, paperInWords, titleOf, turningInWords } from '../words.ts';
import { askFor } from './job-actions.ts';
import { jobIcon } from './job-icon.ts';
import './job-menu.ts';

/** How a job is recognised while it is dragged; never mistaken for a file. */
const DRAG_TYPE = 'application/x-platen-job';

/** One job of the queue or of the latest: how it stands, the next thing to do, its place. Says `job-moved`. */
@customElement('platen-queue-row')
export class QueueRow extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      article {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr) auto auto;
        gap: var(--wa-space-2xs) var(--wa-space-xs);
        align-items: center;
        min-height: 4.25rem;
        padding: var(--wa-space-xs) var(--wa-space-xs) var(--wa-space-xs) var(--wa-space-s);
      }

      article:not(.movable) {
        padding-inline-start: var(--wa-space-m);
      }

      .grip {
        cursor: grab;
        color: var(--wa-color-text-quiet);
      }

      article:not(.movable) .grip {
        display: none;
      }

      .icon {
        font-size: 1.35rem;
      }

      article:not(.movable) .icon {
        grid-column: 1 / span 2;
      }

      .about {
        min-width: 0;
      }

      h3 {
        display: flex;
        align-items: baseline;
        gap: 0.5em;
        min-width: 0;
      }

      h3 span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .facts {
        font-variant-numeric: tabular-nums;
      }

      .actions {
        display: flex;
        align-items: center;
        gap: var(--wa-space-3xs);
      }

      .below {
        grid-column: 1 / -1;
        padding-inline-end: var(--wa-space-s);
      }

      .over {
        outline: 2px dashed var(--wa-color-brand-border-loud);
        outline-offset: -3px;
        border-radius: var(--wa-border-radius-l);
      }

      @media (max-width: 46rem) {
        article {
          row-gap: var(--wa-space-xs);
        }

        .about {
          grid-column: 3 / span 2;
        }

        platen-job-menu {
          grid-row: 1;
          grid-column: 5;
          align-self: start;
        }

        .actions {
          grid-row: 2;
          grid-column: 3 / -1;
          flex-wrap: wrap;
        }

    `,
  ];

  @property({ attribute: false, hasChanged: differs }) job!: QueuedJobView;
  @property({ attribute: false, hasChanged: differs }) standing!: JobStanding;
  /** Why the last thing that was asked of it was not done. */
  @property({ attribute: false }) problem: ErrorRecord | null = null;
  @property({ attribute: false }) platen!: Platen;
  /** Among the jobs whose order can be chosen, from 0; -1 when it is none of them. */
  @property({ type: Number }) place = -1;
  @property({ type: Number }) peers = 0;

  override render() {
    const { job, standing } = this;
    const movable = canMove(job) && this.peers > 1;
    const error = this.problem ?? (job.endedAt === null ? null : job.error);
    return html`<article
      class=${movable ? 'movable' : ''}
      aria-label=${titleOf(job)}
      data-job=${job.id}
      data-state=${job.state}
      @dragover=${this.#over}
      @dragleave=${this.#leave}
      @drop=${this.#drop}
      @keydown=${movable ? this.#key : nothing}
    >
      <wa-icon
        class="grip"
        name="grip"
        draggable=${movable ? 'true' : 'false'}
        @dragstart=${this.#drag}
      ></wa-icon>
      ${jobIcon(job)}
      <div class="about">
        <h3>
          <span title=${titleOf(job)}>${titleOf(job)}</span>
          ${
            job.priority === 'normal' || job.endedAt !== null
              ? nothing
              : html`<wa-badge
                  appearance="filled"
                  variant=${job.priority === 'urgent' ? 'warning' : 'neutral'}
                  >${job.priority === 'urgent' ? 'Urgent' : 'When there is time'}</wa-badge
                >`
          }
        </h3>
        <p class="small">${standing.words}</p>
        <p class="quiet small facts">${this.#facts()}</p>
      </div>
      <div class="actions" ?hidden=${!standing.next && !movable}>
        ${
          standing.next
            ? html`<wa-button
                size="s"
                appearance="outlined"
                variant=${job.endedAt === null ? 'brand' : 'neutral'}
                @click=${() => askFor(this, standing.next!.action, job)}
                >${standing.next.label}<span class="only-heard"> ${titleOf(job)}</span></wa-button
              >`
            : nothing
        }${
          movable
            ? html`${this.#button('arrow-up', 'Move up', -1, this.place === 0)}
              ${this.#button('arrow-down', 'Move down', 1, this.place === this.peers - 1)}`
            : nothing
        }
      </div>
      <platen-job-menu .job=${job}></platen-job-menu>
      ${
        error
          ? html`<platen-explanation
              class="below"
              .error=${error}
              variant=${job.state === 'failed' ? 'danger' : 'warning'}
            ></platen-explanation>`
          : nothing
      }
    </article>`;
  }

  #facts(): string {
    const { job } = this;
    const facts = [paperInWords(job), job.paper];
    const turning = turningInWords(job);
    if (turning) facts.push(turning);
    if (job.user) facts.push(job.user);
    facts.push(momentInWords(job.endedAt ?? job.createdAt, Date.now()));
    return facts.join(' · ');
  }

  #button(icon: string, label: string, by: -1 | 1, disabled: boolean) {
    return html`<wa-button
      appearance="plain"
      size="s"
      ?disabled=${disabled}
      title="${label} (Alt+${by < 0 ? '↑' : '↓'})"
      @click=${() => void this.#move(by)}
    >
      <wa-icon name=${icon} label="${label} ${titleOf(this.job)}"></wa-icon>
    </wa-button>`;
  }

  async #move(by: -1 | 1): Promise<void> {
    const place = await this.platen.queue.step(this.job, by);
    if (place === null) return;
    const detail = `${titleOf(this.job)} is now number ${place} of ${this.peers}.`;
    this.dispatchEvent(new CustomEvent('job-moved', { detail, bubbles: true, composed: true }));
  }

  readonly #key = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    void this.#move(event.key === 'ArrowUp' ? -1 : 1);
  };

  readonly #drag = (event: DragEvent) => {
    event.dataTransfer!.setData(DRAG_TYPE, this.job.id);
    event.dataTransfer!.effectAllowed = 'move';
    event.dataTransfer!.setDragImage(this.renderRoot.querySelector('article')!, 12, 24);
  };

  readonly #over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(DRAG_TYPE) || !canMove(this.job)) return;
    event.preventDefault();
    (event.currentTarget as Element).classList.add('over');
  };

  readonly #leave = (event: DragEvent) => {
    (event.currentTarget as Element).classList.remove('over');
  };

  readonly #drop = (event: DragEvent) => {
    (event.currentTarget as Element).classList.remove('over');
    const dragged = event.dataTransfer?.getData(DRAG_TYPE);
    if (!dragged) return;
    event.preventDefault();
    void this.platen.queue.dropOn(dragged, this.job.id);
  };
}

/** Every snapshot brings new objects; most of them say the same as before. */
function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-queue-row': QueueRow;
  }
}
