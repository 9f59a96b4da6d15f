import type { Messages } from '../catalogue.ts';

/** Messages of the room `scan`; codes start with `scan.`. */
export const scanMessages: Messages = {
  'scan.no-scanner': {
    what: 'This machine shows no scanner.',
    why: 'Over USB it offers nothing that looks like the scanner of an imageRUNNER 1020, 1024 or 1025.',
    next: 'Unplug it, plug it in again, and connect once more.',
  },
  'scan.area': {
    what: 'There is nothing to scan there.',
    why: 'The area is smaller than 16 dots, or it lies beyond the glass.',
    next: 'Choose a larger area.',
  },
  'scan.feeder-empty': {
    what: 'There is no paper in the feeder.',
    why: 'The machine sees none.',
    next: 'Put the sheets into the feeder until they stop, printed side up, and scan again.',
  },
  'scan.busy': {
    what: 'The scanner is busy.',
    why: 'The machine copies, warms up, or its carriage is still on the way home.',
    next: 'Wait a moment and scan again.',
  },
  'scan.stopped': {
    what: 'The machine broke off the scan.',
    why: 'Its Stop key was pressed, a sheet is jammed, or a cover is open; it does not say which.',
    next: 'Look at its display, put the sheet back if there is one, and scan again. Finished pages are kept.',
  },
  'scan.cancelled': {
    what: 'The scan was cancelled.',
    why: 'Somebody chose Cancel.',
    next: 'Finished pages are kept.',
  },
  'scan.stuck': {
    what: 'The scanner sends nothing.',
    why: 'It took the order and has not sent a line for a minute.',
    next: 'Switch the machine off and on again, then connect and scan.',
  },
  'scan.no-answer': {
    what: 'The scanner does not answer.',
    why: 'It has been silent for eight seconds.',
    next: 'Unplug the cable, plug it in again, and connect. If that does not help, switch the machine off and on.',
  },
  'scan.refused': {
    what: 'The scanner refused the data.',
    why: 'The connection failed in the middle of a command ({detail}).',
    next: 'Unplug the cable, plug it in again, and connect.',
  },
  'scan.garbled': {
    what: 'The scanner answered something that makes no sense.',
    why: 'It sent {detail}. Another program may be using it, or data was lost on the way.',
    next: 'Close other programs that scan, unplug the cable, plug it in again, and connect.',
  },
  'scan.too-much': {
    what: 'The scanner sent more than it was asked for.',
    why: 'The page is longer than the size that was agreed; this may be another model.',
    next: 'Scan again. If it happens again, tell us the exact model.',
  },
};
