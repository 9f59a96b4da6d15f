import { html } from 'lit';
import type { PrnContents, PrnSide } from '../../jobs/prn-api.ts';
import { MEDIA } from '../../machine/media.ts';
import { PAPERS } from '../../machine/paper.ts';
import { SOURCES } from '../../machine/sources.ts';
import { SETTING_DESCRIPTIONS } from '../../settings/describe.ts';
import { percentInWords } from '../words.ts';

type Told = NonNullable<PrnContents['ticket']>;

/** What a print file tells the machine beside its dots, in words. */
export function prnSettings(told: Told, sides: readonly PrnSide[]) {
  const coverage = sides.reduce((sum, side) => sum + side.coverage, 0) / Math.max(1, sides.length);
  const rows: [string, string][] = [
    ['Title', told.title || '–'],
    ['User', told.user || '–'],
    ['Sides', sides.length.toLocaleString('en')],
    ['Coverage', percentInWords(coverage)],
    ['Copies', String(told.copies)],
    ['Paper size', PAPERS[told.paper].title],
    ['Paper type', MEDIA[told.media].title],
    ['Paper source', SOURCES[told.source].title],
    ['Two-sided', titleFor('duplex', told.duplex)],
    ['Order of copies', titleFor('collation', told.collation)],
    [
      'Binding',
      `${told.bindingEdge} edge, margin ${(told.bindingMarginTenthsMm / 10).toLocaleString('en')} mm`,
    ],
    ['Toner saving', titleFor('tonerSaving', told.tonerSaving)],
    ['Smooth edges', titleFor('refinement', told.refinement)],
    ['Department ID', told.account ? String(told.account.id) : '–'],
  ];
  return html`<dl>
    ${rows.map(
      ([term, words]) =>
        html`<dt>${term}</dt>
          <dd>${words}</dd>`,
    )}
  </dl>`;
}

function titleFor(key: 'duplex' | 'collation' | 'tonerSaving' | 'refinement', value: string): string {
  return SETTING_DESCRIPTIONS[key].choices.find((choice) => choice.value === value)!.title;
}
