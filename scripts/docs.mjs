/**
 * `npm run docs`: writes the documentation of the package and the crate. With `--picture`, it takes README's picture of the demo
 * instead.
 */
import { documentCrate, documentPackage } from './docs/documentation.mjs';
import { writeErrorPage } from './docs/error-page.mjs';
import { takePicture } from './docs/picture.mjs';
import { main, step } from './run/steps.mjs';

await main(async () => {
  if (process.argv.includes('--picture')) return step('the picture of the demo', takePicture);
  await step('the names of errors: docs/errors.md', writeErrorPage);
  await step('the package: target/docs/index.html', documentPackage);
  await step('the crate: target/doc/cognito_wasm/index.html', documentCrate);
});
