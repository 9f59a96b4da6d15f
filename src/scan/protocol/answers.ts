import { PlatenError } from '../../errors/platen-error.ts';
import {
  BLOCK_HEADER_BYTES,
  MAX_BLOCK_BYTES,
  STATUS,
  STATUS_BYTES,
  STATUS_PAYLOAD_BYTES,
  hasGoodChecksum,
} from './commands.ts';

type Verdict = 'ok' | 'failed' | 'busy';

export interface Answer {
  readonly verdict: Verdict;
  /** null when the machine sent its verdict alone, which it may do at any time. */
  readonly payload: Uint8Array | null;
}

/**
 * The answer to a command that expects `payloadBytes` behind the status word.
 *
 * @throws PlatenError `scan.garbled` for any other length, a wrong checksum, or an unknown verdict
 */
export function readAnswer(bytes: Uint8Array, payloadBytes: number): Answer {
  if (bytes.length < STATUS_BYTES) garbled(`an answer of ${bytes.length} bytes`);
  const verdict = verdictOf(bytes);
  if (bytes.length === STATUS_BYTES) return { verdict, payload: null };
  const payload = bytes.subarray(STATUS_BYTES);
  if (payload.length !== payloadBytes) garbled(`${payload.length} bytes where ${payloadBytes} were due`);
  if (!hasGoodChecksum(payload)) garbled('a wrong checksum');
  return { verdict, payload };
}

function verdictOf(bytes: Uint8Array): Verdict {
  const word = (bytes[0]! << 8) | bytes[1]!;
  for (const verdict of ['ok', 'failed', 'busy'] as const) if (STATUS[verdict] === word) return verdict;
  return garbled(`the unknown verdict ${word.toString(16).padStart(4, '0')}`);
}

/** What the status block tells; the rest of it has no known meaning (notes §4). */
export interface ScannerStatus {
  readonly hasDocuments: boolean;
  /** The whole block, for the machine view and for questions nobody has answered yet. */
  readonly raw: Uint8Array;
}

const FEEDER_BYTE = 1;

/** Throws `scan.garbled` when the block is missing. */
export function readStatus({ payload }: Answer): ScannerStatus {
  if (payload?.length !== STATUS_PAYLOAD_BYTES) garbled('no status');
  return { hasDocuments: meansDocuments(payload[FEEDER_BYTE]!), raw: payload };
}

/** This model sends 0; its cousins have been seen to send other values for the same (notes §4). */
function meansDocuments(value: number): boolean {
  return (value & 0x0f) === 0 || value === 0x51;
}

export interface ImageBlock {
  readonly verdict: Verdict;
  readonly data: Uint8Array;
  /** No more of this page. */
  readonly isLast: boolean;
  /** The feeder said that nothing follows; seen on cousins, an early hint. */
  readonly isFeederEmpty: boolean;
}

/** Both bits together end a page, one alone does not (notes §5.6). */
const LAST_FLAGS = 0x28;
const FEEDER_EMPTY_FLAG = 0x10;

/** An answer to `readBlock`: no checksum, as many image bytes as it says. Throws `scan.garbled`. */
export function readImageBlock(bytes: Uint8Array): ImageBlock {
  if (bytes.length < STATUS_BYTES) garbled(`an answer of ${bytes.length} bytes`);
  const verdict = verdictOf(bytes);
  if (bytes.length === STATUS_BYTES && verdict !== 'ok') {
    return { verdict, data: bytes.subarray(STATUS_BYTES), isLast: false, isFeederEmpty: false };
  }
  if (bytes.length < BLOCK_HEADER_BYTES) garbled(`a block of ${bytes.length} bytes`);
  const flags = bytes[2]!;
  const length = (bytes[4]! << 8) | bytes[5]!;
  const data = bytes.subarray(BLOCK_HEADER_BYTES);
  if (length > MAX_BLOCK_BYTES || data.length !== length) {
    garbled(`a block that says ${length} bytes and has ${data.length}`);
  }
  const isLast = (flags & LAST_FLAGS) === LAST_FLAGS;
  return { verdict, data, isLast, isFeederEmpty: isLast && (flags & FEEDER_EMPTY_FLAG) !== 0 };
}

function garbled(detail: string): never {
  throw new PlatenError('scan.garbled', { detail });
}
