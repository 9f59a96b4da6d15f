import type { Messages } from '../catalogue.ts';

/** Messages of the room `languages`; codes start with `language.`. */
export const languageMessages: Messages = {
  'language.malformed': {
    what: 'This is not a print job the machine would understand.',
    why: 'At byte {offset}: {reason}.',
    next: 'Print the document again. If you opened a saved print file, it may be damaged or cut off, or be meant for another printer.',
  },
  'language.attribute': {
    what: 'The machine cannot be told this setting.',
    why: '“{name}” is {value}; possible is {allowed}.',
    next: 'Change the setting, then print again.',
  },
};
