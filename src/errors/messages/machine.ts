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
};
