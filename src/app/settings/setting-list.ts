import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { AttachmentRole } from '../../layout/plan-input.ts';
import { choiceValues } from '../../machine/constraints.ts';
import { SETTING_DESCRIPTIONS, type SettingDescription, type SettingKey } from '../../settings/describe.ts';
import { defaultSettings } from '../../settings/difference.ts';
import { isRelevant } from '../../settings/relevance.ts';
import { attachedRoles } from '../state/document-list.ts';
import type { Platen } from '../platen.ts';
import type { SettingsEditor } from '../state/settings-editor.ts';
import { StoreController } from '../state/store.ts';
import '../documents/attachment-field.ts';
import '../calibration/calibration-field.ts';
import { Gradual } from '../parts/gradual.ts';
import '../documents/pages-field.ts';
import './setting-control.ts';
import './tone-curve-field.ts';

/** A file stands beside the settings that use it. */
const FILE_BEFORE: Partial<Record<SettingKey, AttachmentRole>> = {
  watermarkPosition: 'stamp',
  letterheadPages: 'letterhead',
  coverSource: 'frontCover',
  separators: 'backCover',
};

/** What chooses among the pages of documents. */
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
  | { readonly kind: 'file'; readonly role: AttachmentRole }
  | { readonly kind: 'calibration' }
  /** A line between what does not belong together. */
  | { readonly kind: 'rule'; readonly before: SettingKey };

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

      .rule {
        height: 1px;
        background: var(--platen-card-border);
      }

      :host > .half {
        grid-column: auto;
      }
    `,
  ];

  /** Settings that belong together, group by group. */
  @property({ attribute: false }) groups: readonly (readonly SettingKey[])[] = [];
  @property({ attribute: false }) editor!: SettingsEditor;
  /** With the next job: its documents and the rest; null for a job that is there already. */
  @property({ attribute: false }) platen: Platen | null = null;

  readonly #gradual = new Gradual(this, () => this.#entries.length);

  constructor() {
    super();
    new StoreController(this, () => (this.platen ? [this.editor, this.platen.documents] : [this.editor]));
  }

  override render() {
    return repeat(this.#entries.slice(0, this.#gradual.shown), identityOf, (entry) => this.#entry(entry));
  }

  #entry(entry: Entry) {
    if (entry.kind === 'setting') return this.#setting(entry.key);
    if (entry.kind === 'file') return this.#file(entry.role);
    if (entry.kind === 'rule') return html`<div class="rule"></div>`;
    return html`<platen-calibration-field .platen=${this.platen}></platen-calibration-field>`;
  }

  get #entries(): readonly Entry[] {
    return this.groups.flatMap((keys, index) => {
      const entries = keys.flatMap((key) => this.#entriesOf(key));
      const [first] = keys;
      const rule: Entry[] = index > 0 && first && entries.length > 0 ? [{ kind: 'rule', before: first }] : [];
      return [...rule, ...entries];
    });
  }

  #entriesOf(key: SettingKey): Entry[] {
    if (!this.editor.choosesPages && OF_DOCUMENTS.includes(key)) return [];
    const role = FILE_BEFORE[key];
    const file: Entry[] = role && this.#wantsFile(role) ? [{ kind: 'file', role }] : [];
    const surroundings = { attached: attachedRoles(this.platen?.documents ?? null) };
    if (!isRelevant(key, this.editor.settings, surroundings)) return file;
    const setting: Entry = { kind: 'setting', key };
    return key === 'calibrated' && this.platen ? [setting, { kind: 'calibration' }] : [...file, setting];
  }

  #wantsFile(role: AttachmentRole): boolean {
    if (!this.platen) return false;
    const { frontCover, backCover } = this.editor.settings;
    if (role === 'frontCover') return frontCover === 'document';
    return role === 'backCover' ? backCover === 'document' : true;
  }

  #file(role: AttachmentRole) {
    return html`<platen-attachment-field
      .as=${role}
      .documents=${this.platen!.documents}
    ></platen-attachment-field>`;
  }

  #setting(key: SettingKey) {
    const { settings, conflicts, region } = this.editor;
    if (key === 'pages' && this.platen)
      return html`<platen-pages-field data-key=${key} .print=${this.platen.print}></platen-pages-field>`;
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

function identityOf(entry: Entry): string {
  switch (entry.kind) {
    case 'setting':
      return entry.key;
    case 'file':
      return entry.role;
    case 'rule':
      return `before ${entry.before}`;
    case 'calibration':
      return entry.kind;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-setting-list': SettingList;
  }
}
