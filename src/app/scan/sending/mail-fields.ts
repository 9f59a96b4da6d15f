import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import * as v from 'valibot';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { MailAddressSchema, MOST_ADDRESSES } from '../../../scan/profiles/destination.ts';
import type { PreferencesStore } from '../../state/preferences-store.ts';
import { StoreController } from '../../state/store.ts';

/**
 * To whom: typed addresses, and those used before, which stay on this computer and can be forgotten. Says
 * `addresses-change` with a list of addresses.
 */
@customElement('platen-mail-fields')
export class MailFields extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-2xs);
      }

      wa-input {
        width: 100%;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--wa-space-3xs);
      }

      .address {
        flex: 1;
        min-width: 0;
      }

      .wrong {
        color: var(--wa-color-danger-on-quiet);
      }
    `,
  ];

  @property({ attribute: false }) preferences!: PreferencesStore;
  @property({ attribute: false }) addresses: readonly string[] = [];
  /** As it is typed; null: as it was given. */
  @state() private typed: string | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.preferences]);
  }

  override render() {
    const text = this.typed ?? this.addresses.join(', ');
    const wrong = readAddresses(text).wrong;
    const { mailAddresses } = this.preferences.current;
    return html`<wa-input
        size="s"
        label="To"
        hint="Addresses with commas between them. Left empty, you choose in your mail program."
        autocomplete="off"
        spellcheck="false"
        .value=${text}
        @input=${(event: Event) => this.#type((event.currentTarget as WaInput).value ?? '')}
      ></wa-input>
      <p aria-live="polite" class="small wrong">
        ${wrong === null ? nothing : `“${wrong}” is not a mail address.`}
      </p>
      ${
        mailAddresses.length > 0
          ? html`<ul aria-label="Addresses used before">
              ${mailAddresses.map((address) => this.#known(address))}
            </ul>`
          : nothing
      }`;
  }

  #known(address: string) {
    const isChosen = this.addresses.includes(address);
    return html`<li>
      <wa-button
        class="address"
        size="xs"
        appearance=${isChosen ? 'filled' : 'outlined'}
        variant=${isChosen ? 'brand' : 'neutral'}
        aria-pressed=${isChosen}
        @click=${() => this.#set(isChosen ? this.addresses.filter((each) => each !== address) : [...this.addresses, address])}
        >${address}</wa-button
      >
      <wa-button size="xs" appearance="plain" title="Forget" @click=${() => this.#forget(address)}>
        <wa-icon name="x" label="Forget ${address}"></wa-icon>
      </wa-button>
    </li>`;
  }

  #type(text: string): void {
    this.typed = text;
    const { addresses, wrong } = readAddresses(text);
    if (wrong === null) this.#say(addresses);
  }

  #set(addresses: readonly string[]): void {
    this.typed = null;
    this.#say(addresses.slice(0, MOST_ADDRESSES));
  }

  #say(addresses: readonly string[]): void {
    this.addresses = addresses;
    this.dispatchEvent(new CustomEvent<readonly string[]>('addresses-change', { detail: addresses }));
  }

  #forget(address: string): void {
    const { mailAddresses } = this.preferences.current;
    this.preferences.update({ mailAddresses: mailAddresses.filter((each) => each !== address) });
  }
}

/** Addresses between commas, semicolons or blanks; `wrong`: the first piece that is none. */
function readAddresses(text: string): {
  readonly addresses: readonly string[];
  readonly wrong: string | null;
} {
  const pieces = text.split(/[,;\s]+/).filter((piece) => piece !== '');
  const wrong = pieces.find((piece) => !v.is(MailAddressSchema, piece));
  return { addresses: [...new Set(pieces)].slice(0, MOST_ADDRESSES), wrong: wrong ?? null };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-mail-fields': MailFields;
  }
}
