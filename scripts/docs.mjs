/** `npm run docs`: the documentation of the package and of the crate, from their types and comments. */
import { documentCrate, documentPackage } from './docs/documentation.mjs';
import { main, step } from './run/steps.mjs';

await main(async () => {
  await step('the package: target/docs/index.html', () => documentPackage({ write: true }));
  await step('the crate: target/doc/cognito_wasm/index.html', documentCrate);
});
