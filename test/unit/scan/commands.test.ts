import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameOf } from '../../../src/scan/protocol/area.ts';
import * as commands from '../../../src/scan/protocol/commands.ts';
import { hasGoodChecksum, withChecksum } from '../../../src/scan/protocol/commands.ts';

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ');
const plain = (text: string) => text.replaceAll(/[|\s]+/g, ' ').trim();
const A4 = { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 297 };
const parameters = (dpi: number, mode: 'gray' | 'colour') => ({ ...frameOf(A4, dpi, mode).parameters });

/** Every command that was seen between SANE and a virtual machine, byte for byte. */
const SEEN: readonly (readonly [string, Uint8Array, string])[] = [
  ['query status', commands.queryStatus(), 'f3 20 00 00 00 00 00 00 0c 00'],
  ['activate 0', commands.activate(0), 'cf 60 00 00 00 00 00 00 0a 00 | 01 00 00 00 00 00 00 00 00 ff'],
  ['activate 4', commands.activate(4), 'cf 60 00 00 00 00 00 00 0a 00 | 01 00 00 04 00 00 00 00 00 fb'],
  ['start session', commands.startSession(), 'db 20 00 00 00 00 00 00 00 00'],
  ['glass', commands.selectSource('glass'), 'dd 20 00 00 00 00 00 00 0a 00 | 01 00 00 00 00 00 00 00 00 ff'],
  [
    'feeder',
    commands.selectSource('feeder'),
    'dd 20 00 00 00 00 00 00 0a 00 | 02 00 00 00 00 00 00 00 00 fe',
  ],
  [
    'feeder, both sides',
    commands.selectSource('feeder-duplex'),
    'dd 20 00 00 00 00 00 00 0a 00 | 02 00 00 00 00 03 00 00 00 fb',
  ],
  ['read a block', commands.readBlock(), 'd4 20 00 00 00 00 00 c0 04 00'],
  ['end session', commands.endSession(), 'ef 20 00 00 00 00 00 00 00 00'],
  [
    'the time',
    commands.setTime(new Date(2026, 10, 22, 11, 13)),
    'eb 80 00 00 00 00 00 00 14 00 | 32 36 2f 31 31 2f 32 32 20 31 31 3a 31 33 00 00 00 00 00 54',
  ],
  [
    'A4, gray, 300 dpi',
    commands.setParameters(parameters(300, 'gray')),
    `de 20 00 00 00 00 00 00 2e 00
     00 00 00 00 11 2c 11 2c 00 00 00 00 00 00 00 00
     00 00 09 b0 00 00 0d 90 04 08 00 00 00 00 00 7f
     ff 00 00 81 00 00 00 00 00 00 00 00 00 25`,
  ],
  [
    'A4, colour, 200 dpi',
    commands.setParameters(parameters(200, 'colour')),
    `de 20 00 00 00 00 00 00 2e 00
     00 00 00 00 10 c8 10 c8 00 00 00 00 00 00 00 00
     00 00 06 78 00 00 09 0a 08 18 00 00 00 00 00 7f
     ff 00 00 81 00 00 00 00 00 00 00 00 00 a0`,
  ],
  [
    'A4, colour, 150 dpi',
    commands.setParameters(parameters(150, 'colour')),
    `de 20 00 00 00 00 00 00 2e 00 00 00 00 00 10 96 10 96 00 00 00 00 00 00 00 00
     00 00 04 d8 00 00 06 c8 08 18 00 00 00 00 00 7f ff 00 00 81 00 00 00 00 00 00 00 00 00 eb`,
  ],
];

describe('commands', () => {
  test.each(SEEN)('%s', (_, command, seen) => {
    expect(hex(command)).toBe(plain(seen));
  });

  test('any payload sums up to nothing, and one wrong byte shows', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, change) => {
          const payload = withChecksum(Uint8Array.from(bytes));
          expect(hasGoodChecksum(payload)).toBe(true);
          payload[at % payload.length]! += change;
          expect(hasGoodChecksum(payload)).toBe(false);
        },
      ),
    );
  });
});
