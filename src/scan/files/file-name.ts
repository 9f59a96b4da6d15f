/** What some file system or other does not allow in a name. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\\/:*?"<>|]/gu;
/** Names that belong to devices of Windows, whatever follows the first dot. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** Most file systems take 255 bytes, with what is appended to it. */
const MAX_BYTES = 200;

/** A name (without its extension) that every system takes; `Scan` when nothing is left of it. */
export function safeFileName(wanted: string): string {
  const allowed = wanted.normalize('NFC').replace(FORBIDDEN, '_').replace(DEVICES, '_$1');
  // Nothing hidden, nothing that Windows cuts off.
  return withinBytes(allowed.replace(/^[\s.]+/, '')).replace(/[\s.]+$/, '') || 'Scan';
}

function withinBytes(name: string): string {
  const encoder = new TextEncoder();
  let short = '';
  let bytes = 0;
  for (const character of name) {
    bytes += encoder.encode(character).length;
    if (bytes > MAX_BYTES) break;
    short += character;
  }
  return short;
}
