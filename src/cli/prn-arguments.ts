import { parseArgs } from 'node:util';
import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import {
  DUPLEX_MODES,
  MAX_BINDING_MARGIN_MM,
  MAX_COPIES,
  MEDIA_NAMES,
  REFINEMENT,
  SOURCE_NAMES,
  TONER_SAVING,
  type Account,
} from '../machine/options.ts';
import { PAPER_NAMES } from '../machine/paper.ts';

export const USAGE = `npm run prn -- encode [option...] PAGE.pbm... > job.prn
npm run prn -- decode job.prn --out DIR

encode makes a UFR II LT print job of bitmaps (PBM P4, 1 = black, 600 dpi, at most the sheet; several images a
file are several sides). decode writes one PBM a side and job.json.

  --paper NAME         ${PAPER_NAMES.join(' ')}
  --media NAME         ${MEDIA_NAMES.join(' ')}
  --source NAME        ${SOURCE_NAMES.join(' ')}
  --duplex MODE        ${DUPLEX_MODES.join(' ')}
  --copies N           1 to ${MAX_COPIES}
  --collate            copies by the driver's "Group" instead of its "No Collate"
  --toner-save MODE    ${TONER_SAVING.join(' ')}
  --refinement MODE    ${REFINEMENT.join(' ')}
  --margin-mm N        binding margin, 0 to ${MAX_BINDING_MARGIN_MM}, tenths allowed
  --color-tone         compression parameters of the ColorTone halftone
  --title TEXT         32 bytes of UTF-8 at most are kept, of --user too
  --user TEXT
  --account ID[:PASSWORD]  department, decimal digits`;

/** The command line cannot be meant; the message says what is known. */
export class UsageError extends Error {}

export type PrnCommand =
  | { readonly verb: 'help' }
  | { readonly verb: 'encode'; readonly job: JobAttributes; readonly files: readonly string[] }
  | { readonly verb: 'decode'; readonly file: string; readonly out: string };

/** Throws UsageError. */
export function readArguments(args: readonly string[]): PrnCommand {
  const [verb, ...rest] = args;
  if (verb === '--help' || verb === '-h') return { verb: 'help' };
  if (verb === 'encode') return readEncode(rest);
  if (verb === 'decode') return readDecode(rest);
  if (verb === undefined) throw new UsageError('a command is missing: known are encode, decode');
  throw new UsageError(`unknown command "${verb}": known are encode, decode`);
}

function readDecode(args: string[]): PrnCommand {
  const { values, positionals } = parse(() =>
    parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' } } }),
  );
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || values.out === undefined) {
    throw new UsageError('decode takes one file and --out DIR');
  }
  return { verb: 'decode', file, out: values.out };
}

function readEncode(args: string[]): PrnCommand {
  const { values, positionals } = parse(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        paper: { type: 'string', default: 'A4' },
        media: { type: 'string', default: 'Auto' },
        source: { type: 'string', default: 'Auto' },
        duplex: { type: 'string', default: 'off' },
        copies: { type: 'string', default: '1' },
        collate: { type: 'boolean', default: false },
        'toner-save': { type: 'string', default: 'off' },
        refinement: { type: 'string', default: 'default' },
        'margin-mm': { type: 'string', default: '0' },
        'color-tone': { type: 'boolean', default: false },
        title: { type: 'string', default: '' },
        user: { type: 'string', default: '' },
        account: { type: 'string' },
      },
    }),
  );
  if (positionals.length === 0) throw new UsageError('encode takes at least one PBM file');
  const duplex = oneOf('duplex', values.duplex, DUPLEX_MODES);
  const job: JobAttributes = {
    paper: oneOf('paper', values.paper, PAPER_NAMES),
    media: oneOf('media', values.media, MEDIA_NAMES),
    source: oneOf('source', values.source, SOURCE_NAMES),
    duplex,
    bindingEdge: duplex === 'short' ? 'top' : 'left',
    bindingMarginTenthsMm: marginTenths(values['margin-mm']),
    copies: copies(values.copies),
    collation: values.collate ? 'group' : 'none',
    tonerSaving: oneOf('toner-save', values['toner-save'], TONER_SAVING),
    refinement: oneOf('refinement', values.refinement, REFINEMENT),
    parameterSet: values['color-tone'] ? 'colorTone' : 'standard',
    title: values.title,
    user: values.user,
    account: values.account === undefined ? null : account(values.account),
  };
  return { verb: 'encode', job, files: positionals };
}

/** Turns parseArgs' complaints into ours. */
function parse<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw new UsageError(`--${option} "${value}": known are ${known.join(', ')}`);
  return found;
}

function copies(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MAX_COPIES) {
    throw new UsageError(`--copies "${text}": known are the numbers 1 to ${MAX_COPIES}`);
  }
  return value;
}

function marginTenths(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d)?$/.test(text) || value > MAX_BINDING_MARGIN_MM) {
    throw new UsageError(`--margin-mm "${text}": known are 0 to ${MAX_BINDING_MARGIN_MM}, tenths allowed`);
  }
  return Math.round(value * 10);
}

/** Ranges are the encoder's to check. */
function account(text: string): Account {
  const match = /^(\d+)(?::(\d*))?$/.exec(text);
  if (match === null) throw new UsageError(`--account "${text}": known is ID:PASSWORD, decimal digits`);
  return { id: Number(match[1]), password: Number(match[2] ?? 0) };
}
