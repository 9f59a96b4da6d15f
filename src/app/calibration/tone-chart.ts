import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { WEDGE_GRAYS } from '../../settings/wedge.ts';

/** How grays came out, before a calibration and with it, against what was sent. */
@customElement('platen-tone-chart')
export class ToneChart extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      figure {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-m);
        align-items: center;
        margin: 0;
      }

      svg {
        width: 11rem;
        height: 11rem;
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-s);
        fill: none;
        stroke-width: 3;
      }

      .ideal {
        stroke: var(--wa-color-text-quiet);
        stroke-width: 1.5;
        stroke-dasharray: 4 5;
      }

      .before {
        stroke: var(--wa-color-warning-border-loud);
      }

      .after {
        stroke: var(--wa-color-brand-border-loud);
      }

      li {
        display: flex;
        align-items: center;
        gap: 0.5em;
      }

      i {
        width: 1.4em;
        border-block-start: 3px solid;
      }

      i.before {
        border-color: var(--wa-color-warning-border-loud);
      }

      i.after {
        border-color: var(--wa-color-brand-border-loud);
      }
    `,
  ];

  /** Lightness of each of `WEDGE_GRAYS`. */
  @property({ attribute: false }) uncorrected: readonly number[] = [];
  /** null: not checked yet. */
  @property({ attribute: false }) corrected: readonly number[] | null = null;

  override render() {
    const { uncorrected, corrected } = this;
    return html`<figure>
      <svg viewBox="-4 -4 263 263" role="img" aria-label="Grays as printed, against grays as sent">
        <path class="ideal" d="M0 255L255 0"></path>
        ${line('before', uncorrected)}${corrected ? line('after', corrected) : ''}
      </svg>
      <figcaption class="small">
        <ul>
          <li><i class="before"></i>Without calibration</li>
          <li ?hidden=${corrected === null}><i class="after"></i>With it</li>
        </ul>
      </figcaption>
    </figure>`;
  }
}

/** Gray that was sent to the right, lightness upwards. */
function line(kind: string, lightness: readonly number[]) {
  const points = lightness.map((light, i) => `${WEDGE_GRAYS[i]},${(255 - light).toFixed(1)}`).join(' ');
  return svg`<polyline class=${kind} points=${points}></polyline>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-tone-chart': ToneChart;
  }
}
