import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { progressInWords } from './copy-words.ts';

/** The copy that is under way, and what a person is asked: the next page, whether it goes on, whether it is enough. */
@customElement('platen-copy-progress')
export class CopyProgress extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-s);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
      }

      wa-progress-bar {
        --track-height: 0.5rem;
      }

      wa-progress-bar::part(indicator) {
        transition: none;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.copier]);
  }

  override render() {
    const { run } = this.platen.copier;
    if (run.step === 'idle') return nothing;
    return html`
      <p role="status">${progressInWords(run)}</p>
      ${run.error ? html`<platen-explanation .error=${run.error}></platen-explanation>` : nothing}
      ${run.step === 'scanning' ? this.#bar() : nothing}
      <div class="actions">${this.#actions()}</div>
    `;
  }

  #bar() {
    const { progress } = this.platen.scanner.state;
    const share = progress ? Math.round((100 * progress.linesDone) / Math.max(1, progress.linesTotal)) : 0;
    return html`<wa-progress-bar label="Page in progress" value=${share}></wa-progress-bar>`;
  }

  #actions() {
    const { run } = this.platen.copier;
    const { step, next, scanned, settings } = run;
    if (step === 'ended') {
      return html`<wa-button size="s" appearance="outlined" @click=${() => run.dismiss()}>OK</wa-button>`;
    }
    const isCard = settings?.layout === 'card';
    const words = isCard || next.side === 'back' ? 'Scan the back' : `Scan original ${next.original}`;
    return [
      step === 'original'
        ? html`<wa-button variant="brand" @click=${() => void run.goOn()}>${words}</wa-button>`
        : nothing,
      step === 'stopped'
        ? html`<wa-button variant="brand" @click=${() => void run.goOn()}>Go on</wa-button>`
        : nothing,
      (step === 'original' && !isCard) || (step === 'stopped' && scanned > 0)
        ? html`<wa-button appearance="outlined" @click=${() => run.finish()}
            >${step === 'original' ? 'That was the last' : 'Print what was scanned'}</wa-button
          >`
        : nothing,
      html`<wa-button appearance="plain" @click=${() => void run.cancel()}>
        <wa-icon slot="start" name="x"></wa-icon>Cancel
      </wa-button>`,
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-copy-progress': CopyProgress;
  }
}
