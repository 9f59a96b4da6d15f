import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { ledgerCsv } from '../../jobs/ledger-csv.ts';
import type { LedgerGrouping, LedgerPeriod, LedgerTotal } from '../../jobs/ledger.ts';
import type { LedgerEntry } from '../../jobs/queue-api.ts';
import type { Platen } from '../platen.ts';
import { LedgerStore, SPANS, type Span } from '../state/ledger-store.ts';
import { download } from '../state/prn-desk.ts';
import { StoreController } from '../state/store.ts';
import { momentInWords, percentInWords, titleOf } from '../words.ts';
import { Gradual } from '../parts/gradual.ts';

const SPAN_WORDS: Readonly<Record<Span, string>> = {
  'this-month': 'This month',
  'last-month': 'Last month',
  'this-year': 'This year',
  all: 'Everything',
};

type View = 'day' | 'month' | 'job';
const VIEWS: Readonly<Record<View, string>> = { day: 'By day', month: 'By month', job: 'Job by job' };
const GROUPINGS: Readonly<Record<LedgerGrouping, string>> = {
  none: 'Everybody together',
  user: 'Each user',
  department: 'Each department',
  both: 'Each user and department',
};
/** Rows on the screen; the file has all. */
const MOST_ROWS = 200;
const ROWS_A_FRAME = 40;

/** What was printed, by whom, on what: only sides whose every byte the machine accepted, all copies. */
@customElement('platen-accounting-panel')
export class AccountingPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
      }

      .choices {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr)) auto;
        gap: var(--wa-space-s);
        align-items: end;
        padding: var(--wa-space-m);
      }

      .sums {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: var(--wa-space-m);
      }

      .sums div {
        display: grid;
        padding: var(--wa-space-m);
      }

      .sums dd {
        order: -1;
        font-size: var(--wa-font-size-2xl);
        font-weight: var(--wa-font-weight-bold);
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.02em;
        line-height: 1.2;
      }

      .scroll {
        overflow-x: auto;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--wa-font-size-s);
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: var(--wa-space-xs) var(--wa-space-m);
        text-align: start;
        white-space: nowrap;
      }

      th {
        color: var(--wa-color-text-quiet);
        font-weight: var(--wa-font-weight-semibold);
      }

      tbody tr {
        border-block-start: 1px solid var(--platen-card-border);
      }

      .number {
        text-align: end;
      }

      .title {
        max-width: 20rem;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .empty,
      .note {
        padding: var(--wa-space-m);
      }

      .empty {
        padding-block: var(--wa-space-2xl);
        text-align: center;
      }

      @media (max-width: 46rem) {
        .choices,
        .sums {
          grid-template-columns: 1fr 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private ledger!: LedgerStore;
  @state() private view: View = 'day';
  @state() private grouping: LedgerGrouping = 'user';
  readonly #gradual = new Gradual(this, () => (this.ledger.loaded ? Math.ceil(MOST_ROWS / ROWS_A_FRAME) : 1));

  constructor() {
    super();
    new StoreController(this, () => [this.ledger]);
  }

  override connectedCallback(): void {
    this.ledger ??= new LedgerStore(this.platen.queue);
    super.connectedCallback();
    void this.ledger.load();
  }

  override render() {
    const { ledger } = this;
    return html`
      <h2 class="only-heard">Accounting</h2>
      <div class="card choices">
        ${this.#select(
          'Time',
          ledger.span,
          SPANS.map((span) => [span, SPAN_WORDS[span]] as const),
          (span) => void ledger.choose(span as Span),
        )}
        ${this.#select('Show', this.view, Object.entries(VIEWS), (view) => (this.view = view as View))}
        ${this.#select(
          'Totals for',
          this.grouping,
          Object.entries(GROUPINGS),
          (grouping) => (this.grouping = grouping as LedgerGrouping),
          this.view === 'job',
        )}
        <wa-button
          size="s"
          appearance="outlined"
          ?disabled=${ledger.entries.length === 0}
          @click=${this.#save}
        >
          <wa-icon slot="start" name="download"></wa-icon>Save as CSV
        </wa-button>
      </div>
      ${ledger.error ? html`<platen-explanation .error=${ledger.error}></platen-explanation>` : nothing}
      ${this.#sums()} ${ledger.entries.length > 0 ? this.#table() : this.#empty()}
      <p class="quiet small">
        Only sides whose every byte the machine has accepted are counted, each copy for itself. Coverage is
        the share of black dots in the very bitmaps that were sent.
      </p>
    `;
  }

  #select(
    label: string,
    value: string,
    choices: readonly (readonly [string, string])[],
    choose: (value: string) => void,
    disabled = false,
  ) {
    return html`<wa-select
      size="s"
      label=${label}
      .value=${value}
      ?disabled=${disabled}
      @change=${(event: Event) => choose(String((event.currentTarget as WaSelect).value))}
    >
      ${choices.map(([key, title]) => html`<wa-option value=${key}>${title}</wa-option>`)}
    </wa-select>`;
  }

  #sums() {
    const { entries } = this.ledger;
    const sides = entries.reduce((sum, entry) => sum + entry.sides, 0);
    const black = entries.reduce((sum, entry) => sum + entry.coverage * entry.sides, 0);
    const sums: [string, string][] = [
      ['Jobs', new Set(entries.map((entry) => entry.jobId)).size.toLocaleString('en')],
      ['Sheets', entries.reduce((sum, entry) => sum + entry.sheets, 0).toLocaleString('en')],
      ['Sides', sides.toLocaleString('en')],
      ['Coverage', percentInWords(sides === 0 ? 0 : black / sides)],
    ];
    return html`<dl class="sums">
      ${sums.map(
        ([title, value]) =>
          html`<div class="card">
            <dt class="quiet small">${title}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  get #drawn(): number {
    return Math.min(MOST_ROWS, this.#gradual.shown * ROWS_A_FRAME);
  }

  #table() {
    const isJobs = this.view === 'job';
    const totals = isJobs ? [] : this.ledger.totals(this.view as LedgerPeriod, this.grouping);
    const rows = isJobs ? this.ledger.entries.length : totals.length;
    return html`<div class="card">
      <div class="scroll" tabindex="0" role="region" aria-label="The books">
        ${isJobs ? this.#jobs([...this.ledger.entries].reverse().slice(0, this.#drawn)) : this.#totals(totals)}
      </div>
      ${
        rows > MOST_ROWS
          ? html`<p class="note quiet small">
              The latest ${MOST_ROWS} of ${rows.toLocaleString('en')}; the file holds all.
            </p>`
          : nothing
      }
    </div>`;
  }

  #jobs(entries: readonly LedgerEntry[]) {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Title</th>
          <th scope="col">User</th>
          <th scope="col">Department</th>
          <th scope="col">Paper</th>
          <th scope="col" class="number">Sheets</th>
          <th scope="col" class="number">Sides</th>
          <th scope="col" class="number">Coverage</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          (entry) =>
            html`<tr>
              <td>${momentInWords(entry.at, Date.now())}</td>
              <td class="title" title=${titleOf(entry)}>${titleOf(entry)}</td>
              <td>${entry.user || '–'}</td>
              <td>${entry.department || '–'}</td>
              <td>${entry.paper}</td>
              ${numbers(entry)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #totals(totals: readonly LedgerTotal[]) {
    const { grouping } = this;
    const byUser = grouping === 'user' || grouping === 'both';
    const byDepartment = grouping === 'department' || grouping === 'both';
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${this.view === 'day' ? 'Day' : 'Month'}</th>
          ${byDepartment ? html`<th scope="col">Department</th>` : nothing}
          ${byUser ? html`<th scope="col">User</th>` : nothing}
          <th scope="col" class="number">Jobs</th>
          <th scope="col" class="number">Sheets</th>
          <th scope="col" class="number">Sides</th>
          <th scope="col" class="number">Coverage</th>
        </tr>
      </thead>
      <tbody>
        ${totals.slice(0, this.#drawn).map(
          (total) =>
            html`<tr>
              <td>${total.period}</td>
              ${byDepartment ? html`<td>${total.department || '–'}</td>` : nothing}
              ${byUser ? html`<td>${total.user || '–'}</td>` : nothing}
              <td class="number">${total.jobs.toLocaleString('en')}</td>
              ${numbers(total)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #empty() {
    return html`<p class="card empty quiet">
      ${this.ledger.loaded ? 'Nothing was printed in this time.' : 'Adding up…'}
    </p>`;
  }

  readonly #save = () => {
    const csv = new Blob(['\ufeff', ledgerCsv(this.ledger.entries)], { type: 'text/csv' });
    download(csv, `platen-${this.ledger.span}.csv`);
  };
}

function numbers({ sheets, sides, coverage }: Pick<LedgerEntry, 'sheets' | 'sides' | 'coverage'>) {
  return html`<td class="number">${sheets.toLocaleString('en')}</td>
    <td class="number">${sides.toLocaleString('en')}</td>
    <td class="number">${percentInWords(coverage)}</td>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-accounting-panel': AccountingPanel;
  }
}
