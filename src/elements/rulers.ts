export type RulerUnit = 'mm' | 'inch';

/** Thickness of a ruler, CSS pixels. */
export const RULER_PX = 20;

const DOTS_PER_UNIT: Readonly<Record<RulerUnit, number>> = { mm: 600 / 25.4, inch: 600 };
/** Distances between ticks that people can read, in the unit. */
const STEPS: Readonly<Record<RulerUnit, readonly number[]>> = {
  mm: [0.1, 0.5, 1, 5, 10, 50],
  inch: [1 / 100, 1 / 20, 1 / 10, 1 / 8, 1 / 4, 1 / 2, 1, 5],
};
const LEAST_TICK_PX = 5;
const LEAST_LABEL_PX = 44;

export interface Tick {
  /** Dots from the side's edge. */
  readonly at: number;
  /** null: a small tick. */
  readonly label: string | null;
}

/** The ticks along `lengthPx` dots; the closer one looks, the finer. `scale`: CSS pixels a dot. */
export function ticksAlong(lengthPx: number, scale: number, unit: RulerUnit): readonly Tick[] {
  const perUnit = DOTS_PER_UNIT[unit];
  const atLeast = (px: number) =>
    STEPS[unit].find((step) => step * perUnit * scale >= px) ?? STEPS[unit].at(-1)!;
  const minor = atLeast(LEAST_TICK_PX);
  const major = STEPS[unit].find((step) => step >= minor && step * perUnit * scale >= LEAST_LABEL_PX);
  const labelled = major ?? Math.ceil(LEAST_LABEL_PX / (minor * perUnit * scale)) * minor;
  const ticks: Tick[] = [];
  for (let index = 0; index * minor * perUnit <= lengthPx; index++) {
    const value = index * minor;
    const isLabelled = Math.abs(value / labelled - Math.round(value / labelled)) < 1e-6;
    ticks.push({ at: value * perUnit, label: isLabelled ? String(Number(value.toFixed(3))) : null });
  }
  return ticks;
}

interface RulerPaint {
  readonly axis: 'x' | 'y';
  /** Where the side begins, device pixels. */
  readonly start: number;
  /** Of the side, dots. */
  readonly lengthPx: number;
  /** Device pixels a dot. */
  readonly scale: number;
  readonly unit: RulerUnit;
  readonly colour: string;
  readonly font: string;
}

/** Ticks and numbers along the top (`x`) or the left (`y`) of the canvas. */
export function paintRuler(context: CanvasRenderingContext2D, paint: RulerPaint): void {
  const ratio = devicePixelRatio;
  const thick = RULER_PX * ratio;
  const { axis, start, scale } = paint;
  const end = axis === 'x' ? context.canvas.width : context.canvas.height;
  context.save();
  context.beginPath();
  context.rect(axis === 'x' ? thick : 0, axis === 'x' ? 0 : thick, ...extent(axis, end - thick, thick));
  context.clip();
  context.fillStyle = context.strokeStyle = paint.colour;
  context.font = `${10 * ratio}px ${paint.font}`;
  context.lineWidth = 1;
  context.textBaseline = 'top';
  context.beginPath();
  for (const { at, label } of ticksAlong(paint.lengthPx, scale / ratio, paint.unit)) {
    const place = Math.round(start + at * scale) + 0.5;
    if (place < 0 || place > end) continue;
    const from = thick * (label === null ? 0.7 : 0.4);
    if (axis === 'x') context.moveTo(place, from);
    else context.moveTo(from, place);
    if (axis === 'x') context.lineTo(place, thick);
    else context.lineTo(thick, place);
    if (label !== null) write(context, axis, label, place, ratio);
  }
  context.stroke();
  context.restore();
}

function write(
  context: CanvasRenderingContext2D,
  axis: 'x' | 'y',
  label: string,
  place: number,
  ratio: number,
): void {
  if (axis === 'x') {
    context.fillText(label, place + 3 * ratio, 2 * ratio);
    return;
  }
  context.save();
  context.translate(2 * ratio, place - 3 * ratio);
  context.rotate(-Math.PI / 2);
  context.fillText(label, 0, 0);
  context.restore();
}

function extent(axis: 'x' | 'y', along: number, across: number): [number, number] {
  return axis === 'x' ? [along, across] : [across, along];
}
