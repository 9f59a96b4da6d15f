import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import '../jobs/accounting-panel.ts';
import '../print-files/files-panel.ts';
import '../jobs/history-panel.ts';
import type { JobActionDetail } from '../jobs/job-actions.ts';
import '../jobs/job-dialogs.ts';
import type { JobDialogs } from '../jobs/job-dialogs.ts';
import '../print-files/prn-progress.ts';
import '../jobs/queue-panel.ts';
import '../jobs/rules-panel.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';

const PARTS = {
  queue: { title: 'Queue', icon: 'list' },
  history: { title: 'History', icon: 'history' },
  accounting: { title: 'Accounting', icon: 'chart' },
  files: { title: 'Print files', icon: 'file-down' },
  rules: { title: 'Rules', icon: 'sliders' },
} as const;
type Part = keyof typeof PARTS;

/** Everything about jobs: the queue, what has been, what it cost, print files, and the rules. */
@customElement('platen-jobs-view')
export class JobsView extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        max-width: 64rem;
        margin: 0 auto;
      }

      nav {
        margin-block-end: var(--wa-space-l);
        border-block-end: 1px solid var(--platen-card-border);
        overflow-x: auto;
        scrollbar-width: none;
      }

      nav ul {
        display: flex;
        gap: var(--wa-space-2xs);
      }

      nav a {
        display: flex;
        align-items: center;
        gap: 0.5em;
        min-height: 2.75rem;
        padding: 0 0.9rem;
        border-block-end: 3px solid transparent;
        color: var(--wa-color-text-quiet);
        font-weight: var(--wa-font-weight-semibold);
        text-decoration: none;
        white-space: nowrap;
      }

      nav a:hover {
        color: var(--wa-color-text-normal);
      }

      nav a:focus-visible {
        outline-offset: -3px;
      }

      nav a[aria-current] {
        color: var(--wa-color-text-normal);
        border-block-end-color: var(--wa-color-brand-fill-loud);
      }

      @media (max-width: 46rem) {
        nav wa-icon {
          display: none;
        }

        nav a {
          padding-inline: 0.55rem;
          font-size: var(--wa-font-size-s);
        }

        nav ul {
          justify-content: space-between;
          gap: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  /** What follows `#/jobs/` in the address. */
  @property() tab = '';
  @state() private heard = '';
  @query('platen-job-dialogs') private readonly dialogs!: JobDialogs;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.prn]);
  }

  override render() {
    const part: Part = Object.hasOwn(PARTS, this.tab) ? (this.tab as Part) : 'queue';
    return html`
      <h1 class="only-heard">Jobs</h1>
      <nav aria-label="Parts of Jobs">
        <ul>
          ${Object.entries(PARTS).map(
            ([name, { title, icon }]) =>
              html`<li>
                <a
                  href=${name === 'queue' ? '#/jobs' : `#/jobs/${name}`}
                  aria-current=${name === part ? 'page' : nothing}
                  ><wa-icon name=${icon}></wa-icon>${title}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      <platen-prn-progress .prn=${this.platen.prn}></platen-prn-progress>
      <div @job-action=${this.#act} @job-moved=${(event: CustomEvent<string>) => (this.heard = event.detail)}>
        ${this.#panel(part)}
      </div>
      <div class="only-heard" role="status">${this.heard}</div>
      <platen-job-dialogs .platen=${this.platen}></platen-job-dialogs>
    `;
  }

  #panel(part: Part) {
    const { platen } = this;
    switch (part) {
      case 'queue':
        return html`<platen-queue-panel .platen=${platen}></platen-queue-panel>`;
      case 'history':
        return html`<platen-history-panel
          .platen=${platen}
          @erase-all=${() => void this.dialogs.eraseAll()}
        ></platen-history-panel>`;
      case 'accounting':
        return html`<platen-accounting-panel .platen=${platen}></platen-accounting-panel>`;
      case 'files':
        return html`<platen-files-panel .platen=${platen}></platen-files-panel>`;
      case 'rules':
        return html`<platen-rules-panel .platen=${platen}></platen-rules-panel>`;
    }
  }

  readonly #act = (event: CustomEvent<JobActionDetail>) => {
    void this.dialogs.run(event.detail.action, event.detail.job);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-jobs-view': JobsView;
  }
}
