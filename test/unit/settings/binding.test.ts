import { describe, expect, it } from 'vitest';
import { bindingOf } from '../../../src/settings/binding.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';

const of = (settings: Partial<PrintSettings>) => bindingOf({ ...DEFAULT_SETTINGS, ...settings });

describe('where sheets are bound', () => {
  it('follows from how they turn, unless it is said', () => {
    expect(of({}).edge).toBe('left');
    expect(of({ duplex: 'long' }).edge).toBe('left');
    expect(of({ duplex: 'short' }).edge).toBe('top');
    expect(of({ duplex: 'short', bindingEdge: 'right' }).edge).toBe('right');
  });

  it.each<[string, Partial<PrintSettings>, 'machine' | 'layout']>([
    ['one-sided, left', { bindingEdge: 'left' }, 'machine'],
    ['one-sided, top', { bindingEdge: 'top' }, 'machine'],
    ['one-sided, right: it only moves to the right and down', { bindingEdge: 'right' }, 'layout'],
    ['two-sided, where the pages turn', { duplex: 'long' }, 'machine'],
    ['two-sided, elsewhere', { duplex: 'long', bindingEdge: 'top' }, 'layout'],
    ['turned by hand: it knows nothing of backs', { duplex: 'long', turnedBy: 'hand' }, 'layout'],
    ['one-sided, though hands were chosen', { turnedBy: 'hand' }, 'machine'],
    ['a booklet: each half is moved its own way', { arrangement: 'booklet' }, 'layout'],
  ])('leaves the margin to the machine only where it can make it: %s', (_, settings, expected) => {
    expect(of({ ...settings, bindingMarginBy: 'machine' }).marginBy).toBe(expected);
    expect(of({ ...settings, bindingMarginBy: 'layout' }).marginBy).toBe('layout');
  });
});
