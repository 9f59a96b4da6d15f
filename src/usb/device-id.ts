import { cleanText } from './clean-text.ts';

/** An IEEE 1284 device id. Everything in it was sent by the device: cleaned and capped, but not to be trusted. */
export interface DeviceId {
  /** The whole id as text. */
  readonly raw: string;
  /** Empty strings where the device does not say. */
  readonly manufacturer: string;
  readonly model: string;
  readonly deviceClass: string;
  readonly description: string;
  readonly serialNumber: string;
  /** Languages and protocols it claims to speak, such as `LIPSLX`, `CPCA`. */
  readonly commandSet: readonly string[];
}

/** Two length bytes come first, most significant first, and count themselves (IEEE 1284-2000, 7.6). */
const PREFIX_BYTES = 2;
const MAX_BYTES = 4096;
const MAX_FIELDS = 64;
const MAX_VALUE_LENGTH = 256;
const MAX_COMMANDS = 64;

/** Long and short spellings of the keys; the standard allows both. */
const KEYS = {
  manufacturer: ['MFG', 'MANUFACTURER'],
  model: ['MDL', 'MODEL'],
  commandSet: ['CMD', 'COMMAND SET'],
  deviceClass: ['CLS', 'CLASS'],
  description: ['DES', 'DESCRIPTION'],
  serialNumber: ['SN', 'SERN', 'SERIALNUMBER'],
} as const;

/**
 * Reads the answer to GET_DEVICE_ID.
 *
 * The length prefix may say less than was sent (the rest is dropped) or more (cut off: what came is read).
 * The first of two equal keys counts. Never throws.
 *
 * @returns null when there is no field in it at all
 */
export function parseDeviceId(answer: Uint8Array): DeviceId | null {
  if (answer.length < PREFIX_BYTES) return null;
  const stated = (answer[0]! << 8) | answer[1]!;
  const end = Math.min(stated, answer.length, MAX_BYTES);
  if (end <= PREFIX_BYTES) return null;

  const text = new TextDecoder().decode(answer.slice(PREFIX_BYTES, end));
  const fields = readFields(text);
  if (fields.size === 0) return null;

  const field = (names: readonly string[]) =>
    names.map((name) => fields.get(name)).find((value) => value) ?? '';
  return {
    raw: cleanText(text, MAX_BYTES),
    manufacturer: field(KEYS.manufacturer),
    model: field(KEYS.model),
    deviceClass: field(KEYS.deviceClass),
    description: field(KEYS.description),
    serialNumber: field(KEYS.serialNumber),
    commandSet: field(KEYS.commandSet)
      .split(',')
      .map((command) => command.trim())
      .filter((command) => command !== '')
      .slice(0, MAX_COMMANDS),
  };
}

/** `KEY:value;KEY:value;`, keys in capitals. */
function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split(';', MAX_FIELDS)) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const key = cleanText(part.slice(0, colon), 32).toUpperCase();
    const value = cleanText(part.slice(colon + 1), MAX_VALUE_LENGTH);
    if (key !== '' && !fields.has(key)) fields.set(key, value);
  }
  return fields;
}
