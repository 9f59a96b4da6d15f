import { be16, be32 } from './big-endian.ts';
import { BINDER_ATTRIBUTES, DOCUMENT_ATTRIBUTES, type BlockAttribute } from './block-attributes.ts';
import {
  BLOCK_HEADER_BYTES,
  BLOCK_MAGIC,
  BRACKET_BODY,
  LAST_BLOCK,
  MORE_SEND_BLOCKS,
  NO_ACCOUNT,
  OPERATION,
  SEND_BYTES,
  SEND_LEAD,
  type OperationName,
} from './fields.ts';
import { HiscoaReference } from './hiscoa-reference.ts';
import type { JobAttributes } from './job-attributes.ts';
import { jobStartBody } from './job-texts.ts';
import { EPILOGUE, prologue, tokenBytes } from './page-data.ts';
import { SideEncoder } from './side-encoder.ts';
import { validateAttributes } from './validate-attributes.ts';

/** Where page data starts in a Send block. */
const SEND_DATA_AT = BLOCK_HEADER_BYTES + 1;

/**
 * Frames a job: blocks around the page data of its sides, which come in order from any number of encoders.
 * Bytes leave as soon as a Send block is full; at most one block is held, however long the job.
 */
export class JobFramer {
  readonly #job: JobAttributes;
  #block = new Uint8Array(SEND_DATA_AT + SEND_BYTES);
  #filled = 0;
  #hasSides = false;

  /** Throws `language.attribute` when the stream cannot carry an attribute. */
  constructor(job: JobAttributes) {
    validateAttributes(job);
    this.#job = job;
  }

  /** Everything before the page data. Call once, first. */
  begin(): Uint8Array<ArrayBuffer> {
    const job = this.#job;
    const bytes = [
      ...this.#blockBytes('jobStart', jobStartBody(job.title, job.user)),
      ...this.#blockBytes('binderStart', BRACKET_BODY.binderStart),
      ...this.#attributeBlocks('setBinder', BINDER_ATTRIBUTES),
      ...this.#blockBytes('documentStart', BRACKET_BODY.documentStart),
      ...this.#attributeBlocks('setDocument', DOCUMENT_ATTRIBUTES),
    ];
    this.#fill(Uint8Array.from(tokenBytes(prologue(job))));
    return Uint8Array.from(bytes);
  }

  /** Takes page data of sides; returns the blocks that became full, each in a buffer of its own. */
  write(pageData: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
    this.#hasSides = true;
    return this.#fill(pageData);
  }

  /**
   * Page data that ends a side legally after its first `linesDone` lines (a multiple of 256, or all) were
   * written, for a job that is cancelled: the rest in white, and end page. Nothing when the side is complete.
   */
  blankRest(linesDone: number): readonly Uint8Array<ArrayBuffer>[] {
    const { paper, parameterSet } = this.#job;
    const compressor = new HiscoaReference(parameterSet);
    const rest = new SideEncoder(paper, parameterSet, compressor, linesDone).finish();
    return rest.map((chunk) => chunk.bytes);
  }

  /** Ends document and job: the last Send block, perhaps without data, and the closing brackets. */
  end(): readonly Uint8Array<ArrayBuffer>[] {
    if (!this.#hasSides) throw new Error('a job without sides is malformed');
    const blocks = this.#fill(Uint8Array.from(tokenBytes(EPILOGUE)));
    blocks.push(this.#takeSendBlock(LAST_BLOCK));
    const closing = [
      ...this.#blockBytes('documentEnd', BRACKET_BODY.documentEnd),
      ...this.#blockBytes('binderEnd', BRACKET_BODY.binderEnd),
      ...this.#blockBytes('jobEnd', BRACKET_BODY.jobEnd),
    ];
    blocks.push(Uint8Array.from(closing));
    return blocks;
  }

  #fill(pageData: Uint8Array): Uint8Array<ArrayBuffer>[] {
    const blocks: Uint8Array<ArrayBuffer>[] = [];
    let taken = 0;
    while (taken < pageData.length) {
      const piece = pageData.subarray(taken, taken + SEND_BYTES - this.#filled);
      this.#block.set(piece, SEND_DATA_AT + this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      // A full block leaves at once, even when nothing follows: the driver then sends an empty last one.
      if (this.#filled === SEND_BYTES) blocks.push(this.#takeSendBlock(MORE_SEND_BLOCKS));
    }
    return blocks;
  }

  #takeSendBlock(flag: number): Uint8Array<ArrayBuffer> {
    const block = this.#block;
    const filled = this.#filled;
    block.set(this.#header('send', 1 + filled, flag));
    block[BLOCK_HEADER_BYTES] = SEND_LEAD;
    this.#block = new Uint8Array(SEND_DATA_AT + SEND_BYTES);
    this.#filled = 0;
    return block.length === SEND_DATA_AT + filled ? block : block.slice(0, SEND_DATA_AT + filled);
  }

  #attributeBlocks(operation: OperationName, attributes: readonly BlockAttribute[]): number[] {
    return attributes.flatMap(({ id, write }) => {
      const value = write(this.#job);
      return value === null ? [] : this.#blockBytes(operation, [...be16(id), ...value]);
    });
  }

  #blockBytes(operation: OperationName, body: readonly number[]): number[] {
    return [...this.#header(operation, body.length, LAST_BLOCK), ...body];
  }

  #header(operation: OperationName, bodyBytes: number, flag: number): number[] {
    const { account } = this.#job;
    return [
      ...BLOCK_MAGIC,
      flag,
      ...be16(OPERATION[operation]),
      ...be16(0),
      ...be16(bodyBytes),
      ...be32(account?.id ?? NO_ACCOUNT),
      ...be32(account?.password ?? 0),
      ...be16(0),
    ];
  }
}
