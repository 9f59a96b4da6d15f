import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PlannedSheet } from '../../layout/sheet-plan.ts';
import { PAPERS } from '../../machine/paper.ts';
import { apartInWords, pagesInShort, sideInWords } from '../sheet-words.ts';
import type { PreviewStore } from '../state/preview-store.ts';
import type { SideName } from '../state/shown-side.ts';
import { StoreController } from '../state/store.ts';
import './preview-thumb.ts';
import { ROW_STEPS } from '../parts/row-steps.ts';
import { VirtualRow } from '../parts/virtual-row.ts';

const THUMB_PX = 56;
const THUMB_HEIGHT_PX = 80;
const GAP_PX = 3;
const AROUND_PX = 20;

/** All sheets of the job in a row, both sides of each; only what is seen is made. */
@customElement('platen-preview-strip')
export class PreviewStrip extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .scroller {
        overflow-x: auto;
        scrollbar-width: thin;
        border-radius: var(--wa-border-radius-m);
      }

      .row {
        position: relative;
        height: ${THUMB_HEIGHT_PX + 34}px;
      }

      .sheet {
        position: absolute;
        inset-block: 2px;
        display: grid;
        grid-template-rows: ${THUMB_HEIGHT_PX}px auto;
        justify-items: center;
        gap: 2px;
        padding: 6px 4px 2px;
        border-radius: var(--wa-border-radius-m);
        font-size: var(--wa-font-size-xs);
        line-height: 1.4;
        font-variant-numeric: tabular-nums;
        color: var(--wa-color-text-quiet);
        cursor: pointer;
      }

      .sheet:hover {
        background: color-mix(in oklab, var(--wa-color-text-normal) 6%, transparent);
      }

      .sheet[aria-selected='true'] {
        background: var(--wa-color-brand-fill-quiet);
        color: var(--wa-color-brand-on-quiet);
        box-shadow: inset 0 0 0 2px var(--wa-color-brand-border-loud);
      }

      .sides {
        display: flex;
        align-items: center;
        gap: ${GAP_PX}px;
      }

      .apart {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-end: 4px;
        width: 0.6rem;
        height: 0.6rem;
        border-radius: 50%;
        background: var(--wa-color-warning-fill-loud);
        box-shadow: 0 0 0 2px var(--wa-color-surface-default);
      }
    `,
  ];

  @property({ attribute: false }) preview!: PreviewStore;
  @query('.scroller') private readonly scroller!: HTMLElement | null;

  readonly #row = new VirtualRow(this, {
    scroller: () => this.scroller,
    itemWidthPx: () => this.#itemPx,
    count: () => this.preview.total,
  });
  /** It begins with the first sheet in sight. */
  #revealed = 0;

  constructor() {
    super();
    new StoreController(this, () => [this.preview]);
  }

  get #itemPx(): number {
    const hasBacks = this.preview.plan?.sheets.some(({ back }) => back !== null) ?? false;
    return AROUND_PX + THUMB_PX + (hasBacks ? THUMB_PX + GAP_PX : 0);
  }

  override render() {
    const { preview } = this;
    if (!preview.plan) return nothing;
    const { index } = preview;
    const isDrawn = this.#row.visible.includes(index);
    return html`<div
      class="scroller"
      role="listbox"
      tabindex="0"
      aria-label="Sheets"
      aria-orientation="horizontal"
      aria-activedescendant=${isDrawn ? `sheet-${index}` : nothing}
      @keydown=${this.#key}
      @click=${this.#click}
    >
      <div class="row" role="presentation" .style=${`width: ${this.#row.widthPx}px`}>
        ${repeat(
          this.#row.visible,
          (at) => at,
          (at) => this.#sheet(at, preview.plan!.sheets[at]!),
        )}
      </div>
    </div>`;
  }

  override updated(): void {
    const { index } = this.preview;
    if (index === this.#revealed) return;
    this.#revealed = index;
    this.#row.reveal(index);
  }

  #sheet(at: number, sheet: PlannedSheet) {
    const { front, back } = sheet;
    const apart = apartInWords(sheet);
    const words = [
      `Sheet ${at + 1}`,
      sideInWords(front),
      ...(back ? [`back: ${sideInWords(back)}`] : []),
      ...apart,
    ];
    const width = this.#itemPx;
    return html`<div
      class="sheet"
      id="sheet-${at}"
      role="option"
      aria-selected=${at === this.preview.index ? 'true' : 'false'}
      aria-setsize=${this.preview.total}
      aria-posinset=${at + 1}
      title=${words.join(' · ')}
      .style=${`left: ${this.#row.leftOf(at) + 2}px; width: ${width - 4}px`}
      data-index=${at}
    >
      <span class="sides"
        >${this.#thumb(at, sheet, 'front')}${back ? this.#thumb(at, sheet, 'back') : nothing}</span
      >
      <span class="only-heard">${words.join(', ')}</span>
      <span aria-hidden="true">${shortLabel(sheet, at)}</span>
      ${apart.length > 0 ? html`<span class="apart"></span>` : nothing}
    </div>`;
  }

  #thumb(at: number, { ticket }: PlannedSheet, side: SideName) {
    const { widthPx, heightPx } = PAPERS[ticket?.paper ?? this.preview.plan!.paper];
    const scale = Math.min(THUMB_PX / widthPx, THUMB_HEIGHT_PX / heightPx);
    const width = Math.round(widthPx * scale);
    return html`<platen-preview-thumb
      .preview=${this.preview}
      .index=${at}
      side=${side}
      .widthPx=${width}
      .key=${this.preview.keyOf(at, side)}
      .style=${`width: ${width}px; height: ${Math.round(heightPx * scale)}px`}
    ></platen-preview-thumb>`;
  }

  readonly #click = (event: MouseEvent) => {
    const sheet = event.composedPath().find((each) => each instanceof HTMLElement && each.dataset['index']);
    if (sheet) this.preview.go(Number((sheet as HTMLElement).dataset['index']));
  };

  readonly #key = (event: KeyboardEvent) => {
    const step = ROW_STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.preview.go(step(this.preview.index, this.preview.total - 1));
  };
}

/** The pages on it, as far as there is room, or else its number. */
function shortLabel({ front, back }: PlannedSheet, at: number): string {
  const pages = [pagesInShort(front), ...(back ? [pagesInShort(back)] : [])].map((text) => text || '–');
  const label = pages.join(' | ');
  return label.length <= (back ? 16 : 8) ? label : `#${at + 1}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preview-strip': PreviewStrip;
  }
}
