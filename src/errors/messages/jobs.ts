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
};
