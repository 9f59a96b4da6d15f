import { describe, expect, it } from 'vitest';
import type { FinishedPage, PageInk } from '../../../../src/scan/files/finished-page.ts';
import { imageFile, pageImage, smallPage } from '../../../../src/scan/text/page-image.ts';

/** Dark left half, light right half, in portions of `linesEach`. */
function halves(widthPx: number, heightPx: number, dpi: number, linesEach: number, ink: PageInk = 'gray') {
  const page: FinishedPage = {
    widthPx,
    heightPx,
    dpi,
    ink,
    // One buffer for all portions, as a corrector may have it.
    async *portions() {
      const buffer = new Uint8Array(widthPx * linesEach);
      for (let line = 0; line < heightPx; line += linesEach) {
        const lines = Math.min(linesEach, heightPx - line);
        for (let at = 0; at < lines * widthPx; at += 1) buffer[at] = at % widthPx < widthPx / 2 ? 40 : 240;
        yield buffer.subarray(0, lines * widthPx);
        buffer.fill(99);
      }
    },
  };
  return page;
}

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

describe('the image of a page that is read', () => {
  it('is the page as a PGM where it is coarse enough', async () => {
    const { file, dpi, scale } = await pageImage(halves(6, 5, 300, 2), 300);
    expect({ dpi, scale }).toEqual({ dpi: 300, scale: 1 });
    const line = [40, 40, 40, 240, 240, 240];
    const header = [...Buffer.from('P5\n6 5\n255\n')];
    expect([...(await bytesOf(file))]).toEqual([...header, ...line, ...line, ...line, ...line, ...line]);
  });

  it('is made smaller where it is finer, by any ratio, and says by how much', async () => {
    for (const [dpi, width, height] of [
      [600, 8, 6],
      [400, 12, 9],
      [301, 16, 12],
    ] as const) {
      const made = await pageImage(halves(16, 12, dpi, 5), 300);
      expect(made.dpi).toBeCloseTo(300);
      expect(made.scale).toBeCloseTo(dpi / 300);
      const bytes = await bytesOf(made.file);
      const header = `P5\n${width} ${height}\n255\n`;
      expect(Buffer.from(bytes.subarray(0, header.length)).toString()).toBe(header);
      const pixels = bytes.subarray(header.length);
      expect(pixels).toHaveLength(width * height);
      expect([pixels[0], pixels.at(-1)]).toEqual([40, 240]);
    }
  });

  it('is the same in memory', async () => {
    const page = halves(33, 21, 600, 4);
    const small = await smallPage(page, 200);
    const { file } = await pageImage(page, 200);
    expect(await bytesOf(imageFile(small))).toEqual(await bytesOf(file));
    expect(small).toMatchObject({ widthPx: 11, heightPx: 7, dpi: 200 });
  });

  it('is never of colour or of bits', async () => {
    await expect(pageImage(halves(8, 8, 300, 8, 'black'), 300)).rejects.toThrow(/gray/);
    await expect(smallPage(halves(8, 8, 300, 8, 'colour'), 300)).rejects.toThrow(/gray/);
  });
});
