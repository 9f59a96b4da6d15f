import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import type { GrayImage } from '../src/scan/calibration/gray-image.ts';
import { readWedge } from '../src/scan/calibration/read-wedge.ts';
import type { WedgeApi } from '../src/scan/calibration/wedge-api.ts';

/** Measures the step wedge in a picture of the glass, beside the page's own thread. */
installErrorTransfer(transferHandlers);

const api: WedgeApi = {
  read: async (picture, dpi) => readWedge(grayOf(picture, dpi)),
};

/** Red serves as gray: the picture is of a gray scan. */
function grayOf(picture: ImageBitmap, dpi: number): GrayImage {
  const { width: widthPx, height: heightPx } = picture;
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, widthPx, heightPx);
  const levels = new Uint8Array(widthPx * heightPx);
  for (let i = 0; i < levels.length; i += 1) levels[i] = data[4 * i]!;
  return { widthPx, heightPx, dpi, levels };
}

expose(api);
