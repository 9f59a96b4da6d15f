import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { JobPages } from '../state/job-pages.ts';
import { formatRanges, parseRanges } from '../ranges.ts';
import { count, titleOf } from '../words.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles, pickStyles } from '../parts/dialog-styles.ts';
import { Gradual } from '../parts/gradual.ts';
import './sheet-picture.ts';

const SHEETS_A_FRAME = 24;

/** Which sheets of a job to print again. Says `choose-sheets` with their indices from 0, or `close-dialog`. */
@customElement('platen-sheets-dialog')
export class SheetsDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    pickStyles,
    css`
      wa-dialog {
        --width: min(52rem, 100vw - 2rem);
      }

      .ranges {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--wa-space-xs);
      }

      .ranges wa-input {
        flex: 1 1 14rem;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.25rem, 1fr));
        gap: var(--wa-space-2xs);
        max-height: 46dvh;
        padding: 3px;
        overflow-y: auto;
        scrollbar-width: thin;
      }
    `,
  ];

  @property({ attribute: false }) job!: QueuedJobView;
  @property({ attribute: false }) pages!: JobPages;
  @state() private chosen: ReadonlySet<number> = new Set();
  @state() private mistake = '';

  readonly #gradual = new Gradual(this, () => Math.ceil(this.#sheets.length / SHEETS_A_FRAME));

  /** As they lie in the tray: what a person turns over passes twice, and is chosen once. */
  get #sheets() {
    const { sheets, stackAt } = this.pages.contents.plan;
    return sheets.slice(0, stackAt);
  }

  override render() {
    const { chosen } = this;
    return html`<wa-dialog open label="Print sheets again" @wa-after-hide=${closeDialog}>
      <div class="body">
        <p class="quiet">
          ${titleOf(this.job)} has ${count(this.#sheets.length, 'sheet')}. Choose the ones you need.
        </p>
        <div class="ranges">
          <wa-input
            size="s"
            label="Sheets"
            placeholder="1-3, 7, 12-"
            hint=${this.mistake}
            autocomplete="off"
            .value=${formatRanges(chosen)}
            @change=${this.#typed}
          ></wa-input>
          <wa-button size="s" appearance="plain" @click=${() => this.#set(this.#sheets.keys())}
            >All</wa-button
          >
          <wa-button size="s" appearance="plain" @click=${() => this.#set([])}>None</wa-button>
        </div>
        <ul aria-label="Sheets">
          ${repeat(
            this.#sheets.slice(0, this.#gradual.shown * SHEETS_A_FRAME),
            (_, index) => index,
            (sheet, index) =>
              html`<li>
                <label class="pick">
                  <platen-sheet-picture .pages=${this.pages} .sheet=${sheet}></platen-sheet-picture>
                  <span>
                    <input
                      type="checkbox"
                      .checked=${chosen.has(index)}
                      @change=${() => this.#toggle(index)}
                    />Sheet ${index + 1}
                  </span>
                </label>
              </li>`,
          )}
        </ul>
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
        <wa-button variant="brand" ?disabled=${chosen.size === 0} @click=${this.#print}>
          ${chosen.size === 0 ? 'Print' : `Print ${count(chosen.size, 'sheet')}`}
        </wa-button>
      </div>
    </wa-dialog>`;
  }

  #toggle(index: number): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(index)) chosen.add(index);
    this.#set(chosen);
  }

  #set(sheets: Iterable<number>): void {
    this.chosen = new Set(sheets);
    this.mistake = '';
  }

  readonly #typed = (event: Event) => {
    const numbers = parseRanges((event.currentTarget as WaInput).value ?? '', this.#sheets.length);
    if (numbers) this.#set(numbers);
    else this.mistake = `Numbers and ranges from 1 to ${this.#sheets.length}, like 1-3, 7.`;
  };

  readonly #print = () => {
    const sheets = [...this.chosen].sort((a, b) => a - b);
    this.dispatchEvent(new CustomEvent('choose-sheets', { detail: sheets }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-sheets-dialog': SheetsDialog;
  }
}
