import { GET_DEVICE_ID, GET_PORT_STATUS } from './class-requests.ts';
import { parseDeviceId } from './device-id.ts';
import type { TraceBody, TraceCall } from './trace-format.ts';

/** Bytes for a file, and back. `btoa` wants characters. */
function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Puts a body together piece by piece. */
export class BodyWriter {
  readonly #pieces: (string | number)[] = [];
  #kept: number[] = [];

  keep(byte: number): void {
    this.#kept.push(byte);
  }

  remove(count: number): void {
    if (count === 0) return;
    this.#flush();
    const last = this.#pieces.at(-1);
    if (typeof last === 'number') this.#pieces[this.#pieces.length - 1] = last + count;
    else this.#pieces.push(count);
  }

  end(): TraceBody {
    this.#flush();
    return this.#pieces;
  }

  #flush(): void {
    if (this.#kept.length > 0) this.#pieces.push(toBase64(Uint8Array.from(this.#kept)));
    this.#kept = [];
  }
}

/** Zeros stand where bytes were removed. */
export function bytesOfBody(body: TraceBody): Uint8Array<ArrayBuffer> {
  const pieces = body.map((piece) => (typeof piece === 'number' ? new Uint8Array(piece) : fromBase64(piece)));
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Of what the machine says, the port status and the kind of machine it is are kept; all else may be a name. */
export function incomingBody(call: TraceCall, data: Uint8Array): TraceBody {
  const request = call.call === 'controlIn' && call.setup.requestType === 'class' ? call.setup.request : null;
  if (request === GET_PORT_STATUS) return data.length > 0 ? [toBase64(data)] : [];
  const id = request === GET_DEVICE_ID ? kindOnly(data) : null;
  if (id) return [toBase64(id)];
  return data.length > 0 ? [data.length] : [];
}

/** A device id with nothing in it but the kind of machine. */
function kindOnly(answer: Uint8Array): Uint8Array | null {
  const id = parseDeviceId(answer);
  if (!id) return null;
  const fields = [
    ['MFG', id.manufacturer],
    ['MDL', id.model],
    ['CMD', id.commandSet.join(',')],
    ['CLS', id.deviceClass],
    ['DES', id.description],
  ];
  const text = fields.map(([key, value]) => `${key}:${value};`).join('');
  const bytes = new TextEncoder().encode(text);
  const length = bytes.length + 2;
  return Uint8Array.of(length >> 8, length & 0xff, ...bytes);
}
