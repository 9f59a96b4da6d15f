import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { dialogStyles } from './dialog-styles.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button does: a verb. */
  readonly action: string;
  /** What leaves everything as it is; "Keep" unless said otherwise. */
  readonly keep?: string;
}

/** Asks before something that cannot be taken back. */
@customElement('platen-confirm-dialog')
export class ConfirmDialog extends LitElement {
  static override readonly styles = [sharedStyles, dialogStyles];

  @state() private question: Question | null = null;
  #answer: (agreed: boolean) => void = () => undefined;

  ask(question: Question): Promise<boolean> {
    this.question = question;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render() {
    if (!this.question) return nothing;
    const { title, text, action, keep } = this.question;
    return html`<wa-dialog open label=${title} @wa-after-hide=${this.#closed}>
      <p>${text}</p>
      <div class="actions" slot="footer">
        <wa-button appearance="outlined" data-dialog="close">${keep ?? 'Keep'}</wa-button>
        <wa-button variant="danger" @click=${this.#agree}>${action}</wa-button>
      </div>
    </wa-dialog>`;
  }

  readonly #agree = () => {
    this.#answer(true);
    this.question = null;
  };

  readonly #closed = (event: Event) => {
    if (event.target !== event.currentTarget) return;
    this.#answer(false);
    this.question = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-confirm-dialog': ConfirmDialog;
  }
}
