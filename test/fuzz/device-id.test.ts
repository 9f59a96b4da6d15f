import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeviceId } from '../../src/usb/device-id.ts';

const SEED_ID = new TextEncoder().encode(
  '\u0000\u0052MFG:Canon;MDL:iR1020/1024/1025;CMD:LIPSLX,CPCA;CLS:PRINTER;DES:Canon iR1020/1024/1025;',
);

const anyBytes = fc.uint8Array({ maxLength: 3_000 });
/** A good id with a few bytes changed. */
const damaged = fc
  .array(fc.tuple(fc.nat(SEED_ID.length - 1), fc.nat(255)), { maxLength: 12 })
  .map((changes) => changes.reduce((bytes, [at, value]) => bytes.with(at, value), SEED_ID.slice()));
/** Text made of what ids are made of. */
const likely = fc
  .array(fc.constantFrom('MFG', 'MDL:', 'CMD', ':', ';', ',', '\0', '\u202e', '\ud800', ' ', 'Canon', 'é'), {
    maxLength: 400,
  })
  .map((parts) => Uint8Array.from([255, 255, ...new TextEncoder().encode(parts.join(''))]));

describe('parseDeviceId under fuzzing', () => {
  it.each([
    ['any bytes', anyBytes],
    ['damaged ids', damaged],
    ['likely pieces', likely],
  ])('%s: never throws, and what it gives is clean and capped', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        const id = parseDeviceId(bytes);
        if (id === null) return;
        const { raw, commandSet, ...fields } = id;
        expect(raw.length).toBeLessThanOrEqual(4_096);
        expect(commandSet.length).toBeLessThanOrEqual(64);
        for (const text of [raw, ...commandSet, ...Object.values(fields)]) expect(text).not.toMatch(/\p{C}/u);
        for (const text of Object.values(fields)) expect(text.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 3_000, interruptAfterTimeLimit: 5_000 },
    );
  });
});
