import { describeExample } from './forms.mjs';

describeExample('plain', { env: { PORT: '0' }, serve: (app) => app.serve('npm', 'start') });
