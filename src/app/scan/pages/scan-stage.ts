import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { AS_SCANNED, type CropArea } from '../../../scan/corrections/corrections.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import './crop-frame.ts';
import '../live-page.ts';
import './page-loupe.ts';
import type { PageLoupe } from './page-loupe.ts';
import './page-picture.ts';
import { scanStageStyles } from './scan-stage.styles.ts';

/** What the stage shows of a page. */
export type StageMode = 'page' | 'compare' | 'crop' | 'loupe';

/** The page that is looked at, large: as it will be, beside how it was scanned, with a frame to crop it, or a loupe. */
@customElement('platen-scan-stage')
export class ScanStage extends LitElement {
  static override readonly styles = [sharedStyles, scanStageStyles];

  @property({ attribute: false }) platen!: Platen;
  /** The page that comes is shown rather than those that have. */
  @property({ type: Boolean }) watching = false;
  @property() mode: StageMode = 'page';
  @state() private longestPx = 800;
  @query('.stage') private readonly stage!: HTMLElement;
  @query('platen-page-loupe') private readonly lens!: PageLoupe | null;

  readonly #resize = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    new StoreController(this, () => [
      this.platen.scanBook,
      this.platen.scanSelection,
      this.platen.scanDesk,
      this.platen.scanner,
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override firstUpdated(): void {
    this.#resize.observe(this.stage);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resize.observe(this.stage);
  }

  override render() {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const page = book.pages[selection.index];
    const showsLive = this.#isLive;
    return html`<div class="head">
        <div class="turn">
          ${this.#turner('chevron-left', 'Page before', -1, selection.index <= 0)}
          <h2>${showsLive ? 'Being scanned' : `Page ${selection.index + 1} of ${book.pages.length}`}</h2>
          ${this.#turner('chevron-right', 'Page after', 1, selection.index >= book.pages.length - 1)}
        </div>
        ${showsLive || !page ? nothing : this.#modes()}
      </div>
      <div class="stage ${this.mode}">${showsLive || !page ? this.#live() : this.#page(page)}</div>`;
  }

  get #isLive(): boolean {
    const { scanDesk: desk, scanBook: book } = this.platen;
    return desk.isScanning && (this.watching || book.pages.length === 0);
  }

  #modes() {
    const toggle = (mode: StageMode, icon: string, label: string) => {
      const isOn = this.mode === mode;
      return html`<wa-button
        size="s"
        appearance=${isOn ? 'filled' : 'plain'}
        variant=${isOn ? 'brand' : 'neutral'}
        title=${label}
        @click=${() => this.#show(isOn ? 'page' : mode)}
      >
        <wa-icon name=${icon} label="${label}${isOn ? ', on' : ''}"></wa-icon>
      </wa-button>`;
    };
    return html`<div class="modes" role="group" aria-label="How the page is shown">
      ${toggle('compare', 'compare', 'Before and after')} ${toggle('crop', 'crop', 'Crop by hand')}
      ${toggle('loupe', 'loupe', 'Loupe')}
    </div>`;
  }

  #turner(icon: string, label: string, by: 1 | -1, disabled: boolean) {
    const { scanSelection: selection } = this.platen;
    return html`<wa-button
      appearance="plain"
      size="s"
      title=${label}
      ?disabled=${disabled}
      @click=${() => {
        selection.go(selection.index + by);
        this.dispatchEvent(new CustomEvent('look'));
      }}
    >
      <wa-icon library="system" name=${icon} label=${label}></wa-icon>
    </wa-button>`;
  }

  #live() {
    const { live } = this.platen.scanner;
    if (live) return html`<platen-live-page .scanner=${this.platen.scanner}></platen-live-page>`;
    return html`<div class="waiting quiet"><wa-spinner></wa-spinner>The machine is getting ready…</div>`;
  }

  #page(page: ScannedPage) {
    if (this.mode === 'crop') return this.#crop(page);
    const after = this.#picture(page, page.corrections, this.mode === 'compare' ? 'After' : '');
    if (this.mode !== 'compare') return html`${after} ${this.mode === 'loupe' ? this.#loupe(page) : nothing}`;
    return html`${this.#picture(page, AS_SCANNED, 'As scanned')} ${after}`;
  }

  #picture(page: ScannedPage, corrections: ScannedPage['corrections'], caption: string) {
    return html`<figure>
      ${caption ? html`<figcaption>${caption}</figcaption>` : nothing}
      <platen-page-picture
        role="img"
        aria-label="Page ${this.platen.scanSelection.index + 1}${caption ? `, ${caption}` : ''}"
        .pages=${this.platen.pages}
        pageId=${page.id}
        .corrections=${corrections}
        .maxPx=${this.longestPx}
        urgent
        @picture-placed=${() => this.lens?.placed()}
      ></platen-page-picture>
    </figure>`;
  }

  #loupe(page: ScannedPage) {
    return html`<platen-page-loupe
      .pages=${this.platen.pages}
      .page=${page}
      .boxOf=${() => this.renderRoot.querySelector('platen-page-picture')?.pictureBox ?? null}
      @close-loupe=${() => this.#show('page')}
    ></platen-page-loupe>`;
  }

  #crop(page: ScannedPage) {
    return html`<platen-crop-frame
      .pages=${this.platen.pages}
      .page=${page}
      .maxPx=${this.longestPx}
      @crop=${(event: CustomEvent<CropArea>) =>
        void this.platen.scanBook.correct([page.id], { crop: event.detail })}
      @close-crop=${() => this.#show('page')}
    ></platen-crop-frame>`;
  }

  #show(mode: StageMode): void {
    this.mode = mode;
    this.dispatchEvent(new CustomEvent('mode-change', { detail: mode }));
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.stage;
    // In steps, so that a window that is being resized does not have the picture made anew at every pixel.
    const px = Math.max(clientWidth, clientHeight) * Math.min(2, devicePixelRatio);
    this.longestPx = Math.max(256, Math.ceil(px / 256) * 256);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-stage': ScanStage;
  }
}
