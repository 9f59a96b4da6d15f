import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { explain } from '../errors/catalogue.ts';
import type { ErrorRecord } from '../errors/platen-error.ts';
import { sharedStyles } from './shared-styles.ts';

const ICONS = { danger: 'circle-alert', warning: 'triangle-alert', neutral: 'info' };

/** An error in words: what happened, why, and the one next thing to do. Slotted content follows (buttons). */
@customElement('platen-explanation')
export class Explanation extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .what {
        font-weight: var(--wa-font-weight-bold);
      }

      wa-callout::part(message) {
        display: grid;
        gap: var(--wa-space-2xs);
      }

      ::slotted(*) {
        margin-block-start: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) error: ErrorRecord | null = null;
  @property() variant: 'danger' | 'warning' | 'neutral' = 'danger';

  override render() {
    if (!this.error) return nothing;
    const { what, why, next } = explain(this.error);
    return html`
      <wa-callout variant=${this.variant} size="s">
        <wa-icon slot="icon" name=${ICONS[this.variant]}></wa-icon>
        <p class="what">${what}</p>
        <p>${why}</p>
        <p>${next}</p>
        <slot></slot>
      </wa-callout>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-explanation': Explanation;
  }
}
