import type { Place } from './viewport.ts';

interface GestureTarget {
  /** By CSS pixels. */
  pan(x: number, y: number): void;
  /** Times what it is; `place` in CSS pixels of the element. */
  zoomTo(factor: number, place: Place): void;
  /** The pointer is here, and the loupe is on. */
  look(place: Place): void;
  /** Between whole and near. */
  toggle(place: Place): void;
  /** A swipe. */
  turn(by: 1 | -1): void;
  isWhole(): boolean;
  isLooking(): boolean;
}

/** A wheel's notch, by what browsers report for one. */
const WHEEL_NOTCH = 100;
const ZOOM_A_NOTCH = 1.35;
const SWIPE_PX = 48;

/** Mouse, pen, fingers and wheel, as moves of a view. */
export class ViewGestures {
  readonly #target: GestureTarget;
  readonly #fingers = new Map<number, Place>();
  #swipe: Place | null = null;

  constructor(target: GestureTarget) {
    this.#target = target;
  }

  readonly down = (event: PointerEvent) => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, placeOf(event));
    this.#swipe = this.#fingers.size === 1 && event.pointerType === 'touch' ? placeOf(event) : null;
    if (this.#target.isLooking()) this.#target.look(placeOf(event));
  };

  readonly move = (event: PointerEvent) => {
    const here = placeOf(event);
    const before = this.#fingers.get(event.pointerId);
    if (this.#target.isLooking()) {
      this.#target.look(here);
      return;
    }
    if (!before) return;
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.#fingers.set(event.pointerId, here);
    if (other) {
      const factor = distance(here, other) / Math.max(1, distance(before, other));
      this.#target.zoomTo(factor, { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 });
      // Two fingers carry half of each one's way.
      this.#target.pan((before.x - here.x) / 2, (before.y - here.y) / 2);
    } else this.#target.pan(before.x - here.x, before.y - here.y);
  };

  readonly up = (event: PointerEvent) => {
    this.#fingers.delete(event.pointerId);
    const from = this.#swipe;
    this.#swipe = null;
    if (!from || event.type === 'pointercancel' || !this.#target.isWhole() || this.#target.isLooking())
      return;
    const dx = event.offsetX - from.x;
    if (Math.abs(dx) >= SWIPE_PX && Math.abs(dx) > 2 * Math.abs(event.offsetY - from.y)) {
      this.#target.turn(dx < 0 ? 1 : -1);
    }
  };

  readonly doubleClick = (event: MouseEvent) => {
    if (!this.#target.isLooking()) this.#target.toggle(placeOf(event));
  };

  /** With Ctrl, which is also what a pinch on a touchpad looks like, it zooms. Whole, it is left to the page. */
  readonly wheel = (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const notches =
        event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / WHEEL_NOTCH : event.deltaY;
      this.#target.zoomTo(ZOOM_A_NOTCH ** -notches, placeOf(event));
    } else if (!this.#target.isWhole()) {
      event.preventDefault();
      this.#target.pan(event.deltaX, event.deltaY);
    }
  };
}

function placeOf(event: MouseEvent): Place {
  return { x: event.offsetX, y: event.offsetY };
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
