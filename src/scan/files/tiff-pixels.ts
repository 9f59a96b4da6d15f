import { deflated } from './deflate.ts';
import type { FileKernels } from './file-kernels.ts';
import { filteredLines } from './filtered-lines.ts';
import type { FinishedPage } from './finished-page.ts';
import { g4Code } from './g4.ts';
import { joined } from './joined.ts';
import { isColourHalved, jpegFile } from './jpeg.ts';
import { channelsOf, lineBytesOf } from './page-lines.ts';
import type { TiffField } from './tiff-directory.ts';

/** A page's pixels as TIFF has them. */
interface TiffPixels {
  /** How they are coded. */
  readonly fields: readonly TiffField[];
  /** Null: all pieces are one strip; else every piece is one of so many lines. */
  readonly stripLines: number | null;
  readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Deflated pages are cut into strips of about so many bytes, so that readers need not take in a whole page either. */
const STRIP_BYTES = 1024 * 1024;

const COMPRESSION = { g4: 4, jpeg: 7, deflate: 8 };
const PHOTOMETRIC = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, ycbcr: 6 };
const DIFFERENCES = 2;

/** Black and white by CCITT Group 4; the rest as JPEG, or deflated where `jpegQuality` is null. */
export function tiffPixels(page: FinishedPage, jpegQuality: number | null, kernels: FileKernels): TiffPixels {
  const isColour = page.ink === 'colour';
  if (page.ink === 'black') {
    const fields = [
      ...how(COMPRESSION.g4, PHOTOMETRIC.whiteIsZero),
      { tag: 293, type: 'long', values: [0] } as const,
    ];
    return { fields, stripLines: null, pieces: g4Code(page, kernels) };
  }
  if (jpegQuality !== null) {
    const fields = how(COMPRESSION.jpeg, isColour ? PHOTOMETRIC.ycbcr : PHOTOMETRIC.blackIsZero);
    const spread = isColourHalved(jpegQuality) ? 2 : 1;
    const ofColour: TiffField[] = [
      // What a sample of colour covers, that it is measured in the middle of it, and the full range of JFIF.
      { tag: 530, type: 'short', values: [spread, spread] },
      { tag: 531, type: 'short', values: [1] },
      { tag: 532, type: 'rational', values: [0, 255, 128, 255, 128, 255] },
    ];
    return {
      fields: isColour ? [...fields, ...ofColour] : fields,
      stripLines: null,
      pieces: jpegFile(page, jpegQuality, kernels),
    };
  }
  const stripLines = Math.min(page.heightPx, Math.ceil(STRIP_BYTES / lineBytesOf(page)));
  const fields = how(COMPRESSION.deflate, isColour ? PHOTOMETRIC.rgb : PHOTOMETRIC.blackIsZero);
  return {
    fields: [...fields, { tag: 317, type: 'short', values: [DIFFERENCES] }],
    stripLines,
    pieces: deflatedStrips(page, stripLines, kernels),
  };
}

function how(compression: number, photometric: number): TiffField[] {
  return [
    { tag: 259, type: 'short', values: [compression] },
    { tag: 262, type: 'short', values: [photometric] },
  ];
}

async function* deflatedStrips(
  page: FinishedPage,
  stripLines: number,
  kernels: FileKernels,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const strip = new Uint8Array(stripLines * lineBytesOf(page));
  let filled = 0;
  for await (const lines of filteredLines(page, 'tiff', kernels)) {
    for (let at = 0; at < lines.length;) {
      const part = lines.subarray(at, at + strip.length - filled);
      strip.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < strip.length) continue;
      yield await packed(strip);
      filled = 0;
    }
  }
  if (filled > 0) yield await packed(strip.subarray(0, filled));
}

async function packed(strip: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of deflated([strip])) pieces.push(piece);
  return joined(pieces);
}

/** Samples of a pixel, and bits of each. */
export function samplesOf({ ink }: FinishedPage): TiffField[] {
  const channels = channelsOf(ink);
  return [
    { tag: 258, type: 'short', values: new Array<number>(channels).fill(ink === 'black' ? 1 : 8) },
    { tag: 277, type: 'short', values: [channels] },
  ];
}
