import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, preview, type Connect, type InlineConfig, type PluginOption } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import appConfig from '../../../vite.config.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const DOCUMENT_FOLDERS = [
  'test/documents',
  'test/documents/images',
  'test/documents/scans',
  'test/bench/documents',
].map((folder) => resolve(ROOT, folder));
/** Where the documents on disk, and those a test makes, are served. */
const PREFIX = '/documents/';

export interface HarnessServer {
  readonly url: string;
  /** Serves bytes as a document of this name. */
  put(name: string, bytes: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * Builds a page that uses the app's workers as the app is built, and serves it with the app's own headers: what works
 * here works there. `root`: the page's folder; `plugins`: those that the page needs of the app's.
 */
export async function startHarness(
  outDir: string,
  root = resolve(import.meta.dirname, 'harness'),
  plugins: PluginOption[] = [pdfFiles()],
): Promise<HarnessServer> {
  const made = new Map<string, Uint8Array>();
  const config = harnessConfig(root, outDir, plugins, (request, response, next) => {
    const name = decodeURIComponent((request.url ?? '').replace(/^\//, ''));
    const bytes = made.get(name);
    if (bytes) return void response.end(bytes);
    const file = DOCUMENT_FOLDERS.map((folder) => resolve(folder, name)).find((path) => existsSync(path));
    if (!file) return next();
    createReadStream(file).pipe(response);
  });
  await build(config);
  const server = await preview(config);
  return {
    url: server.resolvedUrls!.local[0]!,
    put: (name, bytes) => void made.set(name, bytes),
    close: () => server.close(),
  };
}

/** What pdf.js asks for by name. */
function pdfFiles(): PluginOption {
  return viteStaticCopy({
    targets: ['cmaps', 'standard_fonts', 'wasm', 'iccs'].map((folder) => ({
      src: resolve(ROOT, `node_modules/pdfjs-dist/${folder}/*`),
      dest: `pdfjs/${folder}`,
    })),
  });
}

function harnessConfig(
  root: string,
  outDir: string,
  plugins: PluginOption[],
  documents: Connect.NextHandleFunction,
): InlineConfig {
  return {
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    build: { target: 'es2023', outDir, emptyOutDir: true, assetsInlineLimit: 0, reportCompressedSize: false },
    worker: { format: 'es' },
    // Any free port: several of these may run at once.
    preview: { port: 0, ...(appConfig.preview?.headers ? { headers: appConfig.preview.headers } : {}) },
    plugins: [
      ...plugins,
      {
        name: 'documents',
        configurePreviewServer: (server) => void server.middlewares.use(PREFIX, documents),
      },
    ],
  };
}
