// The files of a project: written whole, read with care.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkAnswers } from '../src/answers/check.js';
import { Project } from '../src/project/project.js';
import { writeFileWhole } from '../src/project/write-file.js';
import { filesOf, newFolder } from './support/folder.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

const resource = answers().resourceName;
const inputs = `amplify/backend/auth/${resource}/cli-inputs.json`;

test('a project is found from its folders, and reads back what was written', () => {
  const cwd = projectWithAuth();
  mkdirSync(join(cwd, 'src', 'deep'), { recursive: true });
  const project = Project.find(join(cwd, 'src', 'deep'));
  assert.equal(project.root, cwd);
  assert.deepEqual(project.environment, {
    projectName: 'myapp',
    environment: 'dev',
    region: 'eu-central-1',
    stamp: '0a1b2c',
  });
  assert.deepEqual([project.formats, project.outputDirectory], [['mobile'], '.']);
  assert.deepEqual(project.answers(), answers());
  assert.equal(project.imported(), null);
});

test('git leaves out what is of one machine', () => {
  const ignored = filesOf(newProject())['amplify/.gitignore'].split('\n');
  assert.deepEqual(ignored, ['/#current-cloud-backend/', '/backend/amplify-meta.json', '/.config/local-*', '']);
});

test('a clone without the ignored files has its environment and answers', () => {
  const cwd = projectWithAuth();
  const clone = newFolder();
  for (const [name, text] of Object.entries(filesOf(cwd))) {
    if (/amplify-meta|local-env/.test(name)) continue;
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    writeFileSync(join(clone, name), text);
  }
  const project = Project.find(clone);
  assert.deepEqual(project.environment, Project.find(cwd).environment);
  assert.deepEqual(project.answers(), answers());
  assert.deepEqual(project.pushed(), { outputs: {} });
});

test('without a project, the error says how to begin one', () => {
  assert.throws(() => Project.find(newFolder()), { message: /Run "cognito-wasm init"/ });
});

test("Amplify's own projects are left alone", () => {
  const cwd = newFolder();
  writeFileWhole(
    join(cwd, 'amplify/.config/project-config.json'),
    '{"projectName":"a","version":"3.1","providers":["awscloudformation"]}',
  );
  const before = filesOf(cwd);
  assert.throws(() => Project.find(cwd), { message: /made by another tool, so it stays as it is/ });
  assert.throws(() => Project.create(cwd, {}), { message: /made by another tool/ });
  assert.deepEqual(filesOf(cwd), before);
});

test('the second generation of Amplify is left alone', () => {
  const cwd = newFolder();
  writeFileWhole(join(cwd, 'amplify/backend.ts'), '');
  assert.throws(() => Project.create(cwd, {}), { message: /made by another tool/ });
});

test('a project is not begun twice', () => {
  const cwd = newProject();
  assert.throws(() => Project.create(cwd, {}), { message: /This folder is the project "myapp" already/ });
});

test('an init that was interrupted can be repeated', () => {
  const cwd = newFolder();
  writeFileWhole(join(cwd, 'amplify/.gitignore'), filesOf(newProject())['amplify/.gitignore']);
  const environment = { projectName: 'myapp', environment: 'dev', region: 'eu-central-1', stamp: '0' };
  Project.create(cwd, { environment, formats: ['mobile'], outputDirectory: '.' });
  assert.equal(Project.find(cwd).environment.projectName, 'myapp');
});

/** @type {[string, string, (project: Project) => unknown, RegExp][]} */
const broken = [
  ['amplify/.config/project-config.json', '{', () => undefined, /project-config\.json is not valid JSON/],
  [
    'amplify/.config/project-config.json',
    '{"providers":["cognito-wasm"],"projectName":"my app"}',
    () => undefined,
    /project-config\.json\.projectName: "my app" does not fit/,
  ],
  ['amplify/.config/local-env-info.json', '{"envName":"prod"}', () => undefined, /environment "prod" is not among/],
  [
    'amplify/.config/local-env-info.json',
    '{"envName":"__proto__"}',
    () => undefined,
    /envName: "__proto__" does not fit.*\. Delete it: it says only which environment this machine uses;/,
  ],
  [
    'amplify/backend/backend-config.json',
    'null',
    (project) => project.answers(),
    /backend-config\.json: null is not an object/,
  ],
  [
    'amplify/backend/backend-config.json',
    '{"auth":{"../../x":{}}}',
    (project) => project.answers(),
    /auth has no resource with a valid name/,
  ],
  [
    'amplify/backend/backend-config.json',
    '{"auth":{"a":{},"b":{}}}',
    (project) => project.answers(),
    /more than one resource/,
  ],
  [
    inputs,
    '{"version":"1","cognitoConfig":{"version":1}}',
    (project) => project.answers(),
    /cli-inputs\.json: cognitoConfig\.resourceName: nothing/,
  ],
  [inputs, '', (project) => project.answers(), /cli-inputs\.json is not valid JSON/],
  [
    'amplify/#current-cloud-backend/pushed.json',
    '{"outputs":[]}',
    (project) => project.pushed(),
    /pushed\.json\.outputs: a list is not an object\. Delete it: the next push finds by its names/,
  ],
  [
    'amplify/#current-cloud-backend/pushed.json',
    '{"outputs":{"userPoolId":1}}',
    (project) => project.pushed(),
    /outputs\.userPoolId: 1 is not text/,
  ],
  [
    'amplify/#current-cloud-backend/target.json',
    '[',
    (project) => project.pushed(),
    /target\.json is not valid JSON\. Delete it: it/,
  ],
];

for (const [name, text, act, message] of broken) {
  test(`${name} with ${text || 'nothing'} is named, and nothing is overwritten`, () => {
    const cwd = projectWithAuth();
    writeFileWhole(join(cwd, name), text);
    const before = filesOf(cwd);
    assert.throws(
      () => act(Project.find(cwd)),
      (error) => {
        assert.equal(error.name, 'CliError');
        assert.equal(error.exitCode, 1);
        assert.match(error.message, message);
        assert.match(error.message, /nothing was changed|is not among|one is possible|valid name/);
        return true;
      },
    );
    assert.deepEqual(filesOf(cwd), before);
  });
}

test('a broken record of pushes is not to be deleted before the backend, if nothing else names it', () => {
  const cwd = newProject();
  writeFileWhole(join(cwd, 'amplify/#current-cloud-backend/pushed.json'), '{');
  assert.throws(() => Project.find(cwd).pushed(), {
    message:
      'amplify/#current-cloud-backend/pushed.json is not valid JSON. It says what a push has made: delete that by hand, then this file; nothing was changed.',
  });
});

test('answers that are missing are asked for from version control', () => {
  const cwd = newProject();
  writeFileWhole(join(cwd, 'amplify/backend/backend-config.json'), `{"auth":{"${resource}":{}}}`);
  assert.throws(() => Project.find(cwd).answers(), { message: /cli-inputs\.json is missing\. Restore it/ });
});

test('other categories in backend-config.json are kept', () => {
  const cwd = newProject();
  const path = join(cwd, 'amplify/backend/backend-config.json');
  writeFileWhole(path, '{"api":{"shop":{"service":"AppSync"}},"parameters":{}}');
  Project.find(cwd).setAnswers(answers());
  Project.find(cwd).setAnswers(null);
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), { api: { shop: { service: 'AppSync' } }, parameters: {} });
});

test('removing auth removes its folder, and what was pushed stays known', () => {
  const cwd = projectWithAuth();
  const project = Project.find(cwd);
  project.savePushed({ outputs: { userPoolId: 'eu-central-1_A' } });
  project.setAnswers(null);
  assert.equal(Project.find(cwd).answers(), null);
  assert.equal(filesOf(cwd)[inputs], undefined);
  assert.equal(project.pushed().outputs.userPoolId, 'eu-central-1_A');
});

test('each place that was pushed to is known by itself', () => {
  const project = Project.find(projectWithAuth());
  project.savePushed({ outputs: { userPoolId: 'local_1' } }, 'http://localhost:9229');
  assert.deepEqual(project.pushed('aws'), { outputs: {} });
  assert.deepEqual(project.pushed().outputs, { userPoolId: 'local_1' });
  project.savePushed({ outputs: { userPoolId: 'eu-central-1_A' }, roleArns: { AuthRole: 'arn' } }, 'aws');
  assert.deepEqual(project.pushed(), { outputs: { userPoolId: 'eu-central-1_A' }, roleArns: { AuthRole: 'arn' } });
  assert.deepEqual(project.pushed('http://localhost:9229').outputs, { userPoolId: 'local_1' });
});

test('a whole push is described with the seven outputs, and copied', () => {
  const cwd = projectWithAuth();
  const project = Project.find(cwd);
  project.writeTemplate({ Resources: {} }, { name: 'a' });
  project.finishPush({
    region: 'eu-central-1',
    userPoolId: '1',
    userPoolArn: '2',
    userPoolName: '3',
    webClientId: '4',
    nativeClientId: '5',
    identityPoolId: '6',
    identityPoolName: '7',
  });
  const files = filesOf(cwd);
  const meta = JSON.parse(files['amplify/backend/amplify-meta.json']);
  assert.deepEqual(meta.auth[resource].output, {
    IdentityPoolId: '6',
    IdentityPoolName: '7',
    UserPoolId: '1',
    UserPoolArn: '2',
    UserPoolName: '3',
    AppClientIDWeb: '4',
    AppClientID: '5',
  });
  assert.deepEqual(meta.auth[resource].frontendAuthConfig, {
    socialProviders: [],
    usernameAttributes: [],
    signupAttributes: ['EMAIL'],
    passwordProtectionSettings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: [] },
    mfaConfiguration: 'OFF',
    mfaTypes: ['SMS'],
    verificationMechanisms: ['EMAIL'],
  });
  for (const name of [`auth/${resource}/cli-inputs.json`, 'backend-config.json', 'amplify-meta.json']) {
    assert.equal(files[`amplify/#current-cloud-backend/${name}`], files[`amplify/backend/${name}`], name);
  }
});

test('what a push of the largest pool has made is read again', () => {
  const groups = Array.from({ length: 100 }, (_, index) => `group${index}`);
  const cwd = projectWithAuth((given) => {
    given.userPool.groups = groups;
    return checkAnswers(given);
  });
  const roles = ['AuthRole', 'UnauthRole', 'SNSRole', ...groups.map((name) => `${name}GroupRole`)];
  const attributes = Array.from({ length: 250 }, (_, index) => ({ path: ['Schema', `a${index}`, 'Schema'], value: 1 }));
  const pushed = {
    outputs: { userPoolId: 'local_1' },
    roleArns: Object.fromEntries(roles.map((role) => [role, 'arn:aws:iam::123456789012:role/x'])),
    unfinished: [...roles, ...groups],
    readBack: { UserPool: attributes },
  };
  Project.find(cwd).savePushed(pushed);
  assert.deepEqual(Project.find(cwd).pushed(), pushed);
});

test('a secret of an imported client is not written', () => {
  const cwd = newProject();
  const outputs = {
    region: 'eu-central-1',
    userPoolId: '1',
    webClientId: '2',
    nativeClientId: '3',
    nativeClientSecret: 'hush',
  };
  Project.find(cwd).setImported(answers(), outputs);
  assert.doesNotMatch(JSON.stringify(filesOf(cwd)), /hush/);
  assert.equal(Project.find(cwd).imported().userPoolId, '1');
});

test('a file that is a link stays one', () => {
  const cwd = newFolder();
  writeFileSync(join(cwd, 'real.json'), 'old');
  symlinkSync(join(cwd, 'real.json'), join(cwd, 'link.json'));
  writeFileWhole(join(cwd, 'link.json'), 'new');
  assert.equal(readFileSync(join(cwd, 'real.json'), 'utf8'), 'new');
});

test('a file that cannot be written leaves nothing beside it', () => {
  const cwd = newFolder();
  mkdirSync(join(cwd, 'taken.json'));
  assert.throws(() => writeFileWhole(join(cwd, 'taken.json'), 'new'), { code: 'EISDIR' });
  assert.deepEqual(filesOf(cwd), {});
});

const isMissing = !existsSync('/dev/full') && 'there is no /dev/full';

test('a full disk is told with the file that could not be written, which stays', { skip: isMissing }, async () => {
  const cwd = projectWithAuth();
  const path = join(cwd, 'amplify', 'backend', 'backend-config.json');
  const before = readFileSync(path, 'utf8');
  symlinkSync('/dev/full', `${path}.tmp-${process.pid}`);
  const { code, errors } = await command('remove auth --yes', { cwd });
  assert.deepEqual([code, errors], [1, `Error: ${path}: the disk is full.\n`]);
  assert.equal(readFileSync(path, 'utf8'), before);
});
