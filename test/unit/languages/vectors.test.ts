import { describe, expect, it } from 'vitest';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';
import { encodeJob } from '../../../src/languages/ufr2lt/encode-job.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { HiscoaKernel, type HiscoaExports } from '../../../src/languages/ufr2lt/hiscoa-kernel.ts';
import { HiscoaReference } from '../../../src/languages/ufr2lt/hiscoa-reference.ts';
import type { ParameterSetName } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { loadVectors } from '../../support/vectors.ts';

const kernels = await loadKernels<HiscoaExports>();

describe.each(loadVectors())('the driver’s stream $name', ({ attributes, stream, sides }) => {
  it.each([
    ['the reference', (set: ParameterSetName) => new HiscoaReference(set)],
    ['the kernel', (set: ParameterSetName) => new HiscoaKernel(kernels, set)],
  ])('is what %s encodes, byte for byte', (_, compressor) => {
    const chunks = [...encodeJob(attributes, sides(), compressor(attributes.parameterSet))];
    expect(Buffer.compare(Buffer.concat(chunks), stream)).toBe(0);
  });

  it('decodes to the bitmaps and settings that went in', () => {
    const job = decodeJob(stream);
    expect(job.attributes).toEqual(attributes);
    expect(job.warnings).toEqual([]);
    const { lineBytes } = sideGeometry(attributes.paper);
    const originals = sides();
    expect(job.sides).toHaveLength(originals.length);
    job.sides.forEach((side, i) => {
      const bits = originals[i]!;
      expect(Buffer.compare(widen(side.bits, side.stride, lineBytes), bits)).toBe(0);
    });
  });
});

/** Lines of `stride` bytes padded with white to `lineBytes`. */
function widen(bits: Uint8Array, stride: number, lineBytes: number): Uint8Array {
  const lines = bits.length / stride;
  const wide = new Uint8Array(lines * lineBytes);
  for (let line = 0; line < lines; line++) {
    wide.set(bits.subarray(line * stride, (line + 1) * stride), line * lineBytes);
  }
  return wide;
}
