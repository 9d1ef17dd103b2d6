/** How apps call each bundler, without settings or plugins for this package. */
import { npmCommand } from '../../scripts/run/paths.mjs';
import { consumerCommand } from './app.mjs';

/**
 * @typedef {object} Bundler
 * @property {string} command
 * @property {(entry: string) => string[]} options to bundle a module into the folder `build`
 * @property {'classic' | 'module'} script the kind of script that it makes of an entry
 * @property {boolean} [findsWorkers] whether it bundles the file of `new SharedWorker(new URL(…))`
 * @property {string} address how an app names the wasm file that it passes to `cognito-wasm/slim`
 */

/** It warns an app that imports something and does not use it. */
const quietEsbuild = ['--log-override:ignored-bare-import=silent', '--log-level=warning'];
/** Except for empty bundles, which a test expects. */
const quietRollup = ['--failAfterWarnings', '--filterLogs=!code:EMPTY_BUNDLE', '--silent'];

/** @type {Record<string, Bundler>} */
export const bundlers = {
  esbuild: {
    command: npmCommand('esbuild'),
    options: (entry) => [
      ...[entry, '--bundle', '--splitting', '--minify', '--format=esm', '--loader:.wasm=file'],
      ...['--outdir=build', '--entry-names=main', ...quietEsbuild],
    ],
    script: 'module',
    address: "import address from 'cognito-wasm/wasm';",
  },
  webpack: {
    command: npmCommand('webpack'),
    options: (entry) => [
      ...['--mode=production', `--entry=./${entry}`, '--output-path=build', '--no-performance'],
      '--fail-on-warnings',
    ],
    script: 'classic',
    findsWorkers: true,
    address: "const address = new URL('cognito-wasm/wasm', import.meta.url);",
  },
  Rollup: {
    command: consumerCommand('rollup'),
    options: (entry) => [
      ...[entry, '--plugin=@rollup/plugin-node-resolve', '--format=es', '--dir=build', '--entryFileNames=main.js'],
      ...[...quietRollup],
    ],
    script: 'module',
    address: "const address = './cognito.wasm';",
  },
  Rspack: {
    command: consumerCommand('rspack'),
    options: (entry) => ['build', '--mode=production', `--entry=./${entry}`, '--output-path=build'],
    script: 'classic',
    findsWorkers: true,
    address: "const address = new URL('cognito-wasm/wasm', import.meta.url);",
  },
  Parcel: {
    command: consumerCommand('parcel'),
    options: () => [
      'build',
      'index.html',
      '--dist-dir=build',
      '--no-source-maps',
      '--cache-dir=.parcel-cache',
      '--log-level=warn',
    ],
    script: 'module',
    findsWorkers: true,
    address: "const address = new URL('npm:cognito-wasm/wasm', import.meta.url);",
  },
  Vite: {
    command: consumerCommand('vite'),
    options: () => ['build', '--outDir=build', '--logLevel=warn'],
    script: 'module',
    findsWorkers: true,
    address: "const address = new URL('cognito-wasm/wasm', import.meta.url);",
  },
};

/** @type {Bundler} */
export const forWorkers = {
  command: npmCommand('webpack'),
  options: (entry) => [...(bundlers.webpack?.options(entry) ?? []), '--target=webworker'],
  script: 'classic',
  address: '',
};

/** Bundlers that write a single file, with the entry that they can do it with. @type {Record<string, Bundler & { entry: string }>} */
export const intoOneFile = {
  'esbuild without splitting': {
    command: npmCommand('esbuild'),
    options: (entry) => [entry, '--bundle', '--minify', '--format=iife', '--outfile=build/main.js', ...quietEsbuild],
    script: 'classic',
    address: '',
    entry: 'entries.js',
  },
  ...Object.fromEntries(
    ['iife', 'umd'].map((format) => [
      `Rollup as ${format}`,
      {
        command: consumerCommand('rollup'),
        options: (/** @type {string} */ entry) => [
          ...[entry, '--plugin=@rollup/plugin-node-resolve', `--format=${format}`, '--file=build/main.js'],
          ...quietRollup,
        ],
        script: /** @type {const} */ ('classic'),
        address: '',
        entry: 'embedded.js',
      },
    ]),
  ),
};
