import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { count } from '../../words.ts';
import type { ScanPause } from '../scan-desk.ts';

/** Between two loads of paper: what came, and whether there is more. */
@customElement('platen-batch-bar')
export class BatchBar extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs) var(--wa-space-s);
        padding: var(--wa-space-xs) var(--wa-space-s) var(--wa-space-xs) var(--wa-space-m);
        background: var(--wa-color-brand-fill-quiet);
        border-block-end: 1px solid var(--platen-card-border);
      }

      .words {
        flex: 1 1 10rem;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
      }

      platen-explanation {
        flex-basis: 100%;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanDesk, this.platen.scanner, this.platen.profileRun]);
  }

  override render() {
    const { scanDesk: desk, scanner, profileRun } = this.platen;
    const { pause } = desk;
    // A profile asks by itself, or knows that there is no more.
    if (!pause || desk.isScanning || profileRun.isBusy) return nothing;
    const { error } = pause.end;
    const otherSides = (order: 'in-order' | 'reversed') => () => void desk.scan({ otherSides: order });
    return html`<section aria-label="More sheets, or finish">
      ${error ? html`<platen-explanation .error=${error} variant="warning"></platen-explanation>` : nothing}
      <div class="words">
        <p><strong>${wordsOf(pause)}</strong></p>
        <p class="quiet small">${adviceFor(pause)}</p>
      </div>
      <div class="actions">
        <wa-button size="s" variant="brand" ?disabled=${!scanner.isReady} @click=${() => void desk.scan()}>
          <wa-icon slot="start" name="scan"></wa-icon>Scan more
        </wa-button>
        ${
          pause.firstSides.length > 0
            ? html`<wa-dropdown
                @wa-select=${(event: CustomEvent<{ item: { value: string } }>) =>
                  otherSides(event.detail.item.value as 'in-order' | 'reversed')()}
              >
                <wa-button
                  slot="trigger"
                  size="s"
                  appearance="outlined"
                  with-caret
                  ?disabled=${!scanner.isReady}
                >
                  <wa-icon slot="start" name="flip-over"></wa-icon>The other sides now
                </wa-button>
                <wa-dropdown-item value="reversed">The stack was turned over whole</wa-dropdown-item>
                <wa-dropdown-item value="in-order"
                  >Each sheet was turned over, first one first</wa-dropdown-item
                >
              </wa-dropdown>`
            : nothing
        }
        <wa-button size="s" appearance="outlined" @click=${() => desk.finish()}>
          <wa-icon slot="start" name="check"></wa-icon>Finish
        </wa-button>
      </div>
    </section>`;
  }
}

/** What the last load brought. */
export function wordsOf({ end, source }: ScanPause): string {
  const pages = count(end.pageIds.length, 'page');
  if (end.reason === 'cancelled')
    return `Cancelled. ${pages} ${end.pageIds.length === 1 ? 'is' : 'are'} kept.`;
  if (end.reason === 'stopped') return `Stopped after ${pages}.`;
  return source === 'glass' ? `${pages} scanned.` : `The feeder is empty: ${pages} scanned.`;
}

function adviceFor({ source }: ScanPause): string {
  return source === 'glass' ? 'Lay down the next page, or finish.' : 'Load more sheets, or finish.';
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-batch-bar': BatchBar;
  }
}
