import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../elements/dot-view.ts';
import type { DotView } from '../../elements/dot-view.ts';
import '../../elements/explanation.ts';
import type { Leaf } from '../../elements/leaf.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Zoom } from '../../elements/viewport.ts';
import type { Platen } from '../platen.ts';
import { apartInWords, sideInWords } from '../sheet-words.ts';
import { trueZoom } from '../state/screen-scale.ts';
import type { ShownSide } from '../state/shown-side.ts';
import { StoreController } from '../state/store.ts';
import './calibrate-dialog.ts';
import './preview-facts.ts';
import { previewPanelStyles } from './preview-panel.styles.ts';
import './preview-strip.ts';
import './preview-tools.ts';
import type { ZoomWish } from './preview-tools.ts';

/** Two sheets beside each other are worth it from this width of the stage on, CSS pixels. */
const ROOM_FOR_BOTH_PX = 520;
/** A screen reader hears where somebody has arrived, not every step on the way. */
const QUIET_MS = 500;
const TURN_MS = 110;

/** The next job's sheets as the machine will see them: one large, all in a row below, and what they will take. */
@customElement('platen-preview')
export class PreviewPanel extends LitElement {
  static override readonly styles = [sharedStyles, previewPanelStyles];

  @property({ attribute: false }) platen!: Platen;
  @state() private zoom: Zoom = 'fit';
  /** Device pixels a dot, on the stage. */
  @state() private scale = 0;
  @state() private loupe = false;
  @state() private calibrates = false;
  @state() private heard = '';
  @query('platen-dot-view') private readonly view!: DotView | null;
  @query('.stage') private readonly stage!: HTMLElement | null;

  readonly #resize = new ResizeObserver(() => this.#measure());
  /** Leaves are made anew only when their side changed, so that overviews are kept. */
  readonly #leaves = new WeakMap<ShownSide, { readonly of: readonly unknown[]; readonly leaf: Leaf }>();
  #onStage: readonly Leaf[] = [];
  #saying: ReturnType<typeof setTimeout> | undefined;
  #said = '';

  constructor() {
    super();
    new StoreController(this, () => [this.platen.preview, this.platen.preferences]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.platen.preview.watch(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    clearTimeout(this.#saying);
    this.platen.preview.watch(false);
  }

  override render() {
    const { preview, preferences, print } = this.platen;
    const { ruler, showFrame, screenPxPerMm, region } = preferences.current;
    const error = preview.shown.find((side) => side.error)?.error ?? null;
    return html`<section class="card" aria-label="Preview" @keydown=${this.#key}>
      <div class="head">
        <div class="turn">
          ${this.#turner('chevron-left', 'Sheet before', -1, preview.index === 0 && preview.face === 'front')}
          <h2>
            Sheet ${preview.total === 0 ? 0 : preview.index + 1} of ${preview.total.toLocaleString('en')}
          </h2>
          ${this.#turner('chevron-right', 'Sheet after', 1, preview.index >= preview.total - 1)}
        </div>
        <platen-preview-tools
          .preview=${preview}
          .preferences=${preferences}
          .scale=${this.#scaleInWords()}
          ?whole=${this.zoom === 'fit'}
          ?loupe=${this.loupe}
          @zoom=${(event: CustomEvent<ZoomWish>) => this.#wish(event.detail)}
          @loupe=${() => (this.loupe = !this.loupe)}
          @calibrate=${() => (this.calibrates = true)}
        ></platen-preview-tools>
      </div>
      <div class="stage" aria-busy=${preview.shown.some((side) => side.isStale || !side.picture)}>
        <platen-dot-view
          .leaves=${this.#stageLeaves()}
          .zoom=${this.zoom}
          .trueZoom=${trueZoom(screenPxPerMm, devicePixelRatio)}
          .ruler=${ruler === 'off' ? null : ruler}
          ?frame=${showFrame}
          ?loupe=${this.loupe}
          label="${this.#place()}. Arrow keys turn sheets, plus and minus zoom"
          @zoom-change=${(event: CustomEvent<Zoom>) => (this.zoom = event.detail)}
          @scale-change=${(event: CustomEvent<number>) => (this.scale = event.detail)}
          @turn=${(event: CustomEvent<1 | -1>) => preview.step(event.detail)}
        ></platen-dot-view>
        ${preview.shown.some((side) => !side.dots && !side.error) ? html`<wa-spinner class="busy"></wa-spinner>` : nothing}
        ${error ? html`<platen-explanation .error=${error} variant="warning"></platen-explanation>` : nothing}
      </div>
      <div class="about">
        ${this.#about()}
        <platen-preview-facts .preview=${preview} .print=${print} .region=${region}></platen-preview-facts>
      </div>
      <platen-preview-strip .preview=${preview}></platen-preview-strip>
      <div class="only-heard" role="status">${this.heard}</div>
      ${
        this.calibrates
          ? html`<platen-calibrate-dialog
              .preferences=${preferences}
              @close-dialog=${() => (this.calibrates = false)}
            ></platen-calibrate-dialog>`
          : nothing
      }
    </section>`;
  }

  override updated(): void {
    if (this.stage) this.#resize.observe(this.stage);
    this.#announce();
  }

  #turner(icon: string, label: string, by: 1 | -1, disabled: boolean) {
    return html`<wa-button
      appearance="plain"
      size="s"
      title=${label}
      ?disabled=${disabled}
      @click=${() => this.platen.preview.step(by)}
    >
      <wa-icon library="system" name=${icon} label=${label}></wa-icon>
    </wa-button>`;
  }

  #about() {
    const { sheet } = this.platen.preview;
    if (!sheet) return nothing;
    return html`<p>${this.#pages()}</p>
      ${apartInWords(sheet).map(
        (text) => html`<wa-badge variant="warning" appearance="filled">${text}</wa-badge>`,
      )}`;
  }

  /** Which pages are on what is shown. */
  #pages(): string {
    const { sheet, both, face } = this.platen.preview;
    if (!sheet) return '';
    const { items, attached } = this.platen.documents;
    const nameOf =
      items.length > 1
        ? (id: string) =>
            [...items, ...attached].find(({ source }) => source.id === id)?.source.name ?? 'another file'
        : null;
    const front = sideInWords(sheet.front, nameOf);
    if (!sheet.back) return front;
    const back = sideInWords(sheet.back, nameOf);
    if (both) return `Front: ${front} · Back: ${back}`;
    return face === 'front' ? `Front: ${front}` : `Back: ${back}`;
  }

  #place(): string {
    const { index, total } = this.platen.preview;
    return `Sheet ${index + 1} of ${total}, ${this.#pages()}`;
  }

  /** The same array for the same leaves: the stage draws nothing anew for what changes around it. */
  #stageLeaves(): readonly Leaf[] {
    const leaves = this.platen.preview.shown.map((side) => {
      const { paper, dots, picture, isStale } = side;
      const of = [dots, picture, isStale];
      const known = this.#leaves.get(side);
      if (known?.of.every((part, at) => part === of[at])) return known.leaf;
      const { widthPx, heightPx, marginPx } = paper;
      const leaf: Leaf = { widthPx, heightPx, dots, picture, isStale, framePx: marginPx };
      this.#leaves.set(side, { of, leaf });
      return leaf;
    });
    const before = this.#onStage;
    const isSame = leaves.length === before.length && leaves.every((leaf, at) => leaf === before[at]);
    if (!isSame) this.#onStage = leaves;
    return this.#onStage;
  }

  #scaleInWords(): string {
    const whole = trueZoom(this.platen.preferences.current.screenPxPerMm, devicePixelRatio);
    return `${Math.round((100 * this.scale) / whole)} %`;
  }

  #wish(wish: ZoomWish): void {
    const { screenPxPerMm } = this.platen.preferences.current;
    if (wish === 'whole') this.zoom = 'fit';
    else if (wish === 'true') this.zoom = trueZoom(screenPxPerMm, devicePixelRatio);
    else this.view?.step(wish === 'in' ? 1 : -1);
  }

  #measure(): void {
    const { stage } = this;
    if (!stage) return;
    this.platen.preview.setRoom(
      Math.min(stage.clientWidth, stage.clientHeight) * Math.min(2, devicePixelRatio),
      stage.clientWidth >= ROOM_FOR_BOTH_PX,
    );
    this.requestUpdate();
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    const { preview } = this.platen;
    const acts: Readonly<Record<string, () => void>> = {
      PageUp: () => preview.step(-1),
      PageDown: () => preview.step(1),
      Home: () => preview.go(0),
      End: () => preview.go(preview.total - 1),
      f: () => this.#flip(),
      b: () => preview.showBoth(!preview.both),
      l: () => (this.loupe = !this.loupe),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  /** Turned about the edge at which it will be bound. */
  async #flip(): Promise<void> {
    const { preview } = this.platen;
    if (!preview.sheet?.back) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || preview.both;
    const axis = preview.plan?.duplex === 'short' ? 'X' : 'Y';
    const timing = { duration: TURN_MS, easing: 'ease-in' };
    if (!still)
      await this.view?.animate({ transform: [`rotate${axis}(0)`, `rotate${axis}(90deg)`] }, timing).finished;
    preview.flip();
    if (!still)
      this.view?.animate(
        { transform: [`rotate${axis}(-90deg)`, `rotate${axis}(0)`] },
        { ...timing, easing: 'ease-out' },
      );
  }

  #announce(): void {
    const text = this.platen.preview.sheet ? this.#place() : '';
    if (text === this.#said) return;
    this.#said = text;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.heard = text), QUIET_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preview': PreviewPanel;
  }
}
