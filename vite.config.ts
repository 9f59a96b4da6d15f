import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { KEPT_FOLDER } from './src/pwa/kept-files.ts';

/** Pages of tests are built by this file, too, from folders of their own. */
const ROOT = import.meta.dirname;

/** No other origin, ever. `wasm-unsafe-eval` lets our own WebAssembly compile; nothing else is evaluated. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  // Attributes only: the kit's slider sets its thumb's place that way.
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Sent by the local server, and to be sent by any host that serves the app. */
const HEADERS = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'usb=(self), camera=(), microphone=(), geolocation=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export default defineConfig({
  base: './',
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    // Files the code addresses by name (kernels, icons) stay files: data: URLs would need a wider policy.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  preview: { headers: HEADERS },
  server: {
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  },
  plugins: [
    {
      // A static host may not let us set headers; the page carries the policy itself as well.
      name: 'content-security-policy',
      apply: 'build',
      transformIndexHtml: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
          injectTo: 'head-prepend',
        },
      ],
    },
    viteStaticCopy({
      targets: [
        ...['cmaps', 'standard_fonts', 'wasm', 'iccs'].map((folder) => ({
          src: `${ROOT}/node_modules/pdfjs-dist/${folder}/*`,
          dest: `pdfjs/${folder}`,
        })),
        // Text recognition, whose scripts find one another by name.
        ...[
          'tesseract.js/dist/worker.min.js{,.LICENSE.txt}',
          'tesseract.js-core/{LICENSE,tesseract-core{,-simd}-lstm.{js,wasm}}',
          '@tesseract.js-data/*/4.0.0_best_int/*.traineddata.gz',
        ].map((files) => ({ src: `${ROOT}/node_modules/${files}`, dest: KEPT_FOLDER })),
      ],
    }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: `${ROOT}/src/pwa`,
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*'],
        globIgnores: ['**/*.map', '**/LICENSE*', '**/README*', 'screenshots/**', `${KEPT_FOLDER}**`],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
    }),
  ],
});
