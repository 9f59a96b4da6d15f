import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { ORDINARY_PROFILE, type ScanProfile } from '../../../scan/profiles/profile.ts';
import { profileFile } from '../../../scan/profiles/profile-file.ts';
import { safeFileName } from '../../../scan/profiles/safe-file-name.ts';
import { Attempt } from '../../parts/attempt.ts';
import { closeDialog } from '../../parts/close-dialog.ts';
import { dialogStyles } from '../../parts/dialog-styles.ts';
import type { Platen } from '../../platen.ts';
import { download } from '../../state/prn-desk.ts';
import { StoreController } from '../../state/store.ts';
import './profile-editor.ts';
import { profileInWords } from './profile-words.ts';

/** Scan profiles: made, changed, ordered, sent around as files, deleted and brought back. */
@customElement('platen-scan-profiles-dialog')
export class ScanProfilesDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(40rem, 100vw - 2rem);
      }

      ul {
        display: grid;
        gap: var(--wa-space-xs);
      }

      .profile {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-3xs);
        padding: var(--wa-space-xs) var(--wa-space-s);
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-m);
      }

      .words {
        flex: 1 1 14rem;
        min-width: 0;
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
  /** The one that is being made or changed; null: the list is shown. */
  @state() private edited: ScanProfile | null = null;
  @state() private said = '';
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;
  readonly #attempt = new Attempt(this);

  constructor() {
    super();
    new StoreController(this, () => [this.platen.profiles, this.platen.preferences]);
  }

  override render() {
    return html`<wa-dialog
      open
      label=${this.edited ? 'Scan profile' : 'Scan profiles'}
      @wa-after-hide=${closeDialog}
    >
      ${this.edited ? this.#editor(this.edited) : this.#list()}
    </wa-dialog>`;
  }

  #editor(profile: ScanProfile) {
    return html`<platen-profile-editor
      .platen=${this.platen}
      .original=${profile}
      @save-profile=${(event: CustomEvent<ScanProfile>) => void this.#save(event.detail)}
      @leave-profile=${() => (this.edited = null)}
    ></platen-profile-editor>`;
  }

  #list() {
    const { profiles } = this.platen;
    const error = this.#attempt.error ?? profiles.error;
    return html`<div class="body">
      <ul aria-label="Your scan profiles">
        ${repeat(
          profiles.all,
          ({ id }) => id,
          (profile, at) => this.#profile(profile, at),
        )}
      </ul>
      <div class="row">
        <p role="status" class="small">${this.said}</p>
        ${
          profiles.removed
            ? html`<wa-button size="s" appearance="outlined" @click=${this.#undo}
                ><wa-icon slot="start" name="undo"></wa-icon>Bring “${profiles.removed.name}” back</wa-button
              >`
            : nothing
        }
      </div>
      ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
      <div class="row">
        <wa-button size="s" variant="brand" @click=${() => (this.edited = this.#new())}>
          <wa-icon slot="start" name="plus"></wa-icon>New profile
        </wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => this.chooser.click()}>
          <wa-icon slot="start" name="file-up"></wa-icon>Take one from a file
        </wa-button>
        ${
          profiles.missingBuiltIn.length > 0
            ? html`<wa-button size="s" appearance="plain" @click=${() => void profiles.restoreBuiltIn()}
                >Bring the built-in ones back</wa-button
              >`
            : nothing
        }
      </div>
      <wa-switch
        size="s"
        hint="Otherwise only while this page is open at Scan. Platen must be open either way."
        .checked=${this.platen.preferences.current.hearsScanKeys}
        @change=${(event: Event) => this.#hearKeys((event.currentTarget as WaSwitch).checked)}
        >Listen to the machine’s scan keys all the time</wa-switch
      >
      <input
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Scan profile file"
        @change=${this.#chosen}
      />
    </div>`;
  }

  #profile(profile: ScanProfile, at: number) {
    const { profiles } = this.platen;
    const { id, name, key } = profile;
    const count = profiles.all.length;
    const action = (label: string, icon: string, isOff: boolean, onClick: () => void) =>
      html`<wa-button size="s" appearance="plain" title=${label} ?disabled=${isOff} @click=${onClick}>
        <wa-icon name=${icon} label="${label}: ${name}"></wa-icon>
      </wa-button>`;
    return html`<li class="profile">
      <div class="words">
        <h3>${name}</h3>
        <p class="quiet small">
          ${profileInWords(profile)}${key === 'none' ? '' : ` · ${key === 'colour' ? 'colour key' : 'black-and-white key'}`}
        </p>
      </div>
      ${action('Earlier', 'arrow-up', at === 0, () => void this.#move(profile, at - 1))}
      ${action('Later', 'arrow-down', at === count - 1, () => void this.#move(profile, at + 1))}
      ${action('Change', 'pencil', false, () => (this.edited = profile))}
      ${action('Save as a file', 'file-down', false, () => download(fileOf(profile), `${safeFileName(name)}.json`))}
      ${action('Delete', 'trash', count === 1, () => void this.#remove(id, name))}
    </li>`;
  }

  /** With what the view is set to scan. */
  #new(): ScanProfile {
    const { profiles, preferences } = this.platen;
    const { scan, scanOutput } = preferences.current;
    return {
      ...ORDINARY_PROFILE,
      ...scan,
      ...scanOutput,
      fileName: ORDINARY_PROFILE.fileName,
      id: crypto.randomUUID(),
      name: profiles.freeName('My scans'),
    };
  }

  async #save(profile: ScanProfile): Promise<void> {
    await this.platen.profiles.save(profile);
    this.edited = null;
    this.said = `“${profile.name}” is saved.`;
  }

  async #move({ id, name }: ScanProfile, to: number): Promise<void> {
    await this.platen.profiles.move(id, to);
    this.said = `${name} is number ${to + 1} now.`;
  }

  async #remove(id: string, name: string): Promise<void> {
    await this.platen.profiles.remove(id);
    this.said = `“${name}” is deleted.`;
  }

  readonly #undo = async () => {
    const { removed } = this.platen.profiles;
    await this.platen.profiles.undoRemove();
    this.said = `“${removed!.name}” is back.`;
  };

  #hearKeys(hearsScanKeys: boolean): void {
    this.platen.preferences.update({ hearsScanKeys });
    if (hearsScanKeys) this.platen.scanner.wake();
  }

  readonly #chosen = async () => {
    const [file] = this.chooser.files ?? [];
    if (!file) return;
    await this.#attempt.run(async () => {
      const { profile, unknown } = await this.platen.profiles.import(await file.text());
      const left = unknown.length > 0 ? ` Left out, not known here: ${unknown.slice(0, 20).join(', ')}.` : '';
      this.said = `“${profile.name}” is among your profiles now.${left}`;
    });
    // Emptied, so that the same file can be chosen again.
    this.chooser.value = '';
  };
}

function fileOf(profile: ScanProfile): Blob {
  return new Blob([profileFile(profile)], { type: 'application/json' });
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-profiles-dialog': ScanProfilesDialog;
  }
}
