import { OPS } from 'pdfjs-dist';
import type { OperatorList } from './pdf-operators.ts';

const MAX_NESTING = 64;

/** Operators that bring tones wherever they stand. */
const TONAL = new Set([
  OPS.shadingFill,
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
]);

/** `['TilingPattern', colour, operators, ...]` or `['Shading', ...]`; a tiling of lines and areas has no tones. */
export function isTonalPattern(pattern: readonly unknown[]): boolean {
  return pattern[0] !== 'TilingPattern' || isTonalList(pattern[2] as OperatorList, 0);
}

function isTonalList(list: OperatorList, depth: number): boolean {
  if (depth > MAX_NESTING) return true;
  return list.fnArray.some((operator, i) => {
    if (TONAL.has(operator)) return true;
    if (operator === OPS.setGState) return JSON.stringify(list.argsArray[i]).includes('"SMask"');
    if (operator !== OPS.setFillColorN && operator !== OPS.setStrokeColorN) return false;
    const pattern = list.argsArray[i] as readonly unknown[];
    return pattern[0] !== 'TilingPattern' || isTonalList(pattern[2] as OperatorList, depth + 1);
  });
}

/** Type 3 fonts draw their glyphs with operators of their own: stencils and lines as a rule, but anything may be. */
export function isTonalFont(font: unknown): boolean {
  const { isType3Font, charProcOperatorList } = (font ?? {}) as {
    readonly isType3Font?: boolean;
    readonly charProcOperatorList?: ReadonlyMap<string, OperatorList>;
  };
  if (!isType3Font || !charProcOperatorList) return false;
  for (const list of charProcOperatorList.values()) if (isTonalList(list, 0)) return true;
  return false;
}
