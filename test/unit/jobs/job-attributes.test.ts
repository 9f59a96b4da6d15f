import { describe, expect, test } from 'vitest';
import { attributesOf } from '../../../src/jobs/job-attributes.ts';
import { HALFTONES } from '../../../src/settings/halftone.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';

const JOB = { title: 'Report', user: 'ada', account: null };

describe('attributesOf', () => {
  test('only ColorTone has the other compression parameters', () => {
    const other = HALFTONES.filter(
      (halftone) =>
        attributesOf({ ...JOB, settings: { ...DEFAULT_SETTINGS, halftone } }).parameterSet === 'colorTone',
    );
    expect(other).toEqual(['ColorTone']);
  });

  test('the binding edge follows the kind of duplex, the margin is in tenths of a millimetre', () => {
    const edge = (duplex: 'off' | 'long' | 'short') =>
      attributesOf({ ...JOB, settings: { ...DEFAULT_SETTINGS, duplex } }).bindingEdge;
    expect([edge('off'), edge('long'), edge('short')]).toEqual(['left', 'left', 'top']);
    const settings = { ...DEFAULT_SETTINGS, bindingMarginMm: 7 };
    expect(attributesOf({ ...JOB, settings }).bindingMarginTenthsMm).toBe(70);
  });
});
