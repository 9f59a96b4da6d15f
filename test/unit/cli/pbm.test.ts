import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPbm, parsePbm } from '../../../src/cli/pbm.ts';

const text = (latin1: string) => new Uint8Array(Buffer.from(latin1, 'latin1'));

describe('bitmaps', () => {
  it('come back as they were written', () => {
    const images = fc
      .record({ widthPx: fc.integer({ min: 1, max: 70 }), heightPx: fc.integer({ min: 1, max: 9 }) })
      .chain(({ widthPx, heightPx }) => {
        const stride = Math.ceil(widthPx / 8);
        const size = stride * heightPx;
        return fc.uint8Array({ minLength: size, maxLength: size }).map((bits) => {
          for (let y = 1; y <= heightPx; y++) bits[y * stride - 1]! &= 0xff << (stride * 8 - widthPx);
          return { widthPx, heightPx, stride, bits };
        });
      });
    fc.assert(
      fc.property(fc.array(images, { minLength: 1, maxLength: 3 }), (list) => {
        expect(parsePbm(new Uint8Array(Buffer.concat(list.map(formatPbm))))).toEqual(list);
      }),
    );
  });

  it('may hold comments and any white space, and lose what is in their padding', () => {
    const [image] = parsePbm(text('P4 # made by hand\n#again\n\t10\r\n2 \xff\xff\x80\x7f'));
    expect(image).toEqual({
      widthPx: 10,
      heightPx: 2,
      stride: 2,
      bits: Uint8Array.of(0xff, 0xc0, 0x80, 0x40),
    });
  });

  it.each([
    ['not a binary bitmap (PBM, P4)', ''],
    ['not a binary bitmap (PBM, P4)', 'P1\n1 1\n0'],
    ['not a binary bitmap (PBM, P4)', 'P4\n8 1\nxmore'],
    ['the bitmap has a broken header', 'P48 1\nx'],
    ['the bitmap has a broken header', 'P4\n8 1x'],
    ['the bitmap has a broken header', 'P4'],
    ['the bitmap has a broken header', 'P4\n8'],
    ['the bitmap has a broken size', 'P4\n0 1\n'],
    ['the bitmap has a broken size', 'P4\n-8 1\n'],
    ['the bitmap has a broken size', 'P4\n8 99999999\n'],
    ['the bitmap has a broken size', 'P4\n#'],
    ['the bitmap is cut off: 3 bytes are missing', 'P4\n16 2\nx'],
  ])('%s: %j', (message, file) => {
    expect(() => parsePbm(text(file))).toThrow(message);
  });

  it('that are damaged are refused or read, nothing else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('P', '4', '1', '0', ' ', '\n', '#', 'x', '-') }),
        (file) => {
          try {
            parsePbm(text(`P4${file}`));
          } catch (error) {
            expect((error as Error).message).toMatch(/bitmap/);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
