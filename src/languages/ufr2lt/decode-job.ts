import { ByteSource, malformed, type Parser } from './byte-source.ts';
import { OPERATOR } from './fields.ts';
import type { SideGeometry } from './geometry.ts';
import type { JobAttributes } from './job-attributes.ts';
import type { PaperName } from '../../machine/paper.ts';
import { SideParser, expectToken } from './side-parser.ts';
import { StreamDecoder } from './stream-decoder.ts';
import type { DecodedBand, StreamHandler, StreamWarning } from './stream-handler.ts';

/** One side's dots: 1 = black, most significant bit leftmost, `stride` bytes a line. */
export interface DecodedSide {
  /** Whose raster it has. */
  readonly paper: PaperName;
  /** The page raster's width; up to 31 columns right of the sheet. */
  readonly widthPx: number;
  readonly sheetWidthPx: number;
  readonly heightPx: number;
  readonly stride: number;
  readonly bits: Uint8Array<ArrayBuffer>;
}

export interface DecodedJob {
  readonly attributes: JobAttributes;
  readonly sides: readonly DecodedSide[];
  readonly warnings: readonly StreamWarning[];
}

/** Decodes a stream that holds one job. Throws `language.malformed`. */
export function decodeJob(stream: Uint8Array): DecodedJob {
  let attributes: JobAttributes | undefined;
  const sides: DecodedSide[] = [];
  const warnings: StreamWarning[] = [];
  const collector = new SideCollector((side) => sides.push(side));
  const decoder = new StreamDecoder({
    ...collector.handler,
    warning: (warning) => warnings.push(warning),
    jobEnd: (complete) => (attributes = complete),
  });
  decoder.push(stream);
  decoder.end();
  return { attributes: attributes!, sides, warnings };
}

/**
 * Decodes the page data of one side, begin page to end page, as SideEncoder makes it and StreamHandler.sideData
 * hands it out. Throws `language.malformed` with an offset into it.
 */
export function decodeSide(pageData: Uint8Array): DecodedSide {
  let side: DecodedSide | undefined;
  const collector = new SideCollector((complete) => (side = complete));
  const source = new ByteSource('page data goes on after the end of the side');
  source.run(sideAlone(source, collector.handler));
  source.push(pageData, 0);
  return side ?? malformed(pageData.length, 'the page data ends before the side does');
}

function* sideAlone(source: ByteSource, handler: StreamHandler): Parser<void> {
  yield* expectToken(source, { name: 'begin page', bytes: [OPERATOR.beginPage] });
  yield* new SideParser(source, handler).side(0);
}

/** Puts bands together to sides, cropped to the page raster. */
export class SideCollector {
  readonly handler: Pick<StreamHandler, 'sideStart' | 'band' | 'sideEnd'>;

  constructor(onSide: (side: DecodedSide) => void) {
    let side: DecodedSide | null = null;
    this.handler = {
      sideStart: (geometry) => (side = emptySide(geometry)),
      band: (band) => crop(band, side!),
      sideEnd: () => onSide(side!),
    };
  }
}

function emptySide({ paper, rasterWidthPx, sheetWidthPx, heightPx }: SideGeometry): DecodedSide {
  const stride = rasterWidthPx / 8;
  const bits = new Uint8Array(stride * heightPx);
  return { paper, widthPx: rasterWidthPx, sheetWidthPx, heightPx, stride, bits };
}

function crop({ geometry: { lineBytes }, firstLine, lines, bits }: DecodedBand, side: DecodedSide): void {
  const { stride } = side;
  if (stride === lineBytes) {
    side.bits.set(bits, firstLine * stride);
    return;
  }
  for (let line = 0; line < lines; line++) {
    side.bits.set(bits.subarray(line * lineBytes, line * lineBytes + stride), (firstLine + line) * stride);
  }
}
