import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';

/** Shorter ones are guessed too soon. */
const SHORTEST = 4;

/**
 * Asks for a PIN: a new one, to hold a job, or the one of a job that is to be let go. It stays open until `use`
 * has taken the PIN; says `close-dialog` then, or when the person gives up.
 */
@customElement('platen-pin-dialog')
export class PinDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      form {
        display: grid;
        gap: var(--wa-space-m);
      }

      .actions {
        display: flex;
        justify-content: end;
        gap: var(--wa-space-xs);
      }
    `,
  ];

  @property() purpose: 'new' | 'existing' = 'existing';
  /** Takes the PIN; what it throws is said in the dialog. */
  @property({ attribute: false }) use!: (pin: string) => Promise<unknown>;
  @state() private error: ErrorRecord | null = null;
  @state() private busy = false;

  override render() {
    const isNew = this.purpose === 'new';
    return html`<wa-dialog
      open
      label=${isNew ? 'Hold with a PIN' : 'Enter the PIN'}
      @wa-after-hide=${this.#closed}
    >
      <form @submit=${this.#submit}>
        <p>
          ${
            isNew
              ? 'The documents are encrypted on this computer until somebody enters the PIN. Without it nobody can print them, and nobody can bring it back.'
              : 'The job is decrypted and printed.'
          }
        </p>
        <wa-input
          type="password"
          label="PIN"
          autocomplete="off"
          password-toggle
          required
          minlength=${isNew ? SHORTEST : 1}
          maxlength="64"
          hint=${isNew ? `At least ${SHORTEST} digits or letters.` : ''}
        ></wa-input>
        ${this.error ? html`<platen-explanation .error=${this.error}></platen-explanation>` : nothing}
        <div class="actions">
          <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
          <wa-button variant="brand" type="submit" ?loading=${this.busy}
            >${isNew ? 'Hold' : 'Print'}</wa-button
          >
        </div>
      </form>
    </wa-dialog>`;
  }

  override async firstUpdated(): Promise<void> {
    const dialog = this.renderRoot.querySelector('wa-dialog')!;
    await dialog.updateComplete;
    dialog.querySelector('wa-input')?.focus();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector<WaInput>('wa-input')!;
    if (this.busy || !input.value) return;
    this.busy = true;
    this.error = null;
    try {
      await this.use(input.value);
      this.dispatchEvent(new CustomEvent('close-dialog'));
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
      input.focus();
    } finally {
      this.busy = false;
    }
  };

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close-dialog'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-pin-dialog': PinDialog;
  }
}
