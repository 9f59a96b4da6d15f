export interface RulerPage {
  readonly widthPt: number;
  readonly heightPt: number;
  /** Left edges of black bars, a tenth of an inch wide, the page's height. */
  readonly barsAtPt: readonly number[];
}

/** A one-page PDF with nothing but vertical black bars at exact places. */
export function rulerPdf({ widthPt, heightPt, barsAtPt }: RulerPage): Uint8Array {
  const content = barsAtPt.map((x) => `${x} 0 7.2 ${heightPt} re f`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Contents 4 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = pdf.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  pdf += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(pdf);
}
