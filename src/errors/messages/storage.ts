import type { Messages } from '../catalogue.ts';

/** Messages of the room `storage`; codes start with `storage.`. */
export const storageMessages: Messages = {
  'storage.newer': {
    what: 'A newer version of Platen has been used in this browser.',
    why: 'It keeps jobs and settings in a way that this version does not know, and this one leaves them untouched.',
    next: 'Close every window of Platen and open it again: the newer version then starts.',
  },
  'storage.held': {
    what: 'Another window of Platen is in the way.',
    why: 'It runs an earlier version and holds on to the stored jobs, which have to be brought up to date first.',
    next: 'Close the other windows of Platen. This one goes on by itself.',
  },
  'storage.unavailable': {
    what: 'Platen cannot store anything in this browser.',
    why: 'The browser reported: {detail}',
    next: 'Leave private browsing, or allow this site to keep data. Until then jobs can be printed, but not kept.',
  },
};
