import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { defaultSettings, differingKeys } from '../../settings/difference.ts';
import { settingsFragment } from '../../settings/links.ts';
import { withPreset } from '../../settings/presets.ts';
import { PURPOSE_NAMES, PURPOSES, type PurposeName } from '../../settings/purposes.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';
import './presets-dialog.ts';

type Pick = CustomEvent<{ item: { value: string } }>;

/** Presets to take, and what can be done with the settings as a whole; the pinned presets stand beside it. */
@customElement('platen-preset-menu')
export class PresetMenu extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .pinned {
        order: 9;
        display: flex;
        flex-wrap: wrap;
        flex-basis: 100%;
        gap: var(--wa-space-2xs);
        margin-block-start: var(--wa-space-2xs);
      }

      .title {
        padding: var(--wa-space-2xs) var(--wa-space-s);
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private managing = false;
  @state() private said = '';

  constructor() {
    super();
    new StoreController(this, () => [this.platen.presets, this.platen.print]);
  }

  override render() {
    const { presets, print } = this.platen;
    const { settings, region } = print;
    const changed = differingKeys(settings, defaultSettings(region)).length;
    const pinned = presets.all.filter((preset) => preset.pinned);
    return html`
      <wa-dropdown
        placement="bottom-end"
        @wa-select=${(event: Pick) => void this.#choose(event.detail.item.value)}
      >
        <wa-button slot="trigger" size="s" appearance="outlined" with-caret>Presets</wa-button>
        ${
          presets.all.length > 0
            ? html`<div class="title" role="presentation">Your presets</div>
                ${presets.all.map(
                  (preset) =>
                    html`<wa-dropdown-item value="preset:${preset.id}">
                      ${this.#check(preset)}${preset.name}
                    </wa-dropdown-item>`,
                )}`
            : nothing
        }
        <div class="title" role="presentation">By purpose</div>
        ${PURPOSE_NAMES.map(
          (name) =>
            html`<wa-dropdown-item value="purpose:${name}" title=${PURPOSES[name].help}>
              ${this.#check({ others: 'keep', settings: PURPOSES[name].settings })}${PURPOSES[name].title}
            </wa-dropdown-item>`,
        )}
        <wa-divider></wa-divider>
        <wa-dropdown-item value="manage"
          ><wa-icon slot="icon" name="bookmark"></wa-icon>Save and manage…</wa-dropdown-item
        >
        <wa-dropdown-item value="link"
          ><wa-icon slot="icon" name="link"></wa-icon>Copy a link to these settings</wa-dropdown-item
        >
        <wa-dropdown-item value="default" ?disabled=${changed === 0}>
          <wa-icon slot="icon" name="rotate"></wa-icon>All back to default
          ${changed > 0 ? html`<span slot="details" class="quiet">${changed}</span>` : nothing}
        </wa-dropdown-item>
      </wa-dropdown>
      <span class="only-heard" role="status">${this.said}</span>
      ${
        pinned.length > 0
          ? html`<div class="pinned" role="group" aria-label="Pinned presets">
              ${pinned.map(
                (preset) =>
                  html`<wa-button
                    size="s"
                    appearance=${this.#isTaken(preset) ? 'filled' : 'outlined'}
                    variant=${this.#isTaken(preset) ? 'brand' : 'neutral'}
                    aria-pressed=${this.#isTaken(preset)}
                    @click=${() => print.set(withPreset(settings, preset))}
                    >${preset.name}</wa-button
                  >`,
              )}
            </div>`
          : nothing
      }
      ${
        this.managing
          ? html`<platen-presets-dialog
              .platen=${this.platen}
              @close-dialog=${() => (this.managing = false)}
            ></platen-presets-dialog>`
          : nothing
      }
    `;
  }

  #isTaken(preset: Parameters<typeof withPreset>[1]): boolean {
    const { settings } = this.platen.print;
    return differingKeys(settings, withPreset(settings, preset)).length === 0;
  }

  #check(preset: Parameters<typeof withPreset>[1]) {
    return this.#isTaken(preset) ? html`<wa-icon slot="icon" name="check"></wa-icon>` : nothing;
  }

  async #choose(value: string): Promise<void> {
    const { print, presets } = this.platen;
    const [what, id = ''] = value.split(/:(.*)/);
    if (what === 'preset') {
      const preset = presets.find(id);
      if (preset) print.set(withPreset(print.settings, preset));
    } else if (what === 'purpose') {
      print.set(PURPOSES[id as PurposeName].settings);
    } else if (what === 'default') {
      const changed = differingKeys(print.settings, defaultSettings(print.region)).length;
      print.set(defaultSettings(print.region));
      this.said = `${count(changed, 'setting')} back to default`;
    } else if (what === 'link') await this.#copyLink();
    else if (what === 'manage') this.managing = true;
  }

  async #copyLink(): Promise<void> {
    const { origin, pathname } = location;
    const link = `${origin}${pathname}${settingsFragment(this.platen.print.settings)}`;
    try {
      await navigator.clipboard.writeText(link);
      this.said = 'The link was copied';
    } catch {
      // Without the clipboard the dialog shows the link, to be copied by hand.
      this.managing = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preset-menu': PresetMenu;
  }
}
