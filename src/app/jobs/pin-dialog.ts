import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { Attempt } from '../parts/attempt.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';

/** Shorter ones are guessed too soon. */
const SHORTEST = 4;

/**
 * Asks for a PIN: a new one, twice, to hold a job, or the one of a job that is to be let go. It stays open until
 * `use` has taken the PIN; says `close-dialog` then, or when the person gives up.
 */
@customElement('platen-pin-dialog')
export class PinDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(28rem, 100vw - 2rem);
      }
    `,
  ];

  @property() purpose: 'new' | 'existing' = 'existing';
  /** Takes the PIN; what it throws is said in the dialog. */
  @property({ attribute: false }) use!: (pin: string) => Promise<unknown>;
  readonly #attempt = new Attempt(this);

  override render() {
    const { busy, error } = this.#attempt;
    const isNew = this.purpose === 'new';
    return html`<wa-dialog
      open
      label=${isNew ? 'Hold with a PIN' : 'Enter the PIN'}
      @wa-after-hide=${closeDialog}
    >
      <form class="body" @submit=${this.#submit}>
        <p>
          ${
            isNew
              ? 'The documents are encrypted on this computer until somebody enters the PIN. Without it nobody can print them, and nobody can bring it back.'
              : 'The job is decrypted and printed.'
          }
        </p>
        ${this.#field('PIN', isNew ? `At least ${SHORTEST} digits or letters.` : '')}
        ${isNew ? this.#field('The same PIN again', 'A slip of the finger would lose the job.') : nothing}
        ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
        <div class="actions">
          <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
          <wa-button variant="brand" type="submit" ?loading=${busy}>${isNew ? 'Hold' : 'Print'}</wa-button>
        </div>
      </form>
    </wa-dialog>`;
  }

  override async firstUpdated(): Promise<void> {
    const dialog = this.renderRoot.querySelector('wa-dialog')!;
    await dialog.updateComplete;
    dialog.querySelector('wa-input')?.focus();
  }

  #field(label: string, hint: string) {
    return html`<wa-input
      type="password"
      label=${label}
      autocomplete="off"
      password-toggle
      required
      minlength=${this.purpose === 'new' ? SHORTEST : 1}
      maxlength="64"
      hint=${hint}
    ></wa-input>`;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const [first, again] = [...form.querySelectorAll<WaInput>('wa-input')];
    const pin = first!.value;
    if (!pin) return;
    if (again && again.value !== pin) {
      this.#attempt.fail({ code: 'app.pins-differ', params: {} });
      again.focus();
    } else if (await this.#attempt.run(() => this.use(pin))) {
      this.dispatchEvent(new CustomEvent('close-dialog'));
    } else {
      first!.focus();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-pin-dialog': PinDialog;
  }
}
