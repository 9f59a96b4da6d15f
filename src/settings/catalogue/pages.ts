import { MEDIA } from '../../machine/media.ts';
import { COLLATIONS, MAX_COPIES, MEDIA_NAMES, SOURCE_NAMES } from '../../machine/options.ts';
import { SOURCES } from '../../machine/sources.ts';
import { choice, number, text, toggle } from '../setting.ts';

export const SHEET_ORDERS = ['forward', 'reverse'] as const;
/** Who makes several copies: the machine from one set of data, or the computer by sending the sheets again. */
export const COPIES_BY = ['machine', 'computer'] as const;
const FRONT_COVERS = ['none', 'blank', 'page', 'document'] as const;
const BACK_COVERS = ['none', 'blank', 'page', 'document'] as const;
export const SEPARATORS = ['none', 'documents', 'copies'] as const;
/** Sheets of their own: as the rest of the job, or from elsewhere. */
const EXTRA_SOURCES = ['same', ...SOURCE_NAMES] as const;
const EXTRA_MEDIA = ['same', ...MEDIA_NAMES] as const;

const SAME = ['As the rest of the job'] as const;

export const PAGES_SETTINGS = {
  pages: text('Pages', 'Which pages, in which order. Empty: all.', {
    maxLength: 1000,
    example: '1-3, 8, last, odd, 5-, 2*2, 4@90',
  }),
  skipBlank: toggle('Leave out blank pages', 'Pages on which nothing would be printed.', false),
  copies: number('Copies', 'How many times everything is printed.', 1, { min: 1, max: MAX_COPIES }),
  collation: choice('Order of copies', 'How several copies leave the machine.', 'none', COLLATIONS, {
    none: ['Each sheet as often as asked', 'Canon calls it No Collate: 1, 1, 2, 2, 3, 3.'],
    group: ['Complete sets', 'Canon calls it Group: 1, 2, 3, 1, 2, 3.'],
  }),
  copiesBy: choice('Copies made by', 'Who repeats the sheets.', 'machine', COPIES_BY, {
    machine: ['The machine', 'Quick: the data is sent once. What it does with an order is its own affair.'],
    computer: ['The computer', 'The sheets are sent again for every copy; the order is certain.'],
  }),
  sheetOrder: choice('Sheet order', 'Which sheet is printed first.', 'forward', SHEET_ORDERS, {
    forward: ['First sheet first'],
    reverse: ['Last sheet first'],
  }),
  frontCover: choice('Front cover', 'A first sheet of its own.', 'none', FRONT_COVERS, {
    none: ['None'],
    blank: ['A blank sheet'],
    page: ['The first page', 'It goes on the cover sheet, on one side.'],
    document: ['A document', 'A file you choose: its first page, and two-sided also its second.'],
  }),
  backCover: choice('Back cover', 'A last sheet of its own.', 'none', BACK_COVERS, {
    none: ['None'],
    blank: ['A blank sheet'],
    page: ['The last page', 'It goes on the cover sheet, on one side.'],
    document: ['A document', 'A file you choose: its first page, and two-sided also its second.'],
  }),
  coverSource: sourceOf('Covers from', 'The tray that covers come from.'),
  coverMedia: mediaOf('Paper type of covers', 'What covers are printed on.'),
  separators: choice(
    'Separator sheets',
    'Blank sheets that part what belongs together.',
    'none',
    SEPARATORS,
    {
      none: ['None'],
      documents: ['Between documents'],
      copies: ['Between copies'],
    },
  ),
  interleave: toggle('Blank sheet after every sheet', 'Keeps transparencies apart, for example.', false),
  banner: toggle('Job sheet', 'A first sheet with the name of the job, its owner and the time.', false),
  separatorSource: sourceOf('Extra sheets from', 'The tray for separators, blank sheets and the job sheet.'),
  separatorMedia: mediaOf('Paper type of extra sheets', 'Of separators, blank sheets and the job sheet.'),
};

function sourceOf(title: string, help: string) {
  return choice(title, help, 'same', EXTRA_SOURCES, (name) =>
    name === 'same' ? SAME : [SOURCES[name].title, SOURCES[name].help],
  );
}

function mediaOf(title: string, help: string) {
  return choice(title, help, 'same', EXTRA_MEDIA, (name) =>
    name === 'same' ? SAME : [MEDIA[name].title, MEDIA[name].help],
  );
}
