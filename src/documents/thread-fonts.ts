/** The fonts of this thread: documents live in workers, where the font set belongs to the global object. */
export function threadFonts(): FontFaceSet {
  return (globalThis as unknown as { readonly fonts: FontFaceSet }).fonts;
}
