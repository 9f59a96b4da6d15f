import type { BandCompressor } from './band-compressor.ts';
import { HiscoaReference } from './hiscoa-reference.ts';
import type { JobAttributes } from './job-attributes.ts';
import { JobFramer } from './job-framer.ts';
import { SideEncoder } from './side-encoder.ts';

/**
 * A whole job in one thread: pulls one side at a time and gives bytes out as they become complete.
 *
 * `sides`: each side's dots, whole, in lines of `sideGeometry(paper).lineBytes` bytes; 1 = black.
 * Throws `language.attribute` before the first byte when an attribute cannot be carried.
 */
export function* encodeJob(
  job: JobAttributes,
  sides: Iterable<Uint8Array>,
  compressor: BandCompressor = new HiscoaReference(job.parameterSet),
): Generator<Uint8Array<ArrayBuffer>, void> {
  const framer = new JobFramer(job);
  yield framer.begin();
  for (const bits of sides) {
    const encoder = new SideEncoder(job.paper, job.parameterSet, compressor);
    const chunks = encoder.write(bits, bits.length / encoder.geometry.lineBytes);
    for (const chunk of [...chunks, ...encoder.finish()]) yield* framer.write(chunk.bytes);
  }
  yield* framer.end();
}
