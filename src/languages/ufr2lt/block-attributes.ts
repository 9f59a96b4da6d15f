import { MAX_COPIES, type MediaName, type SourceName } from '../../machine/options.ts';
import type { PaperName } from '../../machine/paper.ts';
import { be16, be32, readBe } from './big-endian.ts';
import {
  ATTRIBUTE,
  BINDING_EDGE_CODE,
  COLLATION_CODE,
  MAX_BINDING_MARGIN,
  MEDIA_CODES,
  PAPER_CODES,
  PLEX_CODE,
  SOURCE_CODES,
  SWITCH_CODE,
} from './fields.ts';
import type { JobAttributes } from './job-attributes.ts';

/** What the blocks of a job say, gathered one attribute at a time. */
export interface BlockValues {
  binderCopies?: number;
  documentCopies?: number;
  collation?: JobAttributes['collation'];
  isTwoSided?: boolean;
  bindingEdge?: JobAttributes['bindingEdge'];
  bindingMarginTenthsMm?: number;
  source?: SourceName;
  media?: MediaName;
  paper?: PaperName;
  tonerSaving?: JobAttributes['tonerSaving'];
  refinement?: JobAttributes['refinement'];
}

/** One SetBinder or SetDocument block: a 16-bit id and a value. */
export interface BlockAttribute {
  readonly id: number;
  readonly name: string;
  readonly length: number;
  readonly isOptional: boolean;
  /** Value bytes; null leaves the block out. */
  readonly write: (job: JobAttributes) => readonly number[] | null;
  /** Takes `length` bytes into `values`; false when they are none of the known ones. */
  readonly read: (value: Uint8Array, values: BlockValues) => boolean;
}

/** UFR II LT notes §2.4, in this order. */
export const BINDER_ATTRIBUTES: readonly BlockAttribute[] = [
  {
    ...required('copies of the set', ATTRIBUTE.copies, 2),
    write: (job) => be16(job.collation === 'group' ? job.copies : 1),
    read: (value, values) => isCopies((values.binderCopies = readBe(value, 0, 2))),
  },
  constant('binder constant', ATTRIBUTE.binderConstant, [0x17, 0, 0, 0, 0]),
  {
    ...required('collation', ATTRIBUTE.collation, 1),
    write: (job) => [COLLATION_CODE[job.collation]],
    read: (value, values) => {
      const collation = keyOf(COLLATION_CODE, (code) => code === value[0]);
      if (collation !== undefined) values.collation = collation;
      return collation !== undefined;
    },
  },
];

/** UFR II LT notes §2.5, in this order. */
export const DOCUMENT_ATTRIBUTES: readonly BlockAttribute[] = [
  constant('page language', ATTRIBUTE.pageLanguage, [0x83, 0, 0]),
  {
    ...required('number-up', ATTRIBUTE.numberUp, 1),
    isOptional: true,
    write: () => null,
    read: (value) => value[0] === 3,
  },
  {
    ...required('copies of the document', ATTRIBUTE.copies, 2),
    write: (job) => be16(job.collation === 'group' ? 1 : job.copies),
    read: (value, values) => isCopies((values.documentCopies = readBe(value, 0, 2))),
  },
  {
    ...required('one- or two-sided', ATTRIBUTE.plex, 1),
    write: (job) => [job.duplex === 'off' ? PLEX_CODE.oneSided : PLEX_CODE.twoSided],
    read: (value, values) => {
      values.isTwoSided = value[0] === PLEX_CODE.twoSided;
      return values.isTwoSided || value[0] === PLEX_CODE.oneSided;
    },
  },
  {
    ...required('binding edge', ATTRIBUTE.bindingEdge, 1),
    write: (job) => [BINDING_EDGE_CODE[job.bindingEdge]],
    read: (value, values) => {
      const edge = keyOf(BINDING_EDGE_CODE, (code) => code === value[0]);
      if (edge !== undefined) values.bindingEdge = edge;
      return edge !== undefined;
    },
  },
  constant('document constant', ATTRIBUTE.documentConstant, [0x03]),
  {
    ...required('binding margin', ATTRIBUTE.bindingMargin, 4),
    write: (job) => be32(job.bindingMarginTenthsMm),
    read: (value, values) => {
      values.bindingMarginTenthsMm = readBe(value, 0, 4);
      return values.bindingMarginTenthsMm <= MAX_BINDING_MARGIN;
    },
  },
  {
    ...required('paper source', ATTRIBUTE.source, 4),
    write: (job) => sourceValue(SOURCE_CODES[job.source].block),
    read: (value, values) => {
      const source = keyOf(SOURCE_CODES, ({ block }) => equals(value, sourceValue(block)));
      if (source !== undefined) values.source = source;
      return source !== undefined;
    },
  },
  constant('resolution constant', ATTRIBUTE.resolutionConstant, [0x06, 0, 0, 0, 0]),
  {
    ...required('toner saving', ATTRIBUTE.tonerSaving, 1),
    isOptional: true,
    write: (job) => (job.tonerSaving === 'auto' ? null : [SWITCH_CODE[job.tonerSaving]]),
    read: (value, values) => {
      const tonerSaving = keyOf(SWITCH_CODE, (code) => code === value[0]);
      if (tonerSaving !== undefined) values.tonerSaving = tonerSaving;
      return tonerSaving !== undefined;
    },
  },
  {
    ...required('media and paper', ATTRIBUTE.media, 13),
    write: (job) => mediaValue(MEDIA_CODES[job.media], PAPER_CODES[job.paper].block),
    read: (value, values) => {
      const media = keyOf(MEDIA_CODES, (code) => code === value[0]);
      const paper = keyOf(PAPER_CODES, ({ block }) => block === readBe(value, 2, 2));
      if (media === undefined || paper === undefined) return false;
      Object.assign(values, { media, paper });
      return equals(value, mediaValue(MEDIA_CODES[media], PAPER_CODES[paper].block));
    },
  },
  {
    ...required('image refinement', ATTRIBUTE.refinement, 1),
    isOptional: true,
    write: (job) => (job.refinement === 'default' ? null : [SWITCH_CODE[job.refinement]]),
    read: (value, values) => {
      const refinement = keyOf(SWITCH_CODE, (code) => code === value[0]);
      if (refinement !== undefined) values.refinement = refinement;
      return refinement !== undefined;
    },
  },
];

function required(name: string, id: number, length: number) {
  return { name, id, length, isOptional: false };
}

function constant(name: string, id: number, bytes: readonly number[]): BlockAttribute {
  return {
    ...required(name, id, bytes.length),
    write: () => bytes,
    read: (value) => equals(value, bytes),
  };
}

function sourceValue(code: number): readonly number[] {
  return [0x01, code, 0, 0];
}

/** Eight bytes in the middle are always 0; perhaps a custom size. */
function mediaValue(media: number, paper: number): readonly number[] {
  return [media, 0xfe, ...be16(paper), 0, 0, 0, 0, 0, 0, 0, 0, 0x03];
}

function isCopies(value: number): boolean {
  return value >= 1 && value <= MAX_COPIES;
}

function equals(a: Uint8Array, b: readonly number[]): boolean {
  return a.length === b.length && b.every((byte, i) => byte === a[i]);
}

function keyOf<K extends string, V>(
  table: Readonly<Record<K, V>>,
  fits: (value: V) => boolean,
): K | undefined {
  return (Object.keys(table) as K[]).find((key) => fits(table[key]));
}
