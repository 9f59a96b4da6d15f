import { PlatenError } from '../../src/errors/platen-error.ts';
import { decodeSide } from '../../src/languages/ufr2lt/decode-job.ts';
import type { OriginalChoice } from '../../src/scan/session/scanner-api.ts';
import type { Original } from '../../src/simulator/scanner/originals.ts';
import { pictureOriginal, printedOriginal } from '../../src/simulator/scanner/pixel-originals.ts';
import { testChart } from '../../src/simulator/scanner/test-chart.ts';
import { TrayStore, type SideData } from '../../src/storage/tray.ts';

/** The engine's resolution. */
const PRINTED_DPI = 600;
/** A page at 600 dpi has 35 million pixels. */
const MOST_PIXELS = 40e6;

/**
 * What somebody chose to lay on the simulated glass.
 *
 * @throws PlatenError `scan.picture-unreadable`, `machine.sheet-gone`
 */
export async function originalOf(choice: OriginalChoice): Promise<Original> {
  switch (choice.kind) {
    case 'chart':
      return testChart(choice.title);
    case 'picture':
      return picture(choice.blob, choice.dpi);
    case 'tray':
      return printed(choice.sheetId, choice.side);
  }
}

/** What people call it. */
export function titleOf(choice: OriginalChoice): string {
  if (choice.kind === 'chart') return choice.title;
  return choice.kind === 'picture' ? 'Picture' : `Printed sheet ${choice.sheetId}, ${choice.side}`;
}

async function picture(blob: Blob, dpi: number): Promise<Original> {
  const bitmap = await createImageBitmap(blob).catch(() => null);
  if (!bitmap) throw new PlatenError('scan.picture-unreadable');
  const { width: widthPx, height: heightPx } = bitmap;
  try {
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || widthPx * heightPx > MOST_PIXELS) throw new PlatenError('scan.picture-unreadable');
    context.drawImage(bitmap, 0, 0);
    const { data: rgba } = context.getImageData(0, 0, widthPx, heightPx);
    return pictureOriginal({ widthPx, heightPx, dpi, rgba });
  } finally {
    bitmap.close();
  }
}

async function printed(sheetId: number, side: 'front' | 'back'): Promise<Original> {
  const pageData = await new TrayStore().side(sheetId, side);
  if (!pageData) throw new PlatenError('machine.sheet-gone');
  const { sheetWidthPx: widthPx, heightPx, stride } = decodeSide(pageData);
  return printedOriginal({
    widthPx,
    heightPx,
    stride,
    dpi: PRINTED_DPI,
    get bits() {
      return bitsOf(pageData);
    },
  });
}

/**
 * The side that is being scanned, decoded. Those in the feeder wait as they were printed: fifty sheets in dots take
 * nearly half a gigabyte.
 */
let present: { readonly pageData: SideData; readonly bits: Uint8Array } | null = null;

function bitsOf(pageData: SideData): Uint8Array {
  if (present?.pageData !== pageData) present = { pageData, bits: decodeSide(pageData).bits };
  return present.bits;
}
