import { PlatenError } from '../../errors/platen-error.ts';
import { MODE } from '../protocol/commands.ts';
import type { StoredOverview, StoredStrip } from './scan-shelf.ts';
import type { PixelShape } from './scanned-page.ts';
import { predictLines, restoreLines } from './line-prediction.ts';
import { riceDecode, riceEncode, riceLimit } from './rice-code.ts';

type LineShape = Pick<PixelShape, 'widthPx' | 'mode'>;

/** As much as is worth packing at once and cheap to have in memory. */
const STRIP_BYTES = 2 << 20;
/** Strips are a multiple of so many lines, which suits what is done in blocks of 8 or 16 behind them. */
const LINE_STEP = 16;
/** With a checksum of what was packed, so that damage shows. */
const FORMAT = 'deflate';

export function lineBytesOf({ widthPx, mode }: LineShape): number {
  return widthPx * MODE[mode].channels;
}

/** Lines of every strip of a page but its last: about 2 MB before they are packed. */
export function stripLines(shape: LineShape): number {
  return Math.max(1, Math.floor(STRIP_BYTES / lineBytesOf(shape) / LINE_STEP)) * LINE_STEP;
}

/**
 * Whole lines, packed without loss: each as its difference from what is beside or above it, that in Rice codes, and
 * deflated.
 */
export async function packStrip(lines: Uint8Array<ArrayBuffer>, shape: LineShape): Promise<StoredStrip> {
  const lineBytes = lineBytesOf(shape);
  const coded = riceEncode(predictLines(lines, lineBytes, MODE[shape.mode].channels));
  const packed = joined(await partsOf(passing(coded, new CompressionStream(FORMAT))));
  return { lines: lines.length / lineBytes, packed };
}

/**
 * The lines that were packed.
 *
 * @throws PlatenError `scan.damaged` when this is not a strip of that shape
 */
export async function unpackStrip(strip: StoredStrip, shape: LineShape): Promise<Uint8Array<ArrayBuffer>> {
  const lineBytes = lineBytesOf(shape);
  const predicted = new Uint8Array(strip.lines * (lineBytes + 1));
  const coded = await inflated(strip.packed, riceLimit(predicted.length));
  if (!riceDecode(coded, predicted)) throw damaged('no such codes');
  if (!restoreLines(predicted, lineBytes, MODE[shape.mode].channels)) throw damaged('an unknown prediction');
  // Each line has lost the byte in front that says how it was predicted.
  const lines = new Uint8Array(strip.lines * lineBytes);
  for (let line = 0; line < strip.lines; line += 1) {
    const at = line * (lineBytes + 1) + 1;
    lines.set(predicted.subarray(at, at + lineBytes), line * lineBytes);
  }
  return lines;
}

/** An overview is one strip. Throws as `unpackStrip` does. */
export function unpackOverview({ shape, packed }: StoredOverview): Promise<Uint8Array<ArrayBuffer>> {
  return unpackStrip({ lines: shape.heightPx, packed }, shape);
}

async function inflated(packed: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array> {
  const reader = passing(packed, new DecompressionStream(FORMAT));
  try {
    return joined(await partsOf(reader, limit));
  } catch (thrown) {
    await reader.cancel().catch(() => undefined);
    throw damaged(String(thrown));
  }
}

/** All that comes, or RangeError: of what is more than `limit`, nobody reads on to see how much. */
async function partsOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit = Infinity,
): Promise<readonly Uint8Array[]> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    bytes += part.value.length;
    if (bytes > limit) throw new RangeError('too many bytes');
  }
  return parts;
}

/** `bytes` sent through a stream, to be read. What goes wrong on the way in shows on the way out. */
function passing(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: CompressionStream | DecompressionStream,
): ReadableStreamDefaultReader<Uint8Array> {
  const writer = writable.getWriter();
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function damaged(detail: string): PlatenError {
  return new PlatenError('scan.damaged', { detail: detail.slice(0, 200) });
}
