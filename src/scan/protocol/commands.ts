/**
 * The scanner's commands: strict question and answer over bulk pipes, all numbers big-endian.
 * Source of every code, length and offset: the scan notes §2 to §5, seen between SANE and a virtual device and
 * known to work on the real machine. The look-alikes iR1018/1022/1023 speak another dialect.
 */
export const COMMAND = {
  queryStatus: 0xf320,
  activate: 0xcf60,
  startSession: 0xdb20,
  selectSource: 0xdd20,
  setParameters: 0xde20,
  readBlock: 0xd420,
  endSession: 0xef20,
  setTime: 0xeb80,
} as const;

/** First word of every answer (notes §2.3). */
export const STATUS = { ok: 0x0606, failed: 0x1515, busy: 0x1414 } as const;

export const COMMAND_HEADER_BYTES = 10;
export const STATUS_BYTES = 2;
/** Payload of the answer to a status query, its checksum included (notes §4). */
export const STATUS_PAYLOAD_BYTES = 12;
/** Status word, flags, a zero, and the number of image bytes that follow (notes §5.6). */
export const BLOCK_HEADER_BYTES = 6;
export const MAX_BLOCK_BYTES = 0xc000;

/** Where the paper comes from, as byte 0 and byte 5 of the source payload (notes §5.4). */
export const SOURCE = {
  glass: { source: 1, duplex: 0 },
  feeder: { source: 2, duplex: 0 },
  'feeder-duplex': { source: 2, duplex: 3 },
} as const;
export type ScanSource = keyof typeof SOURCE;

/** Colour mode and bits a pixel (notes §5.5). Line art is made from gray: this model's 1-bit mode is untested. */
export const MODE = {
  gray: { mode: 0x04, bits: 8, channels: 1 },
  colour: { mode: 0x08, bits: 24, channels: 3 },
} as const;
export type ScanMode = keyof typeof MODE;

/** What the parameters of a page say, in pixels at the resolution of the scan. */
export interface PageParameters {
  readonly dpi: number;
  readonly mode: ScanMode;
  readonly x: number;
  readonly y: number;
  /** A multiple of 4 (notes §6). */
  readonly width: number;
  readonly height: number;
}

const NO_PAYLOAD = new Uint8Array(0);

/** The length field counts what is sent behind the header and what is expected behind the status word. */
function command(code: number, payload = NO_PAYLOAD, answerBytes = 0): Uint8Array<ArrayBuffer> {
  const packet = new Uint8Array(COMMAND_HEADER_BYTES + payload.length);
  const view = new DataView(packet.buffer);
  view.setUint16(0, code);
  view.setUint16(7, payload.length + answerBytes);
  packet.set(payload, COMMAND_HEADER_BYTES);
  return packet;
}

/** The last byte makes the sum of all payload bytes 0 modulo 256. */
export function withChecksum(payload: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  payload[payload.length - 1] = 0;
  payload[payload.length - 1] = -sumOf(payload) & 0xff;
  return payload;
}

export function hasGoodChecksum(payload: Uint8Array): boolean {
  return (sumOf(payload) & 0xff) === 0;
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum + byte, 0);
}

export const queryStatus = () => command(COMMAND.queryStatus, NO_PAYLOAD, STATUS_PAYLOAD_BYTES);
export const startSession = () => command(COMMAND.startSession);
export const endSession = () => command(COMMAND.endSession);
export const readBlock = () => command(COMMAND.readBlock, NO_PAYLOAD, 4 + MAX_BLOCK_BYTES);

/** Wakes the scan unit: 0, then 4 before a page, 0 after it. What the numbers mean is unknown. */
export function activate(step: 0 | 4): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(10);
  payload[0] = 1;
  payload[3] = step;
  return command(COMMAND.activate, withChecksum(payload));
}

export function selectSource(source: ScanSource): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(10);
  payload[0] = SOURCE[source].source;
  payload[5] = SOURCE[source].duplex;
  return command(COMMAND.selectSource, withChecksum(payload));
}

/** Set beside a resolution (notes §5.5). */
export const RESOLUTION_FLAG = 0x1000;
export const PARAMETER_BYTES = 46;

export function setParameters({ dpi, mode, x, y, width, height }: PageParameters): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(PARAMETER_BYTES);
  const view = new DataView(payload.buffer);
  view.setUint16(0x04, dpi | RESOLUTION_FLAG);
  view.setUint16(0x06, dpi | RESOLUTION_FLAG);
  view.setUint32(0x08, x);
  view.setUint32(0x0c, y);
  view.setUint32(0x10, width);
  view.setUint32(0x14, height);
  payload[0x18] = MODE[mode].mode;
  payload[0x19] = MODE[mode].bits;
  // Three constants of unknown meaning, the first two perhaps a middle and a highest level.
  payload[0x1f] = 0x7f;
  payload[0x20] = 0xff;
  payload[0x23] = 0x81;
  return command(COMMAND.setParameters, withChecksum(payload));
}

/** `yy/mm/dd HH:MM`, local time, filled with zeros; sent when the machine asks for it (notes §5.8). */
export function setTime(now: Date): Uint8Array<ArrayBuffer> {
  const two = (value: number) => String(value % 100).padStart(2, '0');
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('/');
  const time = [now.getHours(), now.getMinutes()].map(two).join(':');
  const payload = new Uint8Array(20);
  payload.set(new TextEncoder().encode(`${date} ${time}`));
  return command(COMMAND.setTime, withChecksum(payload));
}
