import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { Corrections, CropArea } from '../../../scan/corrections/corrections.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';
import { edgeMm, movedCrop, type CropHold } from './crop-area.ts';
import { cropFrameStyles } from './crop-frame.styles.ts';
import './page-picture.ts';
import type { PagePicture } from './page-picture.ts';
import type { PagesDesk } from './pages-desk.ts';

const EDGES = ['left', 'top', 'right', 'bottom'] as const;
const CORNERS: readonly (readonly [CropHold, CropHold])[] = [
  ['left', 'top'],
  ['right', 'top'],
  ['left', 'bottom'],
  ['right', 'bottom'],
];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const MM_PER_INCH = 25.4;

interface PageSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

/**
 * The page, straightened and not yet turned, with a frame around what is to be left of it. Edges and corners are
 * dragged; each edge is a slider for the keyboard, a millimetre a step, ten with Shift. Says `crop` (CropArea) and
 * `close-crop`.
 */
@customElement('platen-crop-frame')
export class CropFrame extends LitElement {
  static override readonly styles = [sharedStyles, cropFrameStyles];

  @property({ attribute: false }) pages!: PagesDesk;
  @property({ attribute: false }) page!: ScannedPage;
  @property({ type: Number }) maxPx = 1024;
  @state() private size: PageSize | null = null;
  @state() private area: CropArea | null = null;
  /** The picture's place in this element, CSS pixels. */
  @state() private box: { left: number; top: number; width: number; height: number } | null = null;
  @query('platen-page-picture') private readonly picture!: PagePicture;
  #sized = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('page')) return;
    const key = `${this.page.id} ${this.page.corrections.straighten}`;
    if (key !== this.#sized) void this.#measure(key);
    else this.area = this.#areaOf(this.page.corrections.crop);
  }

  override render() {
    const { size, area, box } = this;
    return html`
      <platen-page-picture
        .pages=${this.pages}
        pageId=${this.page.id}
        .corrections=${this.#uncropped}
        .maxPx=${this.maxPx}
        urgent
        @picture-placed=${this.#place}
      ></platen-page-picture>
      ${size && area && box ? this.#frame(size, area, box) : nothing}
      <div class="bar">
        <span class="small">${area ? `${mm(area.widthMm)} × ${mm(area.heightMm)}` : nothing}</span>
        <wa-button size="s" variant="brand" @click=${() => this.dispatchEvent(new CustomEvent('close-crop'))}
          >Done</wa-button
        >
      </div>
    `;
  }

  #frame(size: PageSize, area: CropArea, box: NonNullable<CropFrame['box']>) {
    const perMm = box.width / size.widthMm;
    const place = `left: ${box.left + area.leftMm * perMm}px; top: ${box.top + area.topMm * perMm}px; width: ${
      area.widthMm * perMm
    }px; height: ${area.heightMm * perMm}px`;
    return html`<div class="frame" .style=${place} @pointerdown=${this.#grip(['all'])}>
      ${EDGES.map((edge) => this.#edge(edge, area, size))}
      ${CORNERS.map(
        (holds) => html`<span class="corner ${holds.join(' ')}" @pointerdown=${this.#grip(holds)}></span>`,
      )}
    </div>`;
  }

  #edge(edge: (typeof EDGES)[number], area: CropArea, size: PageSize) {
    const isUpright = edge === 'left' || edge === 'right';
    const now = edgeMm(area, edge);
    return html`<span
      class="edge ${edge}"
      role="slider"
      tabindex="0"
      aria-label="${edge} edge of the crop"
      aria-orientation=${isUpright ? 'horizontal' : 'vertical'}
      aria-valuemin="0"
      aria-valuemax=${Math.round(isUpright ? size.widthMm : size.heightMm)}
      aria-valuenow=${Math.round(now)}
      aria-valuetext=${mm(now)}
      @pointerdown=${this.#grip([edge])}
      @keydown=${(event: KeyboardEvent) => this.#key(event, edge)}
    ></span>`;
  }

  /** As it is before the crop: on what the area is measured. */
  get #uncropped(): Corrections {
    return { ...this.page.corrections, crop: 'none', eraseEdgesMm: 0, turn: 0 };
  }

  async #measure(key: string): Promise<void> {
    this.#sized = key;
    const { id } = this.page;
    const { widthPx, heightPx, dpi } = await this.pages.call((api) => api.size(id, this.#uncropped));
    if (key !== this.#sized) return;
    this.size = { widthMm: (widthPx * MM_PER_INCH) / dpi, heightMm: (heightPx * MM_PER_INCH) / dpi };
    this.area = this.#areaOf(this.page.corrections.crop);
  }

  #areaOf(crop: Corrections['crop']): CropArea | null {
    if (!this.size) return null;
    if (typeof crop === 'object') return crop;
    const { sheet } = this.page.findings;
    return crop === 'page' && sheet ? sheet : { leftMm: 0, topMm: 0, ...this.size };
  }

  readonly #place = () => {
    const box = this.picture.pictureBox;
    const here = this.getBoundingClientRect();
    this.box = box && {
      left: box.left - here.left,
      top: box.top - here.top,
      width: box.width,
      height: box.height,
    };
  };

  #grip(holds: readonly CropHold[]) {
    return (event: PointerEvent) => {
      const { size, area, box } = this;
      if (!size || !area || !box || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      const held = event.currentTarget as HTMLElement;
      held.focus();
      held.setPointerCapture(event.pointerId);
      const perMm = box.width / size.widthMm;
      const from = { x: event.clientX, y: event.clientY };
      const move = (now: PointerEvent) => {
        const by = { x: (now.clientX - from.x) / perMm, y: (now.clientY - from.y) / perMm };
        this.area = movedCrop(area, holds, by, size);
      };
      const end = () => {
        held.removeEventListener('pointermove', move);
        this.#say();
      };
      held.addEventListener('pointermove', move);
      held.addEventListener('pointerup', end, { once: true });
      held.addEventListener('pointercancel', end, { once: true });
    };
  }

  #key(event: KeyboardEvent, edge: CropHold): void {
    const arrow = ARROWS[event.key];
    if (!arrow || !this.area || !this.size) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? 10 : 1;
    // Either axis moves an edge, as it does any slider.
    const [x, y] = arrow;
    const along = step * (x || y);
    this.area = movedCrop(this.area, [edge], { x: along, y: along }, this.size);
    this.#say();
  }

  #say(): void {
    if (this.area) this.dispatchEvent(new CustomEvent<CropArea>('crop', { detail: this.area }));
  }
}

function mm(value: number): string {
  return `${Math.round(value)} mm`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-crop-frame': CropFrame;
  }
}
