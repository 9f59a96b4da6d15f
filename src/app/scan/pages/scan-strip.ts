import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';
import { VirtualRow } from '../../parts/virtual-row.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { count } from '../../words.ts';
import { ROW_STEPS } from '../../parts/row-steps.ts';
import './page-picture.ts';
import { ITEM_PX, scanStripStyles, THUMB_PX } from './scan-strip.styles.ts';

/** How a page is recognised while it is dragged; never mistaken for a file. */
const DRAG_TYPE = 'application/x-platen-page';

/**
 * The pages of the open batch in a row; only what is seen is made. Chosen with mouse and keys as in any list of
 * files; dragged, or moved with Alt and the arrows. Says `look` when somebody turned to a page, `said` with what a
 * screen reader should hear.
 */
@customElement('platen-scan-strip')
export class ScanStrip extends LitElement {
  static override readonly styles = [sharedStyles, scanStripStyles];

  @property({ attribute: false }) platen!: Platen;
  /** Before which place a dragged page would come to lie. */
  @state() private dropAt: number | null = null;
  @query('.scroller') private readonly scroller!: HTMLElement | null;

  readonly #row = new VirtualRow(this, {
    scroller: () => this.scroller,
    itemWidthPx: () => ITEM_PX,
    count: () => this.platen.scanBook.pages.length,
  });
  #revealed = '';

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanBook, this.platen.scanSelection]);
  }

  override render() {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const { pages } = book;
    const { index } = selection;
    const documents = documentNumbers(pages);
    const isDrawn = this.#row.visible.includes(index);
    return html`<div
      class="scroller"
      role="listbox"
      tabindex="0"
      aria-label="Scanned pages"
      aria-multiselectable="true"
      aria-orientation="horizontal"
      aria-activedescendant=${isDrawn ? `page-${index}` : nothing}
      @keydown=${this.#key}
      @click=${this.#click}
      @dragover=${this.#over}
      @dragleave=${() => (this.dropAt = null)}
      @drop=${this.#drop}
    >
      <div class="row" role="presentation" .style=${`width: ${this.#row.widthPx}px`}>
        ${repeat(
          this.#row.visible.filter((at) => at < pages.length),
          (at) => pages[at]!.id,
          (at) => this.#item(at, pages[at]!, documents),
        )}
        ${
          this.dropAt === null
            ? nothing
            : html`<span class="drop-line" .style=${`left: ${this.#row.leftOf(this.dropAt) - 2}px`}></span>`
        }
      </div>
    </div>`;
  }

  override updated(): void {
    const { current, index } = this.platen.scanSelection;
    const place = `${current} ${index}`;
    if (place === this.#revealed) return;
    this.#revealed = place;
    if (index >= 0) this.#row.reveal(index);
  }

  #item(at: number, page: ScannedPage, documents: readonly number[]) {
    const { scanSelection: selection, pages } = this.platen;
    const isStart = at === 0 || documents[at] !== documents[at - 1];
    const many = documents.at(-1)! > 1;
    const title = page.documentTitle || `Document ${documents[at]}`;
    const flags = flagsOf(page);
    const words = [`Page ${at + 1}`, ...(many && isStart ? [`${title} begins`] : []), ...flags];
    const current = page.id === selection.current ? 'current' : '';
    return html`<div
      class="page ${current} ${isStart && at > 0 ? 'start' : ''}"
      id="page-${at}"
      role="option"
      aria-selected=${selection.has(page.id) ? 'true' : 'false'}
      aria-setsize=${documents.length}
      aria-posinset=${at + 1}
      title=${words.join(' · ')}
      draggable="true"
      data-index=${at}
      .style=${`left: ${this.#row.leftOf(at) + 2}px`}
      @dragstart=${this.#drag}
    >
      <span class="only-heard">${words.join(', ')}</span>
      <span class="document" aria-hidden="true">${many && isStart ? title : nothing}</span>
      <platen-page-picture
        .pages=${pages}
        pageId=${page.id}
        .corrections=${page.corrections}
        .maxPx=${Math.round(THUMB_PX * Math.min(2, devicePixelRatio))}
      ></platen-page-picture>
      <span aria-hidden="true">
        ${at + 1}
        ${flags.map((flag) => html`<wa-badge variant="warning" appearance="filled">${flag}</wa-badge>`)}
      </span>
    </div>`;
  }

  readonly #click = (event: MouseEvent) => {
    const index = indexAt(event);
    const page = this.platen.scanBook.pages[index ?? -1];
    if (!page) return;
    const { scanSelection: selection } = this.platen;
    if (event.shiftKey) selection.extendTo(page.id);
    else if (event.ctrlKey || event.metaKey) selection.toggle(page.id);
    else selection.show(page.id);
    this.#look();
  };

  readonly #key = (event: KeyboardEvent) => {
    const act = this.#actionOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  #actionOf(event: KeyboardEvent): (() => void) | null {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const { key, altKey, shiftKey } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const step = ROW_STEPS[key];
    if (step && altKey && !isCommand) {
      const to = step(0, book.pages.length);
      return Math.abs(to) === 1 ? () => void this.#move(to as 1 | -1) : null;
    }
    if (step && !altKey && !isCommand) {
      return () => {
        selection.go(step(selection.index, book.pages.length - 1), shiftKey);
        this.#look();
      };
    }
    if (altKey) return null;
    if (isCommand) return key.toLowerCase() === 'a' ? () => selection.all() : null;
    if (key === 'Delete' || key === 'Backspace') return () => void this.#setAside();
    if (key.toLowerCase() === 'r') return () => void this.#turn(shiftKey ? -90 : 90);
    return null;
  }

  async #move(by: 1 | -1): Promise<void> {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const moved = await book.step(selection.ids, by);
    if (!moved) return;
    const place = `${selection.index + 1} of ${book.pages.length}`;
    this.#say(
      selection.ids.length === 1 ? `Now page ${place}.` : `Moved ${count(selection.ids.length, 'page')}.`,
    );
  }

  async #setAside(): Promise<void> {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const { ids } = selection;
    if (ids.length === 0) return;
    await book.setPagesAside(ids);
    this.#say(
      `${count(ids.length, 'page')} set aside. Undo brings ${ids.length === 1 ? 'it' : 'them'} back.`,
    );
  }

  async #turn(by: 90 | -90): Promise<void> {
    const { scanBook: book, scanSelection: selection } = this.platen;
    await book.turn(selection.ids, by);
    this.#say(`${count(selection.ids.length, 'page')} turned ${by > 0 ? 'right' : 'left'}.`);
  }

  readonly #drag = (event: DragEvent) => {
    const page = this.platen.scanBook.pages[indexAt(event) ?? -1];
    if (!page) return;
    if (!this.platen.scanSelection.has(page.id)) this.platen.scanSelection.show(page.id);
    event.dataTransfer!.setData(DRAG_TYPE, page.id);
    event.dataTransfer!.effectAllowed = 'move';
  };

  readonly #over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    const { left } = this.scroller!.getBoundingClientRect();
    const at = Math.round((event.clientX - left + this.scroller!.scrollLeft) / ITEM_PX);
    this.dropAt = Math.max(0, Math.min(this.platen.scanBook.pages.length, at));
  };

  readonly #drop = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(DRAG_TYPE) || this.dropAt === null) return;
    event.preventDefault();
    const { scanBook: book, scanSelection: selection } = this.platen;
    // What is moved itself is no place to move to.
    const after = book.pages.slice(this.dropAt).find(({ id }) => !selection.has(id));
    this.dropAt = null;
    void book.move(selection.ids, after?.id ?? null);
  };

  #look(): void {
    this.dispatchEvent(new CustomEvent('look'));
  }

  #say(words: string): void {
    this.dispatchEvent(new CustomEvent('said', { detail: words, bubbles: true, composed: true }));
  }
}

/** What somebody should know about a page before it is written. */
function flagsOf({ findings }: ScannedPage): string[] {
  return [...(findings.isBlank ? ['blank'] : []), ...(findings.isPatch ? ['separator'] : [])];
}

/** From 1, the document that each page is of. */
function documentNumbers(pages: readonly ScannedPage[]): number[] {
  let number = 1;
  return pages.map(({ startsDocument }, at) => (startsDocument && at > 0 ? (number += 1) : number));
}

function indexAt(event: Event): number | null {
  const item = event.composedPath().find((each) => each instanceof HTMLElement && each.dataset['index']);
  return item ? Number((item as HTMLElement).dataset['index']) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-strip': ScanStrip;
  }
}
