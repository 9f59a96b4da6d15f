import { decodeTiff, type TiffRequest } from '../../src/documents/tiff-decoding.ts';

/** The thread in which one TIFF image is decoded; it answers one request and is then terminated. */
self.addEventListener('message', (event: MessageEvent<TiffRequest>) => {
  const reply = decodeTiff(event.data);
  self.postMessage(reply, { transfer: 'rgba' in reply ? [reply.rgba.buffer] : [] });
});
