import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import type { PrintController } from '../state/print-controller.ts';
import { StoreController } from '../state/store.ts';

const MAX_NUMBER = 0xffff_ffff;

/** The user's name, which is remembered, and the department's number and password, which are not. */
@customElement('platen-account-fields')
export class AccountFields extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-m);
      }
    `,
  ];

  @property({ attribute: false }) print!: PrintController;
  @property({ attribute: false }) preferences!: PreferencesStore;
  @state() private department = '';
  @state() private password = '';

  constructor() {
    super();
    new StoreController(this, () => [this.preferences]);
  }

  override render() {
    return html`
      <wa-input
        size="s"
        label="User name"
        hint="Sent with the job; the machine can show it in its log."
        maxlength="200"
        autocomplete="username"
        .value=${this.preferences.current.user}
        @change=${this.#setUser}
      ></wa-input>
      <wa-input
        size="s"
        label="Department ID"
        hint="Digits. Only for machines that count by department."
        inputmode="numeric"
        pattern="[0-9]*"
        maxlength="10"
        autocomplete="off"
        .value=${this.department}
        @input=${(event: Event) => this.#setAccount({ department: digitsOf(event) })}
      ></wa-input>
      <wa-input
        size="s"
        type="password"
        label="Department password"
        hint="Digits. Forgotten when you close this page."
        inputmode="numeric"
        pattern="[0-9]*"
        maxlength="10"
        autocomplete="off"
        password-toggle
        .value=${this.password}
        @input=${(event: Event) => this.#setAccount({ password: digitsOf(event) })}
      ></wa-input>
    `;
  }

  readonly #setUser = (event: Event) => {
    this.preferences.update({ user: ((event.currentTarget as WaInput).value ?? '').trim() });
  };

  #setAccount({ department = this.department, password = this.password }): void {
    this.department = department;
    this.password = password;
    const id = Math.min(MAX_NUMBER, Number(department));
    this.print.setAccount(
      department === '' ? null : { id, password: Math.min(MAX_NUMBER, Number(password)) },
    );
  }
}

function digitsOf(event: Event): string {
  return ((event.currentTarget as WaInput).value ?? '').replace(/\D/g, '');
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-account-fields': AccountFields;
  }
}
