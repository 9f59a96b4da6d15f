import * as v from 'valibot';
import { FILE_FORMATS, type FileFormat } from '../pages/pages-api.ts';
import { parseFileName } from './file-name.ts';

/** What files pages are made into. */
export interface OutputSettings {
  readonly format: FileFormat;
  /** 1 … 100; null: without loss. */
  readonly jpegQuality: number | null;
  /** Of the text behind the pictures, or of a text file; empty: none is looked for. */
  readonly languages: readonly string[];
  /** As `parseFileName` reads it. */
  readonly fileName: string;
}

const isPattern = (text: string) => {
  try {
    parseFileName(text);
    return true;
  } catch {
    return false;
  }
};

export const OUTPUT_PARTS = {
  format: v.picklist(FILE_FORMATS),
  jpegQuality: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  languages: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]{3}$/))), v.maxLength(20)),
  fileName: v.pipe(v.string(), v.check(isPattern)),
};

export const OutputSettingsSchema: v.GenericSchema<unknown, OutputSettings> = v.object(OUTPUT_PARTS);

export const DEFAULT_OUTPUT: OutputSettings = {
  format: 'pdf',
  jpegQuality: 80,
  languages: [],
  fileName: '{title}',
};
