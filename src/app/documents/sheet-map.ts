import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PlannedSheet, SheetPlan, SidePlan } from '../../layout/sheet-plan.ts';
import { apartInWords, pagesInShort } from '../sheet-words.ts';
import { count } from '../words.ts';
import { VirtualRow } from '../parts/virtual-row.ts';

const SHEET_PX = 46;

/**
 * Which page lies on which sheet and side: a row of small sheets with the numbers of their pages, the front's above
 * the back's. Of thousands only those in sight are drawn. Says `show-sheet` with a sheet's index when one is chosen.
 */
@customElement('platen-sheet-map')
export class SheetMap extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .scroller {
        overflow-x: auto;
        scrollbar-width: thin;
        border-radius: var(--wa-border-radius-s);
      }

      .row {
        position: relative;
        height: 3.9rem;
      }

      .sheet {
        position: absolute;
        inset-block: 4px;
        display: grid;
        grid-auto-rows: minmax(0, 1fr);
        align-items: center;
        overflow: hidden;
        border: 1px solid var(--wa-color-neutral-border-normal);
        border-radius: 3px;
        background: var(--wa-color-surface-default);
        font-size: var(--wa-font-size-xs);
        font-variant-numeric: tabular-nums;
        cursor: pointer;
      }

      .sheet:hover {
        border-color: var(--wa-color-brand-border-loud);
      }

      .apart {
        border-style: dashed;
      }

      .sheet span {
        display: block;
        padding-inline: 2px;
        line-height: 1.6rem;
        text-align: center;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .sheet .back {
        border-block-start: 1px solid var(--platen-card-border);
        background: var(--platen-page);
        color: var(--wa-color-text-quiet);
      }

      .outdated {
        opacity: 0.45;
      }

      .legend {
        font-size: var(--wa-font-size-xs);
      }
    `,
  ];

  @property({ attribute: false }) plan: SheetPlan | null = null;
  /** The number of each document's first page, counted through all documents; left out: each from 1. */
  @property({ attribute: false }) firstPages: ReadonlyMap<string, number> = new Map();
  /** Where in the text that chooses the pages something is wrong, from 0: the sheets are those from before. */
  @property({ attribute: false }) errorAt: number | null = null;
  @query('.scroller') private readonly scroller!: HTMLElement | null;

  readonly #row = new VirtualRow(this, {
    scroller: () => this.scroller,
    itemWidthPx: () => SHEET_PX,
    count: () => this.#shown?.sheets.length ?? 0,
  });
  /** The last plan there was. */
  #shown: SheetPlan | null = null;

  override willUpdate(): void {
    if (this.plan || this.errorAt === null) this.#shown = this.plan;
  }

  override render() {
    const plan = this.#shown;
    if (!plan || plan.sheets.length === 0) return nothing;
    const isOutdated = this.errorAt !== null;
    const twoSided = plan.sheets.some(({ back }) => back !== null);
    return html`<div
        class="scroller ${isOutdated ? 'outdated' : ''}"
        tabindex="0"
        role="img"
        aria-label=${this.#inWords(plan)}
        @click=${this.#click}
        @keydown=${this.#key}
      >
        <div class="row" .style=${`width: ${this.#row.widthPx}px`}>
          ${repeat(
            this.#row.visible,
            (at) => at,
            (at) => this.#sheet(plan.sheets[at]!, at),
          )}
        </div>
      </div>
      <p class="legend quiet">
        ${count(plan.sheets.length, 'sheet')}${twoSided ? ', the back below the front' : ''}${
          isOutdated ? ', as before the mistake' : ''
        }
      </p>`;
  }

  #sheet(sheet: PlannedSheet, at: number) {
    const apart = apartInWords(sheet);
    return html`<div
      class="sheet ${apart.length > 0 ? 'apart' : ''}"
      title=${[`Sheet ${at + 1}`, ...apart].join(' · ')}
      data-index=${at}
      .style=${`left: ${this.#row.leftOf(at) + 2}px; width: ${SHEET_PX - 4}px`}
    >
      <span>${this.#pages(sheet.front)}</span>
      ${sheet.back ? html`<span class="back">${this.#pages(sheet.back)}</span>` : nothing}
    </div>`;
  }

  #pages(side: SidePlan): string {
    return pagesInShort(side, (documentId) => this.firstPages.get(documentId) ?? 1) || '–';
  }

  /** The beginning is enough: the preview tells of each sheet. */
  #inWords({ sheets }: SheetPlan): string {
    const told = sheets.slice(0, 8).map(({ front, back }, at) => {
      const sides = back ? `${this.#pages(front)} and ${this.#pages(back)}` : this.#pages(front);
      return `sheet ${at + 1}: ${sides}`;
    });
    const rest = sheets.length - told.length;
    return `Pages on sheets. ${told.join('; ')}${rest > 0 ? `; and ${count(rest, 'more sheet')}` : ''}`;
  }

  #choose(index: number): void {
    this.dispatchEvent(new CustomEvent('show-sheet', { detail: index, bubbles: true, composed: true }));
  }

  readonly #click = (event: MouseEvent) => {
    const sheet = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (sheet) this.#choose(Number(sheet.dataset['index']));
  };

  readonly #key = (event: KeyboardEvent) => {
    if (event.key === 'Home') this.#choose(0);
    if (event.key === 'End') this.#choose((this.#shown?.sheets.length ?? 1) - 1);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-sheet-map': SheetMap;
  }
}
