import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sharedStyles } from './shared-styles.ts';
import { LeafPainter, paintFrame } from './leaf-painter.ts';
import { layOut, type Leaf } from './leaf.ts';
import { paintRuler, RULER_PX, type RulerUnit } from './rulers.ts';
import { ViewGestures } from './view-gestures.ts';
import {
  dotUnder,
  fitScale,
  MAX_ZOOM,
  nextZoom,
  panned,
  zoomedAt,
  type Place,
  type Viewport,
  type Zoom,
} from './viewport.ts';

const LENS_PX = 232;
const PADDING_PX = 14;
const KEY_STEP_PX = 64;
/** Tap-size moves for the lens, in CSS pixels. */
const LENS_STEP_PX = 6;
const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Sides of sheets, dot by dot: pan by dragging, wheel or arrow keys; zoom by steps, wheel or pinch; a loupe that
 * follows the pointer or, while it is on, the arrow keys. Says `zoom-change` when it changed its own zoom,
 * `scale-change` when it has drawn at another scale (device pixels a dot), and `turn` (-1 or 1) for keys and swipes
 * that ask for another sheet.
 */
@customElement('platen-dot-view')
export class DotView extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        overflow: hidden;
        background: var(--platen-page);
        border-radius: var(--wa-border-radius-m);
      }

      .stage {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        cursor: grab;
        touch-action: none;
      }

      /* Whole, there is nothing to pan: a finger scrolls what lies around. */
      .whole {
        cursor: default;
        touch-action: pan-y;
      }

      .stage:active:not(.whole) {
        cursor: grabbing;
      }

      :host([loupe]) .stage {
        cursor: crosshair;
        touch-action: none;
      }

      .stage:focus-visible {
        outline-offset: -3px;
        border-radius: var(--wa-border-radius-m);
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

  @property({ attribute: false }) leaves: readonly Leaf[] = [];
  @property({ attribute: false }) zoom: Zoom = 'fit';
  /** The zoom at which paper is as large as it is, where that is known: where the key 1 leads. */
  @property({ attribute: false }) trueZoom = 1;
  @property({ type: Boolean, reflect: true }) loupe = false;
  @property({ type: Boolean }) frame = false;
  @property({ attribute: false }) ruler: RulerUnit | null = null;
  /** What a screen reader calls it. */
  @property() label = '';

  @query('.stage') private readonly stage!: HTMLCanvasElement;
  @query('.lens') private readonly lens!: HTMLCanvasElement;

  readonly #painter = new LeafPainter(() => this.requestUpdate());
  readonly #gestures = new ViewGestures({
    pan: (x, y) => this.#panBy({ x, y }),
    zoomTo: (factor, place) => this.#zoomTo(this.#view.scale * factor, place),
    look: (place) => this.#look(place),
    toggle: (place) => this.#zoomTo(this.zoom === 'fit' ? 1 : 'fit', place),
    turn: (by) => this.#turn(by),
    isWhole: () => this.zoom === 'fit',
    isLooking: () => this.loupe,
  });
  /** The dot in the middle of the view. */
  #centre: Place = { x: 0, y: 0 };
  /** Where the loupe is, CSS pixels in this element. */
  #eye: Place = { x: 0, y: 0 };
  #resize = new ResizeObserver(() => this.requestUpdate());
  /** The frame in which it is drawn next; 0: none is asked for. */
  #nextFrame = 0;
  #drawnScale = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    cancelAnimationFrame(this.#nextFrame);
    this.#nextFrame = 0;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('leaves')) {
      const { width, height } = layOut((changed.get('leaves') as readonly Leaf[] | undefined) ?? []);
      const now = layOut(this.leaves);
      // Turning the sheet over keeps the place, so that both sides can be compared.
      if (now.width !== width || now.height !== height)
        this.#centre = { x: now.width / 2, y: now.height / 2 };
      this.#painter.prepare(this.leaves);
    }
    if (changed.has('loupe') && this.loupe && this.#eye.x === 0) {
      this.#eye = { x: this.clientWidth / 2, y: this.clientHeight / 2 };
    }
  }

  override render() {
    return html`
      <canvas
        class="stage ${this.zoom === 'fit' ? 'whole' : ''}"
        tabindex="0"
        role="application"
        aria-label=${this.label}
        @pointerdown=${this.#gestures.down}
        @pointermove=${this.#gestures.move}
        @pointerup=${this.#gestures.up}
        @pointercancel=${this.#gestures.up}
        @dblclick=${this.#gestures.doubleClick}
        @wheel=${this.#gestures.wheel}
        @keydown=${this.#key}
      ></canvas>
      <canvas class="lens" aria-hidden="true" ?hidden=${!this.loupe}></canvas>
    `;
  }

  /** With the frame, when everything around has its place: its own size, asked for before, would cost a layout. */
  override updated(): void {
    this.#nextFrame ||= requestAnimationFrame(() => {
      this.#nextFrame = 0;
      this.#draw();
    });
  }

  get #fit(): number {
    const ratio = devicePixelRatio;
    const ruler = this.#rulerPx;
    const box = { width: this.clientWidth * ratio - ruler, height: this.clientHeight * ratio - ruler };
    return fitScale(layOut(this.leaves), box, PADDING_PX * ratio);
  }

  get #rulerPx(): number {
    return this.ruler ? RULER_PX * devicePixelRatio : 0;
  }

  get #view(): Viewport {
    const { width, height } = layOut(this.leaves);
    if (this.zoom !== 'fit') return { scale: this.zoom, ...this.#centre };
    const scale = this.#fit;
    const aside = this.#rulerPx / 2 / scale;
    return { scale, x: width / 2 - aside, y: height / 2 - aside };
  }

  #draw(): void {
    const { stage } = this;
    const ratio = devicePixelRatio;
    const [width, height] = [this.clientWidth, this.clientHeight].map((px) =>
      Math.max(1, Math.round(px * ratio)),
    );
    // Setting a size, even the same, makes a new canvas.
    if (stage.width !== width) stage.width = width!;
    if (stage.height !== height) stage.height = height!;
    const context = stage.getContext('2d')!;
    context.clearRect(0, 0, stage.width, stage.height);
    const view = this.#view;
    this.#paint(context, view);
    if (view.scale !== this.#drawnScale) {
      this.#drawnScale = view.scale;
      this.dispatchEvent(new CustomEvent('scale-change', { detail: view.scale }));
    }
    if (this.ruler) this.#paintRulers(context, view, this.ruler);
    if (!this.loupe) return;
    this.lens.style.left = `${this.#eye.x - LENS_PX / 2}px`;
    this.lens.style.top = `${this.#eye.y - LENS_PX / 2}px`;
    this.lens.width = this.lens.height = Math.round(LENS_PX * ratio);
    const scale = Math.max(4, Math.round(view.scale * 4));
    this.#paint(this.lens.getContext('2d')!, { scale, ...dotUnder(view, this.#fromMiddle(this.#eye)) });
  }

  #paint(context: CanvasRenderingContext2D, view: Viewport): void {
    const { lefts } = layOut(this.leaves);
    this.leaves.forEach((leaf, index) => {
      const [left, top] = corner(context, view, lefts[index]!);
      this.#painter.paint(context, leaf, view.scale, left, top);
      if (this.frame) paintFrame(context, leaf, view.scale, left, top);
    });
  }

  #paintRulers(context: CanvasRenderingContext2D, view: Viewport, unit: RulerUnit): void {
    const style = getComputedStyle(this);
    const thick = this.#rulerPx;
    const common = { scale: view.scale, unit, colour: style.color, font: style.fontFamily };
    context.fillStyle = style.backgroundColor;
    context.fillRect(0, 0, context.canvas.width, thick);
    context.fillRect(0, 0, thick, context.canvas.height);
    const { lefts } = layOut(this.leaves);
    this.leaves.forEach(({ widthPx, heightPx }, index) => {
      const [left, top] = corner(context, view, lefts[index]!);
      paintRuler(context, { ...common, axis: 'x', start: left, lengthPx: widthPx });
      if (index === 0) paintRuler(context, { ...common, axis: 'y', start: top, lengthPx: heightPx });
    });
  }

  /** A place in this element (CSS pixels) as device pixels from the middle. */
  #fromMiddle(place: Place): Place {
    const ratio = devicePixelRatio;
    return { x: (place.x - this.clientWidth / 2) * ratio, y: (place.y - this.clientHeight / 2) * ratio };
  }

  /** By CSS pixels. */
  #panBy(by: Place): void {
    if (this.zoom === 'fit') return;
    const ratio = devicePixelRatio;
    this.#centre = panned(this.#view, { x: by.x * ratio, y: by.y * ratio }, layOut(this.leaves));
    this.requestUpdate();
  }

  /** One step in (+1) or out (-1). */
  step(direction: 1 | -1): void {
    this.#zoomTo(nextZoom(this.#view.scale, this.#fit, direction));
  }

  /** What lies under `place` (CSS pixels; left out: the middle) stays there. */
  #zoomTo(zoom: Zoom, place: Place = { x: this.clientWidth / 2, y: this.clientHeight / 2 }): void {
    const next = zoom === 'fit' || zoom <= this.#fit ? 'fit' : Math.min(MAX_ZOOM, zoom);
    if (next === this.zoom) return;
    if (next !== 'fit') this.#centre = zoomedAt(this.#view, next, this.#fromMiddle(place));
    this.zoom = next;
    this.dispatchEvent(new CustomEvent<Zoom>('zoom-change', { detail: next }));
  }

  #look(place: Place): void {
    this.#eye = {
      x: Math.min(this.clientWidth, Math.max(0, place.x)),
      y: Math.min(this.clientHeight, Math.max(0, place.y)),
    };
    this.requestUpdate();
  }

  #turn(by: 1 | -1): void {
    this.dispatchEvent(new CustomEvent('turn', { detail: by }));
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.#arrow(arrow, event.shiftKey ? 8 : 1);
    else if (event.key === '+' || event.key === '=') this.step(1);
    else if (event.key === '-') this.step(-1);
    else if (event.key === '0') this.#zoomTo('fit');
    else if (event.key === '1') this.#zoomTo(this.trueZoom);
    else return;
    event.preventDefault();
  };

  #arrow({ x, y }: Place, times: number): void {
    if (this.loupe) {
      const step = LENS_STEP_PX * times;
      this.#look({ x: this.#eye.x + x * step, y: this.#eye.y + y * step });
    } else if (this.zoom === 'fit') this.#turn(x + y < 0 ? -1 : 1);
    else this.#panBy({ x: x * KEY_STEP_PX, y: y * KEY_STEP_PX });
  }
}

/** Where a leaf that begins at `leftDots` begins on the canvas, whole pixels. */
function corner(context: CanvasRenderingContext2D, { scale, x, y }: Viewport, leftDots: number) {
  const { width, height } = context.canvas;
  return [Math.round(width / 2 + (leftDots - x) * scale), Math.round(height / 2 - y * scale)] as const;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-dot-view': DotView;
  }
}
