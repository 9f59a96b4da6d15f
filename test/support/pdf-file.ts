/** Small PDFs for tests, written object by object. */

export interface PdfPage {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly content: string;
  /** Further entries of the page's dictionary. */
  readonly entries?: string;
  /** Entries of its resources; `firstExtra` numbers the objects they may name. */
  readonly resources?: string;
}

/** One page. */
export function pdf(widthPt: number, heightPt: number, content: string, entries = ''): Buffer {
  return pdfOfPages([{ widthPt, heightPt, content, entries }]);
}

/** The number of the first of `extra` in a PDF of so many pages. */
export const firstExtra = (pages: number) => 3 + 2 * pages;

/** Pages, and whatever objects their resources name. */
export function pdfOfPages(pages: readonly PdfPage[], extra: readonly string[] = []): Buffer {
  return pdfOf(
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${3 + 2 * i} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    ...pages.flatMap(({ widthPt, heightPt, content, entries = '', resources = '' }, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Contents ${4 + 2 * i} 0 R /Resources << ${resources} >> ${entries} >>`,
      pdfStream('', content),
    ]),
    ...extra,
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

/** A stream object; `data` in latin1. */
export function pdfStream(entries: string, data: string): string {
  return `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`;
}

/** An image of 8 gray bits a pixel. */
export function pdfImage(width: number, height: number, level: (x: number, y: number) => number): string {
  const levels = Array.from({ length: width * height }, (_, i) => level(i % width, Math.floor(i / width)));
  return pdfStream(
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`,
    String.fromCharCode(...levels),
  );
}
