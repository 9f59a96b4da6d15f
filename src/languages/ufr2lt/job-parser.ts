import { be32, hex, readBe } from './big-endian.ts';
import {
  BINDER_ATTRIBUTES,
  DOCUMENT_ATTRIBUTES,
  type BlockAttribute,
  type BlockValues,
} from './block-attributes.ts';
import { ByteSource, malformed, type Parser } from './byte-source.ts';
import {
  BLOCK_HEADER_BYTES,
  BLOCK_MAGIC,
  BRACKET_BODY,
  LAST_BLOCK,
  MORE_SEND_BLOCKS,
  NO_ACCOUNT,
  OPERATION,
  SEND_LEAD,
  type OperationName,
} from './fields.ts';
import { MAX_JOB_START_BYTES, parseJobStart } from './job-texts.ts';
import { pageDataParser, type PageDataSummary } from './page-data-parser.ts';
import type { JobTicket, StreamHandler } from './stream-handler.ts';

interface BlockHeader {
  readonly operation: OperationName;
  readonly hasMore: boolean;
  readonly bodyBytes: number;
}

const OPERATION_NAMES = Object.keys(OPERATION) as OperationName[];
const ATTRIBUTE_ID_BYTES = 2;

/** Parses one job from its first block to its last. UFR II LT notes §2. */
export class JobParser {
  readonly #source: ByteSource;
  readonly #handler: StreamHandler;
  readonly #values: BlockValues = {};
  /** Account fields of the first block; all others must repeat them. */
  #account: Uint8Array | null = null;

  constructor(source: ByteSource, handler: StreamHandler) {
    this.#source = source;
    this.#handler = handler;
  }

  /** `onBegin` is called when the first block's header has come. */
  *job(onBegin: () => void): Parser<void> {
    const source: ByteSource = this.#source;
    const first = yield* this.#expectHeader('jobStart');
    onBegin();
    if (first.bodyBytes > MAX_JOB_START_BYTES) source.fail(`JobStart of ${first.bodyBytes} bytes`, 8);
    const texts = parseJobStart(yield* this.#body(first), (reason, at) => source.fail(reason, at));
    yield* this.#bracket('binderStart');
    let next = yield* this.#attributes('setBinder', BINDER_ATTRIBUTES, yield* this.#header());
    yield* this.#bracket('documentStart', next);
    next = yield* this.#attributes('setDocument', DOCUMENT_ATTRIBUTES, yield* this.#header());
    const ticket = this.#ticket(texts);

    const summary: PageDataSummary = { sideCount: 0, parameterSet: 'standard' };
    const pageData = new ByteSource('page data goes on after end job');
    pageData.run(pageDataParser(pageData, ticket, this.#handler, summary));
    yield* this.#sendBlocks(next, pageData);

    yield* this.#bracket('documentEnd');
    yield* this.#bracket('binderEnd');
    yield* this.#bracket('jobEnd');
    this.#handler.jobEnd?.({ ...ticket, parameterSet: summary.parameterSet }, summary.sideCount);
  }

  *#header(): Parser<BlockHeader> {
    const source: ByteSource = this.#source;
    const bytes = yield* source.take(BLOCK_HEADER_BYTES);
    if (BLOCK_MAGIC.some((byte, i) => byte !== bytes[i])) {
      source.fail(`expected a block (${hex(BLOCK_MAGIC)}), found ${hex(bytes.subarray(0, 3))}`);
    }
    const code = readBe(bytes, 4, 2);
    const operation = OPERATION_NAMES.find((name) => OPERATION[name] === code);
    if (operation === undefined) source.fail(`unknown operation ${hex(bytes.subarray(4, 6))}`, 4);
    const flag = bytes[3]!;
    const hasMore = flag === MORE_SEND_BLOCKS && operation === 'send';
    if (!hasMore && flag !== LAST_BLOCK) source.fail(`continuation flag ${hex([flag])} in ${operation}`, 3);
    if (readBe(bytes, 6, 2) !== 0) source.fail('reserved bytes 6 and 7 of a block are not 0', 6);
    if (readBe(bytes, 18, 2) !== 0) source.fail('reserved bytes 18 and 19 of a block are not 0', 18);
    this.#checkAccount(bytes.subarray(10, 18));
    return { operation, hasMore, bodyBytes: readBe(bytes, 8, 2) };
  }

  #checkAccount(fields: Uint8Array): void {
    if (this.#account === null) {
      this.#account = fields.slice();
      const isNone = be32(NO_ACCOUNT).every((byte, i) => byte === fields[i]);
      if (isNone && readBe(fields, 4, 4) !== 0) this.#source.fail('a password without a department ID', 14);
    } else {
      const wrong = this.#account.findIndex((byte, i) => byte !== fields[i]);
      if (wrong >= 0) this.#source.fail('the account changes within the job', 10 + wrong);
    }
  }

  *#expectHeader(operation: OperationName): Parser<BlockHeader> {
    const header = yield* this.#header();
    this.#requireOperation(header, operation);
    return header;
  }

  /** To be called while the header is what was taken last. */
  #requireOperation(header: BlockHeader, operation: OperationName): void {
    if (header.operation !== operation)
      this.#source.fail(`expected ${operation}, found ${header.operation}`, 5);
  }

  *#body({ bodyBytes }: BlockHeader): Parser<Uint8Array> {
    return bodyBytes === 0 ? new Uint8Array(0) : yield* this.#source.take(bodyBytes);
  }

  /** A block whose body is known. */
  *#bracket(operation: keyof typeof BRACKET_BODY, taken?: BlockHeader): Parser<void> {
    const header = taken ?? (yield* this.#header());
    this.#requireOperation(header, operation);
    const expected: readonly number[] = BRACKET_BODY[operation];
    if (header.bodyBytes !== expected.length)
      this.#source.fail(`${operation} of ${header.bodyBytes} bytes`, 8);
    const body = yield* this.#body(header);
    const wrong = expected.findIndex((byte, i) => byte !== body[i]);
    if (wrong >= 0) this.#source.fail(`${operation} holds ${hex(body)}, not ${hex(expected)}`, wrong);
  }

  /** Blocks of one kind, in order. Returns the header of the first block after them. */
  *#attributes(
    operation: OperationName,
    attributes: readonly BlockAttribute[],
    first: BlockHeader,
  ): Parser<BlockHeader> {
    const source: ByteSource = this.#source;
    let header = first;
    let index = 0;
    while (header.operation === operation) {
      const { bodyBytes } = header;
      if (bodyBytes < ATTRIBUTE_ID_BYTES) source.fail(`${operation} of ${bodyBytes} bytes`, 8);
      const id = yield* source.take(ATTRIBUTE_ID_BYTES);
      const number = readBe(id, 0, ATTRIBUTE_ID_BYTES);
      while (attributes[index]?.isOptional === true && attributes[index]!.id !== number) index++;
      const attribute = attributes[index++];
      if (attribute?.id !== number) {
        const expected = attribute === undefined ? 'no more attributes' : attribute.name;
        source.fail(`expected ${expected}, found attribute ${hex(id)}`);
      }
      const { name, length } = attribute;
      if (bodyBytes !== ATTRIBUTE_ID_BYTES + length) {
        source.fail(`${name} has ${bodyBytes - ATTRIBUTE_ID_BYTES} bytes, not ${length}`);
      }
      const value = yield* source.take(length);
      if (!attribute.read(value, this.#values)) source.fail(`${name} cannot be ${hex(value)}`);
      header = yield* this.#header();
    }
    const missing = attributes.slice(index).find((attribute) => !attribute.isOptional);
    if (missing !== undefined) source.fail(`expected ${missing.name}, found ${header.operation}`, 5);
    return header;
  }

  #ticket(texts: { readonly title: string; readonly user: string }): JobTicket {
    const values = this.#values as Required<BlockValues>;
    const { collation, binderCopies, documentCopies, isTwoSided, bindingEdge } = values;
    const [copies, other] =
      collation === 'group' ? [binderCopies, documentCopies] : [documentCopies, binderCopies];
    if (other !== 1)
      this.#source.fail(`copies in the wrong place: ${binderCopies} sets, ${documentCopies} documents`);
    const account = this.#account!;
    const id = readBe(account, 0, 4);
    return {
      paper: values.paper,
      media: values.media,
      source: values.source,
      duplex: !isTwoSided ? 'off' : bindingEdge === 'left' ? 'long' : 'short',
      bindingEdge,
      bindingMarginTenthsMm: values.bindingMarginTenthsMm,
      copies,
      collation,
      tonerSaving: this.#values.tonerSaving ?? 'auto',
      refinement: this.#values.refinement ?? 'default',
      ...texts,
      account: id === NO_ACCOUNT ? null : { id, password: readBe(account, 4, 4) },
    };
  }

  /** Send blocks may be of any length; the driver fills all but the last. */
  *#sendBlocks(first: BlockHeader, pageData: ByteSource): Parser<void> {
    const source: ByteSource = this.#source;
    let header = first;
    for (;;) {
      this.#requireOperation(header, 'send');
      if (header.bodyBytes === 0) source.fail('Send without its lead byte', 8);
      const [lead] = yield* source.take(1);
      if (lead !== SEND_LEAD) source.fail(`Send starts with ${hex([lead!])}, not ${hex([SEND_LEAD])}`);
      let rest = header.bodyBytes - 1;
      let end = source.offsetOf(1);
      while (rest > 0) {
        const piece = yield* source.takeSome(rest);
        rest -= piece.length;
        end = source.offsetOf(piece.length);
        pageData.push(piece, source.offsetOf(0));
      }
      if (!header.hasMore) {
        if (!pageData.isDone) malformed(end, 'the page data ends before its end job');
        return;
      }
      header = yield* this.#header();
    }
  }
}
