import type { Messages } from '../catalogue.ts';

/** Messages of the room `languages`; codes start with `language.`. */
export const languageMessages: Messages = {};
