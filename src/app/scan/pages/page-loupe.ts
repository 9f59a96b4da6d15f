import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { PixelArea } from '../../../scan/pages/pages-api.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';
import type { PagesDesk } from './pages-desk.ts';

const LENS_PX = 240;
const STEP_PX = 6;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Lies over a page's picture and shows what is under the pointer at full resolution, pixel by pixel; arrow keys move
 * it as well. Says `close-loupe` at Escape.
 */
@customElement('platen-page-loupe')
export class PageLoupe extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
      }

      .area {
        position: absolute;
        inset: 0;
        cursor: crosshair;
        touch-action: none;
      }

      .area:focus-visible {
        outline-offset: -3px;
      }

      canvas {
        position: absolute;
        width: ${LENS_PX}px;
        height: ${LENS_PX}px;
        border: 3px solid var(--wa-color-brand-fill-loud);
        border-radius: 50%;
        box-shadow: var(--wa-shadow-l);
        background: white;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) pages!: PagesDesk;
  @property({ attribute: false }) page!: ScannedPage;
  /** Where the picture is, in the window. */
  @property({ attribute: false }) boxOf!: () => DOMRect | null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.area') private readonly area!: HTMLElement;

  /** What is looked at, as a share of the picture's width and height. */
  #eye: readonly [number, number] = [0.5, 0.3];
  #size: { readonly of: string; readonly widthPx: number; readonly heightPx: number } | null = null;
  #isBusy = false;
  #isStale = false;

  /** The picture has moved or become another. */
  placed(): void {
    this.#look();
  }

  override render() {
    return html`<div
        class="area"
        role="application"
        tabindex="0"
        aria-label="Loupe. Arrow keys move it, Escape puts it away"
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @keydown=${this.#key}
      ></div>
      <canvas aria-hidden="true" width=${this.#lensPx} height=${this.#lensPx}></canvas>`;
  }

  override firstUpdated(): void {
    this.area.focus();
  }

  override updated(): void {
    this.#look();
  }

  get #lensPx(): number {
    return Math.round(LENS_PX * devicePixelRatio);
  }

  readonly #point = (event: PointerEvent) => {
    const box = this.boxOf();
    if (!box) return;
    this.#moveTo((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };

  readonly #key = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const box = this.boxOf();
    if (event.key === 'Escape') this.dispatchEvent(new CustomEvent('close-loupe'));
    else if (arrow && box) {
      const step = STEP_PX * (event.shiftKey ? 8 : 1);
      const [x, y] = this.#eye;
      this.#moveTo(x + (arrow[0] * step) / box.width, y + (arrow[1] * step) / box.height);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #moveTo(x: number, y: number): void {
    this.#eye = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
    this.#look();
  }

  #look(): void {
    const box = this.boxOf();
    if (!box) return;
    const [x, y] = this.#eye;
    const here = this.getBoundingClientRect();
    this.canvas.style.left = `${box.left - here.left + x * box.width - LENS_PX / 2}px`;
    this.canvas.style.top = `${box.top - here.top + y * box.height - LENS_PX / 2}px`;
    void this.#draw();
  }

  /** One part of the page at a time: where the eye has gone meanwhile comes next. */
  async #draw(): Promise<void> {
    this.#isStale = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#isStale && this.isConnected) {
        this.#isStale = false;
        await this.#drawOnce();
      }
    } catch {
      // What is wrong with the page is said where its picture should be.
    } finally {
      this.#isBusy = false;
    }
  }

  async #drawOnce(): Promise<void> {
    const { id, corrections } = this.page;
    const of = `${id} ${JSON.stringify(corrections)}`;
    if (this.#size?.of !== of) {
      const { widthPx, heightPx } = await this.pages.call((api) => api.size(id, corrections));
      this.#size = { of, widthPx, heightPx };
    }
    const { widthPx, heightPx } = this.#size;
    const lens = this.#lensPx;
    const place = (share: number, length: number) =>
      Math.round(Math.max(0, Math.min(length - lens, share * length - lens / 2)));
    const area: PixelArea = {
      left: place(this.#eye[0], widthPx),
      top: place(this.#eye[1], heightPx),
      width: Math.min(lens, widthPx),
      height: Math.min(lens, heightPx),
    };
    const picture = await this.pages.call((api) => api.detail(id, corrections, area));
    const context = this.canvas.getContext('2d')!;
    context.clearRect(0, 0, lens, lens);
    context.drawImage(picture, 0, 0);
    picture.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-page-loupe': PageLoupe;
  }
}
