import { choice, number, text, toggle } from '../setting.ts';
import { ALIGNMENTS, LAYOUT_SETTINGS } from './layout.ts';

/** Under the page, where its white covers nothing, or over it. */
const LAYERS = ['under', 'over'] as const;
export const MARKED_PAGES = ['all', 'first', 'not-first'] as const;

/** The watermark's text and an image stamp share place, size and strength: there is one of them at a time. */
export const MARKS_SETTINGS = {
  watermark: text('Watermark', 'Text across the page. Empty: none.', { maxLength: 200, example: 'DRAFT' }),
  watermarkPosition: choice(
    'Watermark position',
    'Where the watermark or stamp lies.',
    'centre',
    ALIGNMENTS,
    (name) => {
      const { title } = LAYOUT_SETTINGS.alignment.description.choices.find(({ value }) => value === name)!;
      return [title];
    },
  ),
  watermarkAngle: number('Watermark angle', 'Counterclockwise.', 45, { min: -180, max: 180, unit: '°' }),
  watermarkOpacity: number('Watermark strength', '100: black.', 20, { min: 5, max: 100, step: 5, unit: '%' }),
  watermarkSize: number('Watermark size', 'Of what the page has room for.', 80, {
    min: 5,
    max: 100,
    step: 5,
    unit: '%',
  }),
  watermarkTiled: toggle('Repeat the watermark', 'All over the page.', false),
  watermarkPages: markedPages('Watermark on'),
  watermarkLayer: layer('Watermark lies'),
  header: text('Header', 'Left | middle | right; {page}, {pages}, {date}, {time}, {title}, {file}, {user}.', {
    maxLength: 300,
    example: '{title} | | {date}',
  }),
  footer: text('Footer', 'As the header, at the foot.', { maxLength: 300, example: '| {page} / {pages} |' }),
  headerSizePt: number('Size of header and footer', 'Height of the letters.', 9, {
    min: 5,
    max: 24,
    unit: 'pt',
  }),
  headerPages: markedPages('Header and footer on'),
  letterheadPages: markedPages('Letterhead on'),
  letterheadLayer: layer('Letterhead lies'),
};

function markedPages(title: string) {
  return choice(title, 'Counted on the sides of paper.', 'all', MARKED_PAGES, {
    all: ['All sides'],
    first: ['The first side only'],
    'not-first': ['All but the first side'],
  });
}

function layer(title: string) {
  return choice(title, 'What covers what.', 'under', LAYERS, {
    under: ['Under the page'],
    over: ['Over the page'],
  });
}
