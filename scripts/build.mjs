/**
 * `npm run build`: builds the package into `dist/`. Parts can be named: `wasm`, `ts`, `bundles`, `demo` for the demo page, and
 * `examples` to install the package in the examples.
 */
import { buildDemo } from './build/demo.mjs';
import { packageParts } from './build/package.mjs';
import { Failure } from './run/failure.mjs';
import { main, step } from './run/steps.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';
import { installExamples } from './setup/npm-packages.mjs';
import { setUpBuild } from './setup/setup.mjs';

/** @type {Record<string, [name: string, work: () => Promise<unknown>]>} */
const parts = {
  ...packageParts,
  demo: ['build the demo page', buildDemo],
  examples: ['install the examples', installExamples],
};

await main(async () => {
  const named = process.argv.slice(2);
  checkNodeVersion();
  if (named.length === 0) await setUpBuild();
  for (const name of named.length > 0 ? named : Object.keys(packageParts)) {
    const part = parts[name];
    if (!part) throw new Failure(`There is no part "${name}" to build: ${Object.keys(parts).join(', ')}.`);
    await step(...part);
  }
});
