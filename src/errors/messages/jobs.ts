import type { Messages } from '../catalogue.ts';

/** Messages of the room `jobs`; codes start with `job.`. */
export const jobMessages: Messages = {
  'job.interrupted': {
    what: 'This job was interrupted.',
    why: 'Platen was closed or reloaded while it was printing; {sent} of {sides} sides had been handed over.',
    next: 'Look which sheets came out, then print the rest again.',
  },
  'job.cancelled': {
    what: 'The job was cancelled.',
    why: 'You asked for it.',
    next: 'Print again whenever you like.',
  },
  'job.cancel-forced': {
    what: 'The job was cancelled, but the machine did not take its end.',
    why: 'It accepted no more data, so the connection was broken off.',
    next: 'If the machine still shows a job, cancel it on its panel, or switch the machine off and on.',
  },
  'job.leader-gone': {
    what: 'This could not be finished.',
    why: 'The window that printed was closed or has crashed at that very moment. Another has taken over.',
    next: 'Look at the list of jobs, then do it again if it is still wanted.',
  },
  'job.leader-silent': {
    what: 'The window that prints does not answer.',
    why: 'Queue and machine belong to another window of Platen, and that one has stopped for now.',
    next: 'Go to the other window, or close it: this one then takes over.',
  },
  'job.other-version': {
    what: 'Two versions of Platen are open.',
    why: 'Queue and machine belong to another window, and that one runs another version.',
    next: 'Reload this window. If that does not help, close the other one.',
  },
};
