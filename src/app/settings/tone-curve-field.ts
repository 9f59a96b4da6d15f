import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { SETTING_DESCRIPTIONS } from '../../settings/describe.ts';
import { toneCurve, type TonePoint } from '../../settings/tone-curve.ts';
import type { SettingsEditor } from '../state/settings-editor.ts';
import { StoreController } from '../state/store.ts';
import {
  addPoint,
  MOST_POINTS,
  movePoint,
  pointsOf,
  removePoint,
  textOf,
  widestGap,
} from '../tone-points.ts';

const { title, help, maxLength, example } = SETTING_DESCRIPTIONS.toneCurve;
const LARGE_STEP = 16;

/**
 * The tone curve: points to be dragged, or moved with the arrow keys, or written. Black is at the left and at the
 * foot.
 */
@customElement('platen-tone-curve-field')
export class ToneCurveField extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-xs);
      }

      svg {
        display: block;
        width: min(100%, 20rem);
        aspect-ratio: 1;
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-m);
        background: var(--wa-color-surface-lowered, transparent);
        touch-action: none;
        overflow: visible;
      }

      .grid {
        stroke: var(--platen-card-border);
        stroke-width: 1;
      }

      .straight {
        stroke: var(--wa-color-text-quiet);
        stroke-dasharray: 3 4;
        opacity: 0.6;
      }

      .curve {
        fill: none;
        stroke: var(--wa-color-brand-border-loud);
        stroke-width: 2.5;
      }

      circle {
        fill: var(--wa-color-surface-default);
        stroke: var(--wa-color-brand-border-loud);
        stroke-width: 2.5;
        cursor: grab;
      }

      circle:focus-visible {
        fill: var(--wa-color-brand-fill-loud);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) editor!: SettingsEditor;
  @state() private dragged: number | null = null;
  @query('svg') private readonly plot!: SVGSVGElement;

  constructor() {
    super();
    new StoreController(this, () => [this.editor]);
  }

  override focus(): void {
    this.renderRoot.querySelector<WaInput>('wa-input')?.focus();
  }

  override render() {
    const { toneCurve: text } = this.editor.settings;
    const { points, error } = read(text);
    return html`
      <wa-input
        size="s"
        label=${title}
        hint=${help}
        placeholder=${example}
        maxlength=${maxLength}
        autocomplete="off"
        spellcheck="false"
        with-clear
        .value=${text}
        @input=${(event: Event) => this.editor.set({ toneCurve: (event.currentTarget as WaInput).value ?? '' })}
      ></wa-input>
      ${error ? html`<platen-explanation .error=${error} variant="warning"></platen-explanation>` : this.#plot(points)}
      ${error ? nothing : this.#actions(points)}
    `;
  }

  #plot(points: readonly TonePoint[]) {
    const curve = toneCurve(points);
    const path = Array.from({ length: 86 }, (_, step) => `${step * 3} ${255 - curve(step * 3)}`).join('L');
    return html`<svg
      viewBox="-6 -6 267 267"
      role="group"
      aria-label="Tone curve: from gray in, black at the left, to gray out, black at the foot"
      @pointermove=${this.#drag}
      @pointerup=${this.#drop}
      @pointercancel=${this.#drop}
      @dblclick=${this.#add}
    >
      ${[64, 128, 191].map((at) => svg`<path class="grid" d=${`M${at} 0V255M0 ${at}H255`}></path>`)}
      <path class="straight" d="M0 255L255 0"></path>
      <path class="curve" d=${`M${path}`}></path>
      ${points.slice(0, -1).map((point, index) => this.#point(point, index))}
    </svg>`;
  }

  #point({ from, to }: TonePoint, index: number) {
    return svg`<circle
      cx=${from}
      cy=${255 - to}
      r="7"
      tabindex="0"
      role="slider"
      aria-label=${index === 0 ? 'Black' : `Point ${index}`}
      aria-orientation="vertical"
      aria-valuemin="0"
      aria-valuemax="255"
      aria-valuenow=${to}
      aria-valuetext=${`gray ${from} becomes ${to}`}
      @pointerdown=${(event: PointerEvent) => this.#grab(event, index)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, index)}
    ></circle>`;
  }

  #actions(points: readonly TonePoint[]) {
    return html`<div class="actions">
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${points.length >= MOST_POINTS}
        @click=${() => this.#put(addPoint(points, widestGap(points)))}
      >
        <wa-icon slot="start" name="plus"></wa-icon>Add a point
      </wa-button>
      <wa-button size="s" appearance="plain" ?disabled=${points.length === 2} @click=${() => this.#put([])}
        >Straight</wa-button
      >
      <p class="quiet small">Arrow keys move a point, Delete takes it away.</p>
    </div>`;
  }

  #grab(event: PointerEvent, index: number): void {
    this.dragged = index;
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
  }

  readonly #drag = (event: PointerEvent) => {
    if (this.dragged !== null) this.#put(movePoint(this.#points, this.dragged, this.#toneAt(event)));
  };

  readonly #drop = () => {
    this.dragged = null;
  };

  readonly #add = (event: MouseEvent) => this.#put(addPoint(this.#points, this.#toneAt(event)));

  #key(event: KeyboardEvent, index: number): void {
    const points = this.#points;
    const { from, to } = points[index]!;
    const by = event.shiftKey ? LARGE_STEP : 1;
    const moves: Readonly<Record<string, TonePoint>> = {
      ArrowUp: { from, to: to + by },
      ArrowDown: { from, to: to - by },
      ArrowLeft: { from: from - by, to },
      ArrowRight: { from: from + by, to },
    };
    const wanted = moves[event.key];
    if (wanted) this.#put(movePoint(points, index, wanted));
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#put(removePoint(points, index));
    else return;
    event.preventDefault();
  }

  get #points(): TonePoint[] {
    return read(this.editor.settings.toneCurve).points;
  }

  #put(points: readonly TonePoint[]): void {
    const text = textOf(points);
    if (text.length <= maxLength && text !== this.editor.settings.toneCurve)
      this.editor.set({ toneCurve: text });
  }

  #toneAt({ clientX, clientY }: MouseEvent): TonePoint {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.plot.getScreenCTM()!.inverse());
    return { from: x, to: 255 - y };
  }
}

function read(text: string): { readonly points: TonePoint[]; readonly error: ErrorRecord | null } {
  try {
    return { points: pointsOf(text), error: null };
  } catch (thrown) {
    return { points: [], error: toRecord(asPlatenError(thrown)) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-tone-curve-field': ToneCurveField;
  }
}
