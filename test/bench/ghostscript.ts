import { spawnSync } from 'node:child_process';

/** Seconds that Ghostscript takes for the first `pages` pages at 600 dpi on A4; null where it is not installed. */
export function ghostscriptSeconds(device: 'ljet4' | 'pbmraw', file: string, pages: number): number | null {
  const started = performance.now();
  const { status, error } = spawnSync('gs', [
    '-q',
    '-dNOPAUSE',
    '-dBATCH',
    '-dSAFER',
    `-sDEVICE=${device}`,
    '-r600',
    '-sPAPERSIZE=a4',
    '-dFIXEDMEDIA',
    '-dPDFFitPage',
    `-dLastPage=${pages}`,
    '-sOutputFile=/dev/null',
    file,
  ]);
  if (error || status !== 0) return null;
  return (performance.now() - started) / 1000;
}
