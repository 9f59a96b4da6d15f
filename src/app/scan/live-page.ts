import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ScannerStore } from './scanner-store.ts';

/** The page that is being scanned, growing as its rows arrive. Decorative: progress says how far it is. */
@customElement('platen-live-page')
export class LivePage extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 0;
        min-width: 0;
        padding: var(--wa-space-s);
      }

      canvas {
        max-width: 100%;
        max-height: 100%;
        min-height: 0;
        background: white;
        box-shadow: var(--platen-sheet-shadow);
      }
    `,
  ];

  @property({ attribute: false }) scanner!: ScannerStore;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  /** The page and how many of its rows are on the canvas. */
  #drawn = { key: '', rows: 0 };
  #isWaiting = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.scanner.addEventListener('rows', this.#schedule);
    if (this.hasUpdated) this.#schedule();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scanner.removeEventListener('rows', this.#schedule);
  }

  override render() {
    return html`<canvas aria-hidden="true" width="1" height="1"></canvas>`;
  }

  override firstUpdated(): void {
    this.#schedule();
  }

  /** Once a frame is often enough. */
  readonly #schedule = () => {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#draw();
    });
  };

  #draw(): void {
    const { live } = this.scanner;
    if (!live || !this.canvas) return;
    const { widthPx, heightPx, pixels, rows } = live;
    const key = `${live.batchId} ${live.page} ${widthPx} ${heightPx}`;
    if (key !== this.#drawn.key) {
      this.canvas.width = widthPx;
      this.canvas.height = heightPx;
      this.#drawn = { key, rows: 0 };
    }
    const from = this.#drawn.rows;
    if (rows <= from) return;
    const fresh = pixels.subarray(4 * widthPx * from, 4 * widthPx * rows);
    this.canvas.getContext('2d')!.putImageData(new ImageData(fresh, widthPx), 0, from);
    this.#drawn = { key, rows };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-live-page': LivePage;
  }
}
