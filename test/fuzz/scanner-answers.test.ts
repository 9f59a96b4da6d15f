import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { readAnswer, readImageBlock, readStatus } from '../../src/scan/protocol/answers.ts';
import { readEvent } from '../../src/scan/protocol/events.ts';
import { LineCutter } from '../../src/scan/protocol/line-cutter.ts';
import { Scanner } from '../../src/scan/protocol/scanner.ts';
import type { UsbDevice } from '../../src/usb/web-usb.ts';
import { FakeClock } from '../unit/usb/fake-clock.ts';
import { GLASS, NOT_CANCELLED } from '../support/simulated-scanner.ts';

const bytes = fc.uint8Array({ maxLength: 64 });

function onlyPlatenErrors(run: () => unknown): void {
  try {
    run();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(PlatenError);
  }
}

test('whatever comes over the pipes is read or refused', () => {
  fc.assert(
    fc.property(bytes, fc.nat({ max: 20 }), (answer, due) => {
      onlyPlatenErrors(() => readStatus(readAnswer(answer, due)));
      onlyPlatenErrors(() => readImageBlock(answer));
      readEvent(answer);
    }),
    { numRuns: 5_000 },
  );
});

test('lines come out whole however they were cut', () => {
  const cuts = fc.array(fc.nat({ max: 50 }), { maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat({ max: 3 }), cuts, (lineBytes, extra, lengths) => {
      const kept = Math.max(1, lineBytes - extra);
      const cutter = new LineCutter(lineBytes, kept);
      const all = Uint8Array.from({ length: lengths.reduce((a, b) => a + b, 0) }, (_, at) => at & 0xff);
      const out: number[] = [];
      let at = 0;
      for (const length of lengths) {
        out.push(...cutter.push(all.subarray(at, at + length)));
        at += length;
      }
      const lines = Math.floor(all.length / lineBytes);
      const wanted = Array.from({ length: lines }, (_, line) => [
        ...all.subarray(line * lineBytes, line * lineBytes + kept),
      ]);
      expect(out).toEqual(wanted.flat());
      expect(cutter.leftOver).toBe(all.length - lines * lineBytes);
    }),
  );
});

/** A machine that answers anything at all, mostly the right verdict, with any delay or never. */
function maniac(answers: readonly (Uint8Array | 'never' | 'stall' | 'empty')[]): UsbDevice {
  let next = 0;
  const answer = (): Promise<USBInTransferResult> => {
    const what = answers[next++ % answers.length]!;
    if (what === 'never') return new Promise(() => undefined);
    if (what === 'stall') return Promise.resolve({ status: 'stall', data: null } as never);
    const data =
      what === 'empty' ? new DataView(new ArrayBuffer(0)) : new DataView(Uint8Array.from(what).buffer);
    return Promise.resolve({ status: 'ok', data } as never);
  };
  const endpoint = (endpointNumber: number, direction: string, type: string) => ({
    endpointNumber,
    direction,
    type,
  });
  const endpoints = [endpoint(3, 'out', 'bulk'), endpoint(4, 'in', 'bulk')];
  const alternates = [{ alternateSetting: 0, interfaceClass: 255, endpoints }];
  const configuration = { configurationValue: 1, interfaces: [{ interfaceNumber: 0, alternates }] };
  return {
    configuration,
    configurations: [configuration],
    claimInterface: () => Promise.resolve(),
    transferOut: (_: number, data: Uint8Array) =>
      Promise.resolve({ status: 'ok', bytesWritten: data.length }),
    transferIn: answer,
  } as never;
}

test('no machine, however mad, keeps a scan from ending in time', async () => {
  const ok = Uint8Array.of(6, 6);
  const odd = fc.oneof(
    { weight: 6, arbitrary: fc.constant(ok) },
    { weight: 3, arbitrary: fc.constant(Uint8Array.of(6, 6, 0, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0xfc)) },
    { weight: 3, arbitrary: fc.constant(Uint8Array.of(6, 6, 0, 0, 0, 0)) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 20 }) },
    { weight: 1, arbitrary: fc.constantFrom('never' as const, 'stall' as const, 'empty' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 12 }), async (answers) => {
      const clock = new FakeClock();
      const scanner = await Scanner.claim(maniac(answers), { clock });
      let ended = false;
      const sink = { begin: () => undefined, lines: () => undefined };
      const scanning = scanner.scan(GLASS, sink, NOT_CANCELLED).then(
        () => (ended = true),
        (thrown: unknown) => {
          expect(thrown).toBeInstanceOf(PlatenError);
          ended = true;
        },
      );
      for (let waited = 0; !ended && waited < 300_000; waited += 10_000) await clock.advance(10_000);
      expect(ended).toBe(true);
      await scanning;
    }),
    { numRuns: 60 },
  );
}, 60_000);
