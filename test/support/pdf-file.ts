/** Small PDFs of one page for tests, written object by object. */
export function pdf(widthPt: number, heightPt: number, content: string, pageEntries = ''): Buffer {
  return pdfOf(
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Contents 4 0 R /Resources << >> ${pageEntries} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  );
}

/** A PDF of these objects, numbered from 2: the first is the root of its pages. */
export function pdfOf(...others: readonly string[]): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', ...others];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
