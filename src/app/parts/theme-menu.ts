import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Preferences } from '../../storage/preferences.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import { StoreController } from '../state/store.ts';

const THEMES: readonly { theme: Preferences['theme']; title: string; icon: string }[] = [
  { theme: 'auto', title: 'Like the system', icon: 'sun-moon' },
  { theme: 'light', title: 'Light', icon: 'sun' },
  { theme: 'dark', title: 'Dark', icon: 'moon' },
];

@customElement('platen-theme-menu')
export class ThemeMenu extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .now {
        font-size: 1.3rem;
      }
    `,
  ];

  @property({ attribute: false }) preferences!: PreferencesStore;

  constructor() {
    super();
    new StoreController(this, () => [this.preferences]);
  }

  override render() {
    const chosen = this.preferences.current.theme;
    const now = THEMES.find(({ theme }) => theme === chosen)!;
    return html`<wa-dropdown placement="bottom-end" @wa-select=${this.#choose}>
      <wa-button slot="trigger" appearance="plain" size="s">
        <wa-icon class="now" name=${now.icon} label="Appearance: ${now.title}"></wa-icon>
      </wa-button>
      ${THEMES.map(
        ({ theme, title, icon }) => html`
          <wa-dropdown-item type="checkbox" value=${theme} ?checked=${theme === chosen}>
            <wa-icon slot="icon" name=${icon}></wa-icon>${title}
          </wa-dropdown-item>
        `,
      )}
    </wa-dropdown>`;
  }

  readonly #choose = (event: CustomEvent<{ item: { value?: string } }>) => {
    const chosen = THEMES.find(({ theme }) => theme === event.detail.item.value);
    if (chosen) this.preferences.update({ theme: chosen.theme });
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-theme-menu': ThemeMenu;
  }
}
