import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileExports } from '../../../../src/scan/files/file-kernels.ts';
import { isColourHalved, jpegFile } from '../../../../src/scan/files/jpeg.ts';
import { decodeJpeg } from '../../../support/decode-jpeg.ts';
import { document, gathered, noise, pageOf, photograph, psnr } from '../../../support/finished-pages.ts';
import { loadKernels } from '../../../support/load-kernels.ts';
import { referenceJpegScan } from '../../../support/reference-jpeg.ts';

const kernels = await loadKernels<FileExports>();

interface Shape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
}

const pageFor = ({ widthPx, heightPx, channels }: Shape, bytes: Uint8Array, portionLines?: number) =>
  pageOf({ widthPx, heightPx, ink: channels === 3 ? 'colour' : 'gray' }, bytes, portionLines);

/** What lies between the scan header and the end marker. */
function scanOf(file: Buffer): Buffer {
  let at = 2;
  while (file[at + 1] !== 0xda) at += 2 + file.readUInt16BE(at + 2);
  return file.subarray(at + 2 + file.readUInt16BE(at + 2), -2);
}

function decode(file: Buffer, shape: Shape): Uint8Array {
  const { bytes, ...decoded } = decodeJpeg(file);
  expect(decoded).toEqual(shape);
  return bytes;
}

describe('the kernel equals its plain reference byte for byte', () => {
  test.each([
    ['photograph', photograph],
    ['document', document],
    ['noise', (width: number, height: number, channels: number) => noise(width * height * channels, 5)],
  ] as const)('%s', async (_, draw) => {
    for (const channels of [1, 3] as const) {
      for (const quality of [1, 30, 75, 89, 90, 100]) {
        const shape = { widthPx: 75, heightPx: 50, channels };
        const bytes = draw(75, 50, channels);
        const file = await gathered(jpegFile(pageFor(shape, bytes), quality, kernels));
        const halved = channels === 3 && isColourHalved(quality);
        const reference = referenceJpegScan({ ...shape, bytes }, quality, halved);
        expect(scanOf(file).equals(reference), `quality ${quality}, ${channels} channels`).toBe(true);
      }
    }
  });

  test('any size, portions of any height', async () => {
    const shapes = fc.record({
      widthPx: fc.integer({ min: 1, max: 70 }),
      heightPx: fc.integer({ min: 1, max: 40 }),
      channels: fc.constantFrom(1 as const, 3 as const),
      quality: fc.integer({ min: 1, max: 100 }),
      portionLines: fc.integer({ min: 1, max: 40 }),
      seed: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ quality, portionLines, seed, ...shape }) => {
        const { widthPx, heightPx, channels } = shape;
        const draw =
          seed % 2 === 0 ? photograph : (w: number, h: number, c: number) => noise(w * h * c, seed);
        const bytes = draw(widthPx, heightPx, channels, seed);
        const file = await gathered(jpegFile(pageFor(shape, bytes, portionLines), quality, kernels));
        const halved = channels === 3 && isColourHalved(quality);
        expect(scanOf(file).equals(referenceJpegScan({ ...shape, bytes }, quality, halved))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("somebody else's decoder", () => {
  test.each([
    [1, 60, 31],
    [1, 95, 40],
    [1, 100, 50],
    [3, 60, 28],
    [3, 89, 32],
    [3, 95, 37],
    [3, 100, 44],
  ] as const)('%i channels at quality %i: %i dB or better', async (channels, quality, decibels) => {
    for (const [widthPx, heightPx] of [
      [200, 136],
      [203, 131],
      [9, 17],
      [1, 1],
    ] as const) {
      const shape = { widthPx, heightPx, channels };
      const bytes = photograph(widthPx, heightPx, channels);
      const file = await gathered(jpegFile(pageFor(shape, bytes), quality, kernels));
      expect(psnr(decode(file, shape), bytes), `${widthPx} × ${heightPx}`).toBeGreaterThan(decibels);
    }
  });

  test('gray stays gray, white stays white, black stays black', async () => {
    const shape = { widthPx: 64, heightPx: 32, channels: 3 } as const;
    for (const level of [0, 1, 77, 128, 254, 255]) {
      const bytes = new Uint8Array(64 * 32 * 3).fill(level);
      for (const quality of [75, 95]) {
        const pixels = decode(await gathered(jpegFile(pageFor(shape, bytes), quality, kernels)), shape);
        expect(new Set(pixels).size).toBe(1);
        expect(Math.abs(pixels[0]! - level)).toBeLessThanOrEqual(quality === 75 ? 2 : 1);
      }
    }
  });

  test('saturated colours come back', async () => {
    const shape = { widthPx: 32, heightPx: 32, channels: 3 } as const;
    for (const colour of [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 0],
    ]) {
      const bytes = Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) => colour[at % 3]!);
      const pixels = decode(await gathered(jpegFile(pageFor(shape, bytes), 90, kernels)), shape);
      colour.forEach((value, channel) => expect(Math.abs(pixels[channel]! - value)).toBeLessThanOrEqual(5));
    }
  });
});

describe('the file', () => {
  test('tells its resolution', async () => {
    const page = pageOf({ widthPx: 8, heightPx: 8, ink: 'gray', dpi: 600 }, new Uint8Array(64));
    const file = await gathered(jpegFile(page, 75, kernels));
    expect(file.subarray(6, 11).toString('latin1')).toBe('JFIF\0');
    expect([file[13], file.readUInt16BE(14), file.readUInt16BE(16)]).toEqual([1, 600, 600]);
  });

  test('a page that is shorter or longer than it says is an error, and the kernels are free again', async () => {
    const before = kernels.mark();
    for (const lines of [7, 9]) {
      const page = pageOf({ widthPx: 8, heightPx: 8, ink: 'gray' }, new Uint8Array(8 * lines));
      await expect(gathered(jpegFile(page, 75, kernels))).rejects.toMatchObject({
        code: 'scan.write-failed',
      });
    }
    expect(kernels.mark()).toBe(before);
  });

  test('what JPEG cannot hold is refused', async () => {
    for (const shape of [
      { widthPx: 65536, heightPx: 1, ink: 'gray' },
      { widthPx: 8, heightPx: 8, ink: 'black' },
    ] as const) {
      const page = pageOf(shape, new Uint8Array(65536));
      await expect(gathered(jpegFile(page, 75, kernels))).rejects.toMatchObject({
        code: 'scan.write-failed',
      });
    }
  });
});
