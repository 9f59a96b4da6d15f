import type { ParameterSetName } from './job-attributes.ts';

/**
 * The seven numbers at the head of every band. They say how far back each copy command reaches.
 * Numbers: the driver's PPD; positions and meaning: observed in its streams (UFR II LT notes §5.1, §5.4).
 */
export interface HiscoaParameters {
  /** L3: distance of REP3 in bytes. */
  readonly rep3: number;
  /** L5: distance of REP5. */
  readonly rep5: number;
  /** m0 and L0: REP0 reaches `rep0Lines` lines and `rep0Bytes` bytes back. */
  readonly rep0Lines: number;
  readonly rep0Bytes: number;
  /** m2 and L2: the same for REP2. */
  readonly rep2Lines: number;
  readonly rep2Bytes: number;
  /** L4: distance of REP4, and the first column where it may be used. */
  readonly rep4: number;
}

export const PARAMETER_SETS: Readonly<Record<ParameterSetName, HiscoaParameters>> = {
  standard: { rep3: 3, rep5: 6, rep0Lines: 1, rep2Lines: 1, rep0Bytes: 0, rep2Bytes: -6, rep4: 80 },
  colorTone: { rep3: 2, rep5: 1, rep0Lines: 1, rep2Lines: 1, rep0Bytes: 0, rep2Bytes: 8, rep4: 80 },
};

/** Bytes back from the current position, per copy command, at the start of a band. */
export interface CopyDistances {
  readonly rep0: number;
  readonly rep2: number;
  readonly rep3: number;
  readonly rep4: number;
  readonly rep5: number;
}

export function copyDistances(parameters: HiscoaParameters, lineBytes: number): CopyDistances {
  const { rep3, rep4, rep5, rep0Lines, rep0Bytes, rep2Lines, rep2Bytes } = parameters;
  return {
    rep0: rep0Lines * lineBytes + rep0Bytes,
    rep2: rep2Lines * lineBytes + rep2Bytes,
    rep3,
    rep4,
    rep5,
  };
}

/** As they stand at the head of a band: L3, L5, m0, m2, L0, L2 (signed bytes), L4 (little-endian 16 bit). */
export function parameterBytes(parameters: HiscoaParameters): readonly number[] {
  const { rep3, rep5, rep0Lines, rep2Lines, rep0Bytes, rep2Bytes, rep4 } = parameters;
  const bytes = [rep3, rep5, rep0Lines, rep2Lines, rep0Bytes, rep2Bytes, rep4, rep4 >> 8];
  return bytes.map((byte) => byte & 0xff);
}
