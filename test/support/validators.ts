import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../../src/cli/chromium.ts';

/** Programs that others wrote, and the packages of Debian that have them: whether they take our files. */
const PACKAGES = {
  pdfinfo: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdffonts: 'poppler-utils',
  qpdf: 'qpdf',
  tiffinfo: 'libtiff-tools',
  tiffcmp: 'libtiff-tools',
  tiff2rgba: 'libtiff-tools',
} as const;

export type Validator = keyof typeof PACKAGES;

/** Makes sure of all of them, by the distribution where that is possible. */
export function ensureValidators(): void {
  const missing = () =>
    Object.entries(PACKAGES).filter(([program]) => spawnSync(program, ['--version']).error !== undefined);
  const packages = [...new Set(missing().map(([, name]) => name))];
  if (packages.length === 0) return;
  installPackages(packages);
  if (missing().length === 0) return;
  throw new Error(
    `${missing()
      .map(([program]) => program)
      .join(', ')} missing. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
  );
}

/** What a program prints about a file; throws with its complaints when it has any. `FILE` stands for the file. */
export function validate(program: Validator, file: Uint8Array, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'platen-validate-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, file);
    const given = (args.length > 0 ? args : ['FILE']).map((arg) => (arg === 'FILE' ? path : arg));
    const run = spawnSync(program, given, { encoding: 'buffer', maxBuffer: 1 << 28, cwd: folder });
    const complaints = run.stderr.toString('utf8');
    if (run.status !== 0 || complaints !== '') {
      throw new Error(
        `${program} ${args.join(' ')}: ${run.status} ${complaints}${run.stdout.toString('utf8')}`,
      );
    }
    return run.stdout.toString(program === 'pdftoppm' ? 'latin1' : 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
