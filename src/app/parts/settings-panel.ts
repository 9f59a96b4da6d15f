import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { choiceValues, type Change, type Conflict } from '../../machine/constraints.ts';
import { SETTING_DESCRIPTIONS, type SettingDescription, type SettingKey } from '../../settings/describe.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import type { SettingsEditor } from '../state/job-draft.ts';
import type { PrintController } from '../state/print-controller.ts';
import { StoreController } from '../state/store.ts';
import './account-fields.ts';
import { Gradual } from './gradual.ts';
import './setting-control.ts';

const PAPER: readonly SettingKey[] = ['paper', 'media', 'source'];
const LAYOUT: readonly SettingKey[] = ['duplex', 'scaling', 'copies'];
const IMAGE: readonly SettingKey[] = ['halftone', 'brightness', 'contrast', 'density'];
const FINISH: readonly SettingKey[] = ['tonerSaving', 'refinement', 'bindingMarginMm'];

/** Everything a job can be told, drawn from the settings' descriptions. */
@customElement('platen-settings-panel')
export class SettingsPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      /* The frame belongs to the host, which the view may let scroll. */
      :host {
        background: var(--wa-color-surface-default);
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-l);
      }

      /* Within a dialog there is a frame, and a title, already. */
      :host([plain]) {
        border: 0;
        background: none;
      }

      :host([plain]) section {
        padding: 0;
      }

      :host([plain]) h2 {
        display: none;
      }

      section {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-m);
      }

      .group {
        display: grid;
        gap: var(--wa-space-m);
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: var(--wa-space-m);
        align-items: start;
      }

      wa-details {
        --spacing: var(--wa-space-2xs);
      }

      wa-details::part(header) {
        padding-inline: 0;
        font-weight: var(--wa-font-weight-semibold);
      }

      wa-details::part(content) {
        padding-inline: 0;
      }

      .rule {
        height: 1px;
        background: var(--platen-card-border);
      }

      .outs {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
        margin-block-start: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) print!: SettingsEditor;
  /** Who prints; null for a job that has its owner already. */
  @property({ attribute: false }) owner: PrintController | null = null;
  @property({ attribute: false }) preferences!: PreferencesStore;

  /** The folded parts that have been opened at least once. */
  @state() private opened: ReadonlySet<string> = new Set();

  readonly #gradual = new Gradual(this, () => PAPER.length + LAYOUT.length + 3);

  constructor() {
    super();
    new StoreController(this, () => [this.print]);
  }

  override render() {
    const { conflicts, settings } = this.print;
    const collation: readonly SettingKey[] = settings.copies > 1 ? ['collation'] : [];
    const { shown } = this.#gradual;
    const layout = shown - PAPER.length;
    const folded = layout - LAYOUT.length;
    return html`<section aria-labelledby="title" @setting-change=${this.#set}>
      <h2 id="title">Settings</h2>
      <div aria-live="polite" class="group" ?hidden=${conflicts.length === 0}>
        ${conflicts.map((conflict) => this.#conflict(conflict))}
      </div>
      <div class="group">${this.#controls(PAPER.slice(0, shown))}</div>
      <div class="rule"></div>
      <div class="group">
        ${layout > 0 ? this.#controls([...LAYOUT.slice(0, layout), ...(folded >= 0 ? collation : [])]) : nothing}
      </div>
      <div class="rule"></div>
      ${folded > 0 ? this.#folded('Image', () => this.#controls(IMAGE)) : nothing}
      ${folded > 1 ? this.#folded('Toner, edges and binding', () => this.#controls(FINISH)) : nothing}
      ${
        this.owner && folded > 2
          ? this.#folded(
              'Name and department',
              () =>
                html`<platen-account-fields
                  .print=${this.owner}
                  .preferences=${this.preferences}
                ></platen-account-fields>`,
            )
          : nothing
      }
    </section>`;
  }

  /** Its content comes to life when it is opened for the first time. */
  #folded(summary: string, content: () => unknown) {
    return html`<wa-details
      appearance="plain"
      name="more"
      @wa-show=${(event: Event) => {
        if (event.target === event.currentTarget) this.opened = new Set([...this.opened, summary]);
      }}
    >
      <span slot="summary">${summary}</span>
      <div class="group">${this.opened.has(summary) ? content() : nothing}</div>
    </wa-details>`;
  }

  #controls(keys: readonly SettingKey[]) {
    const { settings, conflicts } = this.print;
    const { region } = this.preferences.current;
    return repeat(
      keys,
      (key) => key,
      (key) =>
        html`<platen-setting-control
          .key=${key}
          .description=${SETTING_DESCRIPTIONS[key]}
          .value=${settings[key]}
          .offered=${key === 'media' ? [...choiceValues('media', region), settings.media] : null}
          ?conflict=${conflicts.some((conflict) => (conflict.settings as readonly string[]).includes(key))}
        ></platen-setting-control>`,
    );
  }

  #conflict(conflict: Conflict) {
    return html`<wa-callout variant="warning" size="s">
      <wa-icon slot="icon" name="triangle-alert"></wa-icon>
      <p>${conflict.reason}</p>
      <div class="outs">${this.print.waysOut(conflict).map((change) => this.#wayOut(change))}</div>
    </wa-callout>`;
  }

  #wayOut({ key, value }: Change) {
    // The binding edge follows from `duplex`; it is no setting of its own.
    if (key === 'bindingEdge') return nothing;
    const description: SettingDescription = SETTING_DESCRIPTIONS[key];
    const choice =
      description.kind === 'choice' && description.choices.find((known) => known.value === value);
    if (!choice) return nothing;
    return html`<wa-button
      size="s"
      appearance="outlined"
      variant="warning"
      @click=${() => this.print.set({ [key]: value })}
    >
      Set ${description.title.toLowerCase()} to ${choice.title}
    </wa-button>`;
  }

  readonly #set = (event: CustomEvent<Partial<PrintSettings>>) => this.print.set(event.detail);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-settings-panel': SettingsPanel;
  }
}
