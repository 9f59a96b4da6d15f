import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ErrorRecord } from '../../errors/platen-error.ts';
import type { SubmitOptions } from '../../jobs/queue-api.ts';
import type { JobRequest } from '../../jobs/spooler-api.ts';
import { Attempt } from '../parts/attempt.ts';
import '../parts/confirm-dialog.ts';
import type { ConfirmDialog } from '../parts/confirm-dialog.ts';
import type { Platen } from '../platen.ts';

/** Sends an opened print file to the machine as it is. One with a mistake in it only if the person insists. */
@customElement('platen-prn-send')
export class PrnSend extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-s);
        justify-items: start;
      }

      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  /** null: nothing of the file can be decoded. */
  @property({ attribute: false }) request: JobRequest | null = null;
  /** Why the file is no job that this machine would print. */
  @property({ attribute: false }) mistake: ErrorRecord | null = null;
  readonly #attempt = new Attempt(this);
  @query('platen-confirm-dialog') private readonly confirm!: ConfirmDialog;

  override render() {
    if (!this.request) {
      return html`<p class="quiet">
        It is not sent to the machine: nothing in it is a page in the machine’s language.
      </p>`;
    }
    const { busy, error } = this.#attempt;
    return html`
      ${
        this.mistake
          ? html`<p class="quiet">It is not sent to the machine because of the mistake in it.</p>
              <wa-button size="s" appearance="outlined" variant="warning" @click=${this.#insist}
                >Send it all the same…</wa-button
              >`
          : html`<wa-button size="s" variant="brand" ?loading=${busy} @click=${() => void this.#send({})}>
              <wa-icon slot="start" name="printer"></wa-icon>Send to the machine
            </wa-button>`
      }
      ${error ? this.#refusal(error) : nothing}
      <platen-confirm-dialog></platen-confirm-dialog>
    `;
  }

  #refusal(error: ErrorRecord) {
    const leavesChoice = error.code === 'job.storage-full' || error.code === 'job.storage-blocked';
    return html`<platen-explanation .error=${error} variant=${leavesChoice ? 'warning' : 'danger'}>
      ${
        leavesChoice
          ? html`<div class="choices">
              <wa-button size="s" variant="brand" @click=${() => void this.#send({ keep: 'memory' })}
                >Send without keeping it</wa-button
              >
              <wa-button size="s" appearance="outlined" href="#/jobs/history">Free some space…</wa-button>
            </div>`
          : nothing
      }
    </platen-explanation>`;
  }

  readonly #insist = async () => {
    const agreed = await this.confirm.ask({
      title: 'Send a file with a mistake in it?',
      text: 'The machine may print part of it, print nonsense, or wait for the rest until it is told to forget it.',
      action: 'Send it',
      keep: 'Do not send it',
    });
    if (agreed) await this.#send({});
  };

  async #send(options: SubmitOptions): Promise<void> {
    const submit = () => this.platen.queue.api.submit(this.request!, options);
    if (await this.#attempt.run(submit)) location.hash = '#/jobs';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-prn-send': PrnSend;
  }
}
