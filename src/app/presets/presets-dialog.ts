import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { DocumentKind } from '../../documents/raster-api.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { settingsFragment } from '../../settings/links.ts';
import { LONGEST_PRESET_NAME, presetFile, type Preset } from '../../settings/presets.ts';
import type { Platen } from '../platen.ts';
import { machineOccasion, type Occasion } from '../state/preset-defaults.ts';
import { StoreController } from '../state/store.ts';

const KINDS: readonly { kind: DocumentKind; title: string }[] = [
  { kind: 'pdf', title: 'PDF' },
  { kind: 'image', title: 'Pictures' },
  { kind: 'tiff', title: 'TIFF' },
  { kind: 'text', title: 'Text' },
];

/** Presets: saved, renamed, pinned, made the beginning of something, sent around as files, deleted. */
@customElement('platen-presets-dialog')
export class PresetsDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(36rem, 100vw - 2rem);
      }

      .body {
        display: grid;
        gap: var(--wa-space-m);
      }

      .save {
        display: flex;
        align-items: end;
        gap: var(--wa-space-xs);
      }

      .save wa-input {
        flex: 1;
        min-width: 0;
      }

      ul {
        display: grid;
        gap: var(--wa-space-xs);
      }

      .preset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-3xs);
        padding: var(--wa-space-xs);
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-m);
      }

      .preset wa-input {
        flex: 1 1 9rem;
        min-width: 0;
      }

      .preset wa-input::part(form-control-label) {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private name = '';
  @state() private error: ErrorRecord | null = null;
  @state() private said = '';
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.presets, this.platen.print, this.platen.presetDefaults]);
  }

  override render() {
    const { presets, print } = this.platen;
    const name = this.name.trim();
    const exists = presets.all.some((preset) => preset.name === name);
    return html`<wa-dialog open light-dismiss label="Presets" @wa-after-hide=${this.#closed}>
      <div class="body">
        <form class="save" @submit=${this.#save}>
          <wa-input
            size="s"
            label="Save the present settings as"
            maxlength=${LONGEST_PRESET_NAME}
            autocomplete="off"
            .value=${this.name}
            @input=${(event: Event) => (this.name = (event.currentTarget as WaInput).value ?? '')}
          ></wa-input>
          <wa-button size="s" type="submit" variant="brand" ?disabled=${name === ''}
            >${exists ? 'Replace' : 'Save'}</wa-button
          >
        </form>
        ${
          presets.all.length > 0
            ? html`<ul aria-label="Your presets">
                ${repeat(
                  presets.all,
                  ({ id }) => id,
                  (preset) => this.#preset(preset),
                )}
              </ul>`
            : html`<p class="quiet">There are no presets of your own yet.</p>`
        }
        <p role="status" class="small" ?hidden=${this.said === ''}>${this.said}</p>
        ${this.#troubles()}
        <div class="row">
          <wa-button size="s" appearance="outlined" @click=${() => this.chooser.click()}>
            <wa-icon slot="start" name="file-up"></wa-icon>Take one from a file
          </wa-button>
        </div>
        <wa-input
          size="s"
          readonly
          label="Link to the present settings"
          hint="Opens Platen and asks whether to use them. It says nothing about documents or departments."
          .value=${`${location.origin}${location.pathname}${settingsFragment(print.settings)}`}
        >
        </wa-input>
        <input
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="Preset file"
          @change=${this.#chosen}
        />
      </div>
    </wa-dialog>`;
  }

  #troubles() {
    const error = this.error ?? this.platen.presets.error;
    return error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing;
  }

  #preset(preset: Preset) {
    const { presets } = this.platen;
    const { name, pinned } = preset;
    const pin = pinned ? `Unpin ${name}` : `Pin ${name}`;
    return html`<li class="preset">
      <wa-input
        size="s"
        label="Name of ${name}"
        maxlength=${LONGEST_PRESET_NAME}
        .value=${name}
        @change=${(event: Event) => this.#rename(preset, event.currentTarget as WaInput)}
      ></wa-input>
      <wa-button
        size="s"
        appearance="plain"
        variant=${pinned ? 'brand' : 'neutral'}
        aria-pressed=${pinned}
        title=${pin}
        @click=${() => void presets.change({ ...preset, pinned: !pinned })}
      >
        <wa-icon name="pin" label=${pin}></wa-icon>
      </wa-button>
      <wa-button size="s" appearance="plain" title="Save as a file" @click=${() => download(preset)}>
        <wa-icon name="file-down" label="Save ${name} as a file"></wa-icon>
      </wa-button>
      <wa-button size="s" appearance="plain" title="Delete" @click=${() => void presets.remove(preset.id)}>
        <wa-icon name="trash" label="Delete ${name}"></wa-icon>
      </wa-button>
      <div class="row" role="group" aria-label="${name} is the beginning for">
        <span class="quiet small">Begin with it:</span>
        ${this.#occasions().map(([occasion, title]) => this.#occasion(preset, occasion, title))}
      </div>
    </li>`;
  }

  #occasions(): readonly (readonly [Occasion, string])[] {
    const machine = machineOccasion(this.platen.preferences.current.lastMachine);
    const kinds = KINDS.map(({ kind, title }) => [`kind:${kind}`, title] as const);
    return machine ? [[machine, 'this machine'], ...kinds] : kinds;
  }

  #occasion(preset: Preset, occasion: Occasion, title: string) {
    const { presetDefaults } = this.platen;
    const isChosen = presetDefaults.presetFor(occasion)?.id === preset.id;
    return html`<wa-button
      size="xs"
      appearance=${isChosen ? 'filled' : 'outlined'}
      variant=${isChosen ? 'brand' : 'neutral'}
      aria-pressed=${isChosen}
      @click=${() => presetDefaults.set(occasion, isChosen ? null : preset)}
      >${title}</wa-button
    >`;
  }

  #rename(preset: Preset, input: WaInput): void {
    const name = (input.value ?? '').trim();
    const isTaken = this.platen.presets.all.some((other) => other.id !== preset.id && other.name === name);
    if (name === '' || isTaken) input.value = preset.name;
    else void this.platen.presets.change({ ...preset, name });
  }

  readonly #save = async (event: Event) => {
    event.preventDefault();
    const name = this.name.trim();
    if (name === '') return;
    await this.platen.presets.save(name, this.platen.print.settings);
    this.name = '';
    this.said = `“${name}” is saved.`;
  };

  readonly #chosen = async () => {
    const [file] = this.chooser.files ?? [];
    if (!file) return;
    this.error = null;
    this.said = '';
    try {
      const { preset, unknown } = await this.platen.presets.import(await file.text());
      const left = unknown.length > 0 ? ` Left out, not known here: ${unknown.slice(0, 20).join(', ')}.` : '';
      this.said = `“${preset.name}” is among your presets now.${left}`;
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    }
    // Emptied, so that the same file can be chosen again.
    this.chooser.value = '';
  };

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close-dialog'));
  };
}

function download(preset: Preset): void {
  const url = URL.createObjectURL(new Blob([presetFile(preset)], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = `${preset.name.replace(/[^\p{L}\p{N} ._-]/gu, '_')}.json`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-presets-dialog': PresetsDialog;
  }
}
