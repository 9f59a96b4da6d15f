import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './src/cli/chromium.ts';

const PORT = 4174;

export default defineConfig({
  outputDir: 'test-results/artifacts',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // Where nobody watches, a test that passes at the second try is reported as flaky, by name.
  retries: process.env.CI ? 1 : 0,
  use: {
    baseURL: `http://localhost:${PORT}`,
    launchOptions: { executablePath: findChromium() ?? 'chromium', args: chromiumFlags() },
    trace: 'off',
    // A place where A4 is the usual paper; the test of the first visit says so where it is not.
    locale: 'en-GB',
  },
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
  projects: [
    { name: 'browser', testDir: 'test/browser' },
    { name: 'rig', testDir: 'test/rig' },
    // Limits of time: only `npm run bench page` asks for them, on a computer that does nothing else.
    { name: 'bench', testDir: 'test/bench/page' },
  ],
});
