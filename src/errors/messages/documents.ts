import type { Messages } from '../catalogue.ts';

/** Messages of the room `documents`; codes start with `document.`. */
export const documentMessages: Messages = {};
