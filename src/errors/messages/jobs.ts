import type { Messages } from '../catalogue.ts';

/** Messages of the room `jobs`; codes start with `job.`. */
export const jobMessages: Messages = {};
