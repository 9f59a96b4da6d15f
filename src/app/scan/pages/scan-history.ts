import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import '../../parts/confirm-dialog.ts';
import type { ConfirmDialog } from '../../parts/confirm-dialog.ts';
import { Gradual } from '../../parts/gradual.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { bytesInWords, count, momentInWords } from '../../words.ts';
import type { EarlierBatch } from './scan-book.ts';

const LIMITS = [
  { value: '1000000000', title: '1 GB' },
  { value: '4000000000', title: '4 GB' },
  { value: '16000000000', title: '16 GB' },
  { value: 'none', title: 'No limit' },
] as const;
const ROWS_A_FRAME = 6;

/** Earlier batches, which are kept with their pages until they are erased or make room for new ones. */
@customElement('platen-scan-history')
export class ScanHistory extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .heading {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--wa-space-s);
        margin-block-end: var(--wa-space-s);
      }

      .heading div {
        flex: 1;
      }

      wa-select {
        width: 8.5rem;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--wa-space-s);
        padding: var(--wa-space-s) var(--wa-space-xs) var(--wa-space-s) var(--wa-space-m);
      }

      li + li {
        border-block-start: 1px solid var(--platen-card-border);
      }

      .about {
        flex: 1;
        min-width: 0;
      }

      h3 {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .small {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @query('platen-confirm-dialog') private readonly confirm!: ConfirmDialog;

  readonly #gradual = new Gradual(this, () => Math.ceil(this.platen.scanBook.earlier.length / ROWS_A_FRAME));

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanBook, this.platen.preferences]);
  }

  override render() {
    const { scanBook: book } = this.platen;
    const { earlier } = book;
    if (earlier.length === 0) return nothing;
    return html`<section aria-labelledby="title">
      <div class="heading">
        <div>
          <h2 id="title">Earlier scans</h2>
          <p class="quiet small">${bytesInWords(book.bytes)} on this computer</p>
        </div>
        ${this.#limit()}
        <wa-button size="s" appearance="plain" variant="danger" @click=${() => void this.#eraseAll()}>
          <wa-icon slot="start" name="trash"></wa-icon>Erase all…
        </wa-button>
      </div>
      <ul class="card">
        ${repeat(
          earlier.slice(0, this.#gradual.shown * ROWS_A_FRAME),
          ({ batch }) => batch.id,
          (each) => this.#row(each),
        )}
      </ul>
      <platen-confirm-dialog></platen-confirm-dialog>
    </section>`;
  }

  #limit() {
    const { scanLimitBytes } = this.platen.preferences.current;
    return html`<wa-select
      size="s"
      label="Keep at most"
      title="The oldest are erased when new ones need the room"
      .value=${scanLimitBytes === null ? 'none' : String(scanLimitBytes)}
      @change=${(event: Event) => {
        const chosen = String((event.currentTarget as WaSelect).value);
        this.platen.preferences.update({ scanLimitBytes: chosen === 'none' ? null : Number(chosen) });
      }}
    >
      ${LIMITS.map(({ value, title }) => html`<wa-option value=${value}>${title}</wa-option>`)}
    </wa-select>`;
  }

  #row({ batch, bytes }: EarlierBatch) {
    const { scanBook: book, scanDesk: desk } = this.platen;
    return html`<li data-batch=${batch.id}>
      <div class="about">
        <h3 title=${batch.title}>${batch.title}</h3>
        <p class="quiet small">${momentInWords(batch.changedAt, Date.now())} · ${bytesInWords(bytes)}</p>
      </div>
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${desk.isScanning}
        @click=${() => void book.open(batch.id)}
        >Open<span class="only-heard"> ${batch.title}</span></wa-button
      >
      <wa-button size="s" appearance="plain" @click=${() => void this.#erase(batch.id, batch.title)}>
        <wa-icon name="trash" label="Erase ${batch.title}"></wa-icon>
      </wa-button>
    </li>`;
  }

  async #erase(batchId: string, title: string): Promise<void> {
    const agreed = await this.confirm.ask({
      title: `Erase ${title}?`,
      text: 'Its pages are erased from this computer for good. Files that were saved stay.',
      action: 'Erase',
    });
    if (agreed) await this.platen.scanBook.erase([batchId]);
  }

  async #eraseAll(): Promise<void> {
    const { scanBook: book } = this.platen;
    const ids = book.earlier.map(({ batch }) => batch.id);
    const agreed = await this.confirm.ask({
      title: `Erase ${count(ids.length, 'earlier scan')}?`,
      text: 'Their pages are erased from this computer for good. Files that were saved stay.',
      action: 'Erase all',
    });
    if (agreed) await book.erase(ids);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-history': ScanHistory;
  }
}
