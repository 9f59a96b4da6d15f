/**
 * Text that pdfkit writes as it is into the document's properties, and unescaped into its XML: so it is escaped
 * wherever it becomes a part of another text, and only there.
 */
export class XmlText extends String {
  constructor(text: string) {
    // What neither XML nor PDF has a place for.
    super(text.replace(/[\p{Cc}\p{Cs}]/gu, ' '));
  }

  override toString(): string {
    const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
    return this.valueOf().replace(/[&<>]/g, (character) => names[character]!);
  }
}
