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
  'scan.page-refused': {
    what: 'The machine refused to scan this page.',
    why: 'It does not take this size or resolution, or the sheet is gone from the feeder.',
    next: 'If you changed what is assumed about the scanner, in the machine view, put that back. Else scan again.',
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
  'scan.profile-refused': {
    what: 'This file was not taken as a scan profile.',
    why: 'In short: {reason}.',
    next: 'Save the profile as a file anew on the computer it comes from, with this version of Platen.',
  },
  'scan.name-empty': {
    what: 'The file has no name.',
    why: 'A name needs at least one letter or field.',
    next: 'Write something like {profile} {date}.',
  },
  'scan.name-long': {
    what: 'The name is too long.',
    why: 'More than {limit} characters would not fit into a file name.',
    next: 'Leave something out.',
  },
  'scan.name-field': {
    what: 'There is no field “{found}”.',
    why: 'Between braces stands date, time, counter, n, profile or title.',
    next: 'Choose one of these; a brace that is meant as such is written twice.',
  },
  'scan.name-open': {
    what: 'This brace is never closed.',
    why: 'A field begins with { and ends with }.',
    next: 'Write } behind the field; a brace that is meant as such is written twice.',
  },
  'scan.name-brace': {
    what: 'This brace closes nothing.',
    why: 'A field begins with { and ends with }.',
    next: 'Write { before the field; a brace that is meant as such is written twice.',
  },
  'scan.name-digits': {
    what: '“{found}” is no number of digits.',
    why: 'Numbers are filled up with zeros to 1 to 9 digits.',
    next: 'Write {counter:3} for 001, 002, 003.',
  },
  'scan.name-date': {
    what: 'There is no code “{found}” for dates and times.',
    why: 'Known are %Y %y %m %d %j %V %H %I %M %S %p %b %B %a %A %F, and %% for a percent sign.',
    next: 'Choose one of these: {date:%d.%m.%Y} is a day, {time:%H%M} an hour.',
  },
  'scan.name-how': {
    what: '“{field}” stands for itself.',
    why: 'Nothing can be said about how it is written.',
    next: 'Write only its name between the braces.',
  },
  'scan.other-window': {
    what: 'Another window of Platen is scanning.',
    why: 'The machine scans for one window at a time.',
    next: 'Wait until that scan is done, or go to that window.',
  },
  'scan.no-lines': {
    what: 'The machine sent an empty page.',
    why: 'It said that the page is finished before it had sent a single line.',
    next: 'Look whether the sheet went through, put it back and scan it again. Pages before it are kept.',
  },
  'scan.gone': {
    what: 'These pages are not there any more.',
    why: 'They were erased, here or in another window.',
    next: 'Scan them again.',
  },
  'scan.damaged': {
    what: 'A scanned page cannot be read back.',
    why: 'What is stored of it is damaged ({detail}).',
    next: 'Scan that page again. The others are not concerned.',
  },
  'scan.no-room': {
    what: 'There is no room to keep this page.',
    why: 'Scanned pages are kept on this computer, and the space the browser gives Platen is used up.',
    next: 'Erase old scans, then scan this page again. The pages before it are kept.',
  },
  'scan.not-kept': {
    what: 'The page could not be written to this computer’s storage.',
    why: 'The browser reported: {detail}',
    next: 'Scan this page again. The pages before it are kept.',
  },
  'scan.picture-unreadable': {
    what: 'This picture cannot be laid on the simulated scanner.',
    why: 'The browser cannot read it as a picture.',
    next: 'Choose another: PNG, JPEG and WebP work.',
  },
  'scan.wedge-not-found': {
    what: 'No step wedge was found on the glass.',
    why: 'Its four ring marks were not all to be seen, or they lie as on no wedge that was printed at its own size.',
    next: 'Lay the printed wedge on the glass, face down, all of it within the glass, and close the lid. Then measure again.',
  },
  'scan.wedge-unreadable': {
    what: 'This step wedge cannot be told from others.',
    why: 'The row of black and white cells at its upper edge could not be read.',
    next: 'Clean the glass, or print the wedge again.',
  },
  'scan.wedge-other': {
    what: 'This is another step wedge.',
    why: 'It was printed for other paper, another halftone, another machine, or before the calibration was changed.',
    next: 'Lay the wedge that was printed last on the glass, or print it again.',
  },
  'scan.wedge-faint': {
    what: 'Black and white of the wedge are too much alike.',
    why: 'On the scale from 0 to 255, solid black was seen as {black} and the paper as {paper}.',
    next: 'Look whether the toner is used up or toner saving is on at the machine, and print the wedge again.',
  },
  'scan.wedge-uneven': {
    what: 'The wedge is too uneven to go by.',
    why: 'Patches of the same gray differ by up to {spread} of 255 levels: stripes, stains, or creased paper.',
    next: 'Shake the toner cartridge gently or clean the glass, print the wedge again, and measure that.',
  },
  'scan.no-language': {
    what: 'The text recognition could not be loaded.',
    why: 'It is downloaded when a language is first used, and that failed ({detail}).',
    next: 'Go online and try again; after that it works offline. Or save without text.',
  },
  'scan.text-failed': {
    what: 'The text of a page could not be read.',
    why: 'The text recognition gave up ({detail}).',
    next: 'Try again. If it happens again, save without text.',
  },
  'scan.write-failed': {
    what: 'The file could not be made.',
    why: 'Something went wrong while it was written: {detail}.',
    next: 'Try another format or a lower resolution. The scanned pages are still here.',
  },
  'scan.sides-missing': {
    what: 'A sheet was not scanned on both sides.',
    why: 'The feeder ended after its first side.',
    next: 'Put the sheet back into the feeder, on top of the rest, and go on.',
  },
};
