import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { TraySheet } from '../../jobs/spooler-api.ts';
import '../tray/sheet-dialog.ts';
import '../tray/simulator-panel.ts';
import '../tray/tray-sheet.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { TrayStore, type SideName } from '../state/tray-store.ts';
import { count } from '../words.ts';

/** The simulated machine: what came out of it, and everything that can be done to it. */
@customElement('platen-tray-view')
export class TrayView extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 21rem;
        gap: var(--wa-space-l);
        align-items: start;
      }

      .heading {
        display: flex;
        align-items: center;
        gap: var(--wa-space-s);
        min-height: 2.25rem;
        margin-block-end: var(--wa-space-m);
      }

      .heading h1 {
        flex: 1;
      }

      .jobs {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
      }

      .job {
        padding: var(--wa-space-m);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--wa-space-2xs) var(--wa-space-s);
      }

      .job h2 {
        overflow-wrap: anywhere;
        padding-inline: var(--wa-space-xs);
      }

      .job h2 .quiet {
        font-weight: var(--wa-font-weight-normal);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
      }

      .empty {
        display: grid;
        justify-items: center;
        gap: var(--wa-space-s);
        padding: var(--wa-space-3xl) var(--wa-space-l);
        text-align: center;
      }

      .empty wa-icon {
        font-size: 2.5rem;
        color: var(--wa-color-text-quiet);
      }

      @media (max-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private tray!: TrayStore;
  @state() private opened: number | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.machine, this.tray]);
  }

  override connectedCallback(): void {
    this.tray ??= new TrayStore(this.platen.machine);
    super.connectedCallback();
    this.platen.machine.addEventListener('change', this.#refresh);
    this.#refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.platen.machine.removeEventListener('change', this.#refresh);
  }

  override render() {
    const { sheets } = this.tray;
    const opened = sheets.find(({ id }) => id === this.opened);
    return html`
      <div class="columns">
        <section aria-labelledby="title">
          <div class="heading">
            <h1 id="title">Output tray</h1>
            ${
              sheets.length > 0
                ? html`<span class="quiet">${count(sheets.length, 'sheet')}</span>
                    <wa-button size="s" appearance="outlined" @click=${() => this.tray.empty()}>
                      <wa-icon slot="start" name="trash"></wa-icon>Empty the tray
                    </wa-button>`
                : nothing
            }
          </div>
          ${sheets.length === 0 ? this.#empty() : this.#jobs()}
        </section>
        <platen-simulator-panel .tray=${this.tray}></platen-simulator-panel>
      </div>
      ${
        opened
          ? html`<platen-sheet-dialog
              .sheet=${opened}
              .tray=${this.tray}
              @lay-on-glass=${(event: CustomEvent<SideName>) => void this.#layOnGlass(opened, event.detail)}
              @close-sheet=${() => (this.opened = null)}
            ></platen-sheet-dialog>`
          : nothing
      }
    `;
  }

  #jobs() {
    return html`<div class="jobs" @open-sheet=${(event: CustomEvent<number>) => (this.opened = event.detail)}>
      ${byJob(this.tray.sheets).map(
        (sheets) =>
          html`<section class="card job" aria-label=${sheets[0]!.jobTitle}>
            <div class="head">
              <h2>${sheets[0]!.jobTitle} <span class="quiet">${count(sheets.length, 'sheet')}</span></h2>
              <wa-button size="s" appearance="plain" @click=${() => void this.#feed(sheets)}>
                <wa-icon slot="start" name="scan"></wa-icon>Into the feeder<span class="only-heard">
                  of the scanner, ${sheets[0]!.jobTitle}</span
                >
              </wa-button>
            </div>
            <ul>
              ${repeat(
                sheets,
                ({ id }) => id,
                (sheet, index) =>
                  html`<li>
                    <platen-tray-sheet
                      .sheet=${sheet}
                      .tray=${this.tray}
                      number=${index + 1}
                    ></platen-tray-sheet>
                  </li>`,
              )}
            </ul>
          </section>`,
      )}
    </div>`;
  }

  #empty() {
    return html`<div class="card empty">
      <wa-icon name="inbox"></wa-icon>
      <p>Nothing has come out yet.</p>
      <p class="quiet">Print something, and every sheet lies here, to be looked at dot by dot.</p>
      <wa-button variant="brand" href="#/print">Print something</wa-button>
    </div>`;
  }

  /** Sheets that were printed are scanned again: behind what lies in the feeder, as they came out. */
  async #feed(sheets: readonly TraySheet[]): Promise<void> {
    const side = (sheetId: number, name: SideName) => ({ kind: 'tray', sheetId, side: name }) as const;
    await this.platen.scanner.simulator.feed(
      sheets.map(({ id, hasBack }) => ({
        front: side(id, 'front'),
        back: hasBack ? side(id, 'back') : null,
      })),
    );
    this.#goScanning('feeder');
  }

  async #layOnGlass({ id }: TraySheet, side: SideName): Promise<void> {
    await this.platen.scanner.simulator.layOnGlass({ kind: 'tray', sheetId: id, side });
    this.opened = null;
    this.#goScanning('glass');
  }

  #goScanning(source: 'feeder' | 'glass'): void {
    this.platen.scanDesk.update({ source });
    location.hash = '#/scan';
  }

  readonly #refresh = () => void this.tray.refresh();
}

/** Neighbours in the tray that came from jobs of the same name lie together. */
function byJob(sheets: readonly TraySheet[]): TraySheet[][] {
  const jobs: TraySheet[][] = [];
  for (const sheet of sheets) {
    const last = jobs.at(-1);
    if (last?.[0]?.jobTitle === sheet.jobTitle) last.push(sheet);
    else jobs.push([sheet]);
  }
  return jobs;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-tray-view': TrayView;
  }
}
