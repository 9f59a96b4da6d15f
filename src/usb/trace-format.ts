import * as v from 'valibot';
import { PlatenError } from '../errors/platen-error.ts';

/**
 * A session on the cable, as a file: JSON, one line of `log` for each call of WebUSB, each answer, and each
 * time the machine came or went, in the order they happened. Enough to play the machine's part again.
 */

/** Bytes in order: base64 of what was kept, or a number of bytes that were taken out. */
const Body = v.array(
  v.union([v.pipe(v.string(), v.base64()), v.pipe(v.number(), v.integer(), v.minValue(1))]),
);
export type TraceBody = v.InferOutput<typeof Body>;

const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const Byte = whole(0xff);
const Word = whole(0xffff);
const Length = whole(0xffff_ffff);
const Direction = v.picklist(['in', 'out']);

const Setup = v.object({
  requestType: v.picklist(['standard', 'class', 'vendor']),
  recipient: v.picklist(['device', 'interface', 'endpoint', 'other']),
  request: Byte,
  value: Word,
  index: Word,
});

/** What was asked of the browser. `at`: milliseconds since the session began. */
const line = { at: v.number() };
const call = { ...line, id: whole(Number.MAX_SAFE_INTEGER) };
const Call = v.variant('call', [
  v.object({ ...call, call: v.literal('open') }),
  v.object({ ...call, call: v.literal('close') }),
  v.object({ ...call, call: v.literal('configure'), configuration: Byte }),
  v.object({ ...call, call: v.literal('claim'), interface: Byte }),
  v.object({ ...call, call: v.literal('release'), interface: Byte }),
  v.object({ ...call, call: v.literal('alternate'), interface: Byte, setting: Byte }),
  v.object({ ...call, call: v.literal('clearHalt'), direction: Direction, endpoint: Byte }),
  v.object({ ...call, call: v.literal('controlIn'), setup: Setup, length: Length }),
  v.object({ ...call, call: v.literal('controlOut'), setup: Setup, length: Length }),
  v.object({ ...call, call: v.literal('in'), endpoint: Byte, length: Length }),
  v.object({ ...call, call: v.literal('out'), endpoint: Byte, length: Length, body: v.optional(Body) }),
]);
export type TraceCall = v.InferOutput<typeof Call>;

/** How the call with this `id` ended. A call without one had not ended when the trace was taken. */
const Answer = v.object({
  ...call,
  answer: v.picklist(['ok', 'stall', 'babble', 'error']),
  /** Bytes that were moved, as the browser tells; null for calls that move none. */
  bytes: v.nullable(Length),
  body: v.optional(Body),
  error: v.optional(v.object({ name: v.string(), message: v.string() })),
});
export type TraceAnswer = v.InferOutput<typeof Answer>;

const Event = v.object({ ...line, event: v.picklist(['connect', 'disconnect']) });
type TraceEvent = v.InferOutput<typeof Event>;

const Alternate = v.object({
  alternateSetting: Byte,
  interfaceClass: Byte,
  interfaceSubclass: Byte,
  interfaceProtocol: Byte,
  endpoints: v.array(
    v.object({
      endpointNumber: Byte,
      direction: Direction,
      type: v.picklist(['bulk', 'interrupt', 'isochronous']),
      packetSize: Word,
    }),
  ),
});

/** What the machine is, without anything that tells one from another of its kind. */
const Device = v.object({
  vendorId: Word,
  productId: Word,
  hasSerialNumber: v.boolean(),
  /** null: not configured when it was opened. */
  configurationValue: v.nullable(Byte),
  configurations: v.array(
    v.object({
      configurationValue: Byte,
      interfaces: v.array(v.object({ interfaceNumber: Byte, alternates: v.array(Alternate) })),
    }),
  ),
});
export type TraceDevice = v.InferOutput<typeof Device>;

const Trace = v.object({
  format: v.literal('platen-usb-trace'),
  version: v.literal(1),
  /** null: nothing was ever opened. */
  device: v.nullable(Device),
  /** Older lines that had to make room. */
  dropped: Length,
  log: v.array(v.union([Call, Answer, Event])),
});
export type UsbTrace = v.InferOutput<typeof Trace>;
export type TraceLine = TraceCall | TraceAnswer | TraceEvent;

/** @throws PlatenError `usb.bad-trace` for anything that is not a trace as this version writes it */
export function readTrace(text: string): UsbTrace {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PlatenError('usb.bad-trace', { detail: 'it is not JSON' });
  }
  const result = v.safeParse(Trace, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'the file';
  throw new PlatenError('usb.bad-trace', { detail: `${where}: ${issue.message}`.slice(0, 200) });
}
