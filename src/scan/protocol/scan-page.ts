import { PlatenError } from '../../errors/platen-error.ts';
import type { Clock } from '../../usb/clock.ts';
import { readStatus, type Answer } from './answers.ts';
import * as commands from './commands.ts';
import { STATUS_PAYLOAD_BYTES, type ScanSource } from './commands.ts';
import type { ScanFrame } from './area.ts';
import type { ScanPipe } from './scan-pipe.ts';

export interface PageScan {
  readonly pipe: ScanPipe;
  readonly source: ScanSource;
  readonly frame: ScanFrame;
  readonly clock: Clock;
  readonly cancelled: AbortSignal;
  /** Whether the session is ended after every page, or in the feeder only. */
  readonly endsEveryPage: boolean;
  /** Image bytes as they come, in order; not kept after it resolves. The next block is asked for only then. */
  onData(bytes: Uint8Array): Promise<void> | void;
}

export interface PageEnd {
  /** More sheets, or the back of this one, wait in the feeder. */
  readonly hasMore: boolean;
}

/** While nothing has come yet the machine is asked so often (notes §5.6). */
const ASK_AGAIN_MS = 100;
/** Carriage, lamp and feeder together need seconds; a minute without a byte is a machine that has given up. */
const FIRST_DATA_WITHIN_MS = 60_000;

/**
 * One page, in the order that is known to work (scan notes §8.1).
 *
 * @throws PlatenError `scan.feeder-empty`, `scan.busy`, `scan.stopped` (the machine broke off: stop key, jam or
 * cover, it does not say which), `scan.page-refused`, `scan.cancelled`, `scan.stuck`, `scan.too-much`, and what the pipe throws.
 * After all but the pipe's own failures the session is ended and the next page may be asked for.
 */
export async function scanPage(scan: PageScan): Promise<PageEnd> {
  const { pipe, source, frame } = scan;
  if (!(await hasDocuments(pipe)) && source !== 'glass') throw new PlatenError('scan.feeder-empty');
  expectOk(await pipe.ask(commands.activate(0)));
  expectOk(await pipe.ask(commands.activate(4)));
  expectOk(await pipe.ask(commands.startSession()));
  try {
    expectOk(await pipe.ask(commands.selectSource(source)));
    expectTaken(await pipe.ask(commands.setParameters(frame.parameters)));
    await readPage(scan);
  } catch (thrown) {
    if (!pipe.failure) await breakOff(pipe);
    throw thrown;
  }
  return finish(scan);
}

async function readPage({ pipe, frame, clock, cancelled, onData }: PageScan): Promise<void> {
  let missing = frame.lineBytes * frame.parameters.height;
  let lastData = clock.now();
  for (;;) {
    if (cancelled.aborted) throw new PlatenError('scan.cancelled');
    const { verdict, data, isLast } = await pipe.askBlock(commands.readBlock());
    if (verdict !== 'ok') refuse(verdict);
    missing -= data.length;
    if (missing < 0) throw new PlatenError('scan.too-much');
    if (data.length > 0) {
      lastData = clock.now();
      await onData(data);
    }
    if (isLast) return;
    if (data.length === 0) {
      if (clock.now() - lastData > FIRST_DATA_WITHIN_MS) throw new PlatenError('scan.stuck');
      await clock.sleep(ASK_AGAIN_MS, cancelled);
    }
  }
}

/** After a page: its last status says whether the feeder has more. */
async function finish({ pipe, source, endsEveryPage }: PageScan): Promise<PageEnd> {
  await hasDocuments(pipe);
  const hasMore = (await hasDocuments(pipe)) && source !== 'glass';
  await pipe.ask(commands.activate(0));
  // Its verdict does not matter: there may be no session any more.
  if (endsEveryPage || hasMore) await pipe.ask(commands.endSession());
  return { hasMore };
}

/** Ends a session in the middle: the page in progress is dropped (notes §8.4). */
async function breakOff(pipe: ScanPipe): Promise<void> {
  try {
    await pipe.ask(commands.endSession());
    await pipe.ask(commands.queryStatus(), STATUS_PAYLOAD_BYTES);
    await pipe.ask(commands.queryStatus(), STATUS_PAYLOAD_BYTES);
    await pipe.ask(commands.activate(0));
  } catch {
    // The reason for breaking off is what people are told; a dead pipe says so at the next question.
  }
}

async function hasDocuments(pipe: ScanPipe): Promise<boolean> {
  const answer = await pipe.ask(commands.queryStatus(), STATUS_PAYLOAD_BYTES);
  expectOk(answer);
  return readStatus(answer).hasDocuments;
}

/** The machine refuses sizes and resolutions that it does not have when it hears of them. */
function expectTaken(answer: Answer): void {
  if (answer.verdict === 'failed') throw new PlatenError('scan.page-refused');
  expectOk(answer);
}

function expectOk({ verdict }: Answer): void {
  if (verdict !== 'ok') refuse(verdict);
}

function refuse(verdict: 'failed' | 'busy'): never {
  throw new PlatenError(verdict === 'busy' ? 'scan.busy' : 'scan.stopped');
}
