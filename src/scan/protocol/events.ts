/** What the machine says on its own, over the interrupt pipe. */
export interface ScannerEvent {
  /** It wants to know the time. */
  readonly wantsTime: boolean;
  /** Paper was put in or taken out, for instance. */
  readonly statusChanged: boolean;
  /** A scan key was pressed. */
  readonly key: ScanKey | null;
}

type ScanKey = 'black-and-white' | 'colour';

/** Offsets and bits: scan notes §9; those of the keys are marked unverified there. */
const PACKET_BYTES = 16;
const TIME = { byte: 10, bit: 0x40 };
const STATUS_CHANGE = { byte: 12, bit: 0x40 };
const KEYS = { byte: 15, blackAndWhite: 0x01, colour: 0x02 };

/** null for a packet of another length, which means nothing known. */
export function readEvent(packet: Uint8Array): ScannerEvent | null {
  if (packet.length !== PACKET_BYTES) return null;
  const isSet = ({ byte, bit }: { byte: number; bit: number }) => (packet[byte]! & bit) !== 0;
  return { wantsTime: isSet(TIME), statusChanged: isSet(STATUS_CHANGE), key: keyOf(packet[KEYS.byte]!) };
}

function keyOf(bits: number): ScanKey | null {
  if (bits & KEYS.colour) return 'colour';
  return bits & KEYS.blackAndWhite ? 'black-and-white' : null;
}

/** The packet for an event, as the machine would send it. */
export function eventPacket(event: Partial<ScannerEvent>): Uint8Array<ArrayBuffer> {
  const packet = new Uint8Array(PACKET_BYTES);
  if (event.wantsTime) packet[TIME.byte]! |= TIME.bit;
  if (event.statusChanged) packet[STATUS_CHANGE.byte]! |= STATUS_CHANGE.bit;
  if (event.key) packet[KEYS.byte] = event.key === 'colour' ? KEYS.colour : KEYS.blackAndWhite;
  return packet;
}
