import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, preview, type Connect, type InlineConfig, type PreviewServer } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import appConfig from '../../../vite.config.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const DOCUMENT_FOLDERS = ['test/documents', 'test/bench/documents'].map((folder) => resolve(ROOT, folder));

/** Files the specs make; served at /documents/ like the ones on disk. */
const made = new Map<string, Uint8Array>();

export function serveDocument(name: string, bytes: Uint8Array): string {
  made.set(name, bytes);
  return `/documents/${name}`;
}

/** Built as the app is built, served with the app's own headers: what works here works there. */
const config: InlineConfig = {
  configFile: false,
  root: resolve(import.meta.dirname, 'harness'),
  base: './',
  logLevel: 'warn',
  build: {
    target: 'es2023',
    outDir: resolve(ROOT, 'node_modules/.cache/raster-harness'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  preview: { port: 0, ...(appConfig.preview?.headers ? { headers: appConfig.preview.headers } : {}) },
  plugins: [
    viteStaticCopy({
      targets: ['cmaps', 'standard_fonts', 'wasm', 'iccs'].map((folder) => ({
        src: resolve(ROOT, `node_modules/pdfjs-dist/${folder}/*`),
        dest: `pdfjs/${folder}`,
      })),
    }),
    {
      name: 'documents',
      configurePreviewServer: ({ middlewares }) => void middlewares.use('/documents', documents),
    },
  ],
};

const documents: Connect.NextHandleFunction = (request, response, next) => {
  const name = decodeURIComponent(request.url ?? "").replace(/^\//, "");
  const bytes = made.get(name);
  if (bytes) return void response.end(bytes);
  const file = DOCUMENT_FOLDERS.map((folder) => resolve(folder, name)).find((path) => existsSync(path));
  if (!file) return next();
  createReadStream(file).pipe(response);
};

export async function startHarness(): Promise<{ url: string; server: PreviewServer }> {
  await build(config);
  const server = await preview(config);
  return { url: server.resolvedUrls!.local[0]!, server };
}
