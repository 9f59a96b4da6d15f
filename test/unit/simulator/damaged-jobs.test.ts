import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeJob } from '../../../src/languages/ufr2lt/encode-job.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { DEFAULT_ATTRIBUTES } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { JobReceiver } from '../../../src/simulator/job-receiver.ts';

/** A job whose one Send block is not full, so that what is swallowed after a cut soon shows. */
function job(title: string, sides: number): Buffer {
  const { lineBytes, heightPx } = sideGeometry('Statement');
  const blank = new Uint8Array(lineBytes * heightPx);
  const attributes = { ...DEFAULT_ATTRIBUTES, paper: 'Statement', title } as const;
  return Buffer.concat([...encodeJob(attributes, Array<Uint8Array>(sides).fill(blank))]);
}

/** What a machine makes of a stream: titles of jobs that ended, sides, and sheets with an error. */
function receive(stream: Uint8Array, pieceBytes: number) {
  const seen = { ended: [] as string[], sides: 0, errors: 0 };
  let title = '';
  const receiver = new JobReceiver({
    jobStart: (ticket) => (title = ticket.title),
    side: () => seen.sides++,
    jobEnd: () => seen.ended.push(title),
    malformed: () => seen.errors++,
  });
  for (let at = 0; at < stream.length; at += pieceBytes) receiver.push(stream.subarray(at, at + pieceBytes));
  return seen;
}

const first = job('first', 2);
const good = job('good', 1);
const pieces = fc.integer({ min: 100, max: 70_000 });

it('prints whole jobs, however they are cut into pieces', () => {
  fc.assert(
    fc.property(pieces, (pieceBytes) => {
      const seen = receive(Buffer.concat([first, good, first]), pieceBytes);
      expect(seen).toEqual({ ended: ['first', 'good', 'first'], sides: 5, errors: 0 });
    }),
    { numRuns: 20 },
  );
});

it('survives any damage to a job, and prints the one after it once the damage shows', () => {
  fc.assert(
    fc.property(
      fc.nat(first.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      pieces,
      (at, bytes, pieceBytes) => {
        const damaged = Buffer.from(first);
        damaged.set(bytes.subarray(0, damaged.length - at), at);
        // A damaged length may swallow the job that follows, never the one after 65 KiB more.
        const filler = Buffer.alloc(70_000);
        const seen = receive(Buffer.concat([damaged, filler, good]), pieceBytes);
        expect(seen.ended.at(-1)).toBe('good');
        expect(seen.errors).toBeGreaterThan(0);
        expect(seen.sides).toBeLessThanOrEqual(3);
      },
    ),
    { numRuns: 150 },
  );
});

it('finds the next job right behind one that broke off', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: first.length - 1 }), pieces, (cut, pieceBytes) => {
      // Bytes enough behind the cut to fill the block that was cut.
      const seen = receive(Buffer.concat([first.subarray(0, cut), good, Buffer.alloc(70_000)]), pieceBytes);
      expect(seen.ended).toContain('good');
    }),
    { numRuns: 100 },
  );
});
