import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { AttachmentRole } from '../../layout/plan-input.ts';
import { choiceValues } from '../../machine/constraints.ts';
import { SETTING_DESCRIPTIONS, type SettingDescription, type SettingKey } from '../../settings/describe.ts';
import { defaultSettings } from '../../settings/difference.ts';
import { isRelevant } from '../../settings/relevance.ts';
import { attachedRoles, type DocumentList } from '../state/document-list.ts';
import type { PrintController } from '../state/print-controller.ts';
import type { SettingsEditor } from '../state/settings-editor.ts';
import { StoreController } from '../state/store.ts';
import './attachment-field.ts';
import { Gradual } from './gradual.ts';
import './pages-field.ts';
import './setting-control.ts';
import './tone-curve-field.ts';

/** A file stands beside the settings that use it. */
const FILE_BEFORE: Partial<Record<SettingKey, AttachmentRole>> = {
  watermarkPosition: 'stamp',
  letterheadPages: 'letterhead',
  coverSource: 'frontCover',
  separators: 'backCover',
};

/** What chooses among the pages of documents; a job that is there already has its pages. */
const OF_DOCUMENTS: readonly SettingKey[] = ['pages', 'skipBlank'];

/** Two numbers that belong together go side by side. */
const PAIRED: readonly SettingKey[] = [
  'posterColumns',
  'posterRows',
  'offsetXMm',
  'offsetYMm',
  'backOffsetXMm',
  'backOffsetYMm',
  'screenLpi',
  'screenAngle',
];

type Entry =
  | { readonly kind: 'setting'; readonly key: SettingKey }
  | { readonly kind: 'file'; readonly role: AttachmentRole };

/** Settings one below the other; those that change nothing at present are left out. */
@customElement('platen-setting-list')
export class SettingList extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--wa-space-m);
        align-items: start;
      }

      :host > * {
        grid-column: 1 / -1;
      }

      :host > .half {
        grid-column: auto;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly SettingKey[] = [];
  @property({ attribute: false }) editor!: SettingsEditor;
  /** The next job, with its documents; null for a job that is there already. */
  @property({ attribute: false }) owner: PrintController | null = null;
  @property({ attribute: false }) documents: DocumentList | null = null;

  readonly #gradual = new Gradual(this, () => this.#entries.length);

  constructor() {
    super();
    new StoreController(this, () => (this.documents ? [this.editor, this.documents] : [this.editor]));
  }

  override render() {
    return repeat(
      this.#entries.slice(0, this.#gradual.shown),
      (entry) => (entry.kind === 'setting' ? entry.key : entry.role),
      (entry) => (entry.kind === 'setting' ? this.#setting(entry.key) : this.#file(entry.role)),
    );
  }

  get #entries(): readonly Entry[] {
    const { settings } = this.editor;
    const surroundings = { attached: attachedRoles(this.documents) };
    return this.keys.flatMap((key): Entry[] => {
      if (!this.owner && OF_DOCUMENTS.includes(key)) return [];
      const role = FILE_BEFORE[key];
      const file: Entry[] = role && this.#wantsFile(role) ? [{ kind: 'file', role }] : [];
      return isRelevant(key, settings, surroundings) ? [...file, { kind: 'setting', key }] : file;
    });
  }

  #wantsFile(role: AttachmentRole): boolean {
    if (!this.documents) return false;
    const { frontCover, backCover } = this.editor.settings;
    if (role === 'frontCover') return frontCover === 'document';
    return role === 'backCover' ? backCover === 'document' : true;
  }

  #file(role: AttachmentRole) {
    return html`<platen-attachment-field .as=${role} .documents=${this.documents}></platen-attachment-field>`;
  }

  #setting(key: SettingKey) {
    const { settings, conflicts, region } = this.editor;
    if (key === 'pages')
      return html`<platen-pages-field data-key=${key} .print=${this.owner}></platen-pages-field>`;
    if (key === 'toneCurve')
      return html`<platen-tone-curve-field data-key=${key} .editor=${this.editor}></platen-tone-curve-field>`;
    const description: SettingDescription = SETTING_DESCRIPTIONS[key];
    const offered = key === 'media' ? [...choiceValues('media', region), settings.media] : null;
    return html`<platen-setting-control
      class=${PAIRED.includes(key) ? 'half' : nothing}
      data-key=${key}
      .key=${key}
      .description=${description}
      .value=${settings[key]}
      .initial=${defaultSettings(region)[key]}
      .offered=${offered}
      ?conflict=${conflicts.some((conflict) => conflict.settings.includes(key))}
    ></platen-setting-control>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-setting-list': SettingList;
  }
}
