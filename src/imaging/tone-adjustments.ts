import type { HalftoneSettings } from '../settings/halftone.ts';

/**
 * What brightness, contrast and density make of a gray (0 to 1, 0 = black), before the tone curve. Never falls;
 * 0 stays 0 and 1 stays 1, so paper stays paper and black text stays black; all at 0 leave every gray alone.
 *
 * - brightness b: levels. Above 0 the white point comes down, to half gray at 100: g / (1 - b/200). Below 0 the
 *   black point comes up in the same way, to half gray at -100.
 * - contrast c: an S about the middle, g^k / (g^k + (1-g)^k) with k = 4^(c/100).
 * - density d: a power, g^(2^(d/100)): more than 0 darkens the middle tones.
 */
export function adjustGray(gray: number, settings: HalftoneSettings): number {
  return withDensity(
    withContrast(withBrightness(gray, settings.brightness), settings.contrast),
    settings.density,
  );
}

function withBrightness(gray: number, brightness: number): number {
  const range = 1 - Math.abs(brightness) / 200;
  return brightness >= 0 ? Math.min(1, gray / range) : Math.max(0, 1 - (1 - gray) / range);
}

function withContrast(gray: number, contrast: number): number {
  if (contrast === 0) return gray;
  const exponent = 4 ** (contrast / 100);
  const light = gray ** exponent;
  return light / (light + (1 - gray) ** exponent);
}

function withDensity(gray: number, density: number): number {
  return gray ** (2 ** (density / 100));
}
