import { describe, expect, it } from 'vitest';
import { encodeJob } from '../../../src/languages/ufr2lt/encode-job.ts';
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
});
