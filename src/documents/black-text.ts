import { OPS } from 'pdfjs-dist';

/** Whoever paints with these, paints with the style that is set. */
const PAINTING = ['fill', 'fillRect', 'fillText', 'stroke', 'strokeText'] as const;

type Painter = OffscreenCanvasRenderingContext2D;

/** Channels from here on count as white: colour profiles do not always hit 255. */
const WHITE_FROM = 250;

/**
 * Paints text black, whatever its colour. pdf.js tells of every operator before it is executed, all at once, so
 * one note of what kind it is serves all contexts that it may paint on, its scratch canvases too, and glyphs
 * that are drawn as paths.
 */
export class TextInk {
  #isText = false;
  #isWanted = false;

  /** Before each operator of a rendering; `isWanted`: the text of this rendering is to be black. */
  note(operator: number, isWanted: boolean): void {
    this.#isWanted = isWanted;
    this.#isText = isWanted && operator === OPS.showText;
  }

  /** After a rendering. */
  end(): void {
    this.#isText = false;
    this.#isWanted = false;
  }

  /** Where pdf.js makes a scratch canvas. */
  prepareScratch(ctx: Painter | null): void {
    if (this.#isWanted && ctx) this.prepare(ctx);
  }

  /** From now on text on this context is black. */
  prepare(ctx: Painter): void {
    for (const name of PAINTING) {
      const paint = ctx[name] as (...args: unknown[]) => void;
      const inBlack = (...args: unknown[]) => {
        if (!this.#isText) return paint.apply(ctx, args);
        const { fillStyle, strokeStyle } = ctx;
        ctx.fillStyle = blackened(fillStyle);
        ctx.strokeStyle = blackened(strokeStyle);
        paint.apply(ctx, args);
        ctx.fillStyle = fillStyle;
        ctx.strokeStyle = strokeStyle;
      };
      Object.defineProperty(ctx, name, { value: inBlack, configurable: true, writable: true });
    }
  }

  /** As it was before `prepare`. */
  restore(ctx: Painter): void {
    for (const name of PAINTING) Reflect.deleteProperty(ctx, name);
  }
}

type Style = Painter['fillStyle'];

/** Contexts give opaque colours as `#rrggbb`; others are see-through and stay so. */
function blackened(style: Style): Style {
  if (typeof style !== 'string') return '#000';
  if (!style.startsWith('#')) return style;
  const channels = [1, 3, 5].map((at) => parseInt(style.slice(at, at + 2), 16));
  return channels.every((channel) => channel >= WHITE_FROM) ? style : '#000';
}
