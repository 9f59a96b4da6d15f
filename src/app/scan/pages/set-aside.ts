import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { count } from '../../words.ts';
import './page-picture.ts';

const THUMB_PX = 64;

/** Pages that were taken out of the batch; they are kept with it, and can be put back. */
@customElement('platen-set-aside')
export class SetAside extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      details {
        padding: 0 var(--wa-space-m);
        border-block-start: 1px solid var(--platen-card-border);
      }

      summary {
        padding-block: var(--wa-space-xs);
        font-size: var(--wa-font-size-s);
        cursor: pointer;
      }

      ul {
        display: flex;
        max-height: 9.5rem;
        overflow-y: auto;
        padding-block-end: var(--wa-space-xs);
        flex-wrap: wrap;
        gap: var(--wa-space-s);
      }

      li {
        display: grid;
        justify-items: center;
        gap: var(--wa-space-3xs);
      }

      platen-page-picture {
        width: ${THUMB_PX}px;
        height: ${THUMB_PX}px;
        opacity: 0.75;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanBook]);
  }

  override render() {
    const { scanBook: book, pages } = this.platen;
    const { setAside } = book;
    if (setAside.length === 0) return nothing;
    return html`<details>
      <summary>${count(setAside.length, 'page')} set aside</summary>
      <ul>
        ${repeat(
          setAside,
          ({ id }) => id,
          (page, at) =>
            html`<li>
              <platen-page-picture
                .pages=${pages}
                pageId=${page.id}
                .corrections=${page.corrections}
                .maxPx=${THUMB_PX * 2}
              ></platen-page-picture>
              <wa-button size="s" appearance="plain" @click=${() => void book.putBack([page.id])}>
                <wa-icon slot="start" name="put-back"></wa-icon>Put back<span class="only-heard">
                  page ${at + 1} of those set aside</span
                >
              </wa-button>
            </li>`,
        )}
      </ul>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-set-aside': SetAside;
  }
}
