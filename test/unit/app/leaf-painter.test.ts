import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LeafPainter } from '../../../src/elements/leaf-painter.ts';

/** As browsers have it: once closed, it has no size, and drawing it throws. */
class FakeBitmap {
  width = 100;
  close(): void {
    this.width = 0;
  }
}

const drawn: unknown[] = [];
const context = {
  fillRect: () => undefined,
  drawImage: (image: FakeBitmap) => {
    if (image.width === 0) throw new DOMException('The image source is detached', 'InvalidStateError');
    drawn.push(image);
  },
} as unknown as CanvasRenderingContext2D;

beforeEach(() => {
  drawn.length = 0;
  vi.stubGlobal('document', { createElement: () => ({}) });
  vi.stubGlobal('devicePixelRatio', 1);
  vi.stubGlobal('ImageBitmap', FakeBitmap);
});
afterEach(() => vi.unstubAllGlobals());

test('a picture that was closed before its frame came is paper, and no error', () => {
  const picture = new FakeBitmap();
  const leaf = { widthPx: 10, heightPx: 10, dots: null, picture: picture as unknown as ImageBitmap };
  const painter = new LeafPainter(() => undefined);
  painter.paint(context, leaf, 1, 0, 0);
  expect(drawn).toEqual([picture]);
  picture.close();
  painter.paint(context, leaf, 1, 0, 0);
  expect(drawn).toEqual([picture]);
});
