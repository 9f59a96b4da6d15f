import { readFileSync, readdirSync } from 'node:fs';

/**
 * Resident memory in MB of the largest renderer process below `ancestorPid`: the one that holds the page and its
 * workers.
 */
export function rendererMegabytes(ancestorPid: number): number {
  let most = 0;
  for (const pid of descendants(ancestorPid)) {
    const command = read(`/proc/${pid}/cmdline`);
    if (!command.includes('--type=renderer')) continue;
    const resident = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`));
    most = Math.max(most, Number(resident?.[1] ?? 0) / 1024);
  }
  return most;
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
