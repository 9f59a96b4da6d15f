import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

/**
 * Pages that pdf.js shows as blank because it cannot read what is on them. It says nothing about that: a page that it
 * does not find in a damaged file is replaced by an empty one, and a content stream that does not decode draws
 * nothing.
 */

/** Looking through larger files takes longer than opening them. */
const MOST_BYTES = 8 << 20;

/** Of a page object or a stream's dictionary so much is looked at. */
const DICTIONARY_CHARS = 4_096;

/** From 0. */
export async function unreadablePages(pdf: PDFDocumentProxy, file: Blob): Promise<ReadonlySet<number>> {
  const unreadable = new Set<number>();
  const source = await RawObjects.of(pdf, file);
  for (let index = 0; index < pdf.numPages; index++) {
    const page = await pdf.getPage(index + 1);
    if (isSuspect(page, source) && (await drawsNothing(page))) unreadable.add(index);
  }
  return unreadable;
}

/** The type says that every page has a reference; one that stands in for a page that was not found has none. */
function isSuspect(page: PDFPageProxy, source: RawObjects | null): boolean {
  const ref = page.ref as { readonly num: number } | null;
  return ref === null || (source?.hasBrokenContent(ref.num) ?? false);
}

async function drawsNothing(page: PDFPageProxy): Promise<boolean> {
  const { fnArray } = await page.getOperatorList({ intent: 'print' });
  return fnArray.length === 0;
}

/** Objects as they stand in the file. Those inside of compressed streams are not found, and nothing is said of them. */
class RawObjects {
  readonly #text: string;
  /** Object number → where the last object of that number begins: updates come later in the file. */
  readonly #starts = new Map<number, number>();

  private constructor(text: string) {
    this.#text = text;
    for (const match of text.matchAll(/(?<![0-9])([0-9]{1,8})[ \r\n\t]+[0-9]{1,5}[ \r\n\t]+obj\b/g)) {
      this.#starts.set(Number(match[1]), match.index + match[0].length);
    }
  }

  /** null where it would tell nothing: content of an encrypted file looks broken to whoever has no key. */
  static async of(pdf: PDFDocumentProxy, file: Blob): Promise<RawObjects | null> {
    if (file.size > MOST_BYTES) return null;
    const { info } = await pdf.getMetadata();
    if ((info as { readonly EncryptFilterName?: string | null }).EncryptFilterName) return null;
    return new RawObjects(new TextDecoder('latin1').decode(await file.arrayBuffer()));
  }

  /** Whether a stream that the page names as its content is said to be deflated and does not begin so. */
  hasBrokenContent(page: number): boolean {
    const [, list, single] =
      /\/Contents[ \r\n\t]*(?:\[([^\]]*)\]|([0-9]+[ \r\n\t]+[0-9]+[ \r\n\t]+R))/.exec(
        this.#dictionary(page),
      ) ?? [];
    const references = (list ?? single ?? '').matchAll(/([0-9]+)[ \r\n\t]+[0-9]+[ \r\n\t]+R/g);
    return [...references].some(([, content]) => this.#isBrokenStream(Number(content)));
  }

  #isBrokenStream(number: number): boolean {
    const dictionary = this.#dictionary(number);
    const stream = /stream\r?\n/.exec(dictionary);
    if (!stream || !/\/Filter[ \r\n\t]*\[?[ \r\n\t]*\/(?:FlateDecode|Fl)\b/.test(dictionary)) return false;
    const at = this.#starts.get(number)! + stream.index + stream[0].length;
    return !isZlibHeader(this.#text.charCodeAt(at), this.#text.charCodeAt(at + 1));
  }

  #dictionary(number: number): string {
    const start = this.#starts.get(number);
    return start === undefined
      ? ''
      : this.#text.slice(start, start + DICTIONARY_CHARS).split('endobj', 1)[0]!;
  }
}

/** RFC 1950, 2.2: method 8, and both bytes together a multiple of 31. */
function isZlibHeader(cmf: number, flg: number): boolean {
  return (cmf & 0x0f) === 8 && (cmf * 256 + flg) % 31 === 0;
}
