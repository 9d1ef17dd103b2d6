/** `npm run release:check`, which npm also runs before it publishes: checks that the package names its repository. */
import { readFileSync } from 'node:fs';
import { addressProblems } from './release/address.mjs';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main } from './run/steps.mjs';

await main(async () => {
  const read = (/** @type {string} */ name) => readFileSync(inRoot(name), 'utf8');
  const problems = addressProblems({
    npm: read('package.json'),
    local: read('local/package.json'),
    cargo: read('Cargo.toml'),
    security: read('SECURITY.md'),
  });
  if (problems.length > 0) throw new Failure(`Cannot be published yet:\n  ${problems.join('\n  ')}`);
});
