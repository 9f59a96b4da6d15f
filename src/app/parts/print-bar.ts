import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { PAPERS } from '../../machine/paper.ts';
import type { PrintController } from '../state/print-controller.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';

const SHORTCUT = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘P' : 'Ctrl+P';

/** What the job will cost in paper, and Print; while it cannot be pressed, why. */
@customElement('platen-print-bar')
export class PrintBar extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .card {
        display: grid;
        gap: var(--wa-space-s);
        padding: var(--wa-space-m);
        box-shadow: var(--wa-shadow-m);
      }

      .summary strong {
        font-size: var(--wa-font-size-l);
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.01em;
      }

      wa-button {
        width: 100%;
      }

      kbd {
        font: inherit;
        font-size: var(--wa-font-size-xs);
      }

      @media (max-width: 60rem) {
        .card {
          grid-template-columns: 1fr auto;
          align-items: center;
          padding: var(--wa-space-s) var(--wa-space-m);
        }

        platen-explanation {
          grid-column: 1 / -1;
        }

        kbd {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) print!: PrintController;
  @state() private error: ErrorRecord | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.print]);
  }

  override render() {
    const { obstacle, submitting, summary, settings } = this.print;
    const paper = PAPERS[settings.paper].title;
    return html`<section class="card" aria-label="Print">
      <div class="summary">
        ${
          summary
            ? html`<p>
                  <strong>${count(summary.sheets, 'sheet')}</strong> <span class="quiet">of ${paper}</span>
                </p>
                <p class="quiet small">
                  ${count(summary.sides, 'side')}${settings.copies > 1 ? ` in ${settings.copies} copies` : nothing}
                </p>`
            : nothing
        }
        <p id="why" class="small ${summary ? '' : 'quiet'}" ?hidden=${obstacle === null}>${obstacle}</p>
      </div>
      <wa-button
        variant="brand"
        size="l"
        ?disabled=${obstacle !== null}
        ?loading=${submitting}
        aria-describedby="why"
        @click=${this.#print}
      >
        <wa-icon slot="start" name="printer"></wa-icon>
        Print ${obstacle === null ? html`<kbd slot="end">${SHORTCUT}</kbd>` : nothing}
      </wa-button>
      <platen-explanation .error=${this.error} ?hidden=${this.error === null}></platen-explanation>
    </section>`;
  }

  readonly #print = async () => {
    if (this.print.submitting) return;
    this.error = null;
    try {
      await this.print.print();
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-print-bar': PrintBar;
  }
}
