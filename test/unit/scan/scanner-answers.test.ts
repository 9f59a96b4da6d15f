import * as v from 'valibot';
import { expect, test } from 'vitest';
import { TESTED_SCANNER } from '../../../src/machine/scanner-quirks.ts';
import { frameOf } from '../../../src/scan/protocol/area.ts';
import { ScannerAnswersSchema, quirksAnswered } from '../../../src/scan/session/scanner-answers.ts';

const A4 = { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 297 };

test('nothing answered is the scanner as tested', () => {
  expect(quirksAnswered({})).toEqual(TESTED_SCANNER);
  expect(quirksAnswered({ largestPage: 'tested' })).toEqual(TESTED_SCANNER);
});

test('an answer takes the place of one assumption and of no other', () => {
  expect(quirksAnswered({ backsTurned: true })).toEqual({ ...TESTED_SCANNER, backsTurned: true });
});

test('a machine that takes all of A4 is asked for all of it', () => {
  expect(frameOf(A4, 300, 'gray').parameters.height).toBe(3472);
  expect(frameOf(A4, 300, 'gray', quirksAnswered({ largestPage: 'A4' })).parameters.height).toBe(3508);
});

test('a machine that takes Legal is asked for 14 inches', () => {
  const legal = { leftMm: 0, topMm: 0, widthMm: 215.9, heightMm: 355.6 };
  const { parameters } = frameOf(legal, 600, 'gray', quirksAnswered({ largestPage: 'Legal' }));
  expect(parameters.height).toBe(8400);
});

test('answers from storage are checked', () => {
  expect(v.safeParse(ScannerAnswersSchema, { largestPage: 'A0' }).success).toBe(false);
  expect(v.safeParse(ScannerAnswersSchema, { backsTurned: 'yes' }).success).toBe(false);
});
