import type { WriteProgress } from '../../../scan/pages/pages-api.ts';
import type { OutputSettings } from '../../../scan/profiles/output.ts';
import type { ScanDestination } from '../../../scan/profiles/destination.ts';
import type { ScanProfile } from '../../../scan/profiles/profile.ts';
import { SCAN_SIZES } from '../../../scan/session/scan-settings.ts';
import type { FileFormat } from '../../../scan/pages/pages-api.ts';
import { count } from '../../words.ts';
import type { KeyPress } from './key-runner.ts';
import type { Outbox } from '../sending/outbox.ts';
import type { ProfileRun } from './profile-run.ts';

export const FORMAT_TITLES: Readonly<Record<FileFormat, string>> = {
  pdf: 'PDF',
  'pdf-a': 'PDF/A, for archives',
  tiff: 'TIFF',
  png: 'PNG, a file a page',
  jpeg: 'JPEG, a file a page',
  text: 'Text only',
};

export const DESTINATION_TITLES: Readonly<Record<ScanDestination['kind'], string>> = {
  keep: 'Stay in the batch',
  file: 'Save as a file',
  folder: 'Into a folder',
  mail: 'By e-mail',
  clipboard: 'To the clipboard',
  print: 'To Print',
};

const SOURCES = { glass: 'glass', feeder: 'feeder', 'feeder-duplex': 'feeder, both sides' };
const COLOURS = { colour: 'colour', gray: 'gray', black: 'black and white' };

/** `Both sides → searchable PDF`. */
export function profileInBrief(profile: ScanProfile): string {
  const { source } = profile;
  return `${source === 'feeder-duplex' ? 'Both sides' : capital(SOURCES[source])} → ${fileInWords(profile)}`;
}

/** `Feeder, both sides · colour · 300 dpi · A4 → searchable PDF`. */
export function profileInWords(profile: ScanProfile): string {
  const { source, colours, dpi, size, customSize } = profile;
  const paper =
    size === 'custom' ? `${customSize.widthMm} × ${customSize.heightMm} mm` : SCAN_SIZES[size].title;
  const from = capital(SOURCES[source]);
  return `${from} · ${COLOURS[colours]} · ${dpi} dpi · ${paper} → ${fileInWords(profile)}`;
}

function fileInWords({ format, languages }: OutputSettings): string {
  const file = FORMAT_TITLES[format].split(',')[0]!;
  return languages.length > 0 && format.startsWith('pdf') ? `searchable ${file}` : file;
}

/** `Searchable PDF, “{title}”`. */
export function outputInWords(output: OutputSettings): string {
  return `${capital(fileInWords(output))}, “${output.fileName}”`;
}

/** What is done with the pages at this moment. */
export function progressInWords({ step, page, pages }: WriteProgress): string {
  switch (step) {
    case 'language':
      return 'Fetching what is needed to read the text';
    case 'text':
      return `Reading the text of page ${page} of ${pages}`;
    case 'page':
      return `Writing page ${page} of ${pages}`;
    case 'file':
      return 'Finishing the file';
  }
}

/** 0 … 100; null while it cannot be told. */
export function progressPercent({ step, page, pages, share }: WriteProgress): number | null {
  if (step === 'language') return share === null ? null : Math.round(100 * share);
  if (step === 'file' || pages === 0) return null;
  return Math.round((100 * (page - 1 + (share ?? 0))) / pages);
}

/** Where the run is, or how it ended; '' when there is nothing to say. */
export function runInWords(run: ProfileRun, outbox: Pick<Outbox, 'sent'>, pages: number): string {
  const name = run.profile?.name ?? '';
  switch (run.step) {
    case 'asking':
      return '';
    case 'scanning':
      return `${name}: scanning.`;
    case 'more':
      return `${name}: ${count(pages, 'page')} so far. Put in more sheets, or finish.`;
    case 'sending':
      return `${name}: making files of ${count(pages, 'page')}.`;
    case 'idle':
      return endingInWords(run, outbox, pages);
  }
}

function endingInWords(run: ProfileRun, outbox: Pick<Outbox, 'sent'>, pages: number): string {
  const name = run.profile?.name ?? '';
  switch (run.ending) {
    case null:
      return '';
    case 'sent':
      return `${name}: done. ${capital(outbox.sent.join('; '))}.`;
    case 'held':
      return `${name}: the files are finished and wait for you.`;
    case 'kept':
      return `${name}: ${count(pages, 'page')} scanned, kept in the batch.`;
    case 'cancelled':
      return `${name}: cancelled. Pages that were scanned are in the batch.`;
    case 'failed':
      return `${name}: not done. Pages that were scanned are in the batch.`;
  }
}

export function keyPressInWords({ key, answer, profile }: KeyPress): string {
  const which = key === 'colour' ? 'The colour key' : 'The black-and-white key';
  switch (answer) {
    case 'started':
      return `${which} was pressed on the machine: ${profile!.name} begins.`;
    case 'continued':
      return `${which} was pressed on the machine: ${profile!.name} goes on.`;
    case 'busy':
      return `${which} was pressed on the machine while a scan was under way; nothing was begun.`;
    case 'unbound':
      return `${which} was pressed on the machine, but no profile is bound to it.`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
