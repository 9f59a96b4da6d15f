import type { Messages } from '../catalogue.ts';

/** Messages of the room `usb`; codes start with `usb.`. */
export const usbMessages: Messages = {};
