import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview, type InlineConfig } from 'vite';

/** Builds the page with the keeper in it, and serves it on a free port. */
export async function serveTransportPage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), 'platen-transport-'));
  const config: InlineConfig = {
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    build: { target: 'es2023', outDir, emptyOutDir: true, reportCompressedSize: false },
    preview: { port: 0, host: 'localhost' },
  };
  await build(config);
  const server = await preview(config);
  return {
    url: server.resolvedUrls!.local[0]!,
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
