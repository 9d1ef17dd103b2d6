/** `npm run api`: rewrites the reports in `api/`, which show how a commit changes the API. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { apiReports } from './api/reports.mjs';
import { buildTypeScript } from './build/typescript.mjs';
import { inRoot } from './run/paths.mjs';
import { main, step } from './run/steps.mjs';

await main(async () => {
  await step('build the TypeScript', buildTypeScript);
  mkdirSync(inRoot('api'), { recursive: true });
  for (const { path, text } of await apiReports()) writeFileSync(inRoot(path), text);
});
