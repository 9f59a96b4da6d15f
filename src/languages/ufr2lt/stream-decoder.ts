import { ByteSource, malformed, type Parser } from './byte-source.ts';
import { JobParser } from './job-parser.ts';
import type { StreamHandler } from './stream-handler.ts';

/**
 * A strict decoder: takes a stream in chunks of any size and tells its handler what it holds.
 *
 * It refuses whatever Canon's driver would not send with `language.malformed` (`offset` into the stream,
 * `reason`); after that it takes nothing more. It holds one band at most, whatever lengths a stream claims.
 */
export class StreamDecoder {
  readonly #jobs: 'single' | 'many';
  readonly #handler: StreamHandler;
  readonly #source = new ByteSource('data goes on after the end of the job');
  #offset = 0;
  #isInJob = false;
  #failure: unknown = null;

  /** `many`: jobs follow each other, as a machine gets them. `single`: one, and nothing after it. */
  constructor(handler: StreamHandler, jobs: 'single' | 'many' = 'single') {
    this.#handler = handler;
    this.#jobs = jobs;
    this.#source.run(this.#parseJobs());
  }

  /** Takes the next bytes; they are not kept. Throws what is wrong with them, and whatever the handler throws. */
  push(bytes: Uint8Array): void {
    if (this.#failure !== null) throw this.#failure;
    try {
      this.#source.push(bytes, this.#offset);
      this.#offset += bytes.length;
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  /** The stream is over: throws when that is in the middle of a job, or, for a single job, before it. */
  end(): void {
    if (this.#failure !== null) throw this.#failure;
    const isBetweenJobs = !this.#isInJob && !this.#source.isInsideWant;
    const isComplete = this.#jobs === 'many' ? isBetweenJobs : this.#source.isDone;
    if (!isComplete) malformed(this.#offset, 'the stream ends before the job does');
  }

  *#parseJobs(): Parser<void> {
    do {
      yield* new JobParser(this.#source, this.#handler).job(() => (this.#isInJob = true));
      this.#isInJob = false;
    } while (this.#jobs === 'many');
  }
}
