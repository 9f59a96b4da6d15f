import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { count } from '../../words.ts';

/** What can be done with the pages that are chosen, and with all. Says `said` with what a screen reader should hear. */
@customElement('platen-page-tools')
export class PageTools extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-3xs);
      }

      .group {
        display: flex;
        align-items: center;
      }

      wa-button:not(.blanks)::part(base) {
        padding-inline: 0.6em;
      }

      .blanks {
        margin-inline-start: auto;
      }

      wa-icon {
        font-size: 1.1rem;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanBook, this.platen.scanSelection, this.platen.scanDesk]);
  }

  override render() {
    const { scanBook: book, scanSelection: selection, scanDesk: desk } = this.platen;
    const { ids, index } = selection;
    const page = book.pages[index];
    if (!page) return nothing;
    const starts = index === 0 || page.startsDocument;
    return html`
      <div class="group" role="group" aria-label="Chosen pages">
        ${this.#button('rotate', 'Turn left (Shift+R)', () => this.#do(book.turn(ids, -90), 'Turned left.'))}
        ${this.#button('turn-right', 'Turn right (R)', () => this.#do(book.turn(ids, 90), 'Turned right.'))}
        ${this.#button('arrow-left', 'Move left (Alt+←)', () => this.#move(-1), index === 0)}
        ${this.#button('arrow-right', 'Move right (Alt+→)', () => this.#move(1), index === book.pages.length - 1)}
        ${this.#button('copy', 'Duplicate', () => this.#do(book.duplicate(ids), 'Duplicated.'))}
        ${this.#button(
          'split',
          starts && index > 0 ? 'No new document here' : 'A document begins here',
          () =>
            this.#do(book.startDocument(page.id, !starts), starts ? 'Joined.' : 'A document begins here.'),
          index === 0,
        )}
        ${this.#button(
          'insert',
          desk.insertAfter === page.id ? 'Scan to the end again' : 'Scan more behind this page',
          () => desk.insertBehind(desk.insertAfter === page.id ? null : page.id),
        )}
        ${this.#button('trash', 'Set aside (Delete)', () =>
          this.#do(book.setPagesAside(ids), `${count(ids.length, 'page')} set aside.`),
        )}
      </div>
      <div class="group" role="group" aria-label="Undo and redo">
        ${this.#button('undo', `Undo${book.undoes ? `: ${book.undoes}` : ''} (Ctrl+Z)`, () => this.#undo(), !book.undoes)}
        ${this.#button('redo', `Redo${book.redoes ? `: ${book.redoes}` : ''} (Ctrl+Y)`, () => this.#redo(), !book.redoes)}
      </div>
      ${this.#menu()} ${this.#blanks()}
    `;
  }

  /** Blank pages are only ever set aside by a person, and never far from being put back. */
  #blanks() {
    const blanks = this.#blankIds;
    if (blanks.length === 0) return nothing;
    return html`<wa-button
      class="blanks"
      size="s"
      appearance="outlined"
      variant="warning"
      @click=${() => this.#setBlanksAside()}
    >
      <wa-icon slot="start" name="archive"></wa-icon>Set aside
      ${blanks.length === 1 ? 'the blank page' : `the ${blanks.length} blank pages`}
    </wa-button>`;
  }

  get #blankIds(): readonly string[] {
    return this.platen.scanBook.pages.filter(({ findings }) => findings.isBlank).map(({ id }) => id);
  }

  #setBlanksAside(): void {
    const ids = this.#blankIds;
    void this.#do(this.platen.scanBook.setPagesAside(ids), `${count(ids.length, 'blank page')} set aside.`);
  }

  #menu() {
    const { pages } = this.platen.scanBook;
    const patches = pages.filter(({ findings }) => findings.isPatch).length;
    return html`<wa-dropdown
      placement="bottom-end"
      @wa-select=${(event: CustomEvent<{ item: { value: string } }>) => this.#choose(event.detail.item.value)}
    >
      <wa-button slot="trigger" appearance="plain" size="s" title="All pages">
        <wa-icon name="ellipsis" label="All pages"></wa-icon>
      </wa-button>
      <wa-dropdown-item value="all">Choose all pages</wa-dropdown-item>
      <wa-divider></wa-divider>
      <wa-dropdown-item value="split-blank" ?disabled=${this.#blankIds.length === 0}
        >New document behind each blank sheet</wa-dropdown-item
      >
      <wa-dropdown-item value="split-patch" ?disabled=${patches === 0}
        >New document behind each separator sheet</wa-dropdown-item
      >
      <wa-divider></wa-divider>
      <wa-dropdown-item value="interleave" ?disabled=${pages.length < 3}
        >Second half are the backs, in order</wa-dropdown-item
      >
      <wa-dropdown-item value="interleave-reversed" ?disabled=${pages.length < 3}
        >Second half are the backs, last first</wa-dropdown-item
      >
    </wa-dropdown>`;
  }

  #button(icon: string, label: string, act: () => void, disabled = false) {
    return html`<wa-button appearance="plain" size="s" title=${label} ?disabled=${disabled} @click=${act}>
      <wa-icon name=${icon} label=${label}></wa-icon>
    </wa-button>`;
  }

  #choose(value: string): void {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const ids = book.pages.map(({ id }) => id);
    const half = Math.ceil(ids.length / 2);
    const passes = { first: ids.slice(0, half), second: ids.slice(half) };
    const acts: Readonly<Record<string, () => void>> = {
      all: () => selection.all(),
      'split-blank': () => void this.#do(book.split('blank'), 'Split into documents.'),
      'split-patch': () => void this.#do(book.split('patch'), 'Split into documents.'),
      interleave: () => void this.#do(book.interleave(passes, false), 'Fronts and backs brought together.'),
      'interleave-reversed': () =>
        void this.#do(book.interleave(passes, true), 'Fronts and backs brought together.'),
    };
    acts[value]?.();
  }

  async #move(by: 1 | -1): Promise<void> {
    const { scanBook: book, scanSelection: selection } = this.platen;
    if (await book.step(selection.ids, by))
      this.#say(`Now page ${selection.index + 1} of ${book.pages.length}.`);
  }

  async #undo(): Promise<void> {
    const words = await this.platen.scanBook.undo();
    if (words) this.#say(`Taken back: ${words}.`);
  }

  async #redo(): Promise<void> {
    const words = await this.platen.scanBook.redo();
    if (words) this.#say(`Done again: ${words}.`);
  }

  async #do(work: Promise<unknown>, words: string): Promise<void> {
    await work;
    this.#say(words);
  }

  #say(words: string): void {
    this.dispatchEvent(new CustomEvent('said', { detail: words, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-page-tools': PageTools;
  }
}
