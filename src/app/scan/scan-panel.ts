import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { OFFERED_RESOLUTIONS, SCAN_SIZES, type ScanSettings } from '../../scan/session/scan-settings.ts';
import { Gradual } from '../parts/gradual.ts';
import '../settings/picture-choice.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { scanPicture } from './scan-pictures.ts';
import './scan-progress.ts';

const SOURCES = [
  { value: 'glass', title: 'Glass', help: '' },
  { value: 'feeder', title: 'Feeder', help: '' },
  { value: 'feeder-duplex', title: 'Feeder, both sides', help: '' },
] as const;

const COLOURS = [
  { value: 'colour', title: 'Colour', help: '' },
  { value: 'gray', title: 'Gray', help: '' },
  { value: 'black', title: 'Black and white', help: '' },
] as const;

/** Lower ones are for the screen, higher ones for pictures. */
const RESOLUTION_NOTES: Readonly<Record<number, string>> = {
  150: 'to look at',
  300: 'documents',
  600: 'finest',
};

/** Steps in which the panel comes to life. */
const PARTS = 6;

/** What to scan and how, and Scan; while something is scanned, how far it is, and Cancel. */
@customElement('platen-scan-panel')
export class ScanPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
        padding: var(--wa-space-m);
      }

      platen-picture-choice {
        --platen-tile-width: 4.4rem;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--wa-space-s);
      }

      .feeder {
        display: flex;
        align-items: center;
        gap: 0.5em;
        margin-block-start: calc(-1 * var(--wa-space-xs));
      }

      .insertion {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
      }

      wa-select,
      wa-number-input,
      wa-button.scan {
        width: 100%;
      }

      .more {
        display: grid;
        gap: var(--wa-space-s);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  readonly #gradual = new Gradual(this, () => PARTS);

  constructor() {
    super();
    new StoreController(this, () => {
      const { scanDesk, scanBook, scanner, preferences } = this.platen;
      return [scanDesk, scanBook, scanner, preferences];
    });
  }

  override render() {
    const { scanDesk: desk, scanner } = this.platen;
    const { settings } = desk;
    const { shown } = this.#gradual;
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title" class="only-heard">What to scan</h2>
      <platen-picture-choice
        .key=${'source'}
        label="From"
        .picture=${scanPicture}
        .choices=${SOURCES}
        value=${settings.source}
        @choose=${(event: CustomEvent<ScanSettings['source']>) => desk.update({ source: event.detail })}
      ></platen-picture-choice>
      ${this.#feeder()}
      ${
        shown > 1
          ? html`<platen-picture-choice
              .key=${'colours'}
              label="As"
              .picture=${scanPicture}
              .choices=${COLOURS}
              value=${settings.colours}
              @choose=${(event: CustomEvent<ScanSettings['colours']>) =>
                desk.update({ colours: event.detail })}
            ></platen-picture-choice>`
          : nothing
      }
      <div class="pair">
        ${shown > 2 ? this.#resolution() : nothing} ${shown > 3 ? this.#size() : nothing}
      </div>
      ${settings.size === 'custom' && shown > 3 ? this.#customSize() : nothing}
      ${shown > 4 ? this.#improvements() : nothing} ${this.#insertion()}
      ${
        desk.isScanning
          ? html`<platen-scan-progress .platen=${this.platen}></platen-scan-progress>`
          : html`<wa-button
              class="scan"
              variant="brand"
              size="l"
              ?disabled=${!scanner.isReady}
              @click=${() => void desk.scan()}
            >
              <wa-icon slot="start" name="scan"></wa-icon>Scan
            </wa-button>`
      }
      ${
        desk.error
          ? html`<platen-explanation .error=${desk.error} variant="warning"></platen-explanation>`
          : nothing
      }
    </section>`;
  }

  #feeder() {
    const { hasDocuments } = this.platen.scanner.state;
    const { source } = this.platen.scanDesk.settings;
    if (hasDocuments === null) return nothing;
    if (!hasDocuments && source === 'glass') return nothing;
    return html`<p class="feeder small ${hasDocuments ? '' : 'quiet'}">
      <wa-icon name=${hasDocuments ? 'circle-check' : 'info'}></wa-icon>
      ${
        hasDocuments
          ? source === 'glass'
            ? 'There is paper in the feeder, too.'
            : 'There is paper in the feeder.'
          : 'The machine sees no paper in the feeder.'
      }
    </p>`;
  }

  /** New pages come at the end, unless somebody has said otherwise. */
  #insertion() {
    const { scanDesk: desk, scanBook: book } = this.platen;
    const index = book.pages.findIndex(({ id }) => id === desk.insertAfter);
    if (index < 0) return nothing;
    return html`<p class="insertion small">
      New pages come behind page ${index + 1}.
      <wa-button size="s" appearance="plain" @click=${() => desk.insertBehind(null)}>To the end</wa-button>
    </p>`;
  }

  #resolution() {
    const { scanDesk: desk } = this.platen;
    const { dpi } = desk.settings;
    return html`<wa-select
      size="s"
      label="Resolution"
      hint=${RESOLUTION_NOTES[dpi] ?? ''}
      .value=${String(dpi)}
      @change=${(event: Event) => desk.update({ dpi: Number((event.currentTarget as WaSelect).value) })}
    >
      ${OFFERED_RESOLUTIONS.map((each) => html`<wa-option value=${String(each)}>${each} dpi</wa-option>`)}
    </wa-select>`;
  }

  #size() {
    const { scanDesk: desk } = this.platen;
    return html`<wa-select
      size="s"
      label="Size"
      .value=${desk.settings.size}
      @change=${(event: Event) =>
        desk.update({ size: (event.currentTarget as WaSelect).value as ScanSettings['size'] })}
    >
      ${Object.entries(SCAN_SIZES).map(
        ([name, { title }]) => html`<wa-option value=${name}>${title}</wa-option>`,
      )}
      <wa-option value="custom">Another size</wa-option>
    </wa-select>`;
  }

  #customSize() {
    const { customSize } = this.platen.scanDesk.settings;
    return html`<div class="pair">
      ${this.#length('Width', customSize.widthMm, 216, (widthMm) => ({ ...customSize, widthMm }))}
      ${this.#length('Height', customSize.heightMm, 356, (heightMm) => ({ ...customSize, heightMm }))}
    </div>`;
  }

  #length(label: string, value: number, max: number, change: (value: number) => ScanSettings['customSize']) {
    return html`<wa-number-input
      size="s"
      label=${label}
      min="10"
      max=${max}
      step="1"
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.currentTarget as WaNumberInput;
        const mm = Number(input.value);
        if (input.value !== '' && mm >= 10 && mm <= max)
          this.platen.scanDesk.update({ customSize: change(mm) });
        else input.value = String(value);
      }}
      ><span slot="end" class="quiet">mm</span></wa-number-input
    >`;
  }

  /** With what every new page begins; each can be changed afterwards. */
  #improvements() {
    const { scanDesk: desk } = this.platen;
    const { corrections } = desk.settings;
    const set = (patch: Partial<ScanSettings['corrections']>) =>
      desk.update({ corrections: { ...corrections, ...patch } });
    const toggle = (label: string, isOn: boolean, change: (on: boolean) => void) =>
      html`<wa-switch
        size="s"
        .checked=${isOn}
        @change=${(event: Event) => change((event.currentTarget as WaSwitch).checked)}
        >${label}</wa-switch
      >`;
    return html`<div class="more" role="group" aria-label="Every new page">
      ${toggle('Straighten pages', corrections.straighten === 'auto', (on) => set({ straighten: on ? 'auto' : 0 }))}
      ${toggle('Cut to the sheet', corrections.crop === 'page', (on) => set({ crop: on ? 'page' : 'none' }))}
      ${toggle('Make paper white', corrections.whitePoint === 'auto', (on) => set({ whitePoint: on ? 'auto' : null }))}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-panel': ScanPanel;
  }
}
