import type { SideGeometry } from './geometry.ts';
import type { JobAttributes } from './job-attributes.ts';
import type { SideChunk } from './side-encoder.ts';

/** What is known of a job before its first band. */
export type JobTicket = Omit<JobAttributes, 'parameterSet'>;

/** What a decoder tells, in the order of the stream. Everything told has passed all checks that far. */
export interface StreamHandler {
  jobStart?(ticket: JobTicket): void;
  /** `index` counts a job's sides from 0. */
  sideStart?(geometry: SideGeometry, index: number): void;
  band?(band: DecodedBand): void;
  /** The same band still coded; a side's chunks joined are what `decodeSide` takes. */
  sideData?(chunk: SideChunk): void;
  sideEnd?(index: number): void;
  jobEnd?(attributes: JobAttributes, sideCount: number): void;
  /** Something a machine would print, yet the driver would not send. */
  warning?(warning: StreamWarning): void;
}

export interface DecodedBand {
  readonly geometry: SideGeometry;
  readonly firstLine: number;
  readonly lines: number;
  /** Lines of `geometry.lineBytes` bytes, 1 = black, most significant bit leftmost. Good during the call only. */
  readonly bits: Uint8Array;
}

export interface StreamWarning {
  /** Into the whole stream. */
  readonly offset: number;
  readonly reason: string;
}
