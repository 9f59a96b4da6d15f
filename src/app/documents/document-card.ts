import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { DocumentList, ListedDocument } from '../state/document-list.ts';
import type { ThumbnailQueue } from '../state/thumbnail-queue.ts';
import { bytesInWords, count } from '../words.ts';
import './page-strip.ts';

/** How a card is recognised while it is dragged; never mistaken for a file. */
const DRAG_TYPE = 'application/x-platen-document';

/** One document of the next job. Says `unlock-request` when its password is to be asked for. */
@customElement('platen-document-card')
export class DocumentCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .head {
        display: flex;
        align-items: center;
        gap: var(--wa-space-xs);
        padding: var(--wa-space-s) var(--wa-space-xs) var(--wa-space-s) var(--wa-space-m);
      }

      [draggable='true'] {
        cursor: grab;
      }

      .kind {
        flex: none;
        font-size: 1.35rem;
        color: var(--wa-color-brand-on-quiet);
      }

      .about {
        flex: 1;
        min-width: 0;
      }

      h3,
      .about p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      h3 {
        font-size: var(--wa-font-size-m);
      }

      .actions {
        display: flex;
        flex: none;
      }

      .actions wa-button::part(base) {
        padding-inline: 0.4em;
      }

      .body {
        padding: 0 var(--wa-space-m) var(--wa-space-m);
      }

      .over {
        outline: 2px dashed var(--wa-color-brand-border-loud);
        outline-offset: 2px;
      }
    `,
  ];

  @property({ attribute: false }) item!: ListedDocument;
  @property({ attribute: false }) documents!: DocumentList;
  @property({ attribute: false }) thumbnails!: ThumbnailQueue;
  @property({ type: Number }) index = 0;
  @property({ type: Number }) total = 1;

  override render() {
    const { item } = this;
    const { name, id } = item.source;
    return html`<article
      class="card"
      aria-label=${name}
      @dragover=${this.#over}
      @dragleave=${this.#leave}
      @drop=${this.#drop}
    >
      <div class="head" draggable=${this.total > 1 ? 'true' : 'false'} @dragstart=${this.#drag}>
        ${
          item.state === 'opening'
            ? html`<wa-spinner class="kind"></wa-spinner>`
            : html`<wa-icon class="kind" name=${iconOf(item)}></wa-icon>`
        }
        <div class="about">
          <h3 title=${name}>${name}</h3>
          <p class="quiet small">${this.#facts()}</p>
        </div>
        <div class="actions">
          ${
            this.total > 1
              ? html`${this.#button('arrow-up', 'Move up', () => this.#move(-1), this.index === 0)}
                ${this.#button('arrow-down', 'Move down', () => this.#move(1), this.index === this.total - 1)}`
              : nothing
          }
          ${this.#button('x', 'Remove', () => this.documents.remove(id))}
        </div>
      </div>
      ${
        item.info
          ? html`<platen-page-strip .info=${item.info} .thumbnails=${this.thumbnails}></platen-page-strip>`
          : nothing
      }
      ${
        item.state === 'locked'
          ? html`<div class="body">
              <wa-button size="s" variant="brand" @click=${this.#unlock}>Enter the password…</wa-button>
            </div>`
          : nothing
      }
      ${
        item.state === 'refused'
          ? html`<div class="body"><platen-explanation .error=${item.error}></platen-explanation></div>`
          : nothing
      }
    </article>`;
  }

  #facts(): string {
    const { item } = this;
    const size = bytesInWords(item.source.blob.size);
    switch (item.state) {
      case 'opening':
        return 'Opening…';
      case 'locked':
        return 'Locked with a password';
      case 'refused':
        return `Not printed · ${size}`;
      case 'ready':
        return `${count(item.info!.pages.length, 'page')} · ${size}`;
    }
  }

  #button(icon: string, label: string, act: () => void, disabled = false) {
    return html`<wa-button appearance="plain" size="s" ?disabled=${disabled} @click=${act}>
      <wa-icon name=${icon} label="${label} ${this.item.source.name}"></wa-icon>
    </wa-button>`;
  }

  #move(by: number): void {
    this.documents.move(this.item.source.id, this.index + by);
  }

  readonly #unlock = () => {
    this.dispatchEvent(
      new CustomEvent('unlock-request', { bubbles: true, composed: true, detail: this.item.source.id }),
    );
  };

  readonly #drag = (event: DragEvent) => {
    event.dataTransfer!.setData(DRAG_TYPE, this.item.source.id);
    event.dataTransfer!.effectAllowed = 'move';
  };

  readonly #over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(DRAG_TYPE)) return;
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
    this.documents.move(dragged, this.index);
  };
}

function iconOf(item: ListedDocument): string {
  if (item.state === 'locked') return 'lock';
  if (item.state === 'refused') return 'circle-alert';
  return item.info?.kind === 'image' || item.info?.kind === 'tiff' ? 'image' : 'file-text';
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-document-card': DocumentCard;
  }
}
