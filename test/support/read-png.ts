import { crc32, inflateSync } from 'node:zlib';

interface Png {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly colourType: number;
  /** Pixels per metre. */
  readonly perMetre: number;
  readonly title: string;
  /** Lines without their filters. */
  readonly pixels: Buffer;
}

/** Reads a PNG by the letter of its specification; throws at a wrong checksum. */
export function readPng(file: Buffer): Png {
  if (file.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('not a PNG');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== file.readUInt32BE(at + 8 + length)) throw new Error(`checksum at ${at}`);
    const type = body.toString('latin1', 0, 4);
    chunks.set(type, Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), body.subarray(4)]));
    at += 12 + length;
  }
  if ([...chunks.keys()].at(-1) !== 'IEND') throw new Error('no end');
  const header = chunks.get('IHDR')!;
  const [widthPx, heightPx] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bits, colourType] = [header[8]!, header[9]!];
  const channels = colourType === 2 ? 3 : 1;
  const lineBytes = Math.ceil((widthPx * bits * channels) / 8);
  const pixels = unfiltered(
    inflateSync(chunks.get('IDAT')!),
    lineBytes,
    heightPx,
    Math.ceil((bits * channels) / 8),
  );
  const perMetre = chunks.get('pHYs')!.readUInt32BE(0);
  const title = chunks
    .get('iTXt')!
    .toString('utf8')
    .replace(/^Title\0\0\0\0\0/, '');
  return { widthPx, heightPx, bits, colourType, perMetre, title, pixels };
}

function unfiltered(lines: Buffer, lineBytes: number, heightPx: number, step: number): Buffer {
  if (lines.length !== (lineBytes + 1) * heightPx) throw new Error(`${lines.length} bytes of lines`);
  const pixels = Buffer.alloc(lineBytes * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const filter = lines[y * (lineBytes + 1)]!;
    for (let x = 0; x < lineBytes; x++) {
      const at = y * lineBytes + x;
      const a = x < step ? 0 : pixels[at - step]!;
      const b = y === 0 ? 0 : pixels[at - lineBytes]!;
      const c = x < step || y === 0 ? 0 : pixels[at - lineBytes - step]!;
      const nearest = [a, b, c].toSorted((p, q) => Math.abs(a + b - c - p) - Math.abs(a + b - c - q))[0]!;
      pixels[at] = lines[at + y + 1]! + [0, a, b, (a + b) >> 1, nearest][filter]!;
    }
  }
  return pixels;
}
