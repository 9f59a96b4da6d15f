import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { cellsOf, grayOfCells, overviewOf, type Dots, type Shrink } from './dots.ts';
import { sharedStyles } from './shared-styles.ts';

/** Device pixels a dot; `fit` shows the whole side. */
export const ZOOM_STEPS = ['fit', 1 / 4, 1 / 2, 1, 2, 4, 8] as const;
export type Zoom = (typeof ZOOM_STEPS)[number];

const LENS_PX = 232;
const KEY_STEP_PX = 64;
/** Tap-size moves for the lens, in CSS pixels. */
const LENS_STEP_PX = 6;

/**
 * A side of a sheet, dot by dot: pan by dragging, wheel or arrow keys; zoom in steps; a loupe that follows
 * the pointer or, while it is on, the arrow keys. Says `zoom-change` when it changed its own zoom.
 */
@customElement('platen-dot-view')
export class DotView extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        overflow: hidden;
        touch-action: none;
        background: var(--platen-page);
        border-radius: var(--wa-border-radius-m);
      }

      .stage {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        cursor: grab;
      }

      .stage:active {
        cursor: grabbing;
      }

      :host([loupe]) .stage {
        cursor: crosshair;
      }

      .stage:focus-visible {
        outline-offset: -3px;
      }

      .lens {
        position: absolute;
        width: ${LENS_PX}px;
        height: ${LENS_PX}px;
        border-radius: 50%;
        border: 3px solid var(--wa-color-brand-fill-loud);
        box-shadow: var(--wa-shadow-l);
        background: white;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) dots: Dots | null = null;
  @property({ attribute: false }) zoom: Zoom = 'fit';
  @property({ type: Boolean, reflect: true }) loupe = false;
  /** What a screen reader calls it. */
  @property() label = '';

  @query('.stage') private readonly stage!: HTMLCanvasElement;
  @query('.lens') private readonly lens!: HTMLCanvasElement;
  @state() private overview: HTMLCanvasElement | null = null;

  /** The dot in the middle of the view. */
  #centre = { x: 0, y: 0 };
  /** Where the loupe is, CSS pixels in this element. */
  #eye = { x: 0, y: 0 };
  #scratch = document.createElement('canvas');
  #resize = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('dots')) {
      const before = changed.get('dots') as Dots | null | undefined;
      this.overview = null;
      const { dots } = this;
      if (!dots) return;
      // Turning the sheet over keeps the place, so that both sides can be compared.
      if (before?.widthPx !== dots.widthPx || before.heightPx !== dots.heightPx) {
        this.#centre = { x: dots.widthPx / 2, y: dots.heightPx / 2 };
      }
      void overviewOf(dots).then((overview) => {
        if (this.dots === dots) this.overview = overview;
      });
    }
    if (changed.has('loupe') && this.loupe && this.#eye.x === 0) {
      this.#eye = { x: this.clientWidth / 2, y: this.clientHeight / 2 };
    }
  }

  override render() {
    return html`
      <canvas
        class="stage"
        tabindex="0"
        role="img"
        aria-label=${this.label}
        @pointerdown=${this.#grab}
        @pointermove=${this.#drag}
        @wheel=${this.#wheel}
        @keydown=${this.#key}
      ></canvas>
      <canvas class="lens" aria-hidden="true" ?hidden=${!this.loupe}></canvas>
    `;
  }

  override updated(): void {
    this.#draw();
  }

  get #scale(): number {
    if (this.zoom !== 'fit' || !this.dots) return this.zoom === 'fit' ? 1 : this.zoom;
    const { widthPx, heightPx } = this.dots;
    const ratio = devicePixelRatio;
    return Math.min((this.clientWidth * ratio - 32) / widthPx, (this.clientHeight * ratio - 32) / heightPx);
  }

  #draw(): void {
    const { stage, dots } = this;
    const ratio = devicePixelRatio;
    stage.width = Math.max(1, Math.round(this.clientWidth * ratio));
    stage.height = Math.max(1, Math.round(this.clientHeight * ratio));
    const context = stage.getContext('2d')!;
    if (!dots) return;
    if (this.zoom === 'fit') this.#centre = { x: dots.widthPx / 2, y: dots.heightPx / 2 };
    this.#paint(context, this.#centre, this.#scale);
    if (!this.loupe) return;
    this.lens.style.left = `${this.#eye.x - LENS_PX / 2}px`;
    this.lens.style.top = `${this.#eye.y - LENS_PX / 2}px`;
    this.lens.width = this.lens.height = Math.round(LENS_PX * ratio);
    this.#paint(this.lens.getContext('2d')!, this.#dotUnder(this.#eye), Math.max(4, this.#scale * 4));
  }

  /** Draws with the dot `centre` in the middle, `scale` device pixels a dot. */
  #paint(context: CanvasRenderingContext2D, centre: { x: number; y: number }, scale: number): void {
    const dots = this.dots!;
    const { width, height } = context.canvas;
    const left = Math.round(width / 2 - centre.x * scale);
    const top = Math.round(height / 2 - centre.y * scale);
    context.fillStyle = 'white';
    context.fillRect(left, top, dots.widthPx * scale, dots.heightPx * scale);
    if (scale < 1 / 4) {
      if (!this.overview) return;
      context.imageSmoothingQuality = 'high';
      context.drawImage(
        this.overview,
        left,
        top,
        this.overview.width * 8 * scale,
        this.overview.height * 8 * scale,
      );
      return;
    }
    const shrink: Shrink = scale >= 1 ? 1 : scale >= 1 / 2 ? 2 : 4;
    const cellPx = scale * shrink;
    const all = cellsOf(dots, shrink);
    const column = Math.max(0, Math.floor(-left / cellPx));
    const row = Math.max(0, Math.floor(-top / cellPx));
    const columns = Math.min(all.columns, Math.ceil((width - left) / cellPx)) - column;
    const rows = Math.min(all.rows, Math.ceil((height - top) / cellPx)) - row;
    if (columns <= 0 || rows <= 0) return;
    const area = { column, row, columns, rows };
    this.#scratch.width = columns;
    this.#scratch.height = rows;
    this.#scratch
      .getContext('2d')!
      .putImageData(new ImageData(grayOfCells(dots, shrink, area), columns, rows), 0, 0);
    context.imageSmoothingEnabled = cellPx !== Math.round(cellPx);
    context.drawImage(
      this.#scratch,
      left + column * cellPx,
      top + row * cellPx,
      columns * cellPx,
      rows * cellPx,
    );
  }

  /** The dot under a place in this element, CSS pixels. */
  #dotUnder(place: { x: number; y: number }): { x: number; y: number } {
    const perDot = this.#scale / devicePixelRatio;
    return {
      x: this.#centre.x + (place.x - this.clientWidth / 2) / perDot,
      y: this.#centre.y + (place.y - this.clientHeight / 2) / perDot,
    };
  }

  #panBy(dx: number, dy: number): void {
    if (!this.dots || this.zoom === 'fit') return;
    const perDot = this.#scale / devicePixelRatio;
    this.#centre = {
      x: Math.min(this.dots.widthPx, Math.max(0, this.#centre.x + dx / perDot)),
      y: Math.min(this.dots.heightPx, Math.max(0, this.#centre.y + dy / perDot)),
    };
    this.requestUpdate();
  }

  /** One step in (+1) or out (-1); what lies under `place` stays there. */
  step(direction: 1 | -1, place = { x: this.clientWidth / 2, y: this.clientHeight / 2 }): void {
    const index = ZOOM_STEPS.indexOf(this.zoom) + direction;
    const next = ZOOM_STEPS[index];
    if (next === undefined) return;
    const kept = this.#dotUnder(place);
    this.zoom = next;
    const perDot = this.#scale / devicePixelRatio;
    this.#centre = {
      x: kept.x - (place.x - this.clientWidth / 2) / perDot,
      y: kept.y - (place.y - this.clientHeight / 2) / perDot,
    };
    this.dispatchEvent(new CustomEvent<Zoom>('zoom-change', { detail: next }));
  }

  readonly #grab = (event: PointerEvent) => {
    this.stage.setPointerCapture(event.pointerId);
  };

  readonly #drag = (event: PointerEvent) => {
    if (this.loupe) {
      this.#eye = { x: event.offsetX, y: event.offsetY };
      this.requestUpdate();
    } else if (event.buttons & 1) {
      this.#panBy(-event.movementX, -event.movementY);
    }
  };

  readonly #wheel = (event: WheelEvent) => {
    event.preventDefault();
    if (event.ctrlKey) this.step(event.deltaY < 0 ? 1 : -1, { x: event.offsetX, y: event.offsetY });
    else this.#panBy(event.deltaX, event.deltaY);
  };

  readonly #key = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ];
    if (direction) {
      const [dx, dy] = direction as [number, number];
      if (this.loupe) this.#moveLoupe(dx, dy, event.shiftKey ? 8 : 1);
      else this.#panBy(dx * KEY_STEP_PX, dy * KEY_STEP_PX);
    } else if (event.key === '+' || event.key === '=') this.step(1);
    else if (event.key === '-') this.step(-1);
    else return;
    event.preventDefault();
  };

  #moveLoupe(dx: number, dy: number, times: number): void {
    this.#eye = {
      x: Math.min(this.clientWidth, Math.max(0, this.#eye.x + dx * times * LENS_STEP_PX)),
      y: Math.min(this.clientHeight, Math.max(0, this.#eye.y + dy * times * LENS_STEP_PX)),
    };
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-dot-view': DotView;
  }
}
