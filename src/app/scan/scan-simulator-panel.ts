import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type {
  OriginalChoice,
  OriginalSheet,
  ScanSimulator,
  ScanSimulatorState,
} from '../../scan/session/scanner-api.ts';
import { Attempt } from '../parts/attempt.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';

type Act = (api: ScanSimulator) => Promise<void>;

const TROUBLES = [
  { trouble: 'stop', title: 'Stop key, jam, cover', hint: 'The page in progress is broken off, once.' },
  { trouble: 'busy', title: 'Busy', hint: 'It copies or warms up.' },
  { trouble: 'silent', title: 'Silent', hint: 'It takes orders and never answers.' },
  { trouble: 'garbage', title: 'Nonsense once', hint: 'One answer makes no sense.' },
  { trouble: 'never-ready', title: 'Never ready', hint: 'It takes the order and sends no line.' },
  { trouble: 'unplugged', title: 'Cable unplugged', hint: 'The machine vanishes from USB.' },
] as const;

/** Resolution of pictures from files: A4 at this has 1240 × 1754 pixels. */
const PICTURE_DPI = 150;

/** The simulated scanner: what lies on its glass and in its feeder, its keys, speed and troubles. */
@customElement('platen-scan-simulator-panel')
export class ScanSimulatorPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .body {
        display: grid;
        gap: var(--wa-space-m);
      }

      .facts {
        display: block;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
        margin-block-start: var(--wa-space-2xs);
      }

      .troubles {
        display: grid;
        gap: var(--wa-space-s);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private simulator: ScanSimulatorState | null = null;
  @state() private isOpen = false;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;

  readonly #acting = new Attempt(this);
  /** Where a chosen picture goes. */
  #target: 'glass' | 'feeder' = 'glass';
  #charts = 0;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanner]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.platen.scanner.addEventListener('change', this.#refresh);
    this.#refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.platen.scanner.removeEventListener('change', this.#refresh);
  }

  override render() {
    const { simulator } = this;
    if (!simulator) return nothing;
    return html`<wa-details
        appearance="outlined"
        @wa-show=${(event: Event) => {
          if (event.target === event.currentTarget) this.isOpen = true;
        }}
      >
        <span slot="summary"
          ><wa-icon name="flask"></wa-icon> Simulated scanner
          <span class="facts quiet small">${count(simulator.feederSheets, 'sheet')} in the feeder</span></span
        >
        ${this.isOpen ? this.#body(simulator) : nothing}
      </wa-details>
      <input type="file" accept="image/*" hidden aria-label="A picture" @change=${this.#chosen} />`;
  }

  #body(simulator: ScanSimulatorState) {
    return html`<div class="body">
      <div>
        <h3>On the glass</h3>
        <p class="quiet small">${simulator.glass ?? 'Nothing'}</p>
        <div class="row">
          ${this.#button('Test chart', (api) => api.layOnGlass(this.#chart()))}
          ${this.#chooseButton('Picture…', 'glass')} ${this.#button('Clear', (api) => api.layOnGlass(null))}
        </div>
      </div>
      <div>
        <h3>In the feeder</h3>
        <p class="quiet small">${count(simulator.feederSheets, 'sheet')}</p>
        <div class="row">
          ${this.#button('3 charts', (api) => api.feed(this.#charted(3)))}
          ${this.#button('Blank sheet', async (api) => api.feed([{ front: await white(), back: null }]))}
          ${this.#chooseButton('Pictures…', 'feeder')} ${this.#button('Empty it', (api) => api.emptyFeeder())}
        </div>
        <p class="quiet small">Printed sheets can be laid here from the <a href="#/tray">output tray</a>.</p>
      </div>
      <div>
        <h3>Keys of the machine</h3>
        <div class="row">
          ${this.#button('B/W scan', (api) => api.pressKey('black-and-white'))}
          ${this.#button('Colour scan', (api) => api.pressKey('colour'))}
        </div>
      </div>
      <wa-radio-group
        label="Speed of the scanner"
        size="s"
        .value=${simulator.speed}
        @change=${(event: Event) => {
          const speed = (event.currentTarget as WaRadioGroup).value as ScanSimulatorState['speed'];
          void this.#act((api) => api.setSpeed(speed));
        }}
      >
        <wa-radio value="instant">As fast as it can be made</wa-radio>
        <wa-radio value="engine">Like the machine</wa-radio>
      </wa-radio-group>
      <div class="troubles">
        <h3>Troubles</h3>
        ${TROUBLES.map(
          ({ trouble, title, hint }) =>
            html`<wa-switch
              size="s"
              hint=${hint}
              name=${trouble}
              .checked=${simulator.troubles.includes(trouble)}
              @change=${(event: Event) => {
                const { checked } = event.currentTarget as WaSwitch;
                void this.#act((api) => api.setTrouble(trouble, checked));
              }}
              >${title}</wa-switch
            >`,
        )}
      </div>
      ${
        this.#acting.error
          ? html`<platen-explanation .error=${this.#acting.error} variant="warning"></platen-explanation>`
          : nothing
      }
    </div>`;
  }

  #button(label: string, act: Act) {
    return html`<wa-button size="s" appearance="outlined" @click=${() => void this.#act(act)}
      >${label}</wa-button
    >`;
  }

  #chooseButton(label: string, target: 'glass' | 'feeder') {
    return html`<wa-button
      size="s"
      appearance="outlined"
      @click=${() => {
        this.#target = target;
        this.chooser.multiple = target === 'feeder';
        this.chooser.click();
      }}
      >${label}</wa-button
    >`;
  }

  #chart(): OriginalChoice {
    this.#charts += 1;
    return { kind: 'chart', title: `Chart ${this.#charts}` };
  }

  #charted(sheets: number): OriginalSheet[] {
    return Array.from({ length: sheets }, () => ({ front: this.#chart(), back: this.#chart() }));
  }

  readonly #chosen = () => {
    const files = [...(this.chooser.files ?? [])];
    this.chooser.value = '';
    const pictures = files.map((blob): OriginalChoice => ({ kind: 'picture', blob, dpi: PICTURE_DPI }));
    const [first] = pictures;
    if (!first) return;
    if (this.#target === 'glass') void this.#act((api) => api.layOnGlass(first));
    else void this.#act((api) => api.feed(pictures.map((front) => ({ front, back: null }))));
  };

  async #act(act: Act): Promise<void> {
    const { simulator } = this.platen.scanner;
    await this.#acting.run(() => act(simulator));
    this.simulator = await simulator.state();
  }

  readonly #refresh = () => {
    const { scanner } = this.platen;
    if (!scanner.state.simulated || scanner.isScanning) return;
    void scanner.simulator.state().then((state) => (this.simulator = state));
  };
}

/** An empty sheet of A4. */
async function white(): Promise<OriginalChoice> {
  const canvas = new OffscreenCanvas(1240, 1754);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return { kind: 'picture', blob: await canvas.convertToBlob({ type: 'image/png' }), dpi: PICTURE_DPI };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-simulator-panel': ScanSimulatorPanel;
  }
}
