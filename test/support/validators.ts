import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../../src/cli/chromium.ts';

/** Programs that others wrote, and the packages of Debian that have them: whether they take our files. */
const PACKAGES = {
  pdfinfo: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdffonts: 'poppler-utils',
  pdfimages: 'poppler-utils',
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
  return inFolder(file, (folder) => run(program, folder, args).toString('utf8'));
}

/** The same, of a program that writes a file of this name. */
export function validateInto(program: Validator, name: string, file: Uint8Array, ...args: string[]): Buffer {
  return inFolder(file, (folder) => {
    run(program, folder, args);
    return readFileSync(join(folder, name));
  });
}

function inFolder<T>(file: Uint8Array, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'platen-validate-'));
  try {
    writeFileSync(join(folder, 'FILE'), file);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(program: Validator, cwd: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args.length > 0 ? args : ['FILE'], {
    cwd,
    maxBuffer: 1 << 28,
  });
  if (status !== 0 || stderr.length > 0) {
    throw new Error(`${program} ${args.join(' ')}: ${status} ${stderr.toString('utf8')}`);
  }
  return stdout;
}
