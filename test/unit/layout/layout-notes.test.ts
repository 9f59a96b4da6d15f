import { describe, expect, it } from 'vitest';
import { layoutNotes } from '../../../src/layout/layout-notes.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { PlannedDocument } from '../../../src/layout/plan-input.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { A4, aDocument, input, times } from './planning.ts';

const asRole = (role: PlannedDocument['role'] & string, pages = 1) => ({
  ...aDocument(role, times(pages, A4)),
  role,
});

function notesOn(settings: Partial<PrintSettings>, attached: readonly PlannedDocument[] = []) {
  const job = input([aDocument('d', times(3, A4)), ...attached], settings);
  return layoutNotes(job.settings, planJob(job), job.documents).map(({ settings: keys }) => keys.join());
}

describe('layout notes', () => {
  it('are none for a job that is printed as its settings say', () => {
    expect(notesOn({})).toEqual([]);
    expect(notesOn({ copies: 3, collation: 'group', duplex: 'long', header: '{page}' })).toEqual([]);
    expect(notesOn({ arrangement: 'booklet', duplex: 'short' })).toEqual([]);
    expect(notesOn({ frontCover: 'document', duplex: 'long' }, [asRole('frontCover', 2)])).toEqual([]);
    expect(notesOn({ copies: 2, copiesBy: 'computer', separators: 'copies' })).toEqual([]);
  });

  it.each<[string, Partial<PrintSettings>, readonly PlannedDocument[]]>([
    ['arrangement,duplex', { arrangement: 'booklet', duplex: 'long' }, []],
    ['arrangement,interleave,separators', { arrangement: 'booklet', duplex: 'short', interleave: true }, []],
    ['arrangement,watermark,header,footer', { arrangement: 'poster' }, [asRole('letterhead')]],
    ['arrangement,frontCover,backCover', { arrangement: 'poster', backCover: 'page' }, []],
    ['watermark', { watermark: 'DRAFT' }, [asRole('stamp')]],
    ['frontCover,backCover', { backCover: 'document' }, [asRole('backCover', 2)]],
    ['turnedBy', { turnedBy: 'hand', duplex: 'long' }, []],
    ['bindingMarginBy', { bindingEdge: 'right', bindingMarginMm: 10 }, []],
    ['copiesBy,copies', { copies: 2, separators: 'copies' }, []],
    ['copiesBy,copies', { copies: 2, banner: true }, []],
    ['copiesBy,copies', { copies: 2, frontCover: 'blank', coverSource: 'Manual' }, []],
    ['copiesBy,copies', { copies: 2, interleave: true, collation: 'none' }, []],
  ])('say why, beside %s: %j', (keys, settings, attached) => {
    expect(notesOn(settings, attached)).toEqual([keys]);
  });
});
