import { transfer } from 'comlink';
import type { DocumentSource, RasterApi, SideRequest } from '../../src/documents/raster-api.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import type { MadeSide, PreviewApi } from '../../src/jobs/preview-api.ts';
import type { SideBitmap } from '../../src/jobs/spooler-api.ts';
import type { SidePlan } from '../../src/layout/sheet-plan.ts';
import { decodeSide } from '../../src/languages/ufr2lt/decode-job.ts';
import { pictureOf } from '../dot-picture.ts';
import type { RasterService } from '../raster/raster-service.ts';

type Raster = Pick<RasterApi, 'open' | 'close' | 'renderSide'> & Pick<RasterService, 'keepPages'>;

/** Front and back, as they are looked at beside each other. */
const SIDES_KEPT = 2;

/**
 * Makes sides as printing makes them, and looks at them as the machine would. Keeps nothing but open documents, and
 * of those the pages that are looked at as they were parsed: a change of a setting has them made again at once.
 */
export class PreviewService implements PreviewApi {
  readonly #raster: Raster;
  #making: AbortController | null = null;
  /** What was looked at last. */
  #lookedAt: readonly SidePlan[] = [];

  constructor(raster: Raster) {
    this.#raster = raster;
  }

  async open(source: DocumentSource): Promise<void> {
    await this.#raster.open(source);
  }

  close(documentId: string): Promise<void> {
    return this.#raster.close(documentId);
  }

  async make(request: SideRequest, isLookedAt: boolean): Promise<MadeSide> {
    const making = new AbortController();
    this.#making = making;
    if (isLookedAt) {
      this.#lookedAt = [request.side, ...this.#lookedAt].slice(0, SIDES_KEPT);
      this.#raster.keepPages(this.#lookedAt.flatMap(({ placements }) => placements));
    }
    const chunks: Uint8Array[] = [];
    const { bytes, blackDots } = await this.#raster.renderSide(request, {
      write: async (chunk) => {
        chunks.push(chunk);
        await breath();
        if (making.signal.aborted) throw new PlatenError('job.cancelled');
      },
    });
    const pageData = joined(chunks, bytes);
    return transfer({ pageData, blackDots }, [pageData.buffer]);
  }

  async stop(): Promise<void> {
    this.#making?.abort();
  }

  async picture(pageData: Uint8Array, widthPx: number): Promise<ImageBitmap> {
    const bitmap = pictureOf(decoded(pageData), widthPx);
    return transfer(bitmap, [bitmap]);
  }

  async dots(pageData: Uint8Array): Promise<SideBitmap> {
    const dots = decoded(pageData);
    return transfer(dots, [dots.bits.buffer]);
  }
}

function decoded(pageData: Uint8Array): SideBitmap {
  const { sheetWidthPx, heightPx, stride, bits } = decodeSide(pageData);
  return { widthPx: sheetWidthPx, heightPx, stride, bits };
}

/** Lets messages in: whoever wants a side stopped says so in one. */
function breath(): Promise<void> {
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(null);
  });
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
