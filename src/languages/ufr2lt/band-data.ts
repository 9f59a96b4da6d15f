import { BAND_END_MARK, BAND_FLAG, BAND_HEAD_BYTES } from './fields.ts';
import { PAGE_END_WORD, codedBytesBound } from './hiscoa-codes.ts';
import { PARAMETER_SETS, parameterBytes } from './hiscoa-parameters.ts';
import type { ParameterSetName } from './job-attributes.ts';

/**
 * The envelope of one band's code (UFR II LT notes §5.1): eight parameter bytes, a flag, a length
 * (little-endian), the code, for a side's last band the page-end word, and an end mark.
 */
export function bandHead(set: ParameterSetName, codedBytes: number, isLast: boolean): readonly number[] {
  // In every band the length is that of the band's own code plus a word, whether the word is there or not.
  const length = codedBytes + PAGE_END_WORD.length;
  return [
    ...parameterBytes(PARAMETER_SETS[set]),
    isLast ? BAND_FLAG.last : BAND_FLAG.moreFollow,
    length & 0xff,
    (length >>> 8) & 0xff,
    (length >>> 16) & 0xff,
    length >>> 24,
  ];
}

export function bandTail(isLast: boolean): readonly number[] {
  return isLast ? [...PAGE_END_WORD, BAND_END_MARK] : [BAND_END_MARK];
}

/** Bytes of a band's data around the code. */
export function envelopeBytes(isLast: boolean): number {
  return BAND_HEAD_BYTES + bandTail(isLast).length;
}

/** Most bytes of data a band of `bytes` bytes of dots can need; more is malformed. */
export function bandDataBound(bytes: number, isLast: boolean): number {
  return envelopeBytes(isLast) + codedBytesBound(bytes);
}
