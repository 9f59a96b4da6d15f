import { be16, readBe } from './big-endian.ts';
import {
  CHARSET_SHIFT_JIS,
  CHARSET_UTF8,
  JOB_CONSTANT_RECORDS,
  JOB_RECORD,
  MAX_TEXT_BYTES,
} from './fields.ts';

const RECORD_HEAD_BYTES = 4;
const TEXT_HEAD_BYTES = 3;

/** No JobStart body is longer: a count, the constants, and three texts. */
export const MAX_JOB_START_BYTES =
  2 +
  JOB_CONSTANT_RECORDS.reduce((sum, { value }) => sum + RECORD_HEAD_BYTES + value.length, 0) +
  3 * (RECORD_HEAD_BYTES + TEXT_HEAD_BYTES + MAX_TEXT_BYTES);

interface JobRecord {
  readonly id: number;
  readonly value: readonly number[];
}

/**
 * The body of JobStart (UFR II LT notes §2.3): constants, the title twice, the user. Empty texts are left out.
 *
 * As the driver does, a text is cut at 32 bytes of UTF-8 even inside a character, and control characters are
 * passed on as they are.
 */
export function jobStartBody(title: string, user: string): number[] {
  const records: JobRecord[] = [...JOB_CONSTANT_RECORDS];
  if (title !== '') {
    records.push({ id: JOB_RECORD.title, value: textValue(title) });
    records.push({ id: JOB_RECORD.titleAgain, value: textValue(title) });
  }
  if (user !== '') records.push({ id: JOB_RECORD.user, value: textValue(user) });
  return [
    ...be16(records.length),
    ...records.flatMap(({ id, value }) => [...be16(id), ...be16(value.length), ...value]),
  ];
}

function textValue(text: string): number[] {
  const bytes = new TextEncoder().encode(text).subarray(0, MAX_TEXT_BYTES);
  return [...be16(CHARSET_UTF8), bytes.length, ...bytes];
}

/** Says where in the body something is wrong. */
export type RefuseAt = (reason: string, index: number) => never;

/** Reads a JobStart body; a character that was cut at the end of a text is dropped. */
export function parseJobStart(body: Uint8Array, refuse: RefuseAt): { title: string; user: string } {
  const records = splitRecords(body, refuse);
  let next = 0;
  for (const constant of JOB_CONSTANT_RECORDS) {
    const record = records[next++];
    const name = `record ${hexId(constant.id)}`;
    if (record?.id !== constant.id) refuse(`${name} is missing`, record?.at ?? body.length);
    if (!equalBytes(record.value, constant.value)) refuse(`${name} is not the constant`, record.at);
  }

  let title = '';
  const titleRecord = records[next];
  if (titleRecord?.id === JOB_RECORD.title) {
    title = parseText(titleRecord, refuse);
    const again = records[next + 1];
    if (again?.id !== JOB_RECORD.titleAgain || !equalBytes(again.value, titleRecord.value)) {
      refuse('the title is not repeated', again?.at ?? body.length);
    }
    next += 2;
  }
  let user = '';
  const userRecord = records[next];
  if (userRecord?.id === JOB_RECORD.user) {
    user = parseText(userRecord, refuse);
    next++;
  }
  const stray = records[next];
  if (stray !== undefined) refuse(`record ${hexId(stray.id)} is not expected here`, stray.at);
  return { title, user };
}

interface ParsedRecord {
  readonly id: number;
  readonly value: Uint8Array;
  /** Index of the record in the body. */
  readonly at: number;
}

function splitRecords(body: Uint8Array, refuse: RefuseAt): ParsedRecord[] {
  if (body.length < 2) refuse('JobStart has no record count', 0);
  const count = readBe(body, 0, 2);
  const records: ParsedRecord[] = [];
  let at = 2;
  while (at < body.length) {
    if (records.length === count) refuse(`JobStart goes on after ${count} records`, at);
    if (at + RECORD_HEAD_BYTES > body.length) refuse('a JobStart record is cut off', at);
    const start = at + RECORD_HEAD_BYTES;
    const end = start + readBe(body, at + 2, 2);
    if (end > body.length) refuse('a JobStart record is longer than its block', at);
    records.push({ id: readBe(body, at, 2), value: body.subarray(start, end), at });
    at = end;
  }
  if (records.length !== count) refuse(`JobStart has ${records.length} records, its count says ${count}`, 0);
  return records;
}

function parseText({ id, value, at }: ParsedRecord, refuse: RefuseAt): string {
  if (value.length < TEXT_HEAD_BYTES) refuse(`text record ${hexId(id)} is cut off`, at);
  const charset = readBe(value, 0, 2);
  if (charset !== CHARSET_UTF8 && charset !== CHARSET_SHIFT_JIS) {
    refuse(`text record ${hexId(id)} has unknown character set ${hexId(charset)}`, at);
  }
  const length = value[2]!;
  if (length !== value.length - TEXT_HEAD_BYTES) refuse(`text record ${hexId(id)} has a wrong length`, at);
  if (length === 0) refuse(`text record ${hexId(id)} is empty`, at);
  if (length > MAX_TEXT_BYTES) refuse(`text record ${hexId(id)} is longer than ${MAX_TEXT_BYTES} bytes`, at);
  const decoder = new TextDecoder(charset === CHARSET_UTF8 ? 'utf-8' : 'shift_jis', { ignoreBOM: true });
  // As for a stream that goes on: an incomplete last character is held back.
  return decoder.decode(value.subarray(TEXT_HEAD_BYTES), { stream: true });
}

function equalBytes(a: Uint8Array, b: ArrayLike<number>): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function hexId(id: number): string {
  return id.toString(16).toUpperCase().padStart(4, '0');
}
