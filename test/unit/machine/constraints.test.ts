import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowedValues,
  choiceValues,
  conflicts,
  nearestAllowed,
  requireAllowed,
  type ChoiceKey,
  type MachineChoices,
} from '../../../src/machine/constraints.ts';
import { DUPLEX_MODES, MAX_COPIES, MEDIA_NAMES, SOURCE_NAMES } from '../../../src/machine/options.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import { REGIONS, type Region } from '../../../src/machine/regions.ts';

/** Canon's PPDs for both regions, as data. */
const DRIVER = JSON.parse(
  readFileSync(new URL('../../vectors/driver-options.json', import.meta.url), 'utf8'),
) as Record<Region, DriverOptions>;

interface DriverOptions {
  options: Record<string, { choices: Record<string, string>; default: string }>;
  forbidden: [string, string][];
  imageableAreaPt: Record<string, [number, number, number, number]>;
  paperDimensionPt: Record<string, [number, number]>;
  maxCopies: number;
  throughputPpm: number;
  defaultPageSize: string;
}

const REGION_NAMES: readonly Region[] = ['europe', 'americas'];

/** Our keys and values in the PPD's words. */
const PPD_KEYS: Record<ChoiceKey, string> = {
  paper: 'PageSize',
  media: 'MediaType',
  source: 'InputSlot',
  duplex: 'Duplex',
  bindingEdge: 'BindEdge',
};
const PPD_VALUES: Record<string, string> = {
  'duplex=off': 'Duplex=None',
  'duplex=long': 'Duplex=DuplexNoTumble',
  'duplex=short': 'Duplex=DuplexTumble',
  'bindingEdge=left': 'BindEdge=Left',
  'bindingEdge=top': 'BindEdge=Top',
};
const inPpd = (key: ChoiceKey, value: string) => PPD_VALUES[`${key}=${value}`] ?? `${PPD_KEYS[key]}=${value}`;

/** Goes together with everything, so that only the pair under test can conflict. */
const NEUTRAL: MachineChoices = { paper: 'A4', media: 'Auto', source: 'Auto', duplex: 'off' };
const KEYS = Object.keys(PPD_KEYS) as ChoiceKey[];

function forbiddenPairs(region: Region): Set<string> {
  const pairs = new Set<string>();
  for (const a of KEYS) {
    for (const b of KEYS.slice(KEYS.indexOf(a) + 1)) {
      for (const left of choiceValues(a, region)) {
        for (const right of choiceValues(b, region)) {
          const found = conflicts({ ...NEUTRAL, [a]: left, [b]: right }, region);
          const isPair = found.some(({ settings }) => settings.includes(a) && settings.includes(b));
          if (isPair) pairs.add([inPpd(a, left), inPpd(b, right)].toSorted().join(' '));
        }
      }
    }
  }
  return pairs;
}

const anyChoices: fc.Arbitrary<MachineChoices> = fc.record({
  paper: fc.constantFrom(...PAPER_NAMES),
  media: fc.constantFrom(...MEDIA_NAMES),
  source: fc.constantFrom(...SOURCE_NAMES),
  duplex: fc.constantFrom(...DUPLEX_MODES),
});
const anyRegion = fc.constantFrom(...REGION_NAMES);

describe.each(REGION_NAMES)("Canon's driver for %s", (region) => {
  const driver = DRIVER[region];

  it('forbids exactly the pairs that the rules forbid', () => {
    const theirs = new Set(driver.forbidden.map((pair) => pair.toSorted().join(' ')));
    expect(theirs.size).toBe(driver.forbidden.length);
    expect([...forbiddenPairs(region)].toSorted()).toEqual([...theirs].toSorted());
  });

  it('offers exactly our choices', () => {
    for (const key of KEYS) {
      const theirs = Object.keys(driver.options[PPD_KEYS[key]]!.choices).map(
        (value) => `${PPD_KEYS[key]}=${value}`,
      );
      expect(
        choiceValues(key, region)
          .map((value) => inPpd(key, value))
          .toSorted(),
      ).toEqual(theirs.toSorted());
    }
  });

  it('has our defaults, speed and copies', () => {
    expect(REGIONS[region].defaultPaper).toBe(driver.defaultPageSize);
    expect(REGIONS[region].pagesPerMinute).toBe(driver.throughputPpm);
    expect(MAX_COPIES).toBe(driver.maxCopies);
  });

  it('has our papers: size within half a point and a bit, unprintable frame within a millimetre', () => {
    for (const name of PAPER_NAMES) {
      const paper = PAPERS[name];
      const [widthPt, heightPt] = driver.paperDimensionPt[name]!;
      expect(Math.abs((paper.widthPx * 72) / 600 - widthPt), name).toBeLessThan(1);
      expect(Math.abs((paper.heightPx * 72) / 600 - heightPt), name).toBeLessThan(1);
      const [left] = driver.imageableAreaPt[name]!;
      expect(Math.abs((paper.marginPx * 72) / 600 - left), name).toBeLessThan(0.1);
    }
  });
});

describe('conflicts', () => {
  it('says why, in words', () => {
    expect(conflicts({ ...NEUTRAL, paper: 'A5', duplex: 'long' }, 'europe')).toEqual([
      { settings: ['duplex', 'paper'], reason: expect.stringContaining('A4, Letter and Legal') },
    ]);
  });

  it('names each pair once, however many rules it breaks', () => {
    const found = conflicts({ ...NEUTRAL, paper: 'Com10', media: 'OHP' }, 'europe');
    expect(found).toEqual([{ settings: ['paper', 'media'], reason: expect.stringContaining('Envelope') }]);
  });

  it('knows punched paper in the Americas only', () => {
    const punched: MachineChoices = { ...NEUTRAL, paper: 'Letter', media: 'PREPUNCHED' };
    expect(conflicts(punched, 'americas')).toEqual([]);
    expect(conflicts(punched, 'europe')).toEqual([{ settings: ['media'], reason: expect.any(String) }]);
  });

  it('leaves the neutral choices alone', () => {
    expect(conflicts(NEUTRAL, 'europe')).toEqual([]);
    expect(() => requireAllowed(NEUTRAL, 'europe')).not.toThrow();
  });

  it('is an error with a code where a job must not go on', () => {
    expect(() => requireAllowed({ ...NEUTRAL, source: 'Cas1', media: 'OHP' }, 'europe')).toThrow(
      expect.objectContaining({ code: 'machine.forbidden-combination' }),
    );
  });
});

describe('ways out', () => {
  it('offers one change for each side of a conflict', () => {
    const choices: MachineChoices = { ...NEUTRAL, paper: 'A5', duplex: 'long' };
    const [conflict] = conflicts(choices, 'americas');
    expect(nearestAllowed(conflict!, choices, 'americas')).toEqual([
      { key: 'duplex', value: 'off' },
      { key: 'paper', value: 'Letter' },
    ]);
  });

  it('every change ends every conflict of the setting it changes', () => {
    fc.assert(
      fc.property(anyChoices, anyRegion, (choices, region) => {
        for (const conflict of conflicts(choices, region)) {
          for (const change of nearestAllowed(conflict, choices, region)) {
            const after = conflicts({ ...choices, [change.key]: change.value }, region);
            expect(after.filter(({ settings }) => settings.includes(change.key))).toEqual([]);
          }
        }
      }),
    );
  });

  it('taking suggestions one by one always ends in allowed settings', () => {
    fc.assert(
      fc.property(anyChoices, anyRegion, (choices, region) => {
        let current = choices;
        for (let step = 0; step < 6; step++) {
          const changes = conflicts(current, region).flatMap((each) => nearestAllowed(each, current, region));
          if (changes.length === 0) break;
          current = { ...current, [changes[0]!.key]: changes[0]!.value };
        }
        expect(conflicts(current, region)).toEqual([]);
      }),
    );
  });

  it('allowed values are those that conflict with nothing', () => {
    expect(allowedValues('paper', { ...NEUTRAL, media: 'OHP' }, 'europe')).toEqual(['A4', 'Letter']);
    expect(allowedValues('duplex', { ...NEUTRAL, media: 'LABELS' }, 'europe')).toEqual(['off']);
  });
});
