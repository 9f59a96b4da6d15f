import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { DocumentList, ListedDocument } from '../state/document-list.ts';
import { StoreController } from '../state/store.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';

/** Asks for the passwords of encrypted documents, one after another. They live in memory only. */
@customElement('platen-password-dialog')
export class PasswordDialog extends LitElement {
  static override readonly styles = [sharedStyles, dialogStyles];

  @property({ attribute: false }) documents!: DocumentList;
  /** Documents whose dialog was closed without an answer; they are asked for again only on request. */
  @state() private dismissed: ReadonlySet<string> = new Set();

  #focusedFor: ListedDocument | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.documents]);
  }

  ask(documentId: string): void {
    this.dismissed = new Set([...this.dismissed].filter((id) => id !== documentId));
  }

  override render() {
    const item = this.documents.all.find(
      ({ state: now, source }) =>
        !this.dismissed.has(source.id) &&
        // While an answer is tried, the dialog stays, so that a wrong one can be corrected in place.
        (now === 'locked' || (now === 'opening' && source.password !== undefined)),
    );
    if (!item) return nothing;
    const { id, name } = item.source;
    return html`<wa-dialog
      open
      label="This document is locked"
      @wa-after-hide=${(event: Event) => this.#dismiss(event, id)}
    >
      <form class="body" @submit=${(event: SubmitEvent) => this.#submit(event, id)}>
        <p>
          Enter the password of <strong>${name}</strong>. It is used to open the document and never stored.
        </p>
        <wa-input
          type="password"
          label="Password"
          name="password"
          autocomplete="off"
          password-toggle
          required
          hint=${item.error ? 'That password does not open it. Try again.' : ''}
        ></wa-input>
        <div class="actions">
          <wa-button appearance="plain" data-dialog="close">Not now</wa-button>
          <wa-button variant="brand" type="submit" ?loading=${item.state === 'opening'}>Open</wa-button>
        </div>
      </form>
    </wa-dialog>`;
  }

  /** Each dialog that opens, and each answer that was wrong, puts the cursor into the field. */
  override async updated(): Promise<void> {
    const dialog = this.renderRoot.querySelector('wa-dialog');
    const asked = this.documents.all.find(({ state: now }) => now === 'locked');
    if (!dialog || !asked || asked === this.#focusedFor) return;
    this.#focusedFor = asked;
    await dialog.updateComplete;
    dialog.querySelector('wa-input')?.focus();
  }

  #submit(event: SubmitEvent, documentId: string): void {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector<WaInput>('wa-input')!;
    const password = input.value ?? '';
    if (password !== '') void this.documents.unlock(documentId, password);
  }

  #dismiss(event: Event, documentId: string): void {
    if (event.target !== event.currentTarget) return;
    this.dismissed = new Set([...this.dismissed, documentId]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-password-dialog': PasswordDialog;
  }
}
