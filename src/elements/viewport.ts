/** Which part of a drawing is seen, and how large: pure geometry, in device pixels and in the drawing's own dots. */
export interface Viewport {
  /** Device pixels a dot. */
  readonly scale: number;
  /** The dot in the middle of the view. */
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Device pixels a dot; `fit` shows everything. */
export type Zoom = 'fit' | number;

/** Where buttons and keys halt. */
const ZOOM_STEPS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16] as const;
export const MAX_ZOOM = ZOOM_STEPS.at(-1)!;

/** The largest scale at which `content` (dots) shows whole in `box` (device pixels), with `paddingPx` all round. */
export function fitScale(content: Size, box: Size, paddingPx: number): number {
  const room = (length: number) => Math.max(1, length - 2 * paddingPx);
  return Math.min(room(box.width) / content.width, room(box.height) / content.height);
}

/** The next halt in (+1) or out (-1). Out ends at `fit`. */
export function nextZoom(scale: number, fit: number, direction: 1 | -1): Zoom {
  const almost = 1.01;
  if (direction === 1) return ZOOM_STEPS.find((step) => step > scale * almost) ?? MAX_ZOOM;
  const lower = ZOOM_STEPS.findLast((step) => step < scale / almost);
  return lower === undefined || lower <= fit ? 'fit' : lower;
}

/** The dot under a place, which is given in device pixels from the middle of the view. */
export function dotUnder({ scale, x, y }: Viewport, place: Place): Place {
  return { x: x + place.x / scale, y: y + place.y / scale };
}

/** Another scale; the dot under `place` (device pixels from the middle) stays there. */
export function zoomedAt(view: Viewport, scale: number, place: Place): Viewport {
  const kept = dotUnder(view, place);
  return { scale, x: kept.x - place.x / scale, y: kept.y - place.y / scale };
}

/** Moved by device pixels; the middle stays on the content. */
export function panned(view: Viewport, by: Place, content: Size): Viewport {
  const within = (at: number, length: number) => Math.min(length, Math.max(0, at));
  return {
    scale: view.scale,
    x: within(view.x + by.x / view.scale, content.width),
    y: within(view.y + by.y / view.scale, content.height),
  };
}
