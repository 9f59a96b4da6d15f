import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { TraySheet } from '../../jobs/spooler-api.ts';
import type { SideName, TrayStore } from '../state/tray-store.ts';

const WIDTH_PX = 132;

/** A sheet in the output tray, small. Its pictures are made when it comes into view. Says `open-sheet`. */
@customElement('platen-tray-sheet')
export class TraySheetCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .sides {
        display: flex;
        gap: var(--wa-space-2xs);
        min-height: ${WIDTH_PX * 1.414}px;
        align-items: end;
      }

      .side {
        width: ${WIDTH_PX}px;
        min-height: 3rem;
        background: white;
        border-radius: 2px;
        box-shadow: var(--platen-sheet-shadow);
        overflow: hidden;
      }

      canvas {
        display: block;
        width: 100%;
      }

      wa-button::part(base) {
        display: grid;
        justify-items: start;
        height: auto;
        padding: var(--wa-space-xs);
        border-radius: var(--wa-border-radius-m);
      }

      wa-button::part(label) {
        display: grid;
        gap: var(--wa-space-2xs);
        justify-items: start;
        white-space: normal;
        text-align: start;
      }

      .name {
        max-width: ${WIDTH_PX * 2}px;
        font-size: var(--wa-font-size-s);
        font-weight: var(--wa-font-weight-normal);
      }
    `,
  ];

  @property({ attribute: false }) sheet!: TraySheet;
  @property({ attribute: false }) tray!: TrayStore;
  @property({ type: Number }) number = 1;

  #seen: IntersectionObserver | null = null;

  override render() {
    const { sheet } = this;
    const sides: SideName[] = sheet.hasBack ? ['front', 'back'] : ['front'];
    return html`<wa-button appearance="plain" @click=${this.#open}>
      <span class="sides">${sides.map((side) => html`<span class="side" data-side=${side}></span>`)}</span>
      <span class="name">
        Sheet ${this.number}<span class="only-heard">, ${sheet.jobTitle}</span>
        <span class="quiet">${sheet.paper}${sheet.hasBack ? ', two-sided' : ''}</span>
        ${sheet.isErrorSheet ? html`<wa-badge variant="danger" appearance="filled">error sheet</wa-badge>` : nothing}
      </span>
    </wa-button>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('sheet') || (changed.get('sheet') as TraySheet | undefined)?.id === this.sheet.id)
      return;
    this.#seen?.disconnect();
    this.#seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.#seen?.disconnect();
        for (const place of this.renderRoot.querySelectorAll<HTMLElement>('.side')) void this.#draw(place);
      },
      { rootMargin: '300px' },
    );
    this.#seen.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen?.disconnect();
  }

  async #draw(place: HTMLElement): Promise<void> {
    const { sheet } = this;
    try {
      const picture = await this.tray.picture(
        sheet,
        place.dataset['side'] as SideName,
        Math.round(WIDTH_PX * Math.min(2, devicePixelRatio)),
      );
      if (sheet === this.sheet) place.replaceChildren(picture);
    } catch {
      // The tray was emptied meanwhile; the card goes with it.
      place.replaceChildren();
    }
  }

  readonly #open = () => {
    this.dispatchEvent(
      new CustomEvent('open-sheet', { detail: this.sheet.id, bubbles: true, composed: true }),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-tray-sheet': TraySheetCard;
  }
}
