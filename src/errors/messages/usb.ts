import type { Messages } from '../catalogue.ts';

const VANISHED_NEXT = 'Check the cable and that the machine is on. Platen connects again when it comes back.';

/** Messages of the room `usb`; codes start with `usb.`. */
export const usbMessages: Messages = {
  'usb.not-found': {
    what: 'The machine is not there.',
    why:
      'It is off or not plugged in, or this page has no permission for it any more. Machines without a serial ' +
      'number lose the permission whenever they are unplugged, and on Android all of them do.',
    next: 'Switch it on, plug it in, and choose "Connect" to pick it again.',
  },
  'usb.permission-gone': {
    what: 'The machine was unplugged, and this page may not use it any more.',
    why:
      'Browsers know a machine again by its serial number. This one has none, or this is Android, so the ' +
      'permission ends when the cable is pulled.',
    next: 'Plug it in, choose "Connect" and pick it once more. What waits to be printed goes on then.',
  },
  'usb.unsupported': {
    what: 'This browser cannot speak to USB machines.',
    why: 'Only Chrome, Edge and other browsers made from Chromium can, and only on secure pages.',
    next: 'Open Platen in Chrome or Edge.',
  },
  'usb.wrong-device': {
    what: 'This is not an imageRUNNER 1020, 1024 or 1025.',
    why: 'It is {name}, which does not understand what Platen sends.',
    next: 'Choose "Connect" and pick the imageRUNNER.',
  },
  'usb.no-printer-interface': {
    what: 'No printer was found in this device.',
    why: '{name} offers no printer that takes plain data over USB.',
    next: "Look in the machine's menu whether USB printing is switched off; else pick another device.",
  },

  'usb.open-failed': {
    what: 'The browser could not open the machine.',
    why: 'The operating system refused it ({detail}).',
    next: 'Unplug the cable, plug it in again, and connect once more.',
  },
  'usb.open-failed.windows': {
    what: 'Windows does not let the browser open the machine.',
    why:
      'Windows gives a printer to its own driver (usbprint.sys), which shares it with nobody. A browser can open it ' +
      'only with the driver WinUSB, and then no other Windows program can print on it.',
    next:
      'To use it from here only: replace the driver with WinUSB, for instance with the program Zadig. To go back: ' +
      'remove the device and its driver in the Device Manager and plug it in again.',
  },
  'usb.open-failed.linux': {
    what: 'Linux does not let the browser open the machine.',
    why: 'Your user may not use this USB device ({detail}).',
    next:
      'Install the rule file 70-platen.rules (see "Machine" in the help), then plug the cable in again. With ' +
      'Chromium from Snap also run: sudo snap connect chromium:raw-usb',
  },
  'usb.open-failed.android': {
    what: 'Android did not let the browser open the machine.',
    why: 'Permission must be given each time the machine is plugged in ({detail}).',
    next: 'Choose "Connect", pick the machine and allow Chrome to use it.',
  },

  'usb.claim-failed': {
    what: 'Another program is using the printer.',
    why: 'Only one program or browser tab can hold a USB printer at a time ({detail}).',
    next: 'Close other tabs and programs that print on it, then connect again.',
  },
  'usb.claim-failed.windows': {
    what: 'Windows does not let the browser use the printer.',
    why:
      'Its printing part belongs to the driver usbprint.sys, or another tab has it. A browser can use it only with ' +
      'the driver WinUSB, and then no other Windows program can print on it.',
    next:
      'Close other tabs that use it. Else replace the driver of the printer part with WinUSB, for instance with the ' +
      'program Zadig; to go back, remove the device in the Device Manager and plug it in again.',
  },
  'usb.claim-failed.macos': {
    what: 'macOS is using the printer.',
    why: 'A print queue for this machine holds the cable, or another tab does.',
    next:
      'Open System Settings, Printers & Scanners, and remove the machine or wait until its queue is empty. Then ' +
      'connect again.',
  },
  'usb.claim-failed.linux': {
    what: 'Linux is using the printer.',
    why: 'Its own printer driver (usblp) or a print queue holds the cable, or another tab does.',
    next:
      'Open chrome://flags/#automatic-usb-detach, choose Enabled and start Chrome again. Or install the rule file ' +
      '70-platen.rules (see "Machine" in the help) and plug the cable in again.',
  },
  'usb.claim-failed.chromeos': {
    what: 'ChromeOS is using the printer.',
    why: 'It was added to the printers of this Chromebook, or another tab has it.',
    next: 'Remove it under Settings, Device, Print, then connect again.',
  },

  'usb.vanished': {
    what: 'The machine is gone.',
    why: 'The cable was pulled, or the machine was switched off or went to sleep.',
    next: VANISHED_NEXT,
  },
  'usb.transfer-failed': {
    what: 'Sending to the machine failed.',
    why: 'The connection broke off, although the machine is still plugged in ({detail}).',
    next: 'Connect again. If it happens often, try another cable or a socket directly at the computer.',
  },
  'usb.stalled': {
    what: 'The machine refused the data twice.',
    why: 'It stopped the transfer, and stopped it again when asked to go on.',
    next: 'Switch the machine off and on, connect again, and print the rest of the pages.',
  },
  'usb.refused': {
    what: 'The machine refused.',
    why: 'It answered, but took no data.',
    next: 'Look at its display. Switch it off and on if that says nothing, then connect again.',
  },
  'usb.bytes-lost': {
    what: 'Part of the data was lost on the way.',
    why: 'The machine skipped a piece and took the one after it; the sheet would have come out wrong.',
    next: 'Connect again and print the rest of the pages.',
  },
  'usb.not-answering': {
    what: 'The machine does not answer.',
    why: 'It has taken no data for {seconds} seconds and gave no reason.',
    next: 'Look at its display. Switch it off and on if that says nothing, then connect again.',
  },
  'usb.silent': {
    what: 'The machine does not say how it is.',
    why: 'It answered before, and does so no more. It may be asleep or busy with itself.',
    next: 'Look at its display. You can print all the same: it may wake up then.',
  },
  'usb.cancelled': {
    what: 'Sending was cancelled.',
    why: 'You, or the job, asked for it.',
    next: 'Nothing needs to be done.',
  },
  'usb.torn': {
    what: 'The last job was cut off in the middle of its data.',
    why: 'The machine waits for the rest, so a new job would come out as garbage.',
    next: 'Cancel the job at its panel, then print again.',
  },
  'usb.closed': {
    what: 'The machine was disconnected.',
    why: 'The connection was closed here while data was on its way.',
    next: 'Connect again to go on.',
  },

  'usb.bad-trace': {
    what: 'This is not a recording of USB transfers.',
    why: 'The file cannot be read as one: {detail}.',
    next: 'Choose a file that was saved with "Save USB trace".',
  },

  'usb.finishing': {
    what: 'The machine prints the sheets that it already has.',
    why: 'An earlier job was cut off. The machine must forget the rest of it, and may lose whole sheets with it if it is told so too soon. About {seconds} s more.',
    next: 'Wait, or choose "Go on now" when nothing more comes out.',
  },
  'usb.hold.paper-empty': {
    what: 'The machine is out of paper.',
    why: 'It reports that the tray it needs is empty.',
    next: 'Put in paper. Printing goes on by itself.',
  },
  'usb.hold.error': {
    what: 'The machine needs attention.',
    why: 'It reports an error: a jam, an open cover, or empty toner.',
    next: 'Look at its display and put it right. Printing goes on by itself.',
  },
  'usb.hold.off-line': {
    what: 'The machine is not ready.',
    why: 'It reports that it is off-line.',
    next: 'Look at its display. Printing goes on by itself when it is ready again.',
  },
};
