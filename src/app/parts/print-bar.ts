import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { PAPERS } from '../../machine/paper.ts';
import type { PrnDesk } from '../state/prn-desk.ts';
import type { PrintController } from '../state/print-controller.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';
import '../jobs/pin-dialog.ts';
import '../print-files/prn-progress.ts';

const SHORTCUT = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘P' : 'Ctrl+P';

const WAYS: readonly { value: string; title: string; details?: string; icon: string }[] = [
  { value: 'hold', title: 'Hold this job', details: 'until you let it go', icon: 'pause' },
  { value: 'pin', title: 'Hold with a PIN…', details: 'encrypted', icon: 'lock' },
  { value: 'urgent', title: 'Print before the others', icon: 'urgent' },
  { value: 'low', title: 'Print when there is time', icon: 'low' },
  { value: 'prn', title: 'Save as a print file (.prn)…', icon: 'file-down' },
];

/**
 * What the job will cost in paper, and Print; while it cannot be pressed, why. Beside it, folded away: hold, PIN,
 * priority, print file.
 */
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

      .print {
        display: flex;
        gap: 1px;
      }

      .print > wa-button {
        flex: 1;
      }

      .print > wa-button::part(base) {
        border-start-end-radius: 0;
        border-end-end-radius: 0;
      }

      wa-dropdown wa-button::part(base) {
        border-start-start-radius: 0;
        border-end-start-radius: 0;
        padding-inline: 0.8em;
      }

      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
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

        platen-explanation,
        platen-prn-progress {
          grid-column: 1 / -1;
        }

        kbd {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) print!: PrintController;
  @property({ attribute: false }) prn!: PrnDesk;
  @state() private asksPin = false;

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
      <div class="print">
        <wa-button
          variant="brand"
          size="l"
          ?disabled=${obstacle !== null}
          ?loading=${submitting}
          aria-describedby="why"
          @click=${() => void this.print.tryPrint()}
        >
          <wa-icon slot="start" name="printer"></wa-icon>
          Print ${obstacle === null ? html`<kbd slot="end">${SHORTCUT}</kbd>` : nothing}
        </wa-button>
        ${this.#menu()}
      </div>
      ${this.#refusal()}
      <platen-prn-progress .prn=${this.prn}></platen-prn-progress>
      ${
        this.asksPin
          ? html`<platen-pin-dialog
              purpose="new"
              .use=${(pin: string) => this.print.print({ hold: true, pin })}
              @close-dialog=${() => (this.asksPin = false)}
            ></platen-pin-dialog>`
          : nothing
      }
    </section>`;
  }

  #menu() {
    const ready = this.print.gap === null && !this.print.submitting;
    return html`<wa-dropdown
      placement="top-end"
      @wa-select=${(event: CustomEvent<{ item: { value: string } }>) => this.#choose(event.detail.item.value)}
    >
      <wa-button slot="trigger" variant="brand" size="l" ?disabled=${!ready}>
        <wa-icon name="chevron-up" label="Other ways to print"></wa-icon>
      </wa-button>
      ${WAYS.map(({ value, title, details, icon }) => {
        const needsMachine = value === 'urgent' || value === 'low';
        return html`<wa-dropdown-item
          value=${value}
          ?disabled=${needsMachine && this.print.obstacle !== null}
        >
          <wa-icon slot="icon" name=${icon}></wa-icon>${title}
          ${details ? html`<span slot="details" class="quiet">${details}</span>` : nothing}
        </wa-dropdown-item>`;
      })}
    </wa-dropdown>`;
  }

  /** A disk that is full, or storage that is switched off, leaves a choice; the job is still here. */
  #refusal() {
    const { refusal } = this.print;
    if (!refusal) return nothing;
    const { error, options } = refusal;
    const leavesChoice = error.code === 'job.storage-full' || error.code === 'job.storage-blocked';
    return html`<platen-explanation .error=${error} variant=${leavesChoice ? 'warning' : 'danger'}>
      ${
        leavesChoice
          ? html`<div class="choices">
              ${
                options.pin === undefined
                  ? html`<wa-button
                      size="s"
                      variant="brand"
                      @click=${() => void this.print.tryPrint({ ...options, keep: 'memory' })}
                      >Print without keeping it</wa-button
                    >`
                  : nothing
              }
              <wa-button size="s" appearance="outlined" href="#/jobs/history">Free some space…</wa-button>
              <wa-button size="s" appearance="plain" @click=${() => this.print.forgetRefusal()}
                >Cancel</wa-button
              >
            </div>`
          : nothing
      }
    </platen-explanation>`;
  }

  #choose(way: string): void {
    const { request } = this.print;
    if (way === 'hold') void this.print.tryPrint({ hold: true });
    else if (way === 'pin') this.asksPin = true;
    else if (way === 'prn' && request) void this.prn.save(request);
    else if (way === 'urgent' || way === 'low') void this.print.tryPrint({ priority: way });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-print-bar': PrintBar;
  }
}
