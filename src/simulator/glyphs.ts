/** Width and height of a glyph, in cells; one empty column and two empty lines follow it. */
export const GLYPH = { width: 5, height: 7, advance: 6, lineHeight: 9 } as const;

/**
 * Capital letters, digits and signs, drawn for this program. One character a line from top to bottom, read as
 * a digit to base 32: its five bits are the line's five cells, the most significant leftmost.
 */
const SHAPES: Readonly<Record<string, string>> = {
  ' ': '0000000',
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '11111he',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllrh',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'v2421he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  '!': '4444404',
  '"': 'aaa0000',
  '#': 'aavavaa',
  '%': 'op248j3',
  '&': 'cik8lid',
  "'": '4480000',
  '(': '2488842',
  ')': '8422248',
  '*': '04lel40',
  '+': '044v440',
  ',': '0000c48',
  '-': '000v000',
  '.': '00000cc',
  '/': '01248g0',
  ':': '0cc0cc0',
  ';': '0cc0c48',
  '<': '248g842',
  '=': '00v0v00',
  '>': '8421248',
  '?': 'eh12404',
  '@': 'ehnlnge',
  '[': 'e88888e',
  ']': 'e22222e',
  _: '000000v',
};
const UNKNOWN = 'vhhhhhv';

/** The seven lines of a character; small letters come as capitals, what is not there as a box. */
export function glyphLines(character: string): readonly number[] {
  const shape = SHAPES[character.toUpperCase()] ?? UNKNOWN;
  return Array.from(shape, (digit) => parseInt(digit, 32));
}
