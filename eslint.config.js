import globals from 'globals';
import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

/**
 * Who may import whom: room → rooms below src/ it may reach.
 * Every room may import itself. `workers/` and `src/cli/` are composition roots and may import anything.
 */
const ROOMS = {
  errors: [],
  machine: ['errors'],
  settings: ['errors', 'machine'],
  kernels: ['errors'],
  layout: ['errors', 'machine', 'settings'],
  imaging: ['errors', 'machine', 'kernels', 'settings'],
  languages: ['errors', 'machine', 'kernels'],
  documents: ['errors', 'machine', 'settings', 'layout'],
  usb: ['errors', 'machine'],
  simulator: ['errors', 'machine', 'languages', 'scan'],
  storage: ['errors', 'machine', 'settings', 'jobs', 'scan'],
  jobs: ['errors', 'machine', 'settings', 'layout', 'documents', 'languages', 'usb'],
  scan: ['errors', 'machine', 'settings', 'kernels', 'usb'],
  elements: ['errors'],
  pwa: ['errors'],
  app: ['errors', 'machine', 'settings', 'layout', 'documents', 'jobs', 'scan', 'elements', 'pwa', 'storage'],
};

/** Rooms that must run anywhere: bytes and plain objects in and out. */
const PURE = ['machine', 'settings', 'kernels', 'layout', 'imaging', 'languages', 'simulator', 'errors'];

const roomRule = (room, allowed) => {
  const forbidden = Object.keys(ROOMS).filter((other) => other !== room && !allowed.includes(other));
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
              message: `src/${room} may import only: ${[room, ...allowed].join(', ')} (see eslint.config.js).`,
            },
            ...(PURE.includes(room)
              ? [{ regex: '^(lit|idb|comlink|pdfjs-dist|@awesome)', message: `src/${room} is pure.` }]
              : []),
            ...(room === 'elements'
              ? [{ regex: '^(idb|comlink|pdfjs-dist)', message: 'elements are presentational.' }]
              : []),
            { regex: '(^|/)workers/', message: 'Rooms never import workers; workers import rooms.' },
          ],
        },
      ],
    },
  };
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'workers/kernels/**', 'test-results'] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    languageOptions: { globals: { ...globals.es2023 } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'max-params': ['error', 5],
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['src/cli/**', 'test/**', '*.config.*'], rules: { 'no-console': 'off', 'max-params': 'off' } },
  { ...lit['flat/recommended'], files: ['src/{app,elements}/**/*.ts'] },
  { ...wc['flat/recommended'], files: ['src/{app,elements}/**/*.ts'] },
  {
    files: ['src/{app,elements}/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    rules: litA11y.configs.recommended.rules,
  },
  ...Object.entries(ROOMS).map(([room, allowed]) => roomRule(room, allowed)),
  {
    files: PURE.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-globals': [
        'error',
        ...['navigator', 'window', 'document', 'indexedDB', 'localStorage', 'self', 'fetch'].map((name) => ({
          name,
          message: 'This room is pure: take what you need as an argument.',
        })),
      ],
    },
  },
  {
    files: ['src/usb/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'navigator', message: 'USB is injected.' }],
    },
  },
);
