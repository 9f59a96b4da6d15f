import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { residualOf } from '../../settings/wedge-curve.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import type { WedgeResult } from '../state/wedge-desk.ts';
import './tone-chart.ts';

const RESULTS: Readonly<Record<WedgeResult, string>> = {
  kept: 'Measured. Prints use it from now on.',
  checked: 'The check is measured.',
};

/** Calibration by the scanner, step by step: print the wedge, measure it, print another to check it. */
@customElement('platen-wedge-steps')
export class WedgeSteps extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host,
      ol,
      .measured {
        display: grid;
        gap: var(--wa-space-m);
      }

      ol {
        padding-inline-start: 1.4em;
        list-style: decimal;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs);
        margin-block-start: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private queued: 'none' | 'wedge' | 'check' = 'none';
  @state() private result: WedgeResult | null = null;

  constructor() {
    super();
    new StoreController(this, () => {
      const { wedge, calibrations, machine, scanner, print } = this.platen;
      return [wedge, calibrations, machine, scanner, print];
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.platen.scanner.wake();
    this.platen.wedge.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.platen.wedge.isMeasuring) void this.platen.wedge.cancel();
  }

  override render() {
    const { wedge, calibrations, machine, print } = this.platen;
    const error = wedge.error ?? calibrations.error;
    const measured = calibrations.find(print.settings)?.measured ?? null;
    return html`
      <ol>
        <li>
          Print the step wedge on the paper that is set now.
          <div class="actions">
            <wa-button
              size="s"
              variant=${this.queued === 'none' && !measured ? 'brand' : 'neutral'}
              appearance=${this.queued === 'none' && !measured ? 'accent' : 'outlined'}
              ?disabled=${!machine.connected}
              @click=${() => void this.#print(false)}
            >
              <wa-icon slot="start" name="printer"></wa-icon>Print the wedge
            </wa-button>
            ${machine.connected ? nothing : html`<p class="quiet small">No machine is connected.</p>`}
            <p class="small" role="status">${this.queued === 'wedge' ? 'It is in the queue.' : ''}</p>
          </div>
        </li>
        <li>
          Lay it on the glass, face down, anywhere and nearly straight, and close the lid.
          ${this.#measuring()}
        </li>
      </ol>
      ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
      <p class="small" role="status">${this.result ? RESULTS[this.result] : ''}</p>
      ${measured ? this.#measured(measured) : nothing}
    `;
  }

  #measuring() {
    const { wedge, scanner } = this.platen;
    if (!wedge.isMeasuring) {
      return html`<div class="actions">
        <wa-button
          size="s"
          variant="brand"
          ?disabled=${!scanner.isReady || scanner.isScanning}
          @click=${() => void this.#measure()}
          >Measure</wa-button
        >
        ${scanner.isReady ? nothing : html`<p class="quiet small">The scanner is not connected.</p>`}
      </div>`;
    }
    const { progress } = scanner.state;
    const share = progress ? Math.round((100 * progress.linesDone) / Math.max(1, progress.linesTotal)) : 0;
    return html`<div class="actions">
        <wa-button size="s" appearance="outlined" @click=${() => void wedge.cancel()}>Cancel</wa-button>
      </div>
      <wa-progress-bar label="Measuring" value=${share}></wa-progress-bar>`;
  }

  #measured({ before, after }: { before: readonly number[]; after: readonly number[] | null }) {
    const { wedge } = this.platen;
    return html`<div class="measured">
      <platen-tone-chart .uncorrected=${before} .corrected=${after}></platen-tone-chart>
      <p class="small">
        Without calibration grays come out ${missesInWords(before)}.
        ${after ? html`With it: ${missesInWords(after)}.` : 'To be sure, print a check and measure it, too.'}
      </p>
      <div class="actions">
        <wa-button
          size="s"
          appearance="outlined"
          ?disabled=${!this.platen.machine.connected}
          @click=${() => void this.#print(true)}
          >Print a check</wa-button
        >
        ${
          wedge.canTakeBack
            ? html`<wa-button size="s" appearance="plain" @click=${() => void this.#takeBack()}>
                <wa-icon slot="start" name="undo"></wa-icon>Take this measurement back
              </wa-button>`
            : nothing
        }
        <p class="small" role="status">${this.queued === 'check' ? 'The check is in the queue.' : ''}</p>
      </div>
    </div>`;
  }

  async #print(isCheck: boolean): Promise<void> {
    this.queued = 'none';
    const isQueued = await this.platen.wedge.print(this.platen.print.settings, isCheck);
    if (isQueued) this.queued = isCheck ? 'check' : 'wedge';
  }

  async #measure(): Promise<void> {
    this.result = null;
    this.result = await this.platen.wedge.measure(this.platen.print.settings);
    if (this.result) this.queued = 'none';
  }

  async #takeBack(): Promise<void> {
    this.result = null;
    await this.platen.wedge.takeBack();
  }
}

function missesInWords(lightness: readonly number[]): string {
  const { mean, largest } = residualOf(lightness);
  return `${mean.toFixed(1)} of 255 levels off on average, ${Math.round(largest)} at most`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-wedge-steps': WedgeSteps;
  }
}
