import { run } from '../run/command.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { npmCommand } from '../run/paths.mjs';

const sources = ['www/src', 'www/index.html', 'www/styles', 'www/favicon.svg', 'www/amplifyconfiguration.json'];
const inputs = [
  'dist',
  ...sources,
  'www/tsconfig.json',
  'webpack.config.js',
  'package-lock.json',
  'local/src',
  'scripts/build/static-site.mjs',
];
const outputs = ['www/dist/index.html', 'www/dist/main.js', 'www/dist/cognito-worker.js'];

/** Bundles the demo page with webpack into `www/dist`, as a site for any static host. Needs the built package. */
export async function buildDemo() {
  return unlessFresh('demo', { inputs, outputs }, async () => {
    await run(npmCommand('webpack'), ['--mode', 'production']);
  });
}
