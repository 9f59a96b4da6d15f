import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PlannedSheet } from '../../layout/sheet-plan.ts';
import { PAPERS } from '../../machine/paper.ts';
import type { JobPages } from '../state/job-pages.ts';

const WIDTH_PX = 92;

/** The front of a planned sheet, small. Drawn when it comes near the view. Decorative: its place says which it is. */
@customElement('platen-sheet-picture')
export class SheetPicture extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .paper {
        position: relative;
        background: white;
        border-radius: 2px;
        box-shadow: var(--platen-sheet-shadow);
        overflow: hidden;
      }

      /* A sheet with two sides shows the edge of its back. */
      .two {
        margin-inline-end: 4px;
        box-shadow:
          var(--platen-sheet-shadow),
          4px 3px 0 -1px white,
          4px 3px 0 0 rgb(0 0 0 / 22%);
        overflow: visible;
      }

      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property({ attribute: false }) pages!: JobPages;
  @property({ attribute: false }) sheet!: PlannedSheet;

  #near: IntersectionObserver | null = null;
  #drawing: AbortController | null = null;

  override render() {
    const { widthPx, heightPx } = PAPERS[this.pages.paperOf(this.sheet)];
    const height = Math.round((WIDTH_PX * heightPx) / widthPx);
    return html`<div
      class="paper ${this.sheet.back ? 'two' : ''}"
      aria-hidden="true"
      .style=${`width: ${WIDTH_PX}px; height: ${height}px`}
    ></div>`;
  }

  override updated(): void {
    this.#near ??= new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.#draw();
        else this.#drawing?.abort();
      },
      { rootMargin: '300px' },
    );
    this.#near.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
    this.#near = null;
    this.#drawing?.abort();
  }

  async #draw(): Promise<void> {
    const paper = this.renderRoot.querySelector('.paper')!;
    if (paper.hasChildNodes() || (this.#drawing && !this.#drawing.signal.aborted)) return;
    const drawing = new AbortController();
    this.#drawing = drawing;
    const widthPx = Math.round(WIDTH_PX * Math.min(2, devicePixelRatio));
    try {
      const picture = await this.pages.picture(this.sheet, widthPx, drawing.signal);
      if (picture && !drawing.signal.aborted) paper.replaceChildren(picture);
    } catch {
      // A picture that is missing takes nothing away: the sheet has its number.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-sheet-picture': SheetPicture;
  }
}
