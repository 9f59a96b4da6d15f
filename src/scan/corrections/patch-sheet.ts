import type { CropArea } from './corrections.ts';
import { PATCH_T } from './patch-code.ts';

/** A separator sheet to print. Exports `patchSheet`. */

const MM_PER_INCH = 25.4;
/** From the edges of the sheet: beyond what printers leave blank, within what readers look at (A-61599: 0.5 to 2 in). */
const INSET_IN = 0.5;
/** As long as on Kodak's own sheets of short patches. */
const BAR_LENGTH_IN = 2.5;

/** Black bars on a sheet of that size: patch T at each edge, read inwards, so that the sheet may be fed any way. */
export function patchSheet(widthMm: number, heightMm: number): readonly CropArea[] {
  const length = BAR_LENGTH_IN * MM_PER_INCH;
  return patchBars().flatMap(({ fromMm, thickMm }) => [
    { leftMm: (widthMm - length) / 2, topMm: fromMm, widthMm: length, heightMm: thickMm },
    {
      leftMm: (widthMm - length) / 2,
      topMm: heightMm - fromMm - thickMm,
      widthMm: length,
      heightMm: thickMm,
    },
    { leftMm: fromMm, topMm: (heightMm - length) / 2, widthMm: thickMm, heightMm: length },
    {
      leftMm: widthMm - fromMm - thickMm,
      topMm: (heightMm - length) / 2,
      widthMm: thickMm,
      heightMm: length,
    },
  ]);
}

/** Each bar's distance from the edge, and how thick it is. */
function patchBars(): { readonly fromMm: number; readonly thickMm: number }[] {
  let at = INSET_IN;
  return PATCH_T.elementsIn.flatMap((element, i) => {
    const bar = { fromMm: at * MM_PER_INCH, thickMm: element * MM_PER_INCH };
    at += element;
    return i % 2 === 0 ? [bar] : [];
  });
}
