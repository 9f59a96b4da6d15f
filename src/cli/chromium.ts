import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that all tests, `npm run print` and the benchmarks drive; `PLATEN_CHROMIUM` overrides. */
export function findChromium(): string | null {
  const chosen = process.env.PLATEN_CHROMIUM;
  if (chosen) return existsSync(chosen) ? chosen : null;
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/** Finds Chromium, or installs Debian's package when it may. Exits with what to do when it may not. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log('Chromium is missing; installing the package of the distribution …');
  installPackages(['chromium']);
  const installed = findChromium();
  if (installed) return installed;
  console.error(
    [
      'Platen needs Chromium for this, and could not install it.',
      '  Debian, Ubuntu:  sudo apt-get install chromium',
      '  elsewhere:       install Chrome or Chromium and set PLATEN_CHROMIUM to its path',
    ].join('\n'),
  );
  process.exit(1);
}

/** Installs Debian packages as root, or with sudo where that asks no password. Whether it worked shows afterwards. */
export function installPackages(packages: readonly string[]): void {
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  const run = (...args: string[]) => {
    const [command, ...rest] = [...prefix, ...args];
    return spawnSync(command!, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  run('apt-get', 'update', '-qq');
  run('apt-get', 'install', '-y', '-qq', ...packages);
}

/** Flags for a quiet browser that talks to nobody; the sandbox stays on for anybody but root. */
export function chromiumFlags(): string[] {
  return [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

export function chromiumVersion(path: string): string {
  return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
