/**
 * Every byte of a job outside the band code, by name.
 *
 * Source: print streams of Canon's Linux driver, compared setting by setting (UFR II LT notes §2 to §4).
 * "Constant" means the same in every stream seen; the meaning of those bytes is unknown unless a name says it.
 */
import type { MediaName, SourceName } from '../../machine/options.ts';
import type { PaperName } from '../../machine/paper.ts';

/** Blocks: the outer layer. Notes §2.1. */
export const BLOCK_MAGIC = [0xcd, 0xca, 0x10] as const;
export const BLOCK_HEADER_BYTES = 20;
/** Header byte 3. */
export const LAST_BLOCK = 0x00;
export const MORE_SEND_BLOCKS = 0x02;
/** Header bytes 10 to 13 when there is no job accounting; the password is 0 then. */
export const NO_ACCOUNT = 0xffff0000;

/** Header byte 5: what a block is for. Names are inferred. Notes §2.2. */
export const OPERATION = {
  jobStart: 0x6b,
  binderStart: 0x14,
  setBinder: 0x15,
  documentStart: 0x17,
  setDocument: 0x18,
  send: 0x1a,
  documentEnd: 0x19,
  binderEnd: 0x16,
  jobEnd: 0x13,
} as const;
export type OperationName = keyof typeof OPERATION;

/** Bodies of the blocks that only bracket others; constant. */
export const BRACKET_BODY = {
  binderStart: [0, 0, 0, 0],
  documentStart: [0, 0, 0, 0],
  documentEnd: [],
  binderEnd: [],
  jobEnd: [0],
} as const satisfies Partial<Record<OperationName, readonly number[]>>;

/** First byte of a Send body; page data follows. */
export const SEND_LEAD = 0x01;
/** Page data in a full Send block: the 16-bit body length less the lead byte. */
export const SEND_BYTES = 0xffff - 1;

/** Records of JobStart. Notes §2.3. */
export const JOB_RECORD = { title: 0x0004, titleAgain: 0x0117, user: 0x0006 } as const;
export const JOB_CONSTANT_RECORDS: readonly { readonly id: number; readonly value: readonly number[] }[] = [
  { id: 0x00f0, value: [0x01] },
  { id: 0x0130, value: [0x03, 0x00, 0x00] },
  { id: 0x000d, value: [0x04] },
];
/** Character sets of text records: the driver sends UTF-8 under 3, and Shift_JIS under 17 in Japan. */
export const CHARSET_UTF8 = 0x0003;
export const CHARSET_SHIFT_JIS = 0x0011;
export const MAX_TEXT_BYTES = 32;

/** Attributes of SetBinder and SetDocument. Notes §2.4, §2.5. */
export const ATTRIBUTE = {
  copies: 0x07d7,
  binderConstant: 0x07d9,
  collation: 0x07d8,
  pageLanguage: 0x002e,
  /** Only with several pages on a sheet made by the driver's filter; we lay pages out ourselves. */
  numberUp: 0x08b5,
  plex: 0x07df,
  bindingEdge: 0x07e0,
  documentConstant: 0x0890,
  bindingMargin: 0x07e1,
  source: 0x086e,
  resolutionConstant: 0x003a,
  tonerSaving: 0x085a,
  media: 0x07ed,
  refinement: 0x082d,
} as const;

export const COLLATION_CODE = { none: 0x08, group: 0x0f } as const;
export const PLEX_CODE = { oneSided: 0x01, twoSided: 0x04 } as const;
export const BINDING_EDGE_CODE = { left: 0x04, top: 0x03 } as const;
/** Left out for "auto" (toner saving) and for "printer default" (refinement). */
export const SWITCH_CODE = { off: 0x01, on: 0x02 } as const;
/** 0.1 mm. */
export const MAX_BINDING_MARGIN = 500;

/** `block`: in attribute 086E. `page`: attribute F2 of the page data. */
export const SOURCE_CODES: Readonly<Record<SourceName, { readonly block: number; readonly page: number }>> = {
  Auto: { block: 0x0b, page: 0x00 },
  Manual: { block: 0x07, page: 0x01 },
  Cas1: { block: 0x65, page: 0x0b },
  Cas2: { block: 0x66, page: 0x0c },
};

/** First byte of attribute 07ED. */
export const MEDIA_CODES: Readonly<Record<MediaName, number>> = {
  Auto: 0xfe,
  PlainPaper: 0x03,
  RECYCLED: 0x0b,
  COLOR: 0x0c,
  BOND: 0x21,
  HEAVY1: 0x08,
  HEAVY2: 0x2f,
  HEAVY3: 0x2a,
  OHP: 0x04,
  LABELS: 0x07,
  ENVELOPE: 0x06,
  PREPUNCHED: 0x12,
};

/** `block`: size in attribute 07ED. `page`: attribute C3 of the page data. Notes §4. */
export const PAPER_CODES: Readonly<Record<PaperName, { readonly block: number; readonly page: number }>> = {
  A4: { block: 0x0002, page: 0x00 },
  A5: { block: 0x0003, page: 0x02 },
  B5: { block: 0x0007, page: 0x0b },
  Letter: { block: 0x000d, page: 0x64 },
  Legal: { block: 0x000c, page: 0x66 },
  Executive: { block: 0x000a, page: 0x65 },
  Statement: { block: 0x003c, page: 0x6b },
  Monarch: { block: 0x0017, page: 0x24 },
  Com10: { block: 0x0016, page: 0x23 },
  dl_envelope: { block: 0x0018, page: 0x27 },
  Envelope_C5: { block: 0x0015, page: 0x25 },
  Envelope_B5: { block: 0x0019, page: 0x26 },
};

/** Operators of the page data. Names are inferred. Notes §3.2. */
export const OPERATOR = {
  beginJob: 0x01,
  beginDocument: 0x02,
  setSource: 0x51,
  beginPage: 0x03,
  beginImage: 0x61,
  band: 0x62,
  endPage: 0x13,
  endDocument: 0x12,
  endJob: 0x11,
} as const;

/** Forms of an attribute's value; values 00 to 7F may also stand by themselves ("immediate"). Notes §3.1. */
export const FORM = {
  byte: 0x80,
  word: 0x84,
  long: 0x88,
  wordPair: 0x85,
  signedBytePair: 0xa1,
  signedWordPair: 0xa5,
} as const;

/** Raw data: a length (16 or 32 bits), then that many bytes. */
export const DATA = { short: 0x9d, long: 0x9e } as const;
/** Longest data with a 16-bit length. */
export const MAX_SHORT_DATA = 0xffff;

/** Band data: byte 8 of its head, and the byte after the code. Notes §5.1. */
export const BAND_FLAG = { last: 0x00, moreFollow: 0x01 } as const;
export const BAND_HEAD_BYTES = 13;
export const BAND_END_MARK = 0x80;
