import type { Messages } from '../catalogue.ts';

/** Messages of the rooms `machine` and `settings`; codes start with `machine.` and `settings.`. */
export const machineMessages: Messages = {
  'machine.forbidden-combination': {
    what: 'The machine does not take these settings together.',
    why: '{reason}',
    next: 'Change one of the two settings and print again.',
  },
  'settings.unknown-key': {
    what: 'There is no setting called "{key}".',
    why: 'The name may be misspelled, or come from another version of Platen.',
    next: 'The settings are: {known}.',
  },
  'settings.unknown-value': {
    what: 'The setting "{key}" cannot be "{value}".',
    why: 'It takes only values that the machine or Platen knows.',
    next: 'Use one of: {known}.',
  },
  'settings.link-damaged': {
    what: 'This link does not hold together.',
    why: 'Part of it cannot be read: {detail}.',
    next: 'Ask for the link again, or set what you need by hand.',
  },
  'settings.preset-refused': {
    what: 'This file was not taken as a preset.',
    why: 'The reason: {reason}.',
    next: 'Choose a file that Platen wrote (“Save as a file” beside a preset).',
  },
};
