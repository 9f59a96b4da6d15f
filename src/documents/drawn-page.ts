/** Points a dot, at 600 dpi. */
const POINTS = 72 / 600;
/** Of a quarter circle by one Bézier curve. */
const QUARTER = 0.5523;

/*
 * Pages that Platen itself draws, as PDF operators. Everything is in dots of 1/600 inch from the top left corner.
 */

export function box(x: number, y: number, width: number, height: number): string {
  return `${x} ${y} ${width} ${height} re f`;
}

/** Upright although the page's y runs down. */
export function text(words: string, x: number, y: number, size: number): string {
  return `BT /F1 ${size} Tf 1 0 0 -1 ${x} ${y} Tm (${words}) Tj ET`;
}

/** 0 black to 255 white, for what follows. */
export function gray(level: number): string {
  return `${(level / 255).toFixed(5)} g`;
}

export function disc(x: number, y: number, radius: number): string {
  const bend = radius * QUARTER;
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(2)} ${(y + dy).toFixed(2)}`;
  return [
    `${at(radius, 0)} m`,
    `${at(radius, bend)} ${at(bend, radius)} ${at(0, radius)} c`,
    `${at(-bend, radius)} ${at(-radius, bend)} ${at(-radius, 0)} c`,
    `${at(-radius, -bend)} ${at(-bend, -radius)} ${at(0, -radius)} c`,
    `${at(bend, -radius)} ${at(radius, -bend)} ${at(radius, 0)} c f`,
  ].join('\n');
}

/** The smallest file that PDF 1.4 allows for a page with a drawing (ISO 32000-1 §7.5). ASCII only. */
export function drawnPage(
  operators: readonly string[],
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): Uint8Array<ArrayBuffer> {
  const drawing = [`${POINTS} 0 0 ${-POINTS} 0 ${heightPx * POINTS} cm`, ...operators].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPx * POINTS} ${heightPx * POINTS}] /Contents 4 0 R ` +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file + table + trailer);
}
