import type { Messages } from '../catalogue.ts';

/** Messages of the room `app`; codes start with `app.`. */
export const appMessages: Messages = {
  'app.no-webusb': {
    what: 'This browser cannot reach USB printers.',
    why: 'Platen speaks to the machine through WebUSB, which Chrome, Edge, Opera and other Chromium browsers have; Firefox and Safari do not.',
    next: 'Open this page in Chrome or Edge on a computer or an Android phone. The simulated machine works here as well.',
  },
  'app.insecure': {
    what: 'USB is switched off on this page.',
    why: 'Browsers allow WebUSB only on pages served over HTTPS or from this very computer (localhost).',
    next: 'Open the page through https:// or http://localhost.',
  },
  'app.usb-forbidden': {
    what: 'The browser did not allow this page to ask for a USB device.',
    why: 'A setting of this browser, or of whoever manages this computer, blocks USB: {detail}',
    next: 'Allow USB devices for this site in the site settings (the icon left of the address), then try again.',
  },
  'app.reader-stopped': {
    what: '“{name}” could not be read.',
    why: 'Reading it took more than {seconds} seconds or more memory than a page may use, so Platen stopped. Your other documents are unharmed.',
    next: 'Save the document again from another program, or split it into smaller parts, and add it again.',
  },
  'app.not-ready': {
    what: 'There is nothing to print yet.',
    why: '{reason}',
    next: 'Put that right, then print.',
  },
  'app.worker-failed': {
    what: 'A part of Platen did not start.',
    why: 'The browser reported: {detail}',
    next: 'Reload the page. If that does not help, use a current version of Chrome or Edge.',
  },
  'app.pins-differ': {
    what: 'The two PINs are not the same.',
    why: 'One of them has a slip in it, and nobody could open the job with that.',
    next: 'Enter the same PIN in both fields.',
  },
  'app.prn-by-hand': {
    what: 'This job cannot be a print file.',
    why: 'Its sheets are turned over by hand, and a file cannot wait for that.',
    next: 'Let the machine turn the sheets, or save the odd and the even pages as two files.',
  },
  'app.prn-not-written': {
    what: 'The print file could not be written.',
    why: 'The browser or the disk refused it: {detail}',
    next: 'Choose another folder, or make room on the disk, and save again.',
  },
  'app.prn-unreadable': {
    what: 'This file could not be read.',
    why: 'The browser reported: {detail}',
    next: 'Check that the file is still where it was, and open it again.',
  },
  'app.contents-gone': {
    what: 'The documents of this job are not there any more.',
    why: 'They were erased with the history, or are locked with a PIN.',
    next: 'Add the documents again on the Print page.',
  },
};
