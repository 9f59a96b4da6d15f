import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../../src/cli/chromium.ts';

const SOURCES = fileURLToPath(new URL('preload/', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/platen-rig/', import.meta.url));
const FLAGS = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-pthread', '-U_FORTIFY_SOURCE'];
const LIBRARY_FILES = ['folder.c', 'transport.c', 'devices.c', 'usbfs.c', 'nodes.c', 'udev.c'];

/** The library that puts the simulated machine before a program's eyes; built when its sources changed. */
export function preloadLibrary(): string {
  return build('rig.so', LIBRARY_FILES, ['-fPIC', '-shared']);
}

/** The program that asks usbdevfs questions, for holding the library against a real kernel's answers. */
export function usbfsCheckProgram(): string {
  return build('usbfs-check', ['usbfs-check.c'], []);
}

function build(name: string, files: readonly string[], flags: readonly string[]): string {
  const hash = createHash('sha256').update(FLAGS.join());
  for (const file of readdirSync(SOURCES).sort()) hash.update(readFileSync(join(SOURCES, file)));
  const target = join(CACHE, `${hash.digest('hex').slice(0, 16)}-${name}`);
  if (existsSync(target)) return target;
  mkdirSync(CACHE, { recursive: true });
  const fresh = `${target}.${process.pid}`;
  const sources = files.map((file) => join(SOURCES, file));
  const { status, stderr } = spawnSync(compiler(), [...FLAGS, ...flags, '-o', fresh, ...sources], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} does not compile:\n${stderr}`);
  renameSync(fresh, target);
  return target;
}

function compiler(): string {
  const works = () =>
    ['cc', 'gcc', 'clang'].find((name) => {
      const source = '#include <linux/usbdevice_fs.h>\n#include <pthread.h>\n';
      return spawnSync(name, ['-E', '-', '-o', '/dev/null'], { input: source }).status === 0;
    });
  const found = works();
  if (found !== undefined) return found;
  installPackages(['gcc', 'libc6-dev']);
  const installed = works();
  if (installed !== undefined) return installed;
  throw new Error(
    'The USB rig needs a C compiler with the headers of libc and Linux. On Debian or Ubuntu: sudo apt-get install gcc libc6-dev',
  );
}
