import type { Messages } from '../catalogue.ts';

/** Messages of the room `machine`; codes start with `machine.`. */
export const machineMessages: Messages = {};
