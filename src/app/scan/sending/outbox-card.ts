import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { ScanDestination } from '../../../scan/profiles/destination.ts';
import { Attempt } from '../../parts/attempt.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { count } from '../../words.ts';
import { canChooseFolders } from './folder.ts';
import type { HeldParcel, UnsurePage } from './outbox.ts';
import { progressInWords, progressPercent } from '../profiles/profile-words.ts';

/**
 * Scans on their way into files and out: how far they are, where they went, what waits for somebody, and which pages
 * were hard to read. Takes no room when there is nothing to say.
 */
@customElement('platen-scan-outbox')
export class ScanOutboxCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-s);
      }

      /* Nothing to say: not even a gap among its neighbours. */
      :host([quiet]) {
        margin-block-start: calc(-1 * var(--wa-space-m));
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-2xs);
      }

      .progress {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--wa-space-2xs) var(--wa-space-s);
      }

      wa-progress-bar {
        --track-height: 0.375rem;
        grid-column: 1 / -1;
      }

      .sent {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  readonly #attempt = new Attempt(this);

  constructor() {
    super();
    new StoreController(this, () => [this.platen.outbox, this.platen.profileRun, this.platen.scanBook]);
  }

  override render() {
    const { outbox, profileRun } = this.platen;
    // What a profile has done is said where it was begun.
    const error = (profileRun.ending ? null : outbox.error) ?? this.#attempt.error;
    return html`
      ${outbox.isBusy ? this.#progress() : nothing}
      ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
      ${outbox.held.map((held) => this.#held(held))}
      <div role="status" class="small sent">
        ${outbox.isBusy || profileRun.ending ? nothing : outbox.sent.map((where) => html`<p>${capital(where)}.</p>`)}
      </div>
      ${outbox.unsure.length > 0 ? this.#unsure(outbox.unsure) : nothing}
    `;
  }

  override updated(): void {
    const { outbox, profileRun } = this.platen;
    const says = outbox.isBusy || outbox.error || outbox.held.length + outbox.unsure.length > 0;
    const isTold = profileRun.ending !== null || outbox.sent.length === 0;
    this.toggleAttribute('quiet', !says && isTold && this.#attempt.error === null);
  }

  #progress() {
    const { outbox } = this.platen;
    const { progress } = outbox;
    const percent = progress ? progressPercent(progress) : null;
    return html`<div class="progress">
      <p class="small">${progress ? progressInWords(progress) : 'On its way'}…</p>
      ${
        progress
          ? html`<wa-button size="s" appearance="plain" @click=${() => void outbox.stop()}>Cancel</wa-button>`
          : nothing
      }
      <wa-progress-bar
        label="Pages made into files"
        value=${percent ?? 0}
        ?indeterminate=${percent === null}
      ></wa-progress-bar>
    </div>`;
  }

  #held({ parcel, way, error }: HeldParcel) {
    const { outbox } = this.platen;
    const isFolder = way.destination.kind === 'folder';
    const isGone = error.code === 'app.folder-gone';
    return html`<platen-explanation .error=${error} variant="warning">
      <p class="small">Finished: ${parcel.files.map(({ name }) => name).join(', ')}</p>
      <div class="row">
        <wa-button size="s" variant="brand" @click=${() => void this.#attempt.run(() => outbox.retry())}
          >Go on</wa-button
        >
        ${
          isFolder && canChooseFolders()
            ? html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => void this.#otherFolder(isGone ? way.destination : null)}
                >Another folder…</wa-button
              >`
            : nothing
        }
        <wa-button
          size="s"
          appearance="outlined"
          @click=${() => void this.#attempt.run(() => this.#retryBy({ kind: 'file' }))}
          >Download instead</wa-button
        >
        <wa-button size="s" appearance="plain" @click=${() => outbox.discardHeld()}>Leave it</wa-button>
      </div>
    </platen-explanation>`;
  }

  /** Pages of the open batch by their numbers; others are not to be seen here. */
  #unsure(pages: readonly UnsurePage[]) {
    const order = this.platen.scanBook.pages.map(({ id }) => id);
    const shown = pages.filter(({ pageId }) => order.includes(pageId));
    if (shown.length === 0) return nothing;
    return html`<wa-callout variant="warning" size="s">
      <wa-icon slot="icon" name="triangle-alert"></wa-icon>
      <p>
        ${count(shown.length, 'page')} ${shown.length === 1 ? 'was' : 'were'} hard to read, so words may be
        wrong or missing. Straighten or lighten ${shown.length === 1 ? 'it' : 'them'}, or scan again at 300
        dpi or more.
      </p>
      <div class="row" role="group" aria-label="Pages that were hard to read">
        ${shown.map(
          ({ pageId, confidence }) =>
            html`<wa-button size="xs" appearance="outlined" @click=${() => this.#show(pageId)}
              >Page ${order.indexOf(pageId) + 1}: ${Math.round(confidence)} of 100</wa-button
            >`,
        )}
      </div>
    </wa-callout>`;
  }

  #show(pageId: string): void {
    this.platen.scanSelection.show(pageId);
  }

  async #retryBy(destination: ScanDestination): Promise<void> {
    const { outbox, destinations } = this.platen;
    const way = await destinations.wayTo(destination, { kind: 'tap' });
    if (way) await outbox.retry(way);
  }

  /** `gone`: what went there goes into the new folder from now on. */
  #otherFolder(gone: ScanDestination | null): Promise<boolean> {
    const { folders } = this.platen;
    return this.#attempt.run(async () => {
      const old = gone?.kind === 'folder' ? (folders.find(gone.folderId)?.id ?? null) : null;
      const folder = await folders.choose(old);
      if (folder) await this.#retryBy({ kind: 'folder', folderId: folder.id });
    });
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-outbox': ScanOutboxCard;
  }
}
