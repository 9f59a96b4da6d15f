import { deflateSync, crc32 } from 'node:zlib';

/** Small image files, written byte by byte: what the header parsers and the browser's decoders are shown. */

const u16be = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const u32be = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u32le = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const ascii = (text: string) => Buffer.from(text, 'latin1');

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly colour: (x: number, y: number) => Rgba;
}

/** RGBA, 8 bits; `dpi` writes pHYs. */
export function png({ width, height, colour }: Picture, dpi?: number): Buffer {
  const lines: Buffer[] = [];
  for (let y = 0; y < height; y += 1) {
    lines.push(Buffer.from([0]));
    for (let x = 0; x < width; x += 1) lines.push(Buffer.from(colour(x, y)));
  }
  const perMetre = u32be(Math.round((dpi ?? 0) / 0.0254));
  return Buffer.concat([
    ascii('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', Buffer.concat([u32be(width), u32be(height), Buffer.from([8, 6, 0, 0, 0])])),
    ...(dpi === undefined ? [] : [pngChunk('pHYs', Buffer.concat([perMetre, perMetre, Buffer.from([1])]))]),
    pngChunk('IDAT', deflateSync(Buffer.concat(lines))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A header that promises any size, and no pixels. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.concat([u32be(width), u32be(height), Buffer.from([8, 6, 0, 0, 0])]);
  return Buffer.concat([ascii('\x89PNG\r\n\x1a\n'), pngChunk('IHDR', header)]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([ascii(type), data]);
  return Buffer.concat([u32be(data.length), body, u32be(crc32(body))]);
}

/** 24-bit BMP; bottom-up unless `topDown`. */
export function bmp({ width, height, colour }: Picture, dpi = 0, topDown = false): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = colour(x, y);
      const at = (topDown ? y : height - 1 - y) * stride + x * 3;
      pixels.set([blue, green, red], at);
    }
  }
  const perMetre = u32le(Math.round(dpi / 0.0254));
  const info = Buffer.concat([
    u32le(40),
    u32le(width),
    u32le(topDown ? -height : height),
    Buffer.from([1, 0, 24, 0]),
    u32le(0),
    u32le(pixels.length),
    perMetre,
    perMetre,
    u32le(0),
    u32le(0),
  ]);
  const offset = 14 + info.length;
  return Buffer.concat([ascii('BM'), u32le(offset + pixels.length), u32le(0), u32le(offset), info, pixels]);
}

/** A JPEG's segments up to the frame header; no pixels. */
export function jpegHeader(width: number, height: number, segments: readonly Buffer[] = []): Buffer {
  const frame = Buffer.concat([Buffer.from([8]), u16be(height), u16be(width), Buffer.from([1, 1, 0x11, 0])]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, jpegSegment(0xc0, frame)]);
}

/** `unit`: 0 none, 1 per inch, 2 per centimetre. */
export function jfif(unit: number, x: number, y: number): Buffer {
  const body = Buffer.concat([
    ascii('JFIF\0\x01\x02'),
    Buffer.from([unit]),
    u16be(x),
    u16be(y),
    Buffer.from([0, 0]),
  ]);
  return jpegSegment(0xe0, body);
}

/** EXIF with an orientation and a resolution in dots per inch, big-endian. */
export function exif(orientation: number, xDpi: number, yDpi: number): Buffer {
  const entry = (tag: number, type: number, value: Buffer) =>
    Buffer.concat([u16be(tag), u16be(type), u32be(1), value]);
  const rationals = 8 + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    ascii('MM\0*'),
    u32be(8),
    u16be(4),
    entry(0x0112, 3, Buffer.concat([u16be(orientation), u16be(0)])),
    entry(0x011a, 5, u32be(rationals)),
    entry(0x011b, 5, u32be(rationals + 8)),
    entry(0x0128, 3, Buffer.concat([u16be(2), u16be(0)])),
    u32be(0),
    ...[xDpi, 1, yDpi, 1].map(u32be),
  ]);
  return jpegSegment(0xe1, Buffer.concat([ascii('Exif\0\0'), tiff]));
}

/** A complete JPEG with a segment put in behind its start. */
export function withSegment(jpeg: Buffer, segment: Buffer): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

function jpegSegment(marker: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), u16be(body.length + 2), body]);
}

/** A GIF's logical screen; no picture. */
export function gifHeader(width: number, height: number): Buffer {
  const le = (value: number) => Buffer.from([value & 0xff, value >> 8]);
  return Buffer.concat([ascii('GIF89a'), le(width), le(height), Buffer.from([0, 0, 0, 0x3b])]);
}
