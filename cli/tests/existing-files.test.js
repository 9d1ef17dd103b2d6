// Configuration files that are there already: they are read before anything is made.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Project } from '../src/project/project.js';
import { checkOutputs } from '../src/outputs/files.js';
import { partsOfExports } from '../src/outputs/exports-file.js';
import { filesOf, newFolder } from './support/folder.js';
import { answers } from './support/project.js';
import { command } from './support/run.js';

const environment = { projectName: 'myapp', environment: 'dev', region: 'eu-central-1', stamp: '0a1b2c' };

/** A project with auth, whose configuration files are these. */
function project(formats) {
  const cwd = newFolder();
  Project.create(cwd, { environment, formats, outputDirectory: '.' }).setAnswers(answers());
  return cwd;
}

const services = { checkOutputs };

for (const [what, format, name, text, message] of [
  [
    'broken JSON',
    'mobile',
    'amplifyconfiguration.json',
    '{',
    /is not valid JSON\. Nothing was written: mend it, or move/,
  ],
  [
    'another form',
    'mobile',
    'amplifyconfiguration.json',
    '{"aws_project_region":"x"}',
    /has the flat form for the web/,
  ],
  [
    'a comment in the middle',
    'exports',
    'aws-exports.js',
    'const awsmobile = {};\n// hello\nexport default awsmobile;\n',
    /has more in it than comments[^]*: move the rest into another file/,
  ],
  [
    'types of somebody else',
    'types',
    'amplify_outputs.d.ts',
    'export type Mine = 1;',
    /was not written by this program/,
  ],
]) {
  test(`a push refuses ${what} before it makes anything, and the next one goes on`, async () => {
    const cwd = project([format]);
    writeFileSync(join(cwd, name), text);
    const before = filesOf(cwd);
    const { code, output, errors } = await command('push --yes', { cwd, services });
    assert.deepEqual([code, output], [1, '']);
    assert.match(errors, message);
    assert.match(errors, /^Error: [^\n]*\n$/);
    assert.deepEqual(filesOf(cwd), before);
    rmSync(join(cwd, name));
    assert.equal((await command('push --yes', { cwd, services })).code, 0);
  });
}

/** Checks a module in the folder, in a process of its own: what never ends cannot be interrupted from within. */
const checking = `
  import { checkOutputs } from ${JSON.stringify(new URL('../src/outputs/files.js', import.meta.url).href)};
  const place = { root: process.cwd(), formats: ['exports'], directory: '.', answers: null };
  await checkOutputs(place).catch(({ message }) => process.stdout.write(message));
`;

for (const [what, text] of [
  ['a line of slashes', `${'/'.repeat(80)}\nexport default {};\n`],
  ['many comments', `${'/* a */ // b\n'.repeat(40)}export default {};\n`],
  ['a comment without end', `${'/**/'.repeat(40)}/*${'/'.repeat(80)}`],
]) {
  test(`a module of another form with ${what} is refused without a hang`, async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'aws-exports.js'), text);
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', checking], {
      cwd,
      encoding: 'utf8',
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    assert.deepEqual(
      [status, stdout],
      [
        0,
        'aws-exports.js has more in it than comments, the object `awsmobile` and its export, which would be lost. Nothing was written: move the rest into another file, or this one away, and try again.',
      ],
    );
  });
}

test('comments above the object stay, and what is in a comment is no object', () => {
  const heading = '// Mine.\n//////\n/* const awsmobile = {}; */ /** a **/\n\n';
  const rest = 'const awsmobile = {"a":1};\nexport default awsmobile;\n';
  assert.deepEqual(partsOfExports(heading + rest), { heading, json: '{"a":1}' });
  assert.equal(partsOfExports(`// ${rest}`), undefined);
  assert.equal(partsOfExports(`/* a */ b */ ${rest}`), undefined);
});

test('a push that removes the backend refuses them, too', async () => {
  const cwd = project(['mobile']);
  await command('push --yes', { cwd });
  await command('remove auth --yes', { cwd });
  writeFileSync(join(cwd, 'amplifyconfiguration.json'), '{');
  const { code, output } = await command('push --yes', { cwd, services });
  assert.deepEqual([code, output], [1, '']);
  assert.ok(Project.find(cwd).pushed().outputs.userPoolId);
});

test('a pipe in place of a file is not waited for', { skip: process.platform === 'win32' }, async () => {
  const cwd = project(['mobile']);
  const pipe = join(cwd, 'amplifyconfiguration.json');
  spawnSync('mkfifo', [pipe]);
  const { code, errors } = await command('push --yes', { cwd, services });
  assert.deepEqual([code, errors], [1, 'Error: Cannot read amplifyconfiguration.json: it is no file.\n']);
  rmSync(pipe);
  const state = join(cwd, 'amplify', '#current-cloud-backend');
  mkdirSync(state, { recursive: true });
  spawnSync('mkfifo', [join(state, 'target.json')]);
  const { errors: others } = await command('status', { cwd });
  assert.match(others, /target\.json is no file, but something else\.\n$/);
});

test('init refuses a file of another form, begins nothing, and says which flag chooses', async () => {
  const cwd = newFolder();
  writeFileSync(join(cwd, 'amplifyconfiguration.json'), '{"aws_project_region":"x"}');
  const before = filesOf(cwd);
  const { code, output, errors } = await command('init --region eu-central-1', { cwd, services });
  assert.deepEqual([code, output], [1, '']);
  assert.match(errors, /has the flat form for the web[^\n]*"cognito-wasm init --formats"/);
  assert.deepEqual(filesOf(cwd), before);
  assert.equal((await command('init --region eu-central-1 --formats flat', { cwd, services })).code, 0);
});

test('a change of the formats to those of other files is refused, too', async () => {
  const cwd = project(['flat']);
  writeFileSync(join(cwd, 'amplifyconfiguration.json'), '{"aws_project_region":"x"}');
  const { code, errors } = await command('init --formats mobile', { cwd, services });
  assert.equal(code, 1);
  assert.match(errors, /has the flat form for the web/);
  assert.deepEqual(Project.find(cwd).formats, ['flat']);
});

/** A request for pages of Cognito with a redirect address that only one form of the files can express. */
const withComma = JSON.stringify({
  version: 2,
  serviceConfiguration: {
    serviceName: 'Cognito',
    includeIdentityPool: true,
    userPoolConfiguration: {
      signinMethod: 'USERNAME',
      requiredSignupAttributes: ['EMAIL'],
      oAuth: {
        domainPrefix: 'shop',
        redirectSigninURIs: ['https://x.test/a,b/'],
        redirectSignoutURIs: ['https://x.test/'],
        oAuthGrantType: 'CODE',
        oAuthScopes: ['OPENID'],
        socialProviderConfigurations: [],
      },
    },
  },
});

/** A project with these formats and that request. */
async function projectWithComma(formats) {
  const cwd = newFolder();
  Project.create(cwd, { environment, formats, outputDirectory: '.' });
  const { code, errors } = await command('add auth --headless', { cwd, input: withComma });
  assert.deepEqual([code, errors], [0, '']);
  return cwd;
}

for (const format of ['mobile', 'flat', 'exports']) {
  test(`a push refuses a redirect address that the format ${format} cannot express before it makes anything`, async () => {
    const cwd = await projectWithComma([format]);
    const before = filesOf(cwd);
    const { code, output, errors } = await command('push --yes', { cwd, services });
    assert.deepEqual([code, output], [1, '']);
    assert.match(
      errors,
      /^Error: The redirect address https:\/\/x\.test\/a,b\/ has a comma, which only amplify_outputs/,
    );
    assert.deepEqual(filesOf(cwd), before);
  });
}

test('the same address is pushed with the format that can express it, which then cannot be exchanged', async () => {
  const cwd = await projectWithComma(['outputs', 'types']);
  assert.equal((await command('push --yes', { cwd, services })).code, 0);
  const { code, errors } = await command('init --formats mobile', { cwd, services });
  assert.equal(code, 1);
  assert.match(errors, /^Error: The redirect address https:\/\/x\.test\/a,b\/ has a comma/);
  assert.deepEqual(Project.find(cwd).formats, ['outputs', 'types']);
});
