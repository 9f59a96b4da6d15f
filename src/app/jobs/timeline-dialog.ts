import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { JournalEntry } from '../../jobs/job-store.ts';
import { timelineOf } from '../state/timeline.ts';
import { preciseMomentInWords, titleOf } from '../words.ts';
import { Attempt } from '../parts/attempt.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';

/** What happened to a job, with times. Says `close-dialog`. */
@customElement('platen-timeline-dialog')
export class TimelineDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(36rem, 100vw - 2rem);
      }

      ol {
        display: grid;
        gap: var(--wa-space-s);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 9.5rem minmax(0, 1fr);
        gap: 0 var(--wa-space-m);
      }

      time {
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-s);
        font-variant-numeric: tabular-nums;
      }

      @media (max-width: 30rem) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) job!: QueuedJobView;
  @property({ attribute: false }) load!: () => Promise<readonly JournalEntry[]>;
  @state() private entries: readonly JournalEntry[] | null = null;
  readonly #attempt = new Attempt(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#attempt.run(async () => (this.entries = await this.load()));
  }

  override render() {
    const { entries } = this;
    const { error } = this.#attempt;
    return html`<wa-dialog open label="What happened" @wa-after-hide=${closeDialog}>
      <div class="body">
        <p class="quiet">${titleOf(this.job)}</p>
        ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
        ${entries ? this.#timeline(entries) : nothing}
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="outlined" data-dialog="close">Close</wa-button>
      </div>
    </wa-dialog>`;
  }

  #timeline(entries: readonly JournalEntry[]) {
    if (entries.length === 0) {
      return html`<p>Nothing was written down: this job was printed without being kept on this computer.</p>`;
    }
    return html`<ol>
      ${timelineOf(entries).map(
        ({ at, words }) =>
          html`<li>
            <time datetime=${new Date(at).toISOString()}>${preciseMomentInWords(at)}</time
            ><span>${words}</span>
          </li>`,
      )}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-timeline-dialog': TimelineDialog;
  }
}
