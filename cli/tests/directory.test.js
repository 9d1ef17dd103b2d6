// Where `init` puts the configuration files, and what it says about reading them.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Project } from '../src/project/project.js';
import { command } from './support/run.js';
import { filesOf, newFolder } from './support/folder.js';

/** @param {string[]} folders */
function appWith(...folders) {
  const cwd = newFolder();
  for (const name of folders) mkdirSync(join(cwd, name));
  return cwd;
}

const begin = 'init --name shop --region us-east-1';

for (const [folders, formats, directory] of [
  [[], 'mobile', '.'],
  [['src'], 'mobile', 'src'],
  [['public'], 'mobile', 'public'],
  [['src', 'public'], 'mobile', 'public'],
  [['src', 'public'], 'outputs,types', 'src'],
  [['src', 'public'], 'flat', 'src'],
  [['public'], 'exports', '.'],
]) {
  test(`${formats} in an app with ${folders.join(' and ') || 'no folders'} is written to ${directory}`, async () => {
    const cwd = appWith(...folders);
    const { code, errors } = await command(`${begin} --formats ${formats}`, { cwd });
    assert.deepEqual([code, errors], [0, '']);
    assert.equal(Project.find(cwd).outputDirectory, directory);
  });
}

test('the folder that init suggests is that of the chosen files', async () => {
  const cwd = appWith('src', 'public');
  const answers = [
    ['name for the project', 'shop'],
    ['name for the environment', undefined],
    ['region', undefined],
    ['configuration files', ['amplify_outputs.json']],
    ['Folder', undefined],
  ];
  const { code, errors } = await command('init', { cwd, answers });
  assert.deepEqual([code, errors], [0, '']);
  assert.equal(Project.find(cwd).outputDirectory, 'src');
});

test('a file in public can be read by Amplify.configure(), and init says so', async () => {
  const cwd = appWith('public', 'src');
  const { output } = await command(begin, { cwd });
  assert.match(
    output,
    /\nWritten: public\/amplifyconfiguration\.json\nA page at \/ reads it with Amplify\.configure\(\)\.\n/,
  );
  assert.ok('public/amplifyconfiguration.json' in filesOf(cwd));
});

test('a file in src is not served, and init says what to do', async () => {
  const { output } = await command(begin, { cwd: appWith('src') });
  assert.match(output, /\nWritten: src\/amplifyconfiguration\.json\nImport it in the page\. .*init --directory\.\n/);
});

test('a push says how pages read the file that it has written', async () => {
  const cwd = appWith('public');
  await command(begin, { cwd });
  await command('add auth --defaults', { cwd });
  const { output } = await command('push --yes', { cwd });
  assert.match(
    output,
    /\nWritten: public\/amplifyconfiguration\.json\nA page at \/ reads it with Amplify\.configure\(\)\.\n$/,
  );
});

test('the next command is named as the person has named this one', async () => {
  const cwd = appWith();
  const byNpx = await command(begin, { cwd, env: { npm_command: 'exec' } });
  assert.match(byNpx.output, /\nNext: npx cognito-wasm add auth\n$/);
  // Without npx, which would look for the program in the registry.
  const byPath = await command('add auth --defaults', { cwd, env: { npm_command: 'run-script' } });
  assert.match(byPath.output, /\nNext: cognito-wasm push, which makes it\n$/);
});
