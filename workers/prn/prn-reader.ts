import { countBlack } from '../../src/elements/dots.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../src/errors/platen-error.ts';
import type { PrnContents, PrnSide } from '../../src/jobs/prn-api.ts';
import type { SideBitmap } from '../../src/jobs/spooler-api.ts';
import { STREAM_PIECE_BYTES } from '../../src/jobs/stream-run.ts';
import { decodeSide } from '../../src/languages/ufr2lt/decode-job.ts';
import type { JobAttributes } from '../../src/languages/ufr2lt/job-attributes.ts';
import { StreamDecoder } from '../../src/languages/ufr2lt/stream-decoder.ts';
import type { DecodedBand, StreamHandler } from '../../src/languages/ufr2lt/stream-handler.ts';
import { pictureOf } from '../dot-picture.ts';

/** More warnings than anybody reads; a hostile file could hold millions. */
const MOST_WARNINGS = 100;

/**
 * An opened print file: its sides stay compressed, as they were read, and are decoded again one by one when
 * somebody looks. Decoding stops at the first mistake.
 */
export class PrnReader {
  readonly #sides: { readonly about: PrnSide; readonly pageData: Uint8Array }[] = [];

  #readTo = 0;

  async read(file: Blob): Promise<PrnContents> {
    let attributes: JobAttributes | null = null;
    let ticket: PrnContents['ticket'] = null;
    const warnings: PrnContents['warnings'][number][] = [];
    const decoder = new StreamDecoder({
      ...this.#collector(),
      jobStart: (head) => (ticket = head),
      jobEnd: (complete) => (attributes = complete),
      warning: (warning) => {
        if (warnings.length < MOST_WARNINGS) warnings.push(warning);
      },
    });
    let error: ErrorRecord | null = null;
    try {
      for (let at = 0; at < file.size; at += STREAM_PIECE_BYTES) {
        const piece = new Uint8Array(await file.slice(at, at + STREAM_PIECE_BYTES).arrayBuffer());
        this.#readTo = at + piece.length;
        decoder.push(piece);
      }
      decoder.end();
    } catch (thrown) {
      error = toRecord(asPlatenError(thrown, 'app.prn-unreadable'));
    }
    return { attributes, ticket, sides: this.#sides.map(({ about }) => about), warnings, error };
  }

  picture(side: number, widthPx: number): ImageBitmap {
    return pictureOf(this.side(side), widthPx);
  }

  side(side: number): SideBitmap {
    const { sheetWidthPx, heightPx, stride, bits } = decodeSide(this.#sides[side]!.pageData);
    return { widthPx: sheetWidthPx, heightPx, stride, bits };
  }

  #collector(): Pick<StreamHandler, 'sideStart' | 'band' | 'sideData' | 'sideEnd'> {
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    let about: PrnSide | null = null;
    let black = 0;
    return {
      sideStart: ({ paper, sheetWidthPx, heightPx }) => {
        chunks = [];
        black = 0;
        about = { paper, widthPx: sheetWidthPx, heightPx, coverage: 0, endsAt: 0 };
      },
      band: ({ bits, lines, geometry }: DecodedBand) => {
        black += countBlack(bits.subarray(0, lines * geometry.lineBytes));
      },
      sideData: ({ bytes }) => chunks.push(bytes),
      sideEnd: () => {
        const { widthPx, heightPx } = about!;
        this.#sides.push({
          about: { ...about!, coverage: black / (widthPx * heightPx), endsAt: this.#readTo },
          pageData: joined(chunks),
        });
      },
    };
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
