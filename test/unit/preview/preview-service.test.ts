import { describe, expect, it } from 'vitest';
import type { SideSink } from '../../../src/documents/raster-api.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { HiscoaReference } from '../../../src/languages/ufr2lt/hiscoa-reference.ts';
import { SideEncoder } from '../../../src/languages/ufr2lt/side-encoder.ts';
import { PreviewService } from '../../../workers/preview/preview-service.ts';
import { NO_TIMING, numberedSide } from '../../support/fake-raster.ts';

const { lineBytes, heightPx, sheetWidthPx } = sideGeometry('Monarch');

type Raster = ConstructorParameters<typeof PreviewService>[0];

/** A raster that knows one side: its page's line is black. It goes through the real language. */
function raster(
  onWrite: (chunk: number) => void = () => undefined,
  onKeep: (pages: readonly number[]) => void = () => undefined,
): Raster {
  return {
    open: async ({ id, name }) => ({ id, name, kind: 'pdf', pages: [] }),
    close: async () => undefined,
    renderSide: async ({ side }, sink: SideSink) => {
      const line = side.placements[0]!.pageIndex;
      const bits = new Uint8Array(lineBytes * heightPx);
      bits.fill(0xff, line * lineBytes, line * lineBytes + Math.floor(sheetWidthPx / 8));
      const encoder = new SideEncoder('Monarch', 'standard', new HiscoaReference('standard'));
      let bytes = 0;
      for (const [chunk, { bytes: data, lines }] of encoder.write(bits, heightPx).entries()) {
        onWrite(chunk);
        bytes += data.length;
        await sink.write(data, lines);
      }
      return { bytes, blackDots: sheetWidthPx, timing: NO_TIMING };
    },
    keepPages: (pages) => onKeep(pages.map(({ pageIndex }) => pageIndex)),
  };
}

describe('preview service', () => {
  it('shows what it decodes from the bytes that printing would send', async () => {
    const service = new PreviewService(raster());
    const { pageData, blackDots } = await service.make(numberedSide(7), true);
    expect(blackDots).toBe(sheetWidthPx);
    const dots = await service.dots(pageData);
    expect([dots.widthPx, dots.heightPx]).toEqual([sheetWidthPx, heightPx]);
    const isBlack = (line: number) => dots.bits[line * dots.stride] === 0xff;
    expect([6, 7, 8].map(isBlack)).toEqual([false, true, false]);
  });

  it('gives a side up between two of its parts when it is told to, and makes the next one', async () => {
    let written = 0;
    const service: PreviewService = new PreviewService(
      raster((chunk) => {
        written = chunk + 1;
        if (chunk === 1) void service.stop();
      }),
    );
    await expect(service.make(numberedSide(1), true)).rejects.toMatchObject({ code: 'job.cancelled' });
    const whole = Math.ceil(heightPx / 256);
    expect(written).toBe(2);
    expect(written).toBeLessThan(whole);
    const other = new PreviewService(raster());
    await other.stop();
    expect((await other.make(numberedSide(2), true)).pageData.length).toBeGreaterThan(0);
  });

  it('keeps the pages of both sides that are looked at, and none of those that are only made ahead', async () => {
    const kept: (readonly number[])[] = [];
    const service = new PreviewService(raster(undefined, (pages) => kept.push(pages)));
    await service.make(numberedSide(1), true);
    await service.make(numberedSide(2), true);
    await service.make(numberedSide(3), false);
    await service.make(numberedSide(4), true);
    expect(kept).toEqual([[1], [2, 1], [4, 2]]);
  });

  it('refuses bytes that are no side', async () => {
    const service = new PreviewService(raster());
    await expect(service.dots(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'language.malformed' });
  });
});
