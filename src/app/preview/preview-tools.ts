import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Preferences } from '../../storage/preferences.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import type { PreviewStore } from '../state/preview-store.ts';
import { StoreController } from '../state/store.ts';

/** What a button of the preview asks the stage for. */
export type ZoomWish = 'in' | 'out' | 'whole' | 'true';

/** Turning, zooming and what is shown beside the sheet. Says `zoom` (ZoomWish), `loupe` and `calibrate`. */
@customElement('platen-preview-tools')
export class PreviewTools extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-2xs);
      }

      .group {
        display: flex;
        align-items: center;
      }

      .scale {
        min-width: 3.6em;
        text-align: center;
        font-size: var(--wa-font-size-s);
        font-variant-numeric: tabular-nums;
      }

      wa-button::part(base) {
        padding-inline: 0.65em;
      }

      wa-icon {
        font-size: 1.1rem;
      }
    `,
  ];

  @property({ attribute: false }) preview!: PreviewStore;
  @property({ attribute: false }) preferences!: PreferencesStore;
  /** How large the sheet is shown, in words. */
  @property() scale = '';
  @property({ type: Boolean }) whole = true;
  @property({ type: Boolean }) loupe = false;

  constructor() {
    super();
    new StoreController(this, () => [this.preview, this.preferences]);
  }

  override render() {
    const { preview } = this;
    const hasBack = Boolean(preview.sheet?.back);
    return html`
      ${
        hasBack
          ? html`<div class="group" role="group" aria-label="Sides">
              ${this.#button('flip-over', preview.face === 'front' ? 'Show the back (F)' : 'Show the front (F)', () => preview.flip())}
              ${this.#toggle('both-sides', 'Both sides (B)', preview.both, () => preview.showBoth(!preview.both))}
            </div>`
          : nothing
      }
      <div class="group" role="group" aria-label="Zoom">
        ${this.#button('zoom-out', 'Zoom out (−)', () => this.#zoom('out'), this.whole)}
        <span class="scale">${this.scale}</span>
        ${this.#button('zoom-in', 'Zoom in (+)', () => this.#zoom('in'))}
        ${this.#button('whole', 'Whole sheet (0)', () => this.#zoom('whole'), this.whole)}
        ${this.#button('true-size', 'As large as paper (1)', () => this.#zoom('true'))}
        ${this.#toggle('loupe', 'Loupe (L)', this.loupe, () => this.dispatchEvent(new CustomEvent('loupe')))}
      </div>
      ${this.#menu()}
    `;
  }

  #menu() {
    const { ruler, showFrame } = this.preferences.current;
    return html`<wa-dropdown placement="bottom-end" @wa-select=${this.#chosen}>
      <wa-button slot="trigger" appearance="plain" size="s" title="What is shown">
        <wa-icon name="ellipsis" label="What is shown"></wa-icon>
      </wa-button>
      <wa-dropdown-item type="checkbox" value="frame" ?checked=${showFrame}
        >Unprintable frame</wa-dropdown-item
      >
      <wa-dropdown-item type="checkbox" value="mm" ?checked=${ruler === 'mm'}>Ruler in mm</wa-dropdown-item>
      <wa-dropdown-item type="checkbox" value="inch" ?checked=${ruler === 'inch'}
        >Ruler in inches</wa-dropdown-item
      >
      <wa-divider></wa-divider>
      <wa-dropdown-item value="calibrate">
        <wa-icon slot="icon" name="ruler"></wa-icon>True size on this screen…
      </wa-dropdown-item>
    </wa-dropdown>`;
  }

  #button(icon: string, label: string, act: () => void, disabled = false) {
    return html`<wa-button appearance="plain" size="s" title=${label} ?disabled=${disabled} @click=${act}>
      <wa-icon name=${icon} label=${label}></wa-icon>
    </wa-button>`;
  }

  /** The label says what it is now: the kit's button has no pressed state of its own. */
  #toggle(icon: string, label: string, isOn: boolean, act: () => void) {
    return html`<wa-button
      appearance=${isOn ? 'filled' : 'plain'}
      variant=${isOn ? 'brand' : 'neutral'}
      size="s"
      title=${label}
      @click=${act}
    >
      <wa-icon name=${icon} label="${label}${isOn ? ', on' : ''}"></wa-icon>
    </wa-button>`;
  }

  #zoom(wish: ZoomWish): void {
    this.dispatchEvent(new CustomEvent<ZoomWish>('zoom', { detail: wish }));
  }

  readonly #chosen = (event: CustomEvent<{ item: { value?: string } }>) => {
    const { value } = event.detail.item;
    const { ruler, showFrame } = this.preferences.current;
    if (value === 'frame') this.preferences.update({ showFrame: !showFrame });
    else if (value === 'calibrate') this.dispatchEvent(new CustomEvent('calibrate'));
    else if (value === 'mm' || value === 'inch') {
      const next: Preferences['ruler'] = ruler === value ? 'off' : value;
      this.preferences.update({ ruler: next });
    }
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preview-tools': PreviewTools;
  }
}
