import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { SimulatorState, Trouble } from '../../jobs/spooler-api.ts';
import { PAPERS, PAPER_NAMES, type PaperName } from '../../machine/paper.ts';
import { SOURCES } from '../../machine/sources.ts';
import type { TrayStore } from '../state/tray-store.ts';
import { StoreController } from '../state/store.ts';
import { Gradual } from '../parts/gradual.ts';
import { count } from '../words.ts';

const TROUBLES: readonly { trouble: Trouble; title: string; hint: string }[] = [
  { trouble: 'out-of-paper', title: 'Out of paper', hint: 'Every tray is empty.' },
  { trouble: 'jam', title: 'Paper jam', hint: 'The sheet in the machine does not come out.' },
  { trouble: 'cover-open', title: 'Cover open', hint: 'Nothing moves until it is closed.' },
  { trouble: 'unplugged', title: 'Cable unplugged', hint: 'The machine vanishes from USB.' },
  { trouble: 'stall', title: 'Stall once', hint: 'The next transfer is refused, then all is well again.' },
  { trouble: 'short-writes', title: 'Short writes', hint: 'It takes only a part of each transfer.' },
  { trouble: 'stops-taking-data', title: 'Stops taking data', hint: 'The pipe is full and stays full.' },
  {
    trouble: 'wrong-machine',
    title: 'Another machine',
    hint: 'It answers as a model that is not of the family.',
  },
];

const DRAWER_PAPERS: readonly PaperName[] = ['A4', 'Letter', 'Legal'];
const CAPACITY = { Manual: 100, Cas1: 500, Cas2: 500 } as const;

/** The simulated machine's trays, speed and troubles. */
@customElement('platen-simulator-panel')
export class SimulatorPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-m);
      }

      .card {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-m);
      }

      .tray {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--wa-space-2xs) var(--wa-space-xs);
        align-items: end;
      }

      /* Level with the field, above its hint. */
      .tray wa-button {
        margin-block-end: 1.9em;
      }

      .troubles {
        display: grid;
        gap: var(--wa-space-s);
      }
    `,
  ];

  @property({ attribute: false }) tray!: TrayStore;

  readonly #gradual = new Gradual(this, () => 5 + TROUBLES.length);

  constructor() {
    super();
    new StoreController(this, () => [this.tray]);
  }

  override render() {
    const { state } = this.tray;
    const { shown } = this.#gradual;
    if (!state) return nothing;
    return html`
      <section class="card" aria-labelledby="paper">
        <h2 id="paper">Paper</h2>
        ${state.trays.slice(0, shown).map((tray) => this.#tray(tray))}
      </section>
      <section class="card" aria-labelledby="speed">
        <h2 id="speed">Engine</h2>
        <wa-radio-group
          label="Speed"
          size="s"
          .value=${state.speed}
          @change=${(event: Event) =>
            void this.tray.setSpeed((event.currentTarget as WaRadioGroup).value as SimulatorState['speed'])}
        >
          <wa-radio value="instant">As fast as data comes</wa-radio>
          <wa-radio value="engine">24 pages a minute, like the machine</wa-radio>
        </wa-radio-group>
      </section>
      <section class="card" aria-labelledby="troubles">
        <h2 id="troubles">Troubles</h2>
        <div class="troubles">
          ${TROUBLES.slice(0, Math.max(0, shown - 4)).map(
            ({ trouble, title, hint }) =>
              html`<wa-switch
                size="s"
                hint=${hint}
                name=${trouble}
                .checked=${state.troubles.includes(trouble)}
                @change=${(event: Event) =>
                  void this.tray.setTrouble(trouble, (event.currentTarget as WaSwitch).checked)}
                >${title}</wa-switch
              >`,
          )}
        </div>
      </section>
    `;
  }

  #tray({ source, paper, sheets }: SimulatorState['trays'][number]) {
    const title = source === 'Cas2' ? 'Drawer 2' : SOURCES[source].title;
    return html`<div class="tray">
      <wa-select
        size="s"
        label=${title}
        hint=${count(sheets, 'sheet')}
        .value=${paper}
        @change=${(event: Event) =>
          void this.tray.loadPaper(source, String((event.currentTarget as WaSelect).value), sheets)}
      >
        ${(source === 'Manual' ? PAPER_NAMES : DRAWER_PAPERS).map(
          (name) => html`<wa-option value=${name}>${PAPERS[name].title}</wa-option>`,
        )}
      </wa-select>
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${sheets >= CAPACITY[source]}
        @click=${() => void this.tray.loadPaper(source, paper, CAPACITY[source])}
        >Fill<span class="only-heard"> ${title}</span></wa-button
      >
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-simulator-panel': SimulatorPanel;
  }
}
