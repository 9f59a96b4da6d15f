import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Region } from '../../machine/regions.ts';
import { jobCost } from '../state/job-cost.ts';
import type { PreviewStore } from '../state/preview-store.ts';
import type { PrintController } from '../state/print-controller.ts';
import { StoreController } from '../state/store.ts';
import { count, durationInWords, percentInWords } from '../words.ts';

/** Toner's yield is commonly told in pages of which this share is black (ISO/IEC 19752). */
const NOMINAL_COVERAGE = 0.05;

/** What the job will take: paper, time, toner; all copies counted. */
@customElement('platen-preview-facts')
export class PreviewFacts extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs) var(--wa-space-l);
        font-size: var(--wa-font-size-s);
      }

      div {
        display: flex;
        align-items: center;
        gap: 0.45em;
      }

      dt {
        display: flex;
        color: var(--wa-color-text-quiet);
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) preview!: PreviewStore;
  @property({ attribute: false }) print!: PrintController;
  @property({ attribute: false }) region: Region = 'europe';

  constructor() {
    super();
    new StoreController(this, () => [this.preview]);
  }

  override render() {
    const { plan } = this.preview;
    const { summary, settings } = this.print;
    if (!plan || !summary) return nothing;
    const { sides, seconds } = jobCost(plan, settings, this.region);
    return html`<dl>
      ${this.#fact('sheets', 'Paper', `${count(summary.sheets, 'sheet')}, ${count(summary.sides, 'side')}`)}
      ${this.#fact('clock', 'Time of the engine', `about ${durationInWords(seconds)}`)} ${this.#toner(sides)}
    </dl>`;
  }

  #toner(sides: number) {
    const { coverage, measuredSides } = this.preview;
    if (coverage === null) return this.#fact('droplet', 'Toner', 'being counted…');
    const pages = (coverage * sides) / NOMINAL_COVERAGE;
    const amount = pages.toLocaleString('en', { maximumFractionDigits: pages < 10 ? 1 : 0 });
    return html`<div title="Black dots counted on ${count(measuredSides, 'side')} so far">
      <dt><wa-icon name="droplet" label="Toner"></wa-icon></dt>
      <dd>
        ${percentInWords(coverage)} black
        <span class="quiet">(as ${amount} pages of 5 %)</span>
      </dd>
    </div>`;
  }

  #fact(icon: string, title: string, text: string) {
    return html`<div>
      <dt><wa-icon name=${icon} label=${title}></wa-icon></dt>
      <dd>${text}</dd>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preview-facts': PreviewFacts;
  }
}
