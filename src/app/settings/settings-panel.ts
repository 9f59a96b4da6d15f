import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { layoutNotes } from '../../layout/layout-notes.ts';
import { SETTING_DESCRIPTIONS, valueInWords, type SettingKey } from '../../settings/describe.ts';
import { defaultSettings, differingKeys } from '../../settings/difference.ts';
import { SETTING_GROUPS, type SettingGroup } from '../../settings/groups.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { whenRelevant } from '../../settings/relevance.ts';
import type { SettingChange, SettingConflict } from '../../settings/setting-conflicts.ts';
import type { Platen } from '../platen.ts';
import { findSettings } from '../setting-search.ts';
import { attachedRoles } from '../state/document-list.ts';
import type { SettingsEditor } from '../state/settings-editor.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';
import './account-fields.ts';
import '../presets/preset-menu.ts';
import '../presets/preset-notice.ts';
import './setting-list.ts';
import { settingsPanelStyles } from './settings-panel.styles.ts';

const COMMON: readonly SettingKey[][] = SETTING_GROUPS.map(({ common }) => [...common]).filter(
  (keys) => keys.length > 0,
);
const FOLDED = SETTING_GROUPS.filter(({ more }) => more.length > 0);
const ACCOUNT = 'account';

/** Everything a job can be told, drawn from the settings' descriptions. */
@customElement('platen-settings-panel')
export class SettingsPanel extends LitElement {
  static override readonly styles = [sharedStyles, settingsPanelStyles];

  @property({ attribute: false }) editor!: SettingsEditor;
  /** With the next job: its documents, presets and owner; null for a job that is there already. */
  @property({ attribute: false }) platen: Platen | null = null;

  /** The folded parts that have been opened at least once, and the one that is open now. */
  @state() private opened: ReadonlySet<string> = new Set();
  @state() private open: string | null = null;
  @state() private search = '';

  constructor() {
    super();
    new StoreController(this, () =>
      this.platen ? [this.editor, this.platen.documents, this.platen.presets] : [this.editor],
    );
  }

  /** Brings a setting into sight and gives it the keyboard. */
  async show(key: SettingKey): Promise<void> {
    this.search = '';
    const group = FOLDED.find(({ more }) => more.includes(key));
    if (group) this.#unfold(group.id);
    const deadline = performance.now() + 3_000;
    while (performance.now() < deadline) {
      await new Promise((resume) => requestAnimationFrame(resume));
      const control = this.#controlOf(key);
      if (!control) continue;
      control.scrollIntoView({ block: 'center' });
      control.focus();
      return;
    }
  }

  override render() {
    const { conflicts } = this.editor;
    return html`<section aria-labelledby="title" @setting-change=${this.#set}>
      ${this.#head()}
      ${this.platen ? html`<platen-preset-notice .platen=${this.platen}></platen-preset-notice>` : nothing}
      <wa-input
        size="s"
        class="search"
        type="search"
        label="Find a setting"
        placeholder="Find a setting"
        autocomplete="off"
        with-clear
        .value=${this.search}
        @input=${(event: Event) => (this.search = (event.currentTarget as WaInput).value ?? '')}
      >
        <wa-icon slot="start" name="search"></wa-icon>
      </wa-input>
      <div aria-live="polite" class="group" ?hidden=${conflicts.length === 0}>
        ${conflicts.map((conflict) => this.#conflict(conflict))}
      </div>
      ${this.search.trim() === '' ? this.#groups() : this.#found(this.search)}
    </section>`;
  }

  #head() {
    const { editor, platen } = this;
    return html`<div class="head">
      <h2 id="title">Settings</h2>
      <wa-button size="s" appearance="plain" ?disabled=${!editor.canUndo} @click=${() => editor.undo()}>
        <wa-icon name="undo" label="Undo"></wa-icon>
      </wa-button>
      <wa-button size="s" appearance="plain" ?disabled=${!editor.canRedo} @click=${() => editor.redo()}>
        <wa-icon name="redo" label="Redo"></wa-icon>
      </wa-button>
      ${platen ? html`<platen-preset-menu .platen=${platen}></platen-preset-menu>` : nothing}
    </div>`;
  }

  #groups() {
    return html`
      ${this.#list(COMMON)} ${this.#notes()}
      <div class="folds">
        ${repeat(
          FOLDED,
          ({ id }) => id,
          (group) =>
            this.#folded(group.id, group.title, this.#changed(group), () => this.#list([group.more])),
        )}
        ${
          this.platen
            ? this.#folded(
                ACCOUNT,
                'Name and department',
                0,
                () =>
                  html`<platen-account-fields
                    .accounts=${this.platen!.accounts}
                    .preferences=${this.platen!.preferences}
                  ></platen-account-fields>`,
              )
            : nothing
        }
      </div>
    `;
  }

  /** Its content comes to life when it is opened for the first time. */
  #folded(id: string, title: string, changed: number, content: () => unknown) {
    return html`<wa-details
      appearance="plain"
      .open=${this.open === id}
      @wa-show=${(event: Event) => {
        if (event.target === event.currentTarget) this.#unfold(id);
      }}
      @wa-hide=${(event: Event) => {
        if (event.target === event.currentTarget && this.open === id) this.open = null;
      }}
    >
      <span slot="summary"
        >${title}${
          changed > 0
            ? html`<span class="count">${changed}<span class="only-heard"> not as at first</span></span>`
            : nothing
        }</span
      >
      <div class="group">${this.opened.has(id) ? content() : nothing}</div>
    </wa-details>`;
  }

  #unfold(id: string): void {
    this.open = id;
    this.opened = new Set([...this.opened, id]);
  }

  #changed({ more }: SettingGroup): number {
    const { settings, region } = this.editor;
    return differingKeys(settings, defaultSettings(region)).filter((key) => more.includes(key)).length;
  }

  #list(groups: readonly (readonly SettingKey[])[]) {
    return html`<platen-setting-list
      .groups=${groups}
      .editor=${this.editor}
      .platen=${this.platen}
    ></platen-setting-list>`;
  }

  /** What the layout does by itself, so that nobody wonders. */
  #notes() {
    const attached = this.platen?.documents.attached ?? [];
    const files = attached.flatMap(({ source, info }) =>
      info && source.role ? [{ role: source.role, pages: info.pages }] : [],
    );
    const notes = layoutNotes(this.editor.settings, this.platen?.print.plan ?? null, files);
    if (notes.length === 0) return nothing;
    return html`<ul class="notes" role="status" aria-label="Notes">
      ${notes.map(({ reason }) => html`<li><wa-icon name="info"></wa-icon><span>${reason}</span></li>`)}
    </ul>`;
  }

  #found(search: string) {
    const { settings } = this.editor;
    const surroundings = { attached: attachedRoles(this.platen?.documents ?? null) };
    const keys = findSettings(search);
    const idle = keys.flatMap((key) => {
      const why = whenRelevant(key, settings, surroundings);
      return why ? [{ title: SETTING_DESCRIPTIONS[key].title, why }] : [];
    });
    return html`
      <p class="only-heard" role="status">${count(keys.length, 'setting')} found</p>
      ${keys.length === 0 ? html`<p class="quiet">No setting fits “${search}”.</p>` : this.#list([keys])}
      ${
        idle.length > 0
          ? html`<ul class="elsewhere quiet" aria-label="Settings that change nothing now">
              ${idle.map(({ title, why }) => html`<li><strong>${title}</strong>: ${why}</li>`)}
            </ul>`
          : nothing
      }
    `;
  }

  #conflict(conflict: SettingConflict) {
    return html`<wa-callout variant="warning" size="s">
      <wa-icon slot="icon" name="triangle-alert"></wa-icon>
      <p>${conflict.reason}</p>
      <div class="outs">${this.editor.waysOut(conflict).map((change) => this.#wayOut(change))}</div>
    </wa-callout>`;
  }

  #wayOut({ key, value }: SettingChange) {
    const words =
      key === 'turnedBy'
        ? 'Turn the stack by hand'
        : `Set ${SETTING_DESCRIPTIONS[key].title.toLowerCase()} to ${valueInWords(key, value)}`;
    return html`<wa-button
      size="s"
      appearance="outlined"
      variant="warning"
      @click=${() => this.editor.set({ [key]: value })}
      >${words}</wa-button
    >`;
  }

  #controlOf(key: SettingKey): HTMLElement | null {
    for (const list of this.renderRoot.querySelectorAll('platen-setting-list')) {
      const control = list.renderRoot?.querySelector<HTMLElement>(`[data-key="${key}"]`);
      if (control) return control;
    }
    return null;
  }

  readonly #set = (event: CustomEvent<Partial<PrintSettings>>) => this.editor.set(event.detail);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-settings-panel': SettingsPanel;
  }
}
