import { be16, be32 } from './big-endian.ts';
import { DATA, FORM, MAX_SHORT_DATA, OPERATOR, PAPER_CODES, SOURCE_CODES } from './fields.ts';
import { bandLinesAt, type SideGeometry } from './geometry.ts';
import type { JobAttributes } from './job-attributes.ts';

/**
 * One operator or attribute of the page data (UFR II LT notes §3). Everything but the band code follows from
 * the job's attributes, so the encoder writes these tokens and the decoder expects exactly the same ones.
 */
export interface Token {
  /** For error reasons. */
  readonly name: string;
  readonly bytes: readonly number[];
}

const operator = (name: string, code: number): Token => ({ name, bytes: [code] });
const immediate = (name: string, id: number, value: number): Token => ({ name, bytes: [id, value] });
const byte = (name: string, id: number, value: number): Token => ({ name, bytes: [id, FORM.byte, value] });
const word = (name: string, id: number, value: number): Token => ({
  name,
  bytes: [id, FORM.word, ...be16(value)],
});
const wordPair = (name: string, id: number, x: number, y: number): Token => ({
  name,
  bytes: [id, FORM.wordPair, ...be16(x), ...be16(y)],
});

/** Begin job, begin document, paper source: once, before the first page. */
export function prologue(job: Pick<JobAttributes, 'paper' | 'duplex' | 'source'>): readonly Token[] {
  return [
    operator('begin job', OPERATOR.beginJob),
    wordPair('language version C1', 0xc1, 0x1000, 0x1053),
    immediate('constant C2', 0xc2, 0),
    word('resolution D8', 0xd8, 600),
    byte('constant DD', 0xdd, 200),
    word('constant F0', 0xf0, 0x0800),
    operator('begin document', OPERATOR.beginDocument),
    immediate('paper C3', 0xc3, PAPER_CODES[job.paper].page),
    immediate('duplex C5', 0xc5, job.duplex === 'off' ? 0 : 1),
    immediate('constant C6', 0xc6, 0),
    operator('set source', OPERATOR.setSource),
    immediate('paper source F2', 0xf2, SOURCE_CODES[job.source].page),
  ];
}

/** Begin page and begin image. */
export function sideStart({ rasterWidthPx, heightPx }: SideGeometry): readonly Token[] {
  return [
    operator('begin page', OPERATOR.beginPage),
    wordPair('page raster E7', 0xe7, rasterWidthPx, heightPx),
    byte('rotation DE', 0xde, 0),
    immediate('constant C8', 0xc8, 0),
    { name: 'offset CA', bytes: [0xca, FORM.signedBytePair, 0, 0] },
    immediate('color mode CB', 0xcb, 0),
    operator('begin image', OPERATOR.beginImage),
    byte('bits per pixel E6', 0xe6, 1),
    immediate('color plane E5', 0xe5, 0),
  ];
}

/** A band's operator and attributes, up to its data. */
export function bandStart(geometry: SideGeometry, firstLine: number): readonly Token[] {
  const HISCOA = 3;
  return [
    operator('band', OPERATOR.band),
    wordPair('band size E3', 0xe3, geometry.bandWidthPx, bandLinesAt(geometry, firstLine)),
    { name: 'band position E8', bytes: [0xe8, FORM.signedWordPair, 0, 0, ...be16(firstLine)] },
    immediate('compression E1', 0xe1, HISCOA),
  ];
}

export const DATA_LENGTH_ID = 0xd7;

/** The length of a band's data, as an attribute and again as the head of the data token. */
export function dataStart(length: number): readonly Token[] {
  const isShort = length <= MAX_SHORT_DATA;
  const digits = isShort ? be16(length) : be32(length);
  return [
    { name: 'data length D7', bytes: [DATA_LENGTH_ID, isShort ? FORM.word : FORM.long, ...digits] },
    { name: 'data', bytes: [isShort ? DATA.short : DATA.long, ...digits] },
  ];
}

/** Ends a side; the image in it has no end of its own. */
export const SIDE_END: Token = operator('end page', OPERATOR.endPage);

/** End document, end job: once, after the last page. */
export const EPILOGUE: readonly Token[] = [
  operator('end document', OPERATOR.endDocument),
  operator('end job', OPERATOR.endJob),
];

export function tokenBytes(tokens: readonly Token[]): number[] {
  return tokens.flatMap((token) => [...token.bytes]);
}

/**
 * Page data of one band whose data comes in `parts`. The first band brings the beginning of its side with it,
 * the last one the end.
 */
export function bandPageData(
  geometry: SideGeometry,
  firstLine: number,
  parts: readonly ArrayLike<number>[],
): Uint8Array<ArrayBuffer> {
  const isLast = firstLine + bandLinesAt(geometry, firstLine) === geometry.heightPx;
  const dataBytes = parts.reduce((sum, part) => sum + part.length, 0);
  const before = tokenBytes([
    ...(firstLine === 0 ? sideStart(geometry) : []),
    ...bandStart(geometry, firstLine),
    ...dataStart(dataBytes),
  ]);
  const after = isLast ? SIDE_END.bytes : [];
  const bytes = new Uint8Array(before.length + dataBytes + after.length);
  let at = 0;
  for (const part of [before, ...parts, after]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
