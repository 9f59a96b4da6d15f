import { PlatenError } from '../../../src/errors/platen-error.ts';
import type { SharedSpoolerApi, Leadership } from '../../../src/jobs/shared-spooler-api.ts';
import type { JobRequest, SpoolerApi, SpoolerSnapshot } from '../../../src/jobs/spooler-api.ts';
import type { Surroundings } from '../../../workers/spooler/leader-surroundings.ts';
import { SharedSpooler, asApi } from '../../../workers/spooler/shared-spooler.ts';
import { snapshot } from '../app/fakes.ts';
import { FakeBrowser } from './fake-browser.ts';

/** A window: its spooler worker, and what its page has heard. */
export interface Window {
  readonly id: string;
  readonly api: SharedSpoolerApi;
  readonly heard: SpoolerSnapshot[];
  readonly leadership: () => Leadership;
}

/** A call that a leader has begun. */
interface Begun {
  readonly by: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Windows around one disk, with a spooler that only keeps books. */
export class Office {
  readonly browser = new FakeBrowser();
  /** Titles by id: the journal. */
  readonly jobs = new Map<string, string>();
  readonly begun: Begun[] = [];
  /** How long the leader works on a call before it is in the journal, and again before it answers. */
  workMs = 10;
  /** Called when a leader begins a call; `id` is the job it is about. */
  onBegin: (method: string, id: string, by: string) => void = () => undefined;

  open(id: string, build?: string): Window {
    const surroundings = this.browser.surroundings(id, build);
    const spooler = new SharedSpooler({ surroundings, startService: () => this.#service(surroundings) });
    const api = asApi(spooler) as SharedSpoolerApi;
    const heard: SpoolerSnapshot[] = [];
    let leadership: Leadership = { leads: false, others: 0 };
    void api.subscribe((now) => heard.push(now));
    void api.followLeadership((now) => {
      leadership = now;
    });
    return { id, api, heard, leadership: () => leadership };
  }

  /** Calls of that name, by whom they were begun. */
  begunBy(method: string): string[] {
    return this.begun.filter((call) => call.method === method).map(({ by }) => by);
  }

  #begin(by: string, method: string, args: readonly unknown[]): void {
    this.onBegin(method, nameIn(args), by);
    this.begun.push({ by, method, args });
  }

  #service({ id, timers }: Surroundings): SpoolerApi {
    this.#begin(id, 'start', []);
    let listener: (now: SpoolerSnapshot) => void = () => undefined;
    let status: SpoolerSnapshot['machine']['status'] = 'none';
    const tell = () => listener({ ...snapshot(status), traySheets: this.jobs.size });
    const work = () => new Promise<void>((resolve) => void timers.set(resolve, this.workMs));
    const does =
      <Args extends unknown[], Result>(method: string, act: (...args: Args) => Result) =>
      async (...args: Args): Promise<Result> => {
        this.#begin(id, method, args);
        await work();
        const result = act(...args);
        tell();
        await work();
        return result;
      };
    return {
      subscribe: async (hear: typeof listener) => {
        await work();
        listener = hear;
        tell();
      },
      connect: does('connect', () => {
        status = 'ready';
      }),
      disconnect: does('disconnect', () => {
        status = 'none';
      }),
      prepare: does('prepare', () => undefined),
      release: does('release', () => undefined),
      submit: does('submit', ({ title }: JobRequest, { id: jobId }: { id: string }) => {
        this.jobs.set(jobId, title);
        return jobId;
      }),
      reprint: does('reprint', (jobId: string) => {
        const copy = `copy ${this.jobs.size} of ${jobId}`;
        this.jobs.set(copy, 'copy');
        return copy;
      }),
      cancel: does('cancel', (jobId: string) => {
        if (!this.jobs.has(jobId)) throw new PlatenError('job.gone', { id: jobId });
      }),
      simulator: { state: does('simulator.state', () => ({ speed: 'instant' })) },
    } as unknown as SpoolerApi;
  }
}

/** A job's id, wherever the call has it. */
function nameIn(args: readonly unknown[]): string {
  const [first, options] = args as [unknown, { readonly id?: string }?];
  return typeof first === 'string' ? first : (options?.id ?? '');
}

export function request(title: string): JobRequest {
  return { title } as JobRequest;
}
