// Lints with type information: the checks of promises are what matters most here.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What belongs to the browser; in the package, only the loader and the adapters touch it. */
const browserGlobals = [
  'window',
  'self',
  'document',
  'navigator',
  'location',
  'history',
  'fetch',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'crypto',
  'caches',
  'console',
  'atob',
  'btoa',
  'setTimeout',
  'setInterval',
  'requestIdleCallback',
  'queueMicrotask',
  'addEventListener',
  'WebAssembly',
  'DecompressionStream',
  'Response',
  'BroadcastChannel',
  'Worker',
  'XMLHttpRequest',
];

const projects = [
  'tsconfig.json',
  'tsconfig.tools.json',
  'tsconfig.tests.json',
  'www/tsconfig.json',
  'local/tsconfig.json',
  'cli/tsconfig.json',
];

export default defineConfig(
  {
    ignores: [
      'dist/',
      'target/',
      'test-results/',
      // What they import is installed only when they are tested.
      'examples/',
      'tests/package/consumers/apps/',
      // Their packages need not be installed here, and their own compilers check them.
      'tests/package/consumers/angular/',
      'tests/package/consumers/amplify-ui/*.tsx',
      'www/dist/',
      'ts/wasm/*.d.ts',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { project: projects, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: 'error',
      'no-undef': 'off', // The compiler knows better.
    },
  },
  {
    files: ['ts/**/*.ts'],
    ignores: ['ts/loader/**', 'ts/platform/**', 'ts/vault/{life,sharedWorker,startWorker}.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...browserGlobals.map((name) => ({ name, message: 'Only ts/loader and ts/platform reach the browser.' })),
      ],
    },
  },
  {
    files: ['ts/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name="then"][callee.object.callee.object.name="Promise"][callee.object.callee.property.name="resolve"][callee.object.arguments.length=0]',
          message: 'Parcel takes this for an import: use `soon`.',
        },
      ],
    },
  },
  {
    // Tests and JavaScript: what crosses there without a type is mostly meant to.
    files: ['tests/**', 'local/**', 'scripts/**', '**/*.js', '**/*.mjs'],
    rules: {
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-useless-default-assignment': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Playwright reads from the pattern which fixtures one needs.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    // Jest's own kind of modules.
    files: ['tests/package/consumers/jest/*.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
