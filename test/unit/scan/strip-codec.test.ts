import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packStrip, stripLines, unpackStrip } from '../../../src/scan/pages/strip-codec.ts';
import { testChart } from '../../../src/simulator/scanner/test-chart.ts';
import { scanLine } from '../../../src/simulator/scanner/originals.ts';

const shapes = fc.record({
  widthPx: fc.integer({ min: 1, max: 70 }),
  mode: fc.constantFrom('gray' as const, 'colour' as const),
});
const strips = shapes.chain((shape) =>
  fc.integer({ min: 1, max: 20 }).chain((lines) => {
    const length = lines * shape.widthPx * (shape.mode === 'gray' ? 1 : 3);
    return fc.record({
      shape: fc.constant(shape),
      lines: fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes)),
    });
  }),
);

describe('strips', () => {
  test('what was packed comes back', async () => {
    await fc.assert(
      fc.asyncProperty(strips, async ({ shape, lines }) => {
        const strip = await packStrip(lines.slice(), shape);
        expect(await unpackStrip(strip, shape)).toEqual(lines);
      }),
    );
  });

  test('damage is found, or does no harm: never another picture, never a hang', async () => {
    await fc.assert(
      fc.asyncProperty(
        strips,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async ({ shape, lines }, at, change) => {
          const strip = await packStrip(lines.slice(), shape);
          strip.packed[at % strip.packed.length]! ^= change;
          const outcome = await unpackStrip(strip, shape).catch((thrown: unknown) => thrown);
          if (outcome instanceof Uint8Array) expect(outcome).toEqual(lines);
          else expect(outcome).toMatchObject({ code: 'scan.damaged' });
        },
      ),
    );
  });

  test('garbage, cut short, and of another shape', async () => {
    const shape = { widthPx: 8, mode: 'gray' } as const;
    const strip = await packStrip(new Uint8Array(8 * 16).fill(255), shape);
    const damaged = { code: 'scan.damaged' };
    const cut = strip.packed.slice(0, -3);
    await expect(unpackStrip({ lines: 16, packed: cut }, shape)).rejects.toMatchObject(damaged);
    await expect(unpackStrip({ ...strip, lines: 15 }, shape)).rejects.toMatchObject(damaged);
    await expect(unpackStrip({ ...strip, lines: 17 }, shape)).rejects.toMatchObject(damaged);
    await expect(unpackStrip({ lines: 16, packed: new Uint8Array(0) }, shape)).rejects.toMatchObject(damaged);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const packed = Uint8Array.from(bytes);
        await expect(unpackStrip({ lines: 16, packed }, shape)).rejects.toMatchObject(damaged);
      }),
    );
  });

  test('a scanned chart takes a small part of its room', async () => {
    const view = { dpi: 150, mode: 'colour', x: 0, width: 1240 } as const;
    const chart = testChart('SMALL');
    const lines = Buffer.concat(Array.from({ length: 160 }, (_, y) => scanLine(chart, 300 + y, view)));
    const { packed } = await packStrip(Uint8Array.from(lines), { widthPx: 1240, mode: 'colour' });
    expect(packed.length).toBeLessThan(lines.length / 50);
  });

  test.each([
    [4961, 'colour', 128],
    [4961, 'gray', 416],
    [620, 'gray', 3376],
  ] as const)('%i pixels of %s lie in strips of %i lines', (widthPx, mode, lines) => {
    expect(stripLines({ widthPx, mode })).toBe(lines);
  });
});
