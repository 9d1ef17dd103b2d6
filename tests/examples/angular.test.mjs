import { pathToFileURL } from 'node:url';
import { serveFiles } from '../browser/serve-files.mjs';
import { describeExample } from './forms.mjs';

describeExample('angular', {
  serve: async (app) => {
    await app.run('npm', 'run', 'build');
    const { origin, close } = await serveFiles({ '/': pathToFileURL(app.path('dist/app/browser/')) });
    return { origin, stop: close };
  },
});
