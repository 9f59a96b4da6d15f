import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsFragment, settingsOfFragment, settingsOfQuery } from '../../../src/settings/links.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { anySettings } from '../../support/any-settings.ts';

describe('links', () => {
  it('bring any settings from one Platen to another', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        const { hash } = new URL(`http://localhost/${settingsFragment(settings)}`);
        const link = settingsOfFragment(hash)!;
        expect(link.problems).toEqual([]);
        expect({ ...DEFAULT_SETTINGS, ...link.settings }).toEqual(settings);
      }),
    );
  });

  it('name only what differs from the defaults', () => {
    expect(settingsFragment(DEFAULT_SETTINGS)).toBe('#set=');
    const settings = { ...DEFAULT_SETTINGS, copies: 2, watermark: 'A, B: C', mirror: true };
    expect(settingsFragment(settings)).toBe('#set=copies:2,mirror:on,watermark:A%2C%20B%3A%20C');
  });

  it('are told from the places of views', () => {
    expect(settingsOfFragment('#/jobs/history')).toBeNull();
    expect(settingsOfFragment('')).toBeNull();
    expect(settingsOfFragment('#set=')).toEqual({ settings: {}, problems: [] });
  });

  it('take what can be read, and say what cannot', () => {
    const link = settingsOfFragment('#set=copies:2,paper:A3,staples:2,duplex,header:%zz')!;
    expect(link.settings).toEqual({ copies: 2 });
    expect(link.problems.map(({ code }) => code)).toEqual([
      'settings.unknown-value',
      'settings.unknown-key',
      'settings.link-damaged',
      'settings.link-damaged',
    ]);
  });

  it('are refused when they are longer than any honest one', () => {
    const link = settingsOfFragment(`#set=${'copies:2,'.repeat(5_000)}`)!;
    expect(link.settings).toEqual({});
    expect(link.problems[0]!.code).toBe('settings.link-damaged');
  });
});

describe('parameters of the address', () => {
  it('set what they name', () => {
    expect(settingsOfQuery('?paper=A5&duplex=long&mirror=on')).toEqual({
      settings: { paper: 'A5', duplex: 'long', mirror: true },
      problems: [],
    });
    expect(settingsOfQuery('')).toEqual({ settings: {}, problems: [] });
  });

  it('say what they do not know', () => {
    const { settings, problems } = settingsOfQuery('?copies=0&utm_source=x&copies=3');
    expect(settings).toEqual({ copies: 3 });
    expect(problems.map(({ params }) => params.key)).toEqual(['copies', 'utm_source']);
  });
});
