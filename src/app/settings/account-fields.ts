import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { AccountKeeper } from '../state/account-keeper.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import { StoreController } from '../state/store.ts';

const MAX_NUMBER = 0xffff_ffff;

/** The user's name, and the department's number and password, which are remembered only when asked. */
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

  @property({ attribute: false }) accounts!: AccountKeeper;
  @property({ attribute: false }) preferences!: PreferencesStore;
  @state() private department = '';
  @state() private password = '';
  @state() private error: ErrorRecord | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.preferences, this.accounts]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { account } = this.accounts;
    if (!account) return;
    this.department = String(account.id);
    this.password = account.password === 0 ? '' : String(account.password);
  }

  override render() {
    const { remembered } = this.accounts;
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
        hint=${remembered ? 'Digits. Kept encrypted.' : 'Digits. Forgotten when you close this page.'}
        inputmode="numeric"
        pattern="[0-9]*"
        maxlength="10"
        autocomplete="off"
        password-toggle
        .value=${this.password}
        @input=${(event: Event) => this.#setAccount({ password: digitsOf(event) })}
      ></wa-input>
      <wa-switch
        size="s"
        hint="Encrypted, with a key that only this browser can use. Never part of presets and links."
        .checked=${remembered}
        @change=${(event: Event) => void this.#remember((event.currentTarget as WaSwitch).checked)}
        >Remember the department</wa-switch
      >
      ${this.error ? html`<platen-explanation .error=${this.error}></platen-explanation>` : nothing}
    `;
  }

  readonly #setUser = (event: Event) => {
    this.preferences.update({ user: ((event.currentTarget as WaInput).value ?? '').trim() });
  };

  #setAccount({ department = this.department, password = this.password }): void {
    this.department = department;
    this.password = password;
    const id = Math.min(MAX_NUMBER, Number(department));
    this.accounts.set(department === '' ? null : { id, password: Math.min(MAX_NUMBER, Number(password)) });
  }

  async #remember(on: boolean): Promise<void> {
    this.error = null;
    try {
      await this.accounts.remember(on);
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    }
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
