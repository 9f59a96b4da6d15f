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
  'app.folder-none': {
    what: 'No folder is chosen yet.',
    why: 'The scans were to go into a folder, and Platen knows none, or not that one any more.',
    next: 'Choose a folder. The pages are kept until then.',
  },
  'app.folder-asks': {
    what: 'The browser asks again before it writes into “{name}”.',
    why: 'Permission for a folder ends with the visit, unless you allow it every time.',
    next: 'Go on, and allow it. The pages are kept until then.',
  },
  'app.folder-gone': {
    what: 'The folder “{name}” is not there.',
    why: 'It was moved, renamed or deleted, or the disk it is on is not connected.',
    next: 'Bring it back, or choose another folder. The pages are kept until then.',
  },
  'app.folder-full': {
    what: 'There is no room in the folder “{name}”.',
    why: 'The disk is full.',
    next: 'Make room on the disk and go on, or choose another folder. The pages are kept until then.',
  },
  'app.folder-refused': {
    what: 'The folder “{name}” did not take the file.',
    why: 'The browser reported: {detail}',
    next: 'Try again, or choose another folder. The pages are kept until then.',
  },
  'app.scan-not-saved': {
    what: 'The file could not be saved.',
    why: 'The browser or the disk refused it: {detail}',
    next: 'Make room on the disk or choose another place, and save again. The pages are kept.',
  },
  'app.scan-unattended': {
    what: 'The pages wait for you.',
    why: 'The scan was begun at the machine, and what its profile does with the pages needs somebody at the screen.',
    next: 'Say here where they go. A profile with a folder needs nobody.',
  },
  'app.clipboard-asks': {
    what: 'The page is not on the clipboard yet.',
    why: 'Browsers copy only while their window is in front, and only after a click: {detail}',
    next: 'Go on from here.',
  },
  'app.clipboard-none': {
    what: 'This browser cannot copy pictures.',
    why: 'It has a clipboard for text only.',
    next: 'Save the page as a file, or use a current Chrome or Edge.',
  },
  'app.share-asks': {
    what: 'The files are ready to be sent.',
    why: 'Nothing was chosen to send them with, and browsers ask only after a click.',
    next: 'Go on from here.',
  },
  'app.share-failed': {
    what: 'The files could not be handed over.',
    why: 'The system reported: {detail}',
    next: 'Try again, or save the files and attach them yourself.',
  },
  'app.scan-all-blank': {
    what: 'All pages look blank.',
    why: 'The profile sets blank pages aside, and nothing was left to be sent.',
    next: 'Look whether the printed side lies where the scanner sees it. The pages are in the batch, set aside.',
  },
};
