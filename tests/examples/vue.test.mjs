import { describeExample } from './forms.mjs';

describeExample('vue', {
  serve: async (app) => {
    await app.run('npm', 'run', 'build');
    return app.serve('npm', 'run', 'preview', '--', '--host=127.0.0.1', '--port=0');
  },
});
