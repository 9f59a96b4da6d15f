import { describe, expect, test } from 'vitest';
import { attributesOf } from '../../../src/jobs/job-attributes.ts';
import type { Pass } from '../../../src/jobs/resume.ts';
import { HALFTONES } from '../../../src/settings/halftone.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';

const WHOLE = { from: 0, to: 2, copies: 1 };

function told(settings: Partial<PrintSettings>, pass: Pass = WHOLE) {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const side = { placements: [] };
  const sheets = [
    { front: side, back: null },
    { front: side, back: all.duplex === 'off' ? null : side },
  ];
  const plan = { paper: all.paper, duplex: all.duplex, sheets };
  return attributesOf({ title: 'Report', user: 'ada', account: null, settings: all, plan }, pass);
}

describe('attributesOf', () => {
  test('only ColorTone has the other compression parameters', () => {
    expect(HALFTONES.filter((halftone) => told({ halftone }).parameterSet === 'colorTone')).toEqual([
      'ColorTone',
    ]);
  });

  test('the binding edge follows the kind of duplex, the margin is in tenths of a millimetre', () => {
    expect((['off', 'long', 'short'] as const).map((duplex) => told({ duplex }).bindingEdge)).toEqual([
      'left',
      'left',
      'top',
    ]);
    expect(told({ bindingEdge: 'top' }).bindingEdge).toBe('top');
    expect(told({ bindingMarginMm: 7 }).bindingMarginTenthsMm).toBe(70);
  });

  test('a margin that the layout makes, or that the machine cannot, is none to the machine', () => {
    expect(told({ bindingMarginMm: 7, bindingMarginBy: 'layout' }).bindingMarginTenthsMm).toBe(0);
    expect(told({ bindingMarginMm: 7, bindingEdge: 'right' }).bindingMarginTenthsMm).toBe(0);
  });

  test('a pass with a ticket has its own paper, type and source', () => {
    const ticket = { paper: 'A5', source: 'Manual' } as const;
    const { paper, media, source } = told({ media: 'RECYCLED', source: 'Cas1' }, { ...WHOLE, ticket });
    expect({ paper, media, source }).toEqual({ paper: 'A5', media: 'RECYCLED', source: 'Manual' });
  });

  test('a one-sided cover of a two-sided job does not ask for the duplex unit', () => {
    const ticket = { media: 'HEAVY2' } as const;
    expect(told({ duplex: 'long' }, { from: 0, to: 1, copies: 1, ticket }).duplex).toBe('off');
    expect(told({ duplex: 'long' }, { from: 1, to: 2, copies: 1, ticket }).duplex).toBe('long');
    expect(told({ duplex: 'long' }, { from: 0, to: 1, copies: 1 }).duplex).toBe('long');
  });
});
