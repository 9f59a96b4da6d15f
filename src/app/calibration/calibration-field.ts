import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { patchLetter } from '../../documents/calibration-page.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { CALIBRATION_TONES } from '../../settings/calibration.ts';
import { valueInWords } from '../../settings/describe.ts';
import type { Platen } from '../platen.ts';
import { calibrationJob } from '../state/calibration-store.ts';
import { StoreController } from '../state/store.ts';
import { momentInWords } from '../words.ts';
import './wedge-steps.ts';

type Way = 'eye' | 'scanner';

/** The square in the middle is the one that needs no correction. */
const NEUTRAL = CALIBRATION_TONES.map(({ gray, candidates }) => candidates.indexOf(gray));

/** Whether there is a calibration for the present paper and dots, and the ways to make one: by eye, by the scanner. */
@customElement('platen-calibration-field')
export class CalibrationField extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-2xs);
      }

      wa-dialog {
        --width: min(34rem, 100vw - 2rem);
      }

      .body,
      ol {
        display: grid;
        gap: var(--wa-space-m);
      }

      ol {
        padding-inline-start: 1.4em;
        list-style: decimal;
      }

      .actions,
      .rows {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
        margin-block-start: var(--wa-space-2xs);
      }

      .rows wa-select {
        flex: 1 1 5rem;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private open = false;
  @state() private way: Way = 'eye';
  @state() private printed = false;
  @state() private busy = false;
  @state() private picks: readonly number[] = NEUTRAL;
  @state() private error: ErrorRecord | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.calibrations, this.platen.print]);
  }

  override render() {
    const { calibrations, print } = this.platen;
    const { settings } = print;
    const known = calibrations.find(settings);
    const what = `${valueInWords('media', settings.media)}, ${valueInWords('halftone', settings.halftone)}`;
    return html`
      <p class="small quiet">
        ${known ? `Calibrated for ${what}: ${momentInWords(known.madeAt, Date.now())}.` : `Not calibrated yet for ${what}.`}
      </p>
      <div class="actions">
        <wa-button size="s" appearance="outlined" @click=${() => this.#begin()}>Calibrate…</wa-button>
        ${
          known
            ? html`<wa-button size="s" appearance="plain" @click=${() => void calibrations.remove(settings)}
                >Forget it</wa-button
              >`
            : nothing
        }
      </div>
      ${this.open ? this.#dialog(what) : nothing}
    `;
  }

  #dialog(what: string) {
    const byEye = this.way === 'eye';
    return html`<wa-dialog open label="Calibrate: ${what}" @wa-after-hide=${this.#closed}>
      <div class="body">
        <wa-radio-group
          label="How"
          size="s"
          orientation="horizontal"
          .value=${this.way}
          @change=${(event: Event) => (this.way = (event.currentTarget as WaRadioGroup).value as Way)}
        >
          <wa-radio appearance="button" value="eye">By eye</wa-radio>
          <wa-radio appearance="button" value="scanner">Measure with the scanner</wa-radio>
        </wa-radio-group>
        ${byEye ? this.#byEye() : html`<platen-wedge-steps .platen=${this.platen}></platen-wedge-steps>`}
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">${byEye ? 'Cancel' : 'Close'}</wa-button>
        ${
          byEye
            ? html`<wa-button variant="brand" @click=${() => void this.#keep()}
                >Keep this calibration</wa-button
              >`
            : nothing
        }
      </div>
    </wa-dialog>`;
  }

  #byEye() {
    const { machine, calibrations } = this.platen;
    const error = this.error ?? calibrations.error;
    return html`<ol>
        <li>
          Print the matching page on the paper that is set now.
          <div class="actions">
            <wa-button
              size="s"
              variant=${this.printed ? 'neutral' : 'brand'}
              appearance=${this.printed ? 'outlined' : 'accent'}
              ?disabled=${!machine.connected}
              ?loading=${this.busy}
              @click=${() => void this.#print()}
            >
              <wa-icon slot="start" name="printer"></wa-icon>Print the page
            </wa-button>
            ${machine.connected ? nothing : html`<p class="quiet small">No machine is connected.</p>`}
            <p class="small" role="status">${this.printed ? 'It is in the queue.' : ''}</p>
          </div>
        </li>
        <li>
          Hold it at arm’s length, or step back, until the lines run together. In each row, one square fades
          into the lines around it. Which?
          <div class="rows">
            ${CALIBRATION_TONES.map((tone, row) => this.#row(tone.candidates.length, row))}
          </div>
        </li>
      </ol>
      ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}`;
  }

  #row(candidates: number, row: number) {
    return html`<wa-select
      size="s"
      label="Row ${row + 1}"
      .value=${String(this.picks[row])}
      @change=${(event: Event) => {
        this.picks = this.picks.with(row, Number((event.currentTarget as WaSelect).value));
      }}
    >
      ${Array.from(
        { length: candidates },
        (_, index) => html`<wa-option value=${String(index)}>${patchLetter(index)}</wa-option>`,
      )}
    </wa-select>`;
  }

  #begin(): void {
    const { calibrations, print } = this.platen;
    const known = calibrations.find(print.settings);
    this.way = known?.measured ? 'scanner' : 'eye';
    this.picks = known && !known.measured ? known.picks : NEUTRAL;
    this.error = null;
    this.printed = false;
    this.open = true;
  }

  async #print(): Promise<void> {
    const { machine, print, preferences } = this.platen;
    this.busy = true;
    await this.#attempt(async () => {
      await machine.spooler.submit(calibrationJob(print.settings, preferences.current.user));
      this.printed = true;
    });
    this.busy = false;
  }

  async #keep(): Promise<void> {
    const { calibrations, print } = this.platen;
    await this.#attempt(async () => {
      await calibrations.keep(print.settings, this.picks);
      this.open = calibrations.error !== null;
    });
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await act();
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    }
  }

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.open = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-calibration-field': CalibrationField;
  }
}
