import * as v from 'valibot';
import { AS_SCANNED } from '../corrections/corrections.ts';
import type { ScanSource } from '../protocol/commands.ts';
import { DEFAULT_SCAN_SETTINGS, ScanSettingsSchema, type ScanSettings } from '../session/scan-settings.ts';
import { DestinationSchema, type ScanDestination } from './destination.ts';
import { OUTPUT_PARTS, type OutputSettings } from './output.ts';

/** Where a new document begins. `blank`: behind a sheet with nothing on it. `sheet`: with every sheet. */
export const SEPARATIONS = ['none', 'patch', 'blank', 'sheet'] as const;
export type Separation = (typeof SEPARATIONS)[number];

/** The machine's two scan keys, which can each start a profile. */
export const PROFILE_KEYS = ['none', 'black-and-white', 'colour'] as const;
export type ProfileKey = (typeof PROFILE_KEYS)[number];

/** Everything a scan needs to be told, under a name: one tap, and it is where it should be. */
export interface ScanProfile extends ScanSettings, OutputSettings {
  readonly id: string;
  readonly name: string;
  /** From the glass when the feeder, which is its source, is empty. */
  readonly glassWhenEmpty: boolean;
  /** Blank pages are always marked as such; they may be set aside as well, never erased. */
  readonly blanks: 'flag' | 'set-aside';
  readonly separation: Separation;
  /** When the sheets are through, ask whether there are more. */
  readonly asksForMore: boolean;
  readonly destination: ScanDestination;
  readonly key: ProfileKey;
}

export const LONGEST_PROFILE_NAME = 60;

/** A line of its own, which does not change how what follows it is read. */
const NameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.maxLength(LONGEST_PROFILE_NAME),
  v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u),
);

/** What each part of a profile may be; of files from elsewhere part by part, so that the wrong one can be named. */
export const PROFILE_PARTS = {
  name: NameSchema,
  ...ScanSettingsSchema.entries,
  glassWhenEmpty: v.boolean(),
  blanks: v.picklist(['flag', 'set-aside']),
  separation: v.picklist(SEPARATIONS),
  asksForMore: v.boolean(),
  ...OUTPUT_PARTS,
  destination: DestinationSchema,
  key: v.picklist(PROFILE_KEYS),
};

/** As it is stored on this computer. */
export const ScanProfileSchema: v.GenericSchema<unknown, ScanProfile> = v.object({
  id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  ...PROFILE_PARTS,
});

/** Where to scan from, in the order in which it is tried: the next when the feeder is empty. */
export function sourcesOf({ source, glassWhenEmpty }: ScanProfile): readonly [ScanSource, ...ScanSource[]] {
  return glassWhenEmpty && source !== 'glass' ? [source, 'glass'] : [source];
}

/** A profile without an identity; what a new one begins as. */
export const ORDINARY_PROFILE: Omit<ScanProfile, 'id' | 'name'> = {
  ...DEFAULT_SCAN_SETTINGS,
  source: 'feeder',
  glassWhenEmpty: true,
  corrections: { ...AS_SCANNED, straighten: 'auto', whitePoint: 'auto' },
  blanks: 'flag',
  separation: 'none',
  asksForMore: false,
  format: 'pdf',
  jpegQuality: 80,
  languages: [],
  fileName: '{profile} {date} {time}',
  destination: { kind: 'file' },
  key: 'none',
};

/**
 * What is there before anybody has made a profile. Each can be changed, and deleted.
 *
 * @param size the usual paper where people are
 * @param language of text (`eng`) that is looked for behind the pictures; null: none
 */
export function builtInProfiles(size: ScanSettings['size'], language: string | null): readonly ScanProfile[] {
  const ordinary = { ...ORDINARY_PROFILE, size };
  const languages = language === null ? [] : [language];
  return [
    {
      ...ordinary,
      id: 'document',
      name: 'Document',
      source: 'feeder-duplex',
      blanks: 'set-aside',
      languages,
      key: 'colour',
    },
    {
      ...ordinary,
      id: 'photo',
      name: 'Photo',
      source: 'glass',
      dpi: 600,
      size: 'whole',
      corrections: { ...AS_SCANNED, straighten: 'auto', crop: 'page' },
      format: 'jpeg',
      jpegQuality: 92,
    },
    {
      ...ordinary,
      id: 'card',
      name: 'Receipt or card',
      source: 'glass',
      size: 'whole',
      corrections: { ...ordinary.corrections, crop: 'page' },
    },
    {
      ...ordinary,
      id: 'archive',
      name: 'Black-and-white archive',
      source: 'feeder-duplex',
      colours: 'black',
      corrections: { ...ordinary.corrections, despeckle: true },
      blanks: 'set-aside',
      separation: 'patch',
      format: 'pdf-a',
      languages,
      fileName: 'Archive {counter:5} {date}',
      key: 'black-and-white',
    },
    {
      ...ordinary,
      id: 'copy',
      name: 'Copy to print',
      colours: 'gray',
      jpegQuality: 92,
      destination: { kind: 'print' },
    },
  ];
}
