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
  'settings.calibration-order': {
    what: 'Rows {row} and {next} do not go together.',
    why: 'Row {row} is the darker one, but a lighter square was chosen for it.',
    next: 'Look at both rows again, from a little farther away.',
  },
  'settings.wedge-order': {
    what: 'The patches of the step wedge contradict each other.',
    why: 'Gray {dark} came out lighter than gray {light}, by far more than toner varies.',
    next: 'Print the wedge again, on a clean sheet, and measure that.',
  },
  'settings.tone-curve-point': {
    what: '“{found}” is not a point of a tone curve.',
    why: 'A point is a gray on the page and the gray it becomes, 0 (black) to 255 (white), such as 96:112.',
    next: 'Change it at the place that is marked.',
  },
  'settings.tone-curve-order': {
    what: 'The point {found} comes too late.',
    why: 'Points of a tone curve stand in order, from dark to light, one for each gray of the page.',
    next: 'Move it to its place, or take it away.',
  },
  'settings.tone-curve-falls': {
    what: 'At {found} the tone curve falls.',
    why: 'What is lighter on the page cannot be darker on paper.',
    next: 'Make the number after the colon larger.',
  },
  'settings.tone-curve-paper': {
    what: 'White cannot become gray.',
    why: 'Where a page is white, nothing is printed: 255 stays 255.',
    next: 'End the curve with 255:255, or leave the last point out.',
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
