import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { explain } from '../../../errors/catalogue.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../../errors/platen-error.ts';
import type { FileFormat } from '../../../scan/pages/pages-api.ts';
import { LONGEST_PATTERN } from '../../../scan/profiles/file-name.ts';
import { exampleName, type Counters } from './naming.ts';
import { EXTENSIONS } from './outgoing.ts';

const FIELDS = [
  ['{date}', 'Date'],
  ['{time}', 'Time'],
  ['{counter:3}', 'Counter'],
  ['{n}', 'Number in the batch'],
  ['{profile}', 'Profile'],
  ['{title}', 'Title'],
] as const;

/**
 * How files are named, with an example of it; what is wrong is marked at its place while one types. Says
 * `pattern-change` with every pattern that is understood.
 */
@customElement('platen-name-field')
export class NameField extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-2xs);
      }

      wa-input {
        width: 100%;
      }

      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-3xs);
      }

      .example {
        overflow-wrap: anywhere;
      }

      .wrong {
        padding: var(--wa-space-2xs) var(--wa-space-xs);
        border-radius: var(--wa-border-radius-s);
        background: var(--wa-color-danger-fill-quiet);
        color: var(--wa-color-danger-on-quiet);
        font-size: var(--wa-font-size-s);
        overflow-wrap: anywhere;
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

  @property() pattern = '';
  @property() format: FileFormat = 'pdf';
  @property({ attribute: false }) documentTitle = '';
  @property({ attribute: false }) profile: { readonly id: string; readonly name: string } | null = null;
  @property({ attribute: false }) counters!: Counters;
  /** Another number than before: the counter may have gone on, and the example with it. */
  @property({ type: Number }) counted = 0;
  /** As it is typed; null: as it was given. */
  @state() private typed: string | null = null;
  @state() private example = '';
  @state() private error: ErrorRecord | null = null;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // What was typed holds until something else is given from outside.
    if (changed.has('pattern') && this.error === null) this.typed = null;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    const isOther = ['pattern', 'typed', 'profile', 'documentTitle', 'counted'].some((name) =>
      changed.has(name),
    );
    if (isOther) void this.#try();
  }

  override render() {
    const text = this.typed ?? this.pattern;
    const { error } = this;
    return html`<wa-input
        size="s"
        label="File name"
        hint=${error ? `${explain(error).why} ${explain(error).next}` : ''}
        maxlength=${LONGEST_PATTERN}
        autocomplete="off"
        spellcheck="false"
        .value=${text}
        @input=${(event: Event) => this.#type((event.currentTarget as WaInput).value ?? '')}
      ></wa-input>
      <div class="fields" role="group" aria-label="Put into the file name">
        ${FIELDS.map(
          ([field, name]) =>
            html`<wa-button
              size="xs"
              appearance="outlined"
              ?disabled=${error !== null || text.length + field.length >= LONGEST_PATTERN}
              @click=${() => this.#type(`${text.trimEnd()} ${field}`.trimStart())}
              >${name}</wa-button
            >`,
        )}
      </div>
      <div aria-live="polite">
        ${
          error
            ? this.#wrong(text, error)
            : html`<p class="quiet small example">For example: ${this.example}.${EXTENSIONS[this.format]}</p>`
        }
      </div>`;
  }

  #wrong(text: string, error: ErrorRecord) {
    const position = Number(error.params.position ?? text.length);
    const end = position + Math.max(1, Number(error.params.length ?? 1));
    return html`<div class="wrong">
      ${
        text.trim() === ''
          ? nothing
          : html`<code
              >${text.slice(0, position)}<mark>${text.slice(position, end) || ' '}</mark>${text.slice(end)}</code
            >`
      }
      <p>${explain(error).what}</p>
    </div>`;
  }

  #type(text: string): void {
    this.typed = text;
  }

  async #try(): Promise<void> {
    const text = this.typed ?? this.pattern;
    const occasion = { pattern: text, profile: this.profile, at: new Date(), firstNumber: 1 };
    try {
      const example = await exampleName(this.documentTitle, occasion, this.counters);
      if (text !== (this.typed ?? this.pattern)) return;
      [this.example, this.error] = [example, null];
      if (text !== this.pattern) {
        this.dispatchEvent(new CustomEvent<string>('pattern-change', { detail: text }));
      }
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-name-field': NameField;
  }
}
