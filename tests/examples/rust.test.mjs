import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/run/paths.mjs';
import { serveFiles } from '../browser/serve-files.mjs';
import { describeExample } from './forms.mjs';

describeExample('rust', {
  serve: async (app) => {
    // Built by the suite, before its tests.
    const built = pathToFileURL(`${inRoot('target/crate/cognito-wasm-example-rust')}/`);
    const { origin, close } = await serveFiles({ '/': pathToFileURL(`${app.folder}/`), '/dist/': built });
    return { origin, stop: close };
  },
});
