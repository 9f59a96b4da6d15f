import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import { settingConflicts, waysOut } from '../../../src/settings/setting-conflicts.ts';
import { anySettings } from '../../support/any-settings.ts';

const withSettings = (changes: Partial<PrintSettings>): PrintSettings => ({
  ...DEFAULT_SETTINGS,
  ...changes,
});

describe('conflicts of settings', () => {
  it('offers to turn the stack by hand where the duplex unit refuses a medium', () => {
    const settings = withSettings({ duplex: 'long', media: 'LABELS' });
    const [conflict] = settingConflicts(settings, 'europe');
    expect(conflict!.settings.toSorted()).toEqual(['duplex', 'media']);
    const ways = waysOut(conflict!, settings, 'europe');
    expect(ways).toContainEqual({ key: 'turnedBy', value: 'hand' });
    expect(ways).toContainEqual({ key: 'duplex', value: 'off' });
    expect(settingConflicts({ ...settings, turnedBy: 'hand' }, 'europe')).toEqual([]);
  });

  it('sees that a booklet takes both sides, and offers no setting that changes nothing', () => {
    const settings = withSettings({ arrangement: 'booklet', paper: 'A5' });
    const [conflict] = settingConflicts(settings, 'europe');
    expect(conflict!.settings).toContain('arrangement');
    const ways = waysOut(conflict!, settings, 'europe');
    expect(ways).toContainEqual({ key: 'arrangement', value: 'single' });
    expect(ways).toContainEqual({ key: 'turnedBy', value: 'hand' });
    expect(ways.some(({ key }) => key === 'duplex')).toBe(false);
  });

  it('holds covers and extra sheets against the machine by themselves', () => {
    const settings = withSettings({ frontCover: 'blank', coverMedia: 'HEAVY3', coverSource: 'Cas1' });
    const [conflict] = settingConflicts(settings, 'europe');
    expect(conflict!.settings.toSorted()).toEqual(['coverMedia', 'coverSource']);
    expect(settingConflicts({ ...settings, frontCover: 'none' }, 'europe')).toEqual([]);
    const extra = withSettings({ interleave: true, separatorMedia: 'LABELS', source: 'Cas1' });
    expect(settingConflicts(extra, 'europe')[0]!.settings.toSorted()).toEqual(['separatorMedia', 'source']);
  });

  it('offers only ways after which the conflict is gone, each one changed setting', () => {
    fc.assert(
      fc.property(
        anySettings(),
        fc.constantFrom('europe' as const, 'americas' as const),
        (settings, region) => {
          for (const conflict of settingConflicts(settings, region)) {
            for (const { key, value } of waysOut(conflict, settings, region)) {
              expect(settings[key]).not.toBe(value);
              const after = settingConflicts({ ...settings, [key]: value }, region);
              expect(after).not.toContainEqual(conflict);
            }
          }
        },
      ),
    );
  });

  it('leads out of every tangle by its own offers', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        let now = settings;
        for (let round = 0; round < 12; round++) {
          const [conflict] = settingConflicts(now, 'europe');
          if (!conflict) return;
          const ways = waysOut(conflict, now, 'europe');
          expect(ways, JSON.stringify(conflict)).not.toEqual([]);
          const [{ key, value }] = ways as [(typeof ways)[number]];
          now = { ...now, [key]: value };
        }
        throw new Error('twelve steps were not enough');
      }),
    );
  });
});
