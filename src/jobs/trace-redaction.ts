import { BLOCK_HEADER_BYTES, BLOCK_MAGIC, OPERATION } from '../languages/ufr2lt/fields.ts';
import { BodyWriter } from '../usb/trace-bodies.ts';
import type { OutgoingFilter } from '../usb/trace-recorder.ts';

/**
 * Where in a stream of jobs one is. `lost`: what comes is not understood, so nothing of it is kept. In a header
 * `at` counts its bytes; in a body `left` is what is missing of it.
 */
type Place =
  | { readonly in: 'lost' }
  | { readonly in: 'header'; readonly at: number; readonly operation: number; readonly length: number }
  | { readonly in: 'body'; readonly operation: number; readonly left: number };

const NEXT_HEADER: Place = { in: 'header', at: 0, operation: 0, length: 0 };
const LOST: Place = { in: 'lost' };

/** Fields of a block's header (UFR II LT notes §2.1): the operation, its body's length, and the account. */
const OPERATION_AT = 5;
const LENGTH_AT = 8;
const ACCOUNT_AT = 10;
const ACCOUNT_END = 18;

/** Bodies that hold nothing but settings. JobStart names people and documents, Send is the document. */
const SETTINGS: ReadonlySet<number> = new Set([
  OPERATION.binderStart,
  OPERATION.setBinder,
  OPERATION.documentStart,
  OPERATION.setDocument,
  OPERATION.documentEnd,
  OPERATION.binderEnd,
  OPERATION.jobEnd,
]);
const KNOWN: ReadonlySet<number> = new Set(Object.values(OPERATION));

/** Leaves the frame of a UFR II LT stream: headers without the account, and the blocks with settings. */
export const jobFrames: OutgoingFilter<Place> = {
  start: NEXT_HEADER,
  filter(bytes, place) {
    const body = new BodyWriter();
    let next = place;
    for (let at = 0; at < bytes.length;) {
      if (next.in === 'header') {
        next = headerByte(bytes[at]!, next, body);
        at += 1;
      } else {
        const count = next.in === 'lost' ? bytes.length - at : Math.min(next.left, bytes.length - at);
        if (next.in === 'body' && SETTINGS.has(next.operation)) {
          for (const byte of bytes.subarray(at, at + count)) body.keep(byte);
        } else {
          body.remove(count);
        }
        if (next.in === 'body') next = bodyOf(next.operation, next.left - count);
        at += count;
      }
    }
    return { body: body.end(), next };
  },
};

function headerByte(byte: number, place: Place & { in: 'header' }, body: BodyWriter): Place {
  const { at } = place;
  if (!isExpected(byte, at)) {
    body.remove(1);
    return LOST;
  }
  if (at >= ACCOUNT_AT && at < ACCOUNT_END) body.remove(1);
  else body.keep(byte);
  const operation = at === OPERATION_AT ? byte : place.operation;
  const isLength = at === LENGTH_AT || at === LENGTH_AT + 1;
  const length = isLength ? (place.length << 8) | byte : place.length;
  if (at + 1 < BLOCK_HEADER_BYTES) return { in: 'header', at: at + 1, operation, length };
  return bodyOf(operation, length);
}

/** Whether this byte can stand here in a header; the fields that vary take any. */
function isExpected(byte: number, at: number): boolean {
  if (at < BLOCK_MAGIC.length) return byte === BLOCK_MAGIC[at];
  if (at === OPERATION_AT) return KNOWN.has(byte);
  if (at >= LENGTH_AT && at < ACCOUNT_END) return true;
  return at === BLOCK_MAGIC.length ? byte === 0 || byte === 2 : byte === 0;
}

function bodyOf(operation: number, left: number): Place {
  return left > 0 ? { in: 'body', operation, left } : NEXT_HEADER;
}
