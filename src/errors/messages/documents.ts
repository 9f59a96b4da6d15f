import type { Messages } from '../catalogue.ts';

/** Messages of the room `documents`; codes start with `document.`. */
export const documentMessages: Messages = {
  'document.unsupported': {
    what: '“{name}” cannot be printed from here.',
    why: 'Platen prints PDF, PNG, JPEG, WebP, AVIF, GIF, BMP, TIFF and plain text. This file is something else ({format}).',
    next: 'Open it in the program it comes from, save it as PDF, and drop the PDF here.',
  },
  'document.encrypted': {
    what: '“{name}” is locked with a password.',
    why: 'Without the right password nothing in it can be read.',
    next: 'Enter its password. It is used only to open this document and is never stored.',
  },
  'document.damaged': {
    what: '“{name}” cannot be read.',
    why: 'The file is damaged or was not saved or downloaded completely ({detail}).',
    next: 'Fetch or save the file again. If another program still opens it, save it as PDF there.',
  },
  'document.empty': {
    what: '“{name}” is empty.',
    why: 'There is not a single page in it.',
    next: 'Choose another file.',
  },
  'document.too-large': {
    what: '“{name}” is too large.',
    why: 'It has {size}, which is more than can be prepared safely here.',
    next: 'Make it smaller or split it in the program it comes from, then drop it here again.',
  },
  'document.timeout': {
    what: '“{name}” takes too long to open.',
    why: 'Reading it was stopped after {seconds} seconds; it is damaged, or made to be slow.',
    next: 'If another program opens it, save it as a new PDF there and drop that one here.',
  },
  'document.page-failed': {
    what: 'Page {page} of “{name}” cannot be drawn.',
    why: 'Something on this page is damaged or cannot be handled ({detail}).',
    next: 'Print the other pages, or save the document as a new PDF in another program and try that.',
  },
  'document.not-open': {
    what: 'A document of this job is no longer open.',
    why: 'The part of Platen that draws pages was started anew and has not been given the document yet.',
    next: 'Print again. If the document is gone from the list, add it again.',
  },
  'document.canvas-poisoned': {
    what: 'This browser will not let Platen print.',
    why: 'It changes the pixels that pages are drawn with, to hinder tracking. The prints would be full of stray dots.',
    next: 'Turn fingerprinting protection (“farbling”, “shields”) off for this site, and reload the page.',
  },
};
