import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { SettingKey } from '../../settings/describe.ts';
import { findItems, paletteItems, type PaletteItem } from '../palette-items.ts';
import type { Platen } from '../platen.ts';
import { Gradual } from './gradual.ts';

/** As many as are seen at first, nearly. */
const ROWS_A_FRAME = 8;

/** Everything by its name: settings, choices, presets, actions, views. Says `show-setting` with a key. */
@customElement('platen-command-palette')
export class CommandPalette extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(38rem, 100vw - 2rem);
        --spacing: var(--wa-space-m);
      }

      .field {
        display: flex;
        align-items: center;
        gap: var(--wa-space-xs);
        padding-block-end: var(--wa-space-s);
        border-block-end: 1px solid var(--platen-card-border);
      }

      input {
        flex: 1;
        min-width: 0;
        padding: var(--wa-space-2xs);
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--wa-font-size-l);
      }

      ul {
        height: min(24rem, 55dvh);
        margin-block-start: var(--wa-space-xs);
        overflow-y: auto;
        scrollbar-width: thin;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--wa-space-s);
        min-height: 2.25rem;
        padding: var(--wa-space-3xs) var(--wa-space-xs);
        border-radius: var(--wa-border-radius-m);
        cursor: pointer;
      }

      li[aria-selected='true'] {
        background: var(--wa-color-brand-fill-quiet);
        color: var(--wa-color-brand-on-quiet);
      }

      li span {
        flex: 1;
        min-width: 0;
      }

      li small {
        color: var(--wa-color-text-quiet);
        text-align: end;
      }

      li[aria-selected='true'] small {
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private open = false;
  @state() private search = '';
  @state() private active = 0;
  @query('input') private readonly input!: HTMLInputElement | null;
  readonly #gradual = new Gradual(this, () => (this.open ? Math.ceil(this.#found.length / ROWS_A_FRAME) : 1));
  #items: readonly PaletteItem[] = [];

  /** Opens, or closes when it is open. */
  toggle(): void {
    if (this.open) {
      this.open = false;
      return;
    }
    this.#items = paletteItems({
      platen: this.platen,
      go: (place) => (location.hash = `#/${place}`),
      show: (key) => this.dispatchEvent(new CustomEvent<SettingKey>('show-setting', { detail: key })),
    });
    this.search = '';
    this.active = 0;
    this.#gradual.restart();
    this.open = true;
  }

  override render() {
    if (!this.open) return nothing;
    const found = this.#found;
    return html`<wa-dialog
      open
      light-dismiss
      label="Find a setting, a preset or something to do"
      @wa-after-show=${() => this.input?.focus()}
      @wa-after-hide=${this.#closed}
    >
      <div class="field">
        <wa-icon name="search"></wa-icon>
        <input
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant=${found.length > 0 ? `item-${this.active}` : nothing}
          autocomplete="off"
          spellcheck="false"
          placeholder="Type a setting, a value, a preset, a view…"
          .value=${this.search}
          @input=${this.#type}
          @keydown=${this.#key}
        />
      </div>
      <ul id="found" role="listbox" aria-label="Found">
        ${found.slice(0, this.#gradual.shown * ROWS_A_FRAME).map(
          ({ title, detail, icon }, index) =>
            html`<!-- The keyboard stays in the field, as a combobox wants it. -->
              <li
                id="item-${index}"
                role="option"
                aria-selected=${index === this.active}
                data-index=${index}
                @click=${this.#click}
                @keydown=${this.#key}
              >
                <wa-icon name=${icon}></wa-icon><span>${title}</span><small>${detail}</small>
              </li>`,
        )}
      </ul>
      <p class="only-heard" role="status">${found.length} found</p>
    </wa-dialog>`;
  }

  override updated(): void {
    this.renderRoot.querySelector(`#item-${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }

  get #found(): PaletteItem[] {
    return findItems(this.#items, this.search);
  }

  readonly #type = (event: Event) => {
    this.search = (event.currentTarget as HTMLInputElement).value;
    this.active = 0;
  };

  readonly #key = (event: KeyboardEvent) => {
    const last = this.#found.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + 8),
      PageUp: Math.max(0, this.active - 8),
    };
    const next = steps[event.key];
    if (event.key === 'Enter') this.#run(this.active);
    else if (next !== undefined) this.active = Math.max(0, next);
    else return;
    event.preventDefault();
  };

  readonly #click = (event: Event) => this.#run(Number((event.currentTarget as HTMLElement).dataset.index));

  #run(index: number): void {
    const item = this.#found[index];
    if (!item) return;
    this.open = false;
    // The dialog gives the keyboard back first; what is run may want it.
    requestAnimationFrame(() => void item.run());
  }

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.open = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-command-palette': CommandPalette;
  }
}
