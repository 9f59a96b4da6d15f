import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PAPERS } from '../../../../src/machine/paper.ts';
import { AS_SCANNED } from '../../../../src/scan/corrections/corrections.ts';
import {
  copiesAtOnce,
  copyCorrections,
  copyOrder,
  copyPrintSettings,
  nextSheet,
  pagesPerSheet,
  printsFurtherSets,
  scansAtOnce,
} from '../../../../src/scan/copy/copy-plan.ts';
import {
  COPY_KINDS,
  COPY_LAYOUTS,
  COPY_SCALINGS,
  COPY_SIDES,
  CopySettingsSchema,
  DEFAULT_COPY,
  originalSides,
  ORIGINAL_NAMES,
  percentFor,
  sheetSides,
  type CopySettings,
} from '../../../../src/scan/copy/copy-settings.ts';
import { DEFAULT_SETTINGS, PrintSettingsSchema } from '../../../../src/settings/print-settings.ts';

const anyCopy: fc.Arbitrary<CopySettings> = fc.record({
  source: fc.constantFrom('glass', 'feeder'),
  sides: fc.constantFrom(...COPY_SIDES),
  originalsTurn: fc.constantFrom('long', 'short'),
  copiesTurn: fc.constantFrom('long', 'short'),
  original: fc.constantFrom(...ORIGINAL_NAMES),
  layout: fc.constantFrom(...COPY_LAYOUTS),
  scaling: fc.constantFrom(...COPY_SCALINGS),
  percent: fc.integer({ min: 25, max: 400 }),
  kind: fc.constantFrom(...COPY_KINDS),
  lightness: fc.integer({ min: -100, max: 100 }),
  copies: fc.integer({ min: 1, max: 999 }),
  collate: fc.boolean(),
  paper: fc.constantFrom(...ORIGINAL_NAMES),
  media: fc.constant('Auto'),
  tray: fc.constant('Auto'),
});

describe('which pages make which sheet', () => {
  it('every page once, in order, on as few sheets as hold them, as soon as each is complete', () => {
    fc.assert(
      fc.property(anyCopy, fc.integer({ min: 0, max: 40 }), (settings, count) => {
        const pages = Array.from({ length: count }, (_, i) => i);
        const sheets: (readonly number[])[] = [];
        let printed = 0;
        const take = (there: number, isAll: boolean) => {
          for (;;) {
            const sheet = nextSheet(pages.slice(printed, there), settings, isAll);
            if (!sheet) return;
            sheets.push(sheet);
            printed += sheet.length;
          }
        };
        const perSheet = pagesPerSheet(settings);
        for (let there = 1; there <= count; there += 1) {
          take(there, false);
          // Nothing complete waits for a page that it does not need.
          expect(there - printed).toBeLessThan(perSheet ?? Infinity);
        }
        take(count, true);
        expect(sheets.flat()).toEqual(pages);
        expect(sheets).toHaveLength(Math.ceil(count / (perSheet ?? Math.max(1, count))));
      }),
    );
  });

  it.each([
    ['1-1', '1', 1],
    ['1-2', '1', 2],
    ['2-2', '1', 2],
    ['2-1', '1', 1],
    ['1-1', '2', 2],
    ['2-2', '4', 8],
    ['2-1', '4', 4],
    ['2-2', 'card', 2],
    ['1-1', 'booklet', null],
  ] as const)('%s with %s on a side takes %s pages a sheet', (sides, layout, expected) => {
    expect(pagesPerSheet({ ...DEFAULT_COPY, sides, layout })).toBe(expected);
  });

  it('a sheet of the feeder is scanned whole, the glass side by side', () => {
    fc.assert(
      fc.property(anyCopy, (settings) => {
        const { source, maxPages, area } = copyOrder(settings);
        expect(maxPages).toBe(scansAtOnce(settings));
        if (settings.layout === 'card') expect(source).toBe('glass');
        if (source === 'glass') expect(maxPages).toBe(1);
        else expect(maxPages).toBe(originalSides(settings));
        expect(source === 'feeder-duplex').toBe(maxPages === 2);
        expect(area.widthMm).toBeLessThanOrEqual(216);
      }),
    );
  });
});

describe('how copies are printed', () => {
  it('in settings that a job may have, and each copy is counted once', () => {
    fc.assert(
      fc.property(anyCopy, (settings) => {
        expect(v.parse(CopySettingsSchema, settings)).toEqual(settings);
        const print = copyPrintSettings(settings, DEFAULT_SETTINGS);
        expect(v.parse(PrintSettingsSchema, print)).toEqual(print);
        const further = printsFurtherSets(settings) ? settings.copies - 1 : 0;
        expect(copiesAtOnce(settings) + further).toBe(settings.copies);
        const isTwoSided = print.duplex !== 'off' || print.arrangement === 'booklet';
        expect(isTwoSided).toBe(sheetSides(settings) === 2);
      }),
    );
  });

  it('a booklet is made of all pages, and the machine makes its copies', () => {
    const booklet: CopySettings = { ...DEFAULT_COPY, layout: 'booklet', copies: 5, collate: true };
    expect(printsFurtherSets(booklet)).toBe(false);
    expect(copiesAtOnce(booklet)).toBe(5);
  });

  it('notepads are turned upright, books and cards are not', () => {
    const notepad: CopySettings = { ...DEFAULT_COPY, sides: '2-1', originalsTurn: 'short' };
    const turned = { ...AS_SCANNED, turn: 270 } as const;
    expect(copyCorrections(turned, 'back', notepad).turn).toBe(90);
    expect(copyCorrections(turned, 'front', notepad).turn).toBe(270);
    expect(copyCorrections(turned, 'back', { ...notepad, originalsTurn: 'long' }).turn).toBe(270);
    expect(copyCorrections(turned, 'back', { ...notepad, source: 'glass' }).turn).toBe(270);
    expect(copyCorrections(turned, 'back', { ...notepad, layout: 'card' }).turn).toBe(270);
  });

  it('paper to paper never grows beyond the sheet', () => {
    expect(percentFor('A4', 'A5')).toBe(70);
    expect(percentFor('A5', 'A4')).toBe(141);
    expect(percentFor('A4', 'A4')).toBe(100);
    for (const from of ORIGINAL_NAMES) {
      for (const to of ORIGINAL_NAMES) {
        const share = percentFor(from, to) / 100;
        expect(PAPERS[from].widthMm * share).toBeLessThanOrEqual(PAPERS[to].widthMm);
        expect(PAPERS[from].heightMm * share).toBeLessThanOrEqual(PAPERS[to].heightMm);
      }
    }
  });
});
