/** What CSS takes a screen to be, where nobody has measured it: 96 CSS pixels an inch. */
const CSS_PX_PER_MM = 96 / 25.4;
const DOTS_PER_MM = 600 / 25.4;

/** A bank card's width (ISO/IEC 7810, ID-1). */
export const BANK_CARD_MM = { width: 85.6, height: 53.98 } as const;

/**
 * Device pixels a dot at which paper on the screen is as large as paper.
 *
 * @param screenPxPerMm device pixels a millimetre as somebody measured them; null: as CSS takes them to be
 */
export function trueZoom(screenPxPerMm: number | null, devicePixelRatio: number): number {
  return (screenPxPerMm ?? CSS_PX_PER_MM * devicePixelRatio) / DOTS_PER_MM;
}
