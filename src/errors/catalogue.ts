import type { ErrorRecord, ErrorParams } from './platen-error.ts';
import { appMessages } from './messages/app.ts';
import { documentMessages } from './messages/documents.ts';
import { jobMessages } from './messages/jobs.ts';
import { languageMessages } from './messages/languages.ts';
import { layoutMessages } from './messages/layout.ts';
import { machineMessages } from './messages/machine.ts';
import { scanMessages } from './messages/scan.ts';
import { storageMessages } from './messages/storage.ts';
import { usbMessages } from './messages/usb.ts';

/** What a person is told: what happened, why, and the one next thing to do. */
export interface Explanation {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** Sentences may hold `{name}` placeholders, filled from the error's params. */
export type Messages = Readonly<Record<string, Explanation>>;

const CATALOGUE: Messages = {
  'internal.unexpected': {
    what: 'Something went wrong inside Platen.',
    why: 'This is a mistake in the program: {detail}',
    next: 'Try again. If it happens again, reload the page; your settings are kept.',
  },
  ...appMessages,
  ...documentMessages,
  ...jobMessages,
  ...languageMessages,
  ...layoutMessages,
  ...machineMessages,
  ...scanMessages,
  ...storageMessages,
  ...usbMessages,
};

/** Every code that has a text; tests hold the code base against it. */
export const KNOWN_CODES: readonly string[] = Object.keys(CATALOGUE);

/** The sentences for an error. An unknown code is explained as an unexpected one, never shown bare. */
export function explain(error: ErrorRecord): Explanation {
  const entry = CATALOGUE[error.code];
  if (entry === undefined) {
    return fill(CATALOGUE['internal.unexpected']!, { detail: error.code, ...error.params });
  }
  return fill(entry, error.params);
}

function fill(entry: Explanation, params: ErrorParams): Explanation {
  const put = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
  return { what: put(entry.what), why: put(entry.why), next: put(entry.next) };
}
