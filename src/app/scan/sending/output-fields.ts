import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSlider from '@awesome.me/webawesome/dist/components/slider/slider.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { FILE_FORMATS, type FileFormat } from '../../../scan/pages/pages-api.ts';
import type { OutputSettings } from '../../../scan/profiles/output.ts';
import { TEXT_ENGINE_BYTES, TEXT_LANGUAGES, textLanguageOf } from '../../../scan/text/languages.ts';
import { bytesInWords } from '../../words.ts';
import type { Counters } from './naming.ts';
import './name-field.ts';
import { FORMAT_TITLES } from '../profiles/profile-words.ts';

/** Behind these there may be text, which is found again and can be copied. */
const WITH_TEXT: readonly FileFormat[] = ['pdf', 'pdf-a', 'text'];
/** These hold pictures by JPEG, if they shall. */
const WITH_JPEG: readonly FileFormat[] = ['pdf', 'pdf-a', 'tiff', 'jpeg'];
const USUAL_QUALITY = 80;

/** What files pages become: format, quality, text, name. Says `output-change` with what is new of OutputSettings. */
@customElement('platen-output-fields')
export class OutputFields extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
      }

      wa-select,
      wa-slider {
        width: 100%;
      }

      fieldset {
        display: grid;
        gap: var(--wa-space-2xs);
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
        margin-block-end: var(--wa-space-2xs);
        font-size: var(--wa-font-size-s);
        font-weight: var(--wa-form-control-label-font-weight);
      }

      .languages {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) output!: OutputSettings;
  /** Of the example: what the batch and the profile are called. */
  @property({ attribute: false }) documentTitle = '';
  @property({ attribute: false }) profile: { readonly id: string; readonly name: string } | null = null;
  @property({ attribute: false }) counters!: Counters;
  /** As of the name's field. */
  @property({ type: Number }) counted = 0;

  override render() {
    const { format } = this.output;
    return html`
      <wa-select
        size="s"
        label="File format"
        .value=${format}
        @change=${(event: Event) => this.#chooseFormat((event.currentTarget as WaSelect).value as FileFormat)}
      >
        ${FILE_FORMATS.map((each) => html`<wa-option value=${each}>${FORMAT_TITLES[each]}</wa-option>`)}
      </wa-select>
      ${WITH_JPEG.includes(format) ? this.#quality() : nothing}
      ${WITH_TEXT.includes(format) ? this.#languages() : nothing}
      <platen-name-field
        .pattern=${this.output.fileName}
        .format=${format}
        .profile=${this.profile}
        .counters=${this.counters}
        .counted=${this.counted}
        .documentTitle=${this.documentTitle}
        @pattern-change=${(event: CustomEvent<string>) => this.#set({ fileName: event.detail })}
      ></platen-name-field>
    `;
  }

  #quality() {
    const { jpegQuality, format } = this.output;
    return html`${
      format === 'jpeg'
        ? nothing
        : html`<wa-switch
            size="s"
            .checked=${jpegQuality === null}
            hint="Larger files. Black-and-white pages are always without loss."
            @change=${(event: Event) =>
              this.#set({ jpegQuality: (event.currentTarget as WaSwitch).checked ? null : USUAL_QUALITY })}
            >Without loss</wa-switch
          >`
    }
    ${
      jpegQuality === null && format !== 'jpeg'
        ? nothing
        : html`<wa-slider
            size="s"
            label="Quality of pictures"
            min="20"
            max="100"
            step="1"
            with-tooltip
            .value=${jpegQuality ?? USUAL_QUALITY}
            @change=${(event: Event) => this.#set({ jpegQuality: (event.currentTarget as WaSlider).value })}
          >
            <span slot="reference">Small file</span><span slot="reference">Fine picture</span>
          </wa-slider>`
    }`;
  }

  #languages() {
    const { languages, format } = this.output;
    const bytes = TEXT_LANGUAGES.filter(({ code }) => languages.includes(code)).reduce(
      (sum, each) => sum + each.bytes,
      TEXT_ENGINE_BYTES,
    );
    return html`<fieldset>
      <legend>${format === 'text' ? 'Language of the text' : 'Text that can be searched, in'}</legend>
      <div class="languages">
        ${TEXT_LANGUAGES.map(({ code, name, bytes: size }) => {
          const isChosen = languages.includes(code);
          return html`<wa-button
            size="xs"
            appearance=${isChosen ? 'filled' : 'outlined'}
            variant=${isChosen ? 'brand' : 'neutral'}
            aria-pressed=${isChosen}
            title=${bytesInWords(size)}
            @click=${() => this.#toggle(code)}
            >${isChosen ? html`<wa-icon slot="start" name="check"></wa-icon>` : nothing}${name}</wa-button
          >`;
        })}
      </div>
      <p class="quiet small">
        ${
          languages.length === 0
            ? format === 'text'
              ? 'Choose at least one language.'
              : 'None: the file holds pictures only.'
            : `Reading happens on this computer. What it needs, ${bytesInWords(bytes)}, is fetched once.`
        }
      </p>
    </fieldset>`;
  }

  #toggle(code: string): void {
    const { languages } = this.output;
    // In the order of the list: the first is what is tried first.
    const chosen = TEXT_LANGUAGES.map((each) => each.code).filter(
      (each) => languages.includes(each) !== (each === code),
    );
    this.#set({ languages: chosen });
  }

  #chooseFormat(format: FileFormat): void {
    const { languages, jpegQuality } = this.output;
    this.#set({
      format,
      // A text file without a language would be empty, and JPEG without loss is not to be had.
      ...(format === 'text' && languages.length === 0
        ? { languages: [textLanguageOf(navigator.language) ?? 'eng'] }
        : {}),
      ...(format === 'jpeg' && jpegQuality === null ? { jpegQuality: USUAL_QUALITY } : {}),
    });
  }

  #set(patch: Partial<OutputSettings>): void {
    this.dispatchEvent(new CustomEvent<Partial<OutputSettings>>('output-change', { detail: patch }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-output-fields': OutputFields;
  }
}
