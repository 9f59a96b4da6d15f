import { readFileSync, readdirSync } from 'node:fs';

/** What a renderer process takes of the computer. */
interface RendererUse {
  /** Resident now. */
  readonly megabytes: number;
  /** The most since it was started, as the system counts it: no peak is too short to be seen. */
  readonly peakMegabytes: number;
  /** Of all its threads. */
  readonly cpuSeconds: number;
}

const CLOCK_TICKS_PER_SECOND = 100;

/**
 * Resident memory in MB of the largest renderer process below `ancestorPid`: the one that holds the page and its
 * workers.
 */
export function rendererMegabytes(ancestorPid: number): number {
  return rendererUse(ancestorPid).megabytes;
}

/** Of the same process. */
export function rendererUse(ancestorPid: number): RendererUse {
  let largest: RendererUse = { megabytes: 0, peakMegabytes: 0, cpuSeconds: 0 };
  for (const pid of descendants(ancestorPid)) {
    if (!read(`/proc/${pid}/cmdline`).includes('--type=renderer')) continue;
    const status = read(`/proc/${pid}/status`);
    const megabytes = (field: string) =>
      Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
    if (megabytes('VmRSS') <= largest.megabytes) continue;
    // proc(5): utime and stime are the fields 14 and 15; the third is the first behind the name.
    const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ');
    largest = {
      megabytes: megabytes('VmRSS'),
      peakMegabytes: megabytes('VmHWM'),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND,
    };
  }
  return largest;
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    // The command's name may hold spaces and brackets; the parent stands behind the last one.
    const parent = Number(read(`/proc/${entry}/stat`).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found: number[] = [];
  const walk = (pid: number) => {
    for (const child of children.get(pid) ?? []) {
      found.push(child);
      walk(child);
    }
  };
  walk(root);
  return found;
}

/** Empty when the process has gone meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
