import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ScanEnd } from '../../scan/session/scanner-api.ts';
import '../machine/connection-notice.ts';
import type { Platen } from '../platen.ts';
import '../scan/pages/batch-bar.ts';
import { wordsOf } from '../scan/pages/batch-bar.ts';
import '../scan/pages/corrections-panel.ts';
import '../scan/sending/destination-panel.ts';
import '../scan/pages/page-tools.ts';
import '../scan/profiles/profile-bar.ts';
import { SCAN_ENDED } from '../scan/scan-desk.ts';
import '../scan/pages/scan-history.ts';
import '../scan/scan-panel.ts';
import '../scan/scan-simulator-panel.ts';
import '../scan/pages/scan-stage.ts';
import type { ScanStage } from '../scan/pages/scan-stage.ts';
import '../scan/pages/scan-strip.ts';
import '../scan/pages/set-aside.ts';
import { StoreController } from '../state/store.ts';
import { scanViewStyles } from './scan-view.styles.ts';

/** What to scan on one side, the pages in the middle, what is done with them and where they go on the other. */
@customElement('platen-scan-view')
export class ScanView extends LitElement {
  static override readonly styles = [sharedStyles, scanViewStyles];

  @property({ attribute: false }) platen!: Platen;
  /** Follows the page that comes, until somebody looks at another. */
  @state() private watching = true;
  @state() private heard = '';
  @query('platen-scan-stage') private readonly stage!: ScanStage | null;

  #heardPage = 0;

  constructor() {
    super();
    new StoreController(this, () => [
      this.platen.scanBook,
      this.platen.scanDesk,
      this.platen.scanner,
      this.platen.scanSelection,
      this.platen.machine,
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { scanner, scanBook: book, scanDesk: desk } = this.platen;
    scanner.wake();
    if (!book.isLoaded) void book.load();
    desk.addEventListener(SCAN_ENDED, this.#ended);
    scanner.addEventListener('change', this.#announce);
    addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.platen.scanDesk.removeEventListener(SCAN_ENDED, this.#ended);
    this.platen.scanner.removeEventListener('change', this.#announce);
    removeEventListener('keydown', this.#key);
  }

  override render() {
    const { platen } = this;
    const { scanBook: book, scanDesk: desk, scanner } = platen;
    const hasPages = book.pages.length + book.setAside.length > 0;
    const isBusy = hasPages || desk.isScanning;
    return html`
      <h1 class="only-heard">Scan</h1>
      <platen-scan-profiles .platen=${platen}></platen-scan-profiles>
      <div
        class="columns ${isBusy ? 'busy' : 'idle'}"
        @said=${(event: CustomEvent<string>) => this.#say(event.detail)}
      >
        <div class="what">
          <platen-connection-notice .machine=${platen.machine}></platen-connection-notice>
          ${this.#scannerNotice()}
          <platen-scan-panel .platen=${platen}></platen-scan-panel>
          ${
            scanner.state.simulated
              ? html`<platen-scan-simulator-panel .platen=${platen}></platen-scan-simulator-panel>`
              : nothing
          }
        </div>
        <div class="pages">
          ${book.error ? html`<platen-explanation .error=${book.error} variant="warning"></platen-explanation>` : nothing}
          ${this.#erased()} ${isBusy ? this.#batch(hasPages) : this.#empty()}
          ${isBusy ? nothing : html`<platen-scan-history .platen=${platen}></platen-scan-history>`}
        </div>
        ${hasPages ? this.#side() : nothing}
      </div>
      <div class="only-heard" role="status">${this.heard}</div>
    `;
  }

  /** The printer may be well while its scanner is not. */
  #scannerNotice() {
    const { scanner, machine } = this.platen;
    if (!machine.connected || !scanner.error || scanner.isScanning) return nothing;
    return html`<platen-explanation .error=${scanner.error} variant="warning">
      <div>
        <wa-button size="s" variant="brand" @click=${() => void scanner.reconnect()}
          >Connect the scanner again</wa-button
        >
      </div>
    </platen-explanation>`;
  }

  #erased() {
    const { erased } = this.platen.scanDesk;
    if (erased.length === 0) return nothing;
    return html`<wa-callout variant="neutral" size="s">
      <wa-icon slot="icon" name="info"></wa-icon>
      <div class="erased">
        <span>To stay within the limit, the oldest scans were erased: ${erased.join(', ')}.</span>
        <wa-button size="s" appearance="plain" @click=${() => this.platen.scanDesk.dismiss()}>OK</wa-button>
      </div>
    </wa-callout>`;
  }

  #batch(hasPages: boolean) {
    const { platen } = this;
    const { scanBook: book, scanDesk: desk } = platen;
    return html`<section class="card work" aria-label="Scanned pages">
      <platen-batch-bar .platen=${platen}></platen-batch-bar>
      ${hasPages ? this.#title() : nothing}
      ${
        book.pages.length > 0 || desk.isScanning
          ? html`<platen-scan-stage
              .platen=${platen}
              ?watching=${this.watching}
              @look=${this.#look}
            ></platen-scan-stage>`
          : html`<p class="none quiet">Every page of this scan was set aside.</p>`
      }
      ${
        book.pages.length > 0
          ? html`<div class="tools"><platen-page-tools .platen=${platen}></platen-page-tools></div>
              ${this.#document()}
              <platen-scan-strip .platen=${platen} @look=${this.#look}></platen-scan-strip>`
          : nothing
      }
      <platen-set-aside .platen=${platen}></platen-set-aside>
    </section>`;
  }

  #title() {
    const { scanBook: book, scanDesk: desk } = this.platen;
    return html`<div class="title">
      <wa-input
        size="s"
        label="Name of this scan"
        autocomplete="off"
        .value=${book.batch?.title ?? ''}
        @change=${(event: Event) => void book.rename((event.currentTarget as WaInput).value ?? '')}
      ></wa-input>
      <wa-button
        size="s"
        appearance="outlined"
        title="These pages go to the earlier scans"
        ?disabled=${desk.isScanning}
        @click=${() => void desk.putAway()}
      >
        <wa-icon slot="start" name="plus"></wa-icon>New scan
      </wa-button>
    </div>`;
  }

  /** Where documents begin, each may have a name. */
  #document() {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const page = book.pages[selection.index];
    const starts = page && (selection.index === 0 || page.startsDocument);
    const many = book.pages.some(({ startsDocument }, at) => startsDocument && at > 0);
    if (!starts || !many) return nothing;
    return html`<div class="document">
      <wa-input
        size="s"
        label="Name of the document that begins here"
        placeholder="Name of the document that begins here"
        autocomplete="off"
        .value=${page.documentTitle ?? ''}
        @change=${(event: Event) =>
          void book.nameDocument(page.id, (event.currentTarget as WaInput).value ?? '')}
      ></wa-input>
    </div>`;
  }

  #side() {
    return html`<div class="side">
      <platen-scan-destinations .platen=${this.platen}></platen-scan-destinations>
      <platen-corrections-panel
        .platen=${this.platen}
        @crop-by-hand=${this.#cropByHand}
      ></platen-corrections-panel>
    </div>`;
  }

  #empty() {
    return html`<section class="card empty" aria-labelledby="invitation">
      <wa-icon name="scan"></wa-icon>
      <h2 id="invitation">Nothing is scanned yet</h2>
      <p class="quiet">
        Lay a page on the glass, or put sheets into the feeder, and choose Scan. Pages appear here as they
        come and stay on this computer.
      </p>
    </section>`;
  }

  readonly #look = () => {
    this.watching = false;
  };

  readonly #cropByHand = () => {
    if (this.stage) this.stage.mode = 'crop';
  };

  readonly #ended = (event: Event) => {
    const { detail: end } = event as CustomEvent<ScanEnd>;
    const [first] = end.pageIds;
    if (first && this.watching) this.platen.scanSelection.show(first);
    this.watching = true;
    const { pause } = this.platen.scanDesk;
    if (pause) this.#say(wordsOf(pause));
  };

  /** A screen reader hears every page once, when it begins. */
  readonly #announce = () => {
    const page = this.platen.scanner.state.progress?.page ?? 0;
    if (page > this.#heardPage) this.#say(`Page ${page} is being scanned.`);
    this.#heardPage = page;
  };

  #say(words: string): void {
    this.heard = words;
  }

  readonly #key = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox') return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (key !== 'z' && !isRedo) return;
    event.preventDefault();
    void this.#takeBack(isRedo);
  };

  async #takeBack(isRedo: boolean): Promise<void> {
    const { scanBook: book } = this.platen;
    const words = await (isRedo ? book.redo() : book.undo());
    if (words) this.#say(isRedo ? `Done again: ${words}.` : `Taken back: ${words}.`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-view': ScanView;
  }
}
