import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { JobState } from '../../jobs/spooler-api.ts';
import type { Platen } from '../platen.ts';
import { HistoryStore } from '../state/history-store.ts';
import { standingOf } from '../state/standing.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';
import { Gradual } from '../parts/gradual.ts';
import './queue-row.ts';

const ENDINGS: readonly { value: string; title: string; states: readonly JobState[] | undefined }[] = [
  { value: 'all', title: 'However it ended', states: undefined },
  { value: 'sent', title: 'Sent', states: ['sent', 'printed'] },
  { value: 'failed', title: 'Failed', states: ['failed'] },
  { value: 'cancelled', title: 'Cancelled', states: ['cancelled'] },
];

const SEARCH_AFTER_MS = 200;
const ROWS_A_FRAME = 4;
/** Controls of the search; they come to life one a frame, and the rows after them. */
const FILTERS = 5;
const EVERYBODY = 'everybody';

/** Jobs that have ended: searched, narrowed, a page at a time. Says `erase-all`. */
@customElement('platen-history-panel')
export class HistoryPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
      }

      .filters {
        display: grid;
        grid-template-columns: 2fr 1.2fr repeat(3, 1fr);
        gap: var(--wa-space-s);
        min-height: 5.25rem;
        padding: var(--wa-space-m);
        align-items: end;
      }

      .heading,
      .pager {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--wa-space-s);
      }

      .pager {
        justify-content: center;
        font-variant-numeric: tabular-nums;
      }

      li + li {
        border-block-start: 1px solid var(--platen-card-border);
      }

      .empty {
        padding: var(--wa-space-2xl) var(--wa-space-l);
        text-align: center;
      }

      @media (max-width: 60rem) {
        .filters {
          grid-template-columns: 1fr 1fr;
        }

        .filters > :first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private history!: HistoryStore;
  readonly #gradual = new Gradual(
    this,
    () => FILTERS + (this.history.loaded ? Math.ceil(HistoryStore.PAGE_SIZE / ROWS_A_FRAME) : 0),
  );
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new StoreController(this, () => [this.history, this.platen.queue]);
  }

  override connectedCallback(): void {
    this.history ??= new HistoryStore(this.platen.queue);
    super.connectedCallback();
    this.platen.queue.addEventListener('change', this.#follow);
    void this.history.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.platen.queue.removeEventListener('change', this.#follow);
    clearTimeout(this.#typing);
  }

  override render() {
    const { history, platen } = this;
    const { total } = history.page;
    const error = history.error ?? platen.queue.errorOf('history');
    return html`
      <h2 class="only-heard">History</h2>
      ${this.#filters()} ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
      <div class="heading">
        <p class="quiet" role="status">${history.loaded ? count(total, 'job') : 'Looking…'}</p>
        <wa-button
          size="s"
          appearance="plain"
          variant="danger"
          ?disabled=${total === 0}
          @click=${() => this.dispatchEvent(new CustomEvent('erase-all'))}
        >
          <wa-icon slot="start" name="trash"></wa-icon>Erase the history…
        </wa-button>
      </div>
      ${total > 0 ? this.#list() : history.loaded ? html`<p class="card empty quiet">No job matches.</p>` : nothing}
      ${total > HistoryStore.PAGE_SIZE ? this.#pager() : nothing}
    `;
  }

  #filters() {
    const { history } = this;
    const controls = [
      () =>
        html`<wa-input
          size="s"
          type="search"
          label="Title"
          placeholder="Part of the title"
          with-clear
          @input=${this.#search}
        >
          <wa-icon slot="start" name="search"></wa-icon>
        </wa-input>`,
      () =>
        html`<wa-select
          size="s"
          label="Ending"
          value="all"
          @change=${(event: Event) => {
            const ending = ENDINGS.find(({ value }) => value === valueOf(event));
            void history.narrow({ states: ending?.states });
          }}
        >
          ${ENDINGS.map(({ value, title }) => html`<wa-option value=${value}>${title}</wa-option>`)}
        </wa-select>`,
      () =>
        html`<wa-select
          size="s"
          label="User"
          .value=${history.filter.user === undefined ? EVERYBODY : `user ${history.filter.user}`}
          @change=${(event: Event) => {
            const value = valueOf(event);
            void history.narrow({ user: value === EVERYBODY ? undefined : value.slice('user '.length) });
          }}
        >
          <wa-option value=${EVERYBODY}>Everybody</wa-option>
          ${history.page.users.map(
            (user) => html`<wa-option value=${`user ${user}`}>${user || 'Nobody in particular'}</wa-option>`,
          )}
        </wa-select>`,
      () =>
        html`<wa-input
          size="s"
          type="date"
          label="From"
          @change=${(event: Event) => void history.narrow({ fromMs: startOfDay(valueOf(event), 0) })}
        ></wa-input>`,
      () =>
        html`<wa-input
          size="s"
          type="date"
          label="To"
          @change=${(event: Event) => void history.narrow({ untilMs: startOfDay(valueOf(event), 1) })}
        ></wa-input>`,
    ];
    return html`<search class="card filters" aria-label="Narrow the history">
      ${controls.slice(0, this.#gradual.shown).map((control) => control())}
    </search>`;
  }

  #list() {
    const { jobs } = this.history.page;
    const around = { machine: this.platen.machine.snapshot.machine, active: [] };
    return html`<ul class="card" aria-label="Jobs that have ended">
      ${jobs.slice(0, Math.max(0, this.#gradual.shown - FILTERS) * ROWS_A_FRAME).map(
        // Without keys: the rows of one page become those of the next, which is far less work than making new ones.
        (job) =>
          html`<li>
            <platen-queue-row
              .job=${job}
              .standing=${standingOf(job, around)}
              .problem=${this.platen.queue.errorOf(job.id)}
              .platen=${this.platen}
            ></platen-queue-row>
          </li>`,
      )}
    </ul>`;
  }

  #pager() {
    const { history } = this;
    const first = history.offset + 1;
    const last = Math.min(history.offset + HistoryStore.PAGE_SIZE, history.page.total);
    return html`<nav class="pager" aria-label="Pages of the history">
      <wa-button size="s" appearance="outlined" ?disabled=${first === 1} @click=${() => void history.turn(-1)}
        >Newer</wa-button
      >
      <span>${first}–${last} of ${history.page.total.toLocaleString('en')}</span>
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${!history.hasNext}
        @click=${() => void history.turn(1)}
        >Older</wa-button
      >
    </nav>`;
  }

  readonly #search = (event: Event) => {
    const text = valueOf(event).trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(
      () => void this.history.narrow({ text: text === '' ? undefined : text }),
      SEARCH_AFTER_MS,
    );
  };

  readonly #follow = () => void this.history.follow();
}

function valueOf(event: Event): string {
  return String((event.currentTarget as WaInput | WaSelect).value ?? '');
}

/** Midnight of a `2026-11-22`, `daysLater` days on, local time; undefined for no date. */
function startOfDay(date: string, daysLater: number): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!match) return undefined;
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + daysLater).getTime();
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-history-panel': HistoryPanel;
  }
}
