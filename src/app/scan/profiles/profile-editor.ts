import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { DestinationKind, ScanDestination } from '../../../scan/profiles/destination.ts';
import type { OutputSettings } from '../../../scan/profiles/output.ts';
import {
  LONGEST_PROFILE_NAME,
  type ProfileKey,
  type ScanProfile,
  type Separation,
} from '../../../scan/profiles/profile.ts';
import { OFFERED_RESOLUTIONS, SCAN_SIZES, type ScanSize } from '../../../scan/session/scan-settings.ts';
import { dialogStyles } from '../../parts/dialog-styles.ts';
import { Gradual } from '../../parts/gradual.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import '../sending/mail-fields.ts';
import '../sending/output-fields.ts';
import { DESTINATION_TITLES } from './profile-words.ts';
import { separatorSheet } from '../sending/separator-sheet.ts';

const SOURCES = {
  glass: 'Glass',
  feeder: 'Feeder',
  'feeder-duplex': 'Feeder, both sides',
} as const;
const COLOURS = { colour: 'Colour', gray: 'Gray', black: 'Black and white' } as const;
const SEPARATION_TITLES: Readonly<Record<Separation, string>> = {
  none: 'No: all pages are one',
  patch: 'At patch sheets',
  blank: 'At blank sheets',
  sheet: 'With every sheet',
};
const KEY_TITLES: Readonly<Record<ProfileKey, string>> = {
  none: 'None',
  'black-and-white': 'The black-and-white key',
  colour: 'The colour key',
};
/** Steps in which the form comes to life. */
const PARTS = 6;

/** A scan profile in full. Says `save-profile` with it, or `leave-profile`. */
@customElement('platen-profile-editor')
export class ProfileEditor extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: var(--wa-space-s);
      }

      wa-select,
      wa-input,
      wa-number-input {
        width: 100%;
      }

      section {
        display: grid;
        gap: var(--wa-space-s);
        padding-block-start: var(--wa-space-s);
        border-block-start: 1px solid var(--platen-card-border);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @property({ attribute: false }) original!: ScanProfile;
  @state() private profile!: ScanProfile;
  /** The counter's next number; null until it is read. */
  @state() private next: number | null = null;
  #nextBefore = 1;
  readonly #gradual = new Gradual(this, () => PARTS);

  constructor() {
    super();
    new StoreController(this, () => [this.platen.profiles, this.platen.folders]);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('original')) return;
    this.profile = this.original;
    void this.platen.outbox.counters.next(this.original.id).then((next) => {
      [this.next, this.#nextBefore] = [next, next];
    });
  }

  override render() {
    const { shown } = this.#gradual;
    const { name } = this.profile;
    return html`<div class="body">
        <wa-input
          size="s"
          label="Name"
          maxlength=${LONGEST_PROFILE_NAME}
          autocomplete="off"
          hint=${this.#isNameTaken ? 'There is one of that name already.' : ''}
          .value=${name}
          @input=${(event: Event) => this.#set({ name: (event.currentTarget as WaInput).value ?? '' })}
        ></wa-input>
        ${shown > 1 ? this.#scanning() : nothing} ${shown > 2 ? this.#improvements() : nothing}
        ${shown > 3 ? this.#pages() : nothing} ${shown > 4 ? this.#files() : nothing}
        ${shown > 5 ? this.#destination() : nothing}
      </div>
      <div class="actions">
        <wa-button appearance="plain" @click=${() => this.dispatchEvent(new CustomEvent('leave-profile'))}
          >Back</wa-button
        >
        <wa-button variant="brand" ?disabled=${!this.#isNamed} @click=${this.#save}>Save</wa-button>
      </div>`;
  }

  get #isNameTaken(): boolean {
    const { id, name } = this.profile;
    return this.platen.profiles.all.some((other) => other.id !== id && other.name === name.trim());
  }

  get #isNamed(): boolean {
    return this.profile.name.trim() !== '' && !this.#isNameTaken;
  }

  #scanning() {
    const { source, colours, dpi, size, glassWhenEmpty } = this.profile;
    const resolutions = [...new Set([...OFFERED_RESOLUTIONS, dpi])].sort((a, b) => a - b);
    return html`<section aria-label="Scanning">
      <div class="pair">
        ${this.#select('From', source, SOURCES, (chosen) => ({ source: chosen }))}
        ${this.#select('As', colours, COLOURS, (chosen) => ({ colours: chosen }))}
        ${this.#select(
          'Resolution',
          String(dpi),
          Object.fromEntries(resolutions.map((each) => [String(each), `${each} dpi`])),
          (chosen) => ({ dpi: Number(chosen) }),
        )}
        ${this.#select(
          'Size',
          size,
          {
            ...Object.fromEntries(Object.entries(SCAN_SIZES).map(([name, { title }]) => [name, title])),
            custom: 'Another size',
          } as Record<ScanSize, string>,
          (chosen) => ({ size: chosen }),
        )}
      </div>
      ${size === 'custom' ? this.#customSize() : nothing}
      ${
        source === 'glass'
          ? nothing
          : this.#toggle('From the glass when the feeder is empty', glassWhenEmpty, (on) => ({
              glassWhenEmpty: on,
            }))
      }
      ${
        source === 'glass'
          ? nothing
          : this.#toggle('Ask for more sheets when the feeder is empty', this.profile.asksForMore, (on) => ({
              asksForMore: on,
            }))
      }
    </section>`;
  }

  #customSize() {
    const { customSize } = this.profile;
    return html`<div class="pair">
      ${this.#number('Width, mm', customSize.widthMm, [10, 216], (widthMm) => ({ customSize: { ...customSize, widthMm } }))}
      ${this.#number('Height, mm', customSize.heightMm, [10, 356], (heightMm) => ({
        customSize: { ...customSize, heightMm },
      }))}
    </div>`;
  }

  #improvements() {
    const { corrections } = this.profile;
    const set = (patch: Partial<ScanProfile['corrections']>) => ({
      corrections: { ...corrections, ...patch },
    });
    return html`<section aria-label="Every page">
      ${this.#toggle('Straighten pages', corrections.straighten === 'auto', (on) => set({ straighten: on ? 'auto' : 0 }))}
      ${this.#toggle('Cut to the sheet', corrections.crop === 'page', (on) => set({ crop: on ? 'page' : 'none' }))}
      ${this.#toggle('Make paper white', corrections.whitePoint === 'auto', (on) => set({ whitePoint: on ? 'auto' : null }))}
      ${this.#toggle('Take specks away', corrections.despeckle, (on) => set({ despeckle: on }))}
    </section>`;
  }

  #pages() {
    const { separation, blanks } = this.profile;
    return html`<section aria-label="Documents">
      ${this.#select('New document', separation, SEPARATION_TITLES, (chosen) => ({ separation: chosen }))}
      ${
        separation === 'patch'
          ? html`<div>
              <wa-button
                size="s"
                appearance="outlined"
                ?disabled=${!this.#isNamed}
                @click=${this.#printSeparator}
              >
                <wa-icon slot="start" name="printer"></wa-icon>Print patch sheets…
              </wa-button>
            </div>`
          : nothing
      }
      ${this.#toggle('Set blank pages aside', blanks === 'set-aside', (on) => ({ blanks: on ? 'set-aside' : 'flag' }))}
    </section>`;
  }

  #files() {
    const { id, name, fileName } = this.profile;
    return html`<section aria-label="Files">
      <platen-output-fields
        .output=${this.profile}
        .profile=${{ id, name }}
        .counters=${this.platen.outbox.counters}
        .documentTitle=${'Scan'}
        @output-change=${(event: CustomEvent<Partial<OutputSettings>>) => this.#set(event.detail)}
      ></platen-output-fields>
      ${
        fileName.toLowerCase().includes('{counter') && this.next !== null
          ? this.#number('Next number of the counter', this.next, [1, 999_999_999], (next) => {
              this.next = next;
              return {};
            })
          : nothing
      }
    </section>`;
  }

  #destination() {
    const { destination, key } = this.profile;
    return html`<section aria-label="Where it goes">
      <div class="pair">
        ${this.#select('Then', destination.kind, DESTINATION_TITLES, (kind) => ({ destination: destinationOf(kind) }))}
        ${this.#select('Key of the machine that starts it', key, KEY_TITLES, (chosen) => ({ key: chosen }))}
      </div>
      ${destination.kind === 'folder' ? this.#folder(destination.folderId) : nothing}
      ${
        destination.kind === 'mail'
          ? html`<platen-mail-fields
              .preferences=${this.platen.preferences}
              .addresses=${destination.to}
              @addresses-change=${(event: CustomEvent<readonly string[]>) =>
                this.#set({ destination: { kind: 'mail', to: event.detail } })}
            ></platen-mail-fields>`
          : nothing
      }
      ${
        key !== 'none' && destination.kind !== 'folder'
          ? html`<p class="quiet small">
              Begun with the key, its pages wait on the screen: only a folder takes them without anybody
              there.
            </p>`
          : nothing
      }
    </section>`;
  }

  #folder(folderId: string | null) {
    const { folders } = this.platen;
    const titles = {
      last: 'The one used last',
      ...Object.fromEntries(folders.all.map(({ id, name }) => [id, name])),
    };
    return html`<div class="pair">
      ${this.#select('Folder', folderId ?? 'last', titles as Record<string, string>, (id) => ({
        destination: { kind: 'folder', folderId: id === 'last' ? null : id },
      }))}
      <wa-button size="s" appearance="outlined" @click=${this.#chooseFolder}>
        <wa-icon slot="start" name="folder"></wa-icon>Another folder…
      </wa-button>
    </div>`;
  }

  #select<Value extends string>(
    label: string,
    value: Value,
    titles: Readonly<Record<Value, string>>,
    change: (value: Value) => Partial<ScanProfile>,
  ) {
    return html`<wa-select
      size="s"
      label=${label}
      .value=${value}
      @change=${(event: Event) => this.#set(change((event.currentTarget as WaSelect).value as Value))}
    >
      ${Object.entries<string>(titles).map(
        ([name, title]) => html`<wa-option value=${name}>${title}</wa-option>`,
      )}
    </wa-select>`;
  }

  #toggle(label: string, isOn: boolean, change: (on: boolean) => Partial<ScanProfile>) {
    return html`<wa-switch
      size="s"
      .checked=${isOn}
      @change=${(event: Event) => this.#set(change((event.currentTarget as WaSwitch).checked))}
      >${label}</wa-switch
    >`;
  }

  #number(
    label: string,
    value: number,
    [min, max]: readonly [number, number],
    change: (value: number) => Partial<ScanProfile>,
  ) {
    return html`<wa-number-input
      size="s"
      label=${label}
      min=${min}
      max=${max}
      step="1"
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.currentTarget as WaNumberInput;
        const number = Math.round(Number(input.value));
        if (input.value !== '' && number >= min && number <= max) this.#set(change(number));
        else input.value = String(value);
      }}
    ></wa-number-input>`;
  }

  #set(patch: Partial<ScanProfile>): void {
    this.profile = { ...this.profile, ...patch };
  }

  readonly #chooseFolder = async () => {
    const folder = await this.platen.folders.choose();
    if (folder) this.#set({ destination: { kind: 'folder', folderId: folder.id } });
  };

  /** The profile is kept as it is now: whoever fetches sheets comes back to it. */
  readonly #printSeparator = async () => {
    await this.#save();
    const { documents, preferences } = this.platen;
    void documents.add([separatorSheet(preferences.current.region === 'europe' ? 'A4' : 'Letter')]);
    location.hash = '#/print';
  };

  readonly #save = async () => {
    const { id } = this.profile;
    if (this.next !== null && this.next !== this.#nextBefore)
      await this.platen.outbox.counters.set(id, this.next);
    const detail = { ...this.profile, name: this.profile.name.trim() };
    this.dispatchEvent(new CustomEvent<ScanProfile>('save-profile', { detail }));
  };
}

function destinationOf(kind: DestinationKind): ScanDestination {
  if (kind === 'folder') return { kind, folderId: null };
  return kind === 'mail' ? { kind, to: [] } : { kind };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-profile-editor': ProfileEditor;
  }
}
