/**
 * Who is who on the cable. Sources: usb.ids (2025.07.26) and, for the iR1018 line, the D400s and MF4500,
 * SANE's list of Canon machines.
 */
export const CANON_VENDOR_ID = 0x04a9;

/** One product id for iR1020, iR1024 (A, F, i, iF) and imageRUNNER 1025 (N, iF). */
export const FAMILY_PRODUCT_ID = 0x26e6;

/** For `requestDevice`: the chooser shows only this family. */
export const FAMILY_FILTERS = [{ vendorId: CANON_VENDOR_ID, productId: FAMILY_PRODUCT_ID }] as const;

/** Machines that are easily taken for one of the family; none of them understands its streams. */
const NEIGHBOURS: ReadonlyMap<number, string> = new Map([
  [0x267a, 'iR2016'],
  [0x267b, 'iR2020'],
  [0x2684, 'MF3200 series'],
  [0x2686, 'MF6500 series'],
  [0x269d, 'iR1018/1022/1023'],
  [0x26a3, 'MF4100 series'],
  [0x26b0, 'MF4600 series'],
  [0x26b4, 'MF4010 series'],
  [0x26b5, 'MF4200 series'],
  [0x26da, 'LBP3010/3018/3050'],
  [0x26ea, 'LBP9100C'],
  [0x26ec, 'MF4360'],
  [0x26ed, 'D480'],
  [0x26ee, 'MF4320-4350'],
  [0x26ef, 'D420'],
  [0x2736, 'MF4500 series'],
  [0x2737, 'MF4410'],
  [0x2742, 'imageRUNNER 1133'],
  [0x2759, 'MF3010'],
]);

/** `other`: certainly not one of the family; `name` where it is known which machine it is. */
export type Identification =
  { readonly kind: 'family' } | { readonly kind: 'other'; readonly name: string | null };

export function identifyUsbIds(vendorId: number, productId: number): Identification {
  if (vendorId !== CANON_VENDOR_ID) return { kind: 'other', name: null };
  if (productId === FAMILY_PRODUCT_ID) return { kind: 'family' };
  const name = NEIGHBOURS.get(productId);
  return { kind: 'other', name: name === undefined ? null : `Canon ${name}` };
}

/**
 * Whether the model field of an IEEE 1284 id names a machine outside the family.
 *
 * The family's own id was never seen (expected: `iR1020/1024/1025`), so only a model number that is none of
 * the three counts; a name without a number proves nothing.
 */
export function namesAnotherModel(model: string): boolean {
  return /\d{3,}/.test(model) && !/10(20|24|25)/.test(model);
}
