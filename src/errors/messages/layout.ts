import type { Messages } from '../catalogue.ts';

/**
 * Messages of the room `layout`; codes start with `layout.`. Those of `layout.pages-` are about a text that somebody
 * typed: their params say where, `position` from 0 and `length` in characters.
 */
export const layoutMessages: Messages = {
  'layout.pages-unexpected': {
    what: '“{found}” has no meaning here.',
    why: 'Pages are written like 1-3, 8, last, odd, 5-, 2*2 or 4@90.',
    next: 'Change it at the place that is marked.',
  },
  'layout.pages-incomplete': {
    what: 'Something is missing after “{after}”.',
    why: 'A dash needs a page (5- or -5), * says how often (2*2), @ turns (4@90), / takes every second or third (1-9/2).',
    next: 'Add the number, or take “{after}” away.',
  },
  'layout.pages-beyond': {
    what: 'There is no page {page}.',
    why: 'Pages are counted from 1 through all documents, and the last one is {pages}.',
    next: 'Choose a page from 1 to {pages}, or write “last”.',
  },
  'layout.pages-turn': {
    what: 'Pages cannot be turned by {found} degrees.',
    why: 'They are turned by quarters, clockwise: 90, 180 or 270.',
    next: 'Write one of these after the @.',
  },
  'layout.pages-too-many': {
    what: 'These are more than {limit} pages.',
    why: 'The machine would print them for days; more is hardly ever meant.',
    next: 'Repeat fewer pages, or print them in parts.',
  },
  'layout.pages-none': {
    what: 'This chooses no page.',
    why: 'A single page is odd: there are no even ones.',
    next: 'Choose other pages, or leave the field empty for all of them.',
  },
  'layout.no-room': {
    what: 'There is no room left for the pages.',
    why: 'The margins and gaps together are as wide as the paper.',
    next: 'Make the margins or the gap smaller, or put fewer pages on a side.',
  },
  'layout.nothing-to-print': {
    what: 'Nothing is left to be printed.',
    why: 'Every page is blank and blank pages are left out, or all files are letterheads, stamps and covers.',
    next: 'Print blank pages too, or add a document.',
  },
  'layout.too-many-sheets': {
    what: 'This would be {sheets} sheets of paper.',
    why: 'Platen plans at most {limit} in one job; more is hardly ever meant.',
    next: 'Make fewer copies, or print the pages in parts.',
  },
  'layout.cover-missing': {
    what: 'There is no file for the {which} cover.',
    why: 'The cover is to be printed from a file of its own, and none has been added.',
    next: 'Add a file for the cover, or choose another kind of cover.',
  },
};
