import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  OBFUSCATION,
  PAGE_END_WORD,
  codedBytesBound,
  lengthCode,
  prefixStepsCode,
} from '../../../src/languages/ufr2lt/hiscoa-codes.ts';
import { HiscoaDecoder } from '../../../src/languages/ufr2lt/hiscoa-decoder.ts';
import { HiscoaKernel, type HiscoaExports } from '../../../src/languages/ufr2lt/hiscoa-kernel.ts';
import { PARAMETER_SETS, copyDistances } from '../../../src/languages/ufr2lt/hiscoa-parameters.ts';
import { HiscoaReference } from '../../../src/languages/ufr2lt/hiscoa-reference.ts';
import type { ParameterSetName } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { drawStretches, stretches } from '../../support/ufr2lt-jobs.ts';

const kernels = await loadKernels<HiscoaExports>();
const sets: readonly ParameterSetName[] = ['standard', 'colorTone'];
const kernel = {
  standard: new HiscoaKernel(kernels, 'standard'),
  colorTone: new HiscoaKernel(kernels, 'colorTone'),
};
const plain = { standard: new HiscoaReference('standard'), colorTone: new HiscoaReference('colorTone') };

const bands = fc
  .record({
    lineBytes: fc.oneof(fc.integer({ min: 9, max: 100 }), fc.integer({ min: 9, max: 640 })),
    lines: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 256 })),
    recipe: stretches,
    set: fc.constantFrom(...sets),
  })
  .map(({ lineBytes, lines, recipe, set }) => ({
    lineBytes,
    lines,
    set,
    bits: drawStretches(lineBytes * lines, lineBytes, recipe),
  }));

function decode(code: Uint8Array, set: ParameterSetName, lineBytes: number, size: number): Uint8Array {
  const out = new Uint8Array(size);
  const distances = copyDistances(PARAMETER_SETS[set], lineBytes);
  new HiscoaDecoder(size).decode(code, distances, lineBytes, out, (reason, at) => {
    throw new Error(`${reason} @${at}`);
  });
  return out;
}

describe('codes', () => {
  const text = ({ bits, length }: { bits: number; length: number }) => bits.toString(2).padStart(length, '0');

  it('counts as observed', () => {
    const lengths = [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 109, 112, 127].map((n) =>
      text(lengthCode(n)),
    );
    expect(lengths).toEqual([
      ...['111111', '00', '011', '010', '1011', '1000', '110111', '110000', '11101111', '11100000'],
      ...['1111011111', '1111000000', '111110111111', '111110010010', '111110001111', '111110000000'],
    ]);
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((q) => text(prefixStepsCode(q)))).toEqual([
      ...['00', '011', '010', '1011', '1010', '1001', '1000', '11111'],
    ]);
    expect(PAGE_END_WORD).toEqual([0xbd, 0x3c, 0xbc, 0xbc]);
  });

  it('gives the worked example of a blank A4 band', () => {
    const code = plain.standard.compress(new Uint8Array(624 * 256), 624, 256);
    expect(code).toHaveLength(808);
    expect([...code.subarray(0, 12)]).toEqual([
      ...[0xbe, 0xfd, 0xbc, 0x88, 0xac, 0xd1, 0xbf, 0xf4, 0x84, 0xbd, 0x18, 0xa0],
    ]);
    expect([...code.subarray(-5)]).toEqual([0xbf, 0x3c, 0xbc, 0xbc, 0xbc]);
  });
});

describe('compressors', () => {
  it('agree, byte for byte, and stay within the bound', () => {
    fc.assert(
      fc.property(bands, ({ bits, lineBytes, lines, set }) => {
        const expected = plain[set].compress(bits, lineBytes, lines);
        expect(expected.length).toBeLessThanOrEqual(codedBytesBound(bits.length));
        expect(Buffer.compare(kernel[set].compress(bits, lineBytes, lines), expected)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('are read back exactly by the decoder, which allows nothing the driver never does', () => {
    fc.assert(
      fc.property(bands, ({ bits, lineBytes, lines, set }) => {
        const code = plain[set].compress(bits, lineBytes, lines);
        expect(Buffer.compare(decode(code, set, lineBytes, bits.length), bits)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('use the kernel’s memory in place, and write nothing outside the bound', () => {
    const [lineBytes, lines] = [640, 256];
    const size = lineBytes * lines;
    const bits = drawStretches(size, lineBytes, [{ kind: 'noise', length: size, value: 1 }]);
    const mark = kernels.mark();
    const source = kernels.reserve(size);
    const bound = codedBytesBound(size);
    const target = kernels.reserve(bound + 64);
    kernels.bytes(source, size).set(bits);
    kernels.bytes(target, bound + 64).fill(0xa5);
    const { rep0, rep2, rep3, rep4, rep5 } = copyDistances(PARAMETER_SETS.standard, lineBytes);
    const { hiscoaCompress } = kernels.exports;
    const coded = hiscoaCompress(source, lineBytes, lines, target, rep0, rep2, rep3, rep4, rep5);
    expect(coded).toBeLessThanOrEqual(bound);
    expect(kernels.bytes(target + coded, 64).every((byte) => byte === 0xa5)).toBe(true);
    expect(Buffer.compare(kernels.bytes(source, size), bits)).toBe(0);

    const inPlace = kernel.standard.compress(kernels.bytes(source, size), lineBytes, lines).slice();
    expect(Buffer.compare(inPlace, kernels.bytes(target, coded))).toBe(0);
    kernels.releaseTo(mark);
  });

  it('reach the dearest code there is: 17 bytes in turn, never two alike in a row', () => {
    const [lineBytes, lines] = [64, 3];
    const bits = Uint8Array.from(
      { length: lineBytes * lines },
      (_, i) => (i * 37 + (i >> 6) * 11) & 0xff || 1,
    );
    const code = plain.standard.compress(bits, lineBytes, lines);
    expect(code.length).toBeGreaterThan(bits.length * 1.4);
    expect(code.length).toBeLessThanOrEqual(codedBytesBound(bits.length));
  });
});

describe('the decoder refuses', () => {
  const LINE = 96;
  const SIZE = 2 * LINE;

  /** Bits as text, padded and obfuscated as a stream has them; spaces are for reading. */
  function coded(text: string): Uint8Array {
    if (text === '') return new Uint8Array(0);
    const bits = text.replaceAll(' ', '');
    const padded = bits.padEnd(Math.ceil(bits.length / 32) * 32, '1');
    return Uint8Array.from(padded.match(/.{8}/g)!, (byte) => parseInt(byte, 2) ^ OBFUSCATION);
  }

  const ZERO = '11111101';
  const STASH0 = '101111';
  const END = '1111111000';
  const REP3_93 = '1110 111110 100010';
  const REP0_96 = '0 111110 011111';
  /** Two blank lines: three zeros, a copy to the line's end, the line again. */
  const BLANK = `${ZERO} ${STASH0} ${STASH0} ${REP3_93} ${REP0_96} ${END}`;

  const reasonOf = (text: string) => {
    try {
      decode(coded(text), 'standard', LINE, SIZE);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  };

  it('nothing of the blank band', () => {
    expect(reasonOf(BLANK)).toBe('nothing');
  });

  it.each<[string, string]>([
    ['a copy crosses the end of the line', `${ZERO} ${STASH0} ${STASH0} 1110 111110 100001 ${END}`],
    ['a copy reads before the band', `${ZERO} 1110 011 ${END}`],
    ['a copy reads before the band', `0 011 ${END}`],
    ['REP4 left of column 80', `${ZERO} ${STASH0} ${STASH0} ${REP3_93} 11110 011 ${END}`],
    ['a copy is shorter than 2 bytes', `${ZERO} ${STASH0} ${STASH0} 1110 00 ${END}`],
    ['a copy is shorter than 2 bytes', `${ZERO} ${STASH0} ${STASH0} 1110 111111 ${END}`],
    ['ZERO while 00 is in the stash', `${ZERO} ${ZERO} ${END}`],
    ['BYTE holds a byte of the stash', `1101 10101010 1101 10101010 ${END}`],
    ['BYTE holds 00, which is sent as ZERO', `1101 00000000 ${END}`],
    ['STASH takes an entry that is not there', `${STASH0} ${END}`],
    ['STASH takes an entry that is not there', `${ZERO} 101110 ${END}`],
    ['PREFIX after PREFIX', `11111100 00 11111100 00 ${END}`],
    ['PREFIX without a copy', `11111100 00 ${ZERO} ${END}`],
    ['PREFIX without a copy', `11111100 00 ${END}`],
    ['no command starts with eight 1 bits', '11111111'],
    ['END is not the end of a band', BLANK.replace(END, '1111111001')],
    ['the band ends after 0 of 192 bytes', END],
    ['the band ends after 96 of 192 bytes', BLANK.replace(REP0_96, '')],
    ['the code holds more than the band', BLANK.replace(END, `0 011 ${END}`)],
    ['the code holds more than the band', BLANK.replace(END, `${STASH0} ${END}`)],
    ['padding after END is not all 1', `${BLANK}0`],
    ['the code ends without END', ''],
    ['the code ends without END', `${ZERO} ${STASH0} ${STASH0} ${STASH0} ${STASH0}`],
    ['the code goes on after END', `${BLANK}${'1'.repeat(40)}`],
  ])('%s: %s', (reason, text) => {
    expect(reasonOf(text)).toMatch(new RegExp(`^${reason} @`));
  });

  it('at the byte where the command starts', () => {
    expect(reasonOf(`${ZERO} ${STASH0} ${STASH0} ${ZERO} ${END}`)).toBe('ZERO while 00 is in the stash @2');
  });
});
