/** Marks on each page: few, so that most of the time a job is on the wire and not being drawn. */
const MARKS = 60;

/** A PDF of A4 pages that all look different: gray blocks at places that follow from the page's number. */
export function numberedPdf(pages: number): Uint8Array {
  const contents = Array.from({ length: pages }, (_, page) => {
    let state = page * 7919 + 17;
    const next = (below: number) => {
      state = (state * 48271) % 0x7fffffff;
      return state % below;
    };
    return Array.from(
      { length: MARKS },
      () => `0.${next(9)} g ${next(520)} ${next(780)} ${10 + next(50)} ${4 + next(30)} re f`,
    ).join('\n');
  });
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${contents.map((_, i) => `${3 + 2 * i} 0 R`).join(' ')}] /Count ${pages} >>`,
    ...contents.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Contents ${4 + 2 * i} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = file.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
