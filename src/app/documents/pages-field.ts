import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { explain } from '../../errors/catalogue.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { parsePageRange } from '../../layout/page-range/page-range.ts';
import { SETTING_DESCRIPTIONS } from '../../settings/describe.ts';
import type { PrintController } from '../state/print-controller.ts';
import { StoreController } from '../state/store.ts';
import './sheet-map.ts';

const { title, help, maxLength, example } = SETTING_DESCRIPTIONS.pages;

/** Which pages, as text; what is wrong with it is marked at its place while one types. */
@customElement('platen-pages-field')
export class PagesField extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-input {
        width: 100%;
      }

      .wrong {
        margin-block-start: var(--wa-space-2xs);
        padding: var(--wa-space-2xs) var(--wa-space-xs);
        border-radius: var(--wa-border-radius-s);
        background: var(--wa-color-danger-fill-quiet);
        color: var(--wa-color-danger-on-quiet);
        font-size: var(--wa-font-size-s);
        overflow-wrap: anywhere;
      }

      platen-sheet-map {
        margin-block-start: var(--wa-space-2xs);
      }

      code {
        font-family: var(--wa-font-family-code);
        white-space: pre-wrap;
      }

      mark {
        background: none;
        color: inherit;
        font-weight: var(--wa-font-weight-bold);
        text-decoration: underline wavy;
        text-underline-offset: 0.25em;
      }
    `,
  ];

  @property({ attribute: false }) print!: PrintController;

  constructor() {
    super();
    new StoreController(this, () => [this.print]);
  }

  override focus(): void {
    this.renderRoot.querySelector<WaInput>('wa-input')?.focus();
  }

  override render() {
    const { pages } = this.print.settings;
    const { pageCount } = this.print;
    const error = pageCount === 0 ? null : problemOf(pages, pageCount);
    return html`<wa-input
        size="s"
        label=${title}
        hint=${error ? `${explain(error).why} ${explain(error).next}` : help}
        name="pages"
        placeholder=${example}
        maxlength=${maxLength}
        autocomplete="off"
        spellcheck="false"
        with-clear
        .value=${pages}
        @input=${(event: Event) => this.print.set({ pages: (event.currentTarget as WaInput).value ?? '' })}
      ></wa-input>
      <div aria-live="polite">${error ? this.#wrong(pages, error) : nothing}</div>
      <platen-sheet-map
        .plan=${this.print.plan}
        .firstPages=${this.print.firstPages}
        .errorAt=${error ? Number(error.params.position ?? 0) : null}
      ></platen-sheet-map>`;
  }

  #wrong(pages: string, error: ErrorRecord) {
    const position = Number(error.params.position ?? pages.length);
    const end = position + Math.max(1, Number(error.params.length ?? 1));
    // Behind the last character there is nothing to underline but a blank.
    const marked = pages.slice(position, end) || ' ';
    return html`<div class="wrong">
      <code>${pages.slice(0, position)}<mark>${marked}</mark>${pages.slice(end)}</code>
      <p>${explain(error).what}</p>
    </div>`;
  }
}

function problemOf(pages: string, pageCount: number): ErrorRecord | null {
  try {
    parsePageRange(pages, pageCount);
    return null;
  } catch (thrown) {
    return toRecord(asPlatenError(thrown));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-pages-field': PagesField;
  }
}
