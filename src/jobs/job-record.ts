import type { DocumentSource } from '../documents/raster-api.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import type { EngineLoad } from './engine-load.ts';
import type { JobRequest } from './spooler-api.ts';
import type { QueuedJobView } from './queue-api.ts';
import type { CopyOrder, Pass } from './resume.ts';
import type { PinLock } from './pin-lock.ts';
import type { Sealed } from './sealing.ts';

/** A job as it lies on disk: what people see of it, and what the engine needs to go on with it. */
export interface JobRecord {
  readonly view: QueuedJobView;
  readonly work: JobWork;
}

export interface JobWork {
  /** Still to be sent, in order; the first is the one under way. */
  readonly passes: readonly Pass[];
  /** All of the job. Left out in records that were written before jobs could have several passes from the start. */
  readonly whole?: readonly Pass[];
  readonly copyOrder: CopyOrder;
  /** How the machine takes a stack, where that was known only when it was put back. */
  readonly stackHabit?: StackHabit;
  /** The machine may have had bytes of it. */
  readonly hasBegun: boolean;
  /** Of the pass under way, accepted and not in the books yet. */
  readonly acceptedSides: number;
  readonly acceptedSheets: number;
  /** Of the pass under way, sheets whose last bytes may have left. On disk before they do. */
  readonly offeredSheets: number;
  /** What the machine had to do when it last accepted a sheet of this job. */
  readonly load: EngineLoad;
  /** Black dots on those sides. */
  readonly blackDots: number;
  /** Runs in a row that were interrupted before a single side was accepted. */
  readonly fruitless: number;
  /** For the books: decimal, empty without accounting. */
  readonly department: string;
  /** For the books: the name of the machine that has it; empty before. */
  readonly machineName: string;
  /** Set when title and documents are sealed with a PIN. */
  readonly pin: PinLock | null;
  /** What its documents take on disk; 0 when they are not kept. */
  readonly documentBytes: number;
}

/** A request on disk: its documents lie apart, under their keys, and may be shared by several jobs. */
export interface StoredRequest {
  readonly jobId: string;
  readonly documentKeys: readonly string[];
  readonly content:
    | {
        readonly kind: 'open';
        readonly request: RequestBody;
        /** `RequestSecrets`, sealed with the key of this installation; null: there are none, or they were dropped. */
        readonly secrets: Sealed | null;
      }
    /** `RequestBody` and `RequestSecrets`, sealed with a PIN. */
    | { readonly kind: 'pin'; readonly sealed: Sealed };
}

export interface RequestBody extends Pick<
  JobRequest,
  'title' | 'user' | 'plan' | 'settings' | 'calibration' | 'stream'
> {
  readonly departmentId: number | null;
  /** In the order of `documentKeys`. */
  readonly documents: readonly Pick<DocumentSource, 'id' | 'name' | 'role'>[];
}

export interface RequestSecrets {
  readonly departmentPassword: number;
  /** Document id → password. */
  readonly passwords: Readonly<Record<string, string>>;
}

export type StoredDocument =
  | { readonly key: string; readonly kind: 'open'; readonly blob: Blob }
  | { readonly key: string; readonly kind: 'pin'; readonly sealed: Sealed };
