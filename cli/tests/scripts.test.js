// Commands without a terminal: they take flags or JSON, or say in one line what is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from '../src/project/project.js';
import { filesOf, newFolder } from './support/folder.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

/** @type {[string, () => string, RegExp][]} */
const missing = [
  ['init', newFolder, /give --yes with --region for the defaults, or flags such as --name and --region/],
  ['init --yes', newFolder, /^Error: --region is missing/],
  ['add auth', newProject, /--sign-in-with is missing \(or --defaults, or --headless/],
  ['auth add', newProject, /--sign-in-with is missing/],
  ['update auth', projectWithAuth, /give flags such as --mfa optional/],
  ['remove auth', projectWithAuth, /^Error: --yes is missing/],
  ['push', projectWithAuth, /^Error: --yes is missing: .* Nothing was changed\.$/],
  ['import auth', newProject, /^Error: --user-pool-id is missing/],
  ['import auth --user-pool-id eu-central-1_AbC', newProject, /^Error: --web-client-id is missing/],
];

for (const [line, folder, message] of missing) {
  test(`${line} says what is missing, ends with 2 and writes nothing`, async () => {
    const cwd = folder();
    const before = filesOf(cwd);
    const { code, errors } = await command(line, { cwd });
    assert.equal(code, 2);
    assert.match(errors.trim(), message);
    assert.equal(errors.trim().split('\n').length, 1);
    assert.deepEqual(filesOf(cwd), before);
  });
}

/** @type {[string, RegExp][]} */
const mistyped = [
  ['pusk', /^Error: Unknown command 'pusk' \(Did you mean push\?\) See --help\.$/],
  ['push --endpiont x', /^Error: Unknown option '--endpiont' \(Did you mean --endpoint\?\) See --help\.$/],
  ['add', /^Error: Say what to add, such as "cognito-wasm add auth"\. See --help\.$/],
  ['help nope', /^Error: There is no command "nope"\. See --help\.$/],
  ['auth', /such as "cognito-wasm auth add"/],
  ['add aut', /Did you mean auth\?/],
  ['init --name', /argument missing/],
  ['push extra', /Too many arguments/],
  ['local --port 70000', /Not a port, which is a number from 0 to 65535: "70000"/],
  ['add auth --mfa maybe', /--mfa: "maybe" does not fit; use off, on, optional/],
  ['add auth --resource-name ../x', /--resource-name: "\.\.\/x" does not fit/],
  ['init --formats pdf --region eu-central-1', /This folder is the project/],
];

for (const [line, message] of mistyped) {
  test(`"${line}" is refused in one line`, async () => {
    const { code, errors, output } = await command(line, { cwd: newProject() });
    assert.match(errors.trim(), message);
    assert.equal(errors.trim().split('\n').length, 1);
    assert.equal(code, /is the project/.test(errors) ? 1 : 2);
    assert.equal(output, '');
  });
}

for (const [flag, value] of [
  ['--name', 'a'],
  ['--environment', 'Dev'],
  ['--region', 'europe'],
  ['--formats', 'pdf'],
  ['--directory', '../out'],
  ['--directory', '/etc'],
]) {
  test(`init refuses ${flag} ${value}, and begins nothing`, async () => {
    const cwd = newFolder();
    const { code, errors } = await command(`init --region eu-central-1 ${flag} ${value}`, { cwd });
    assert.equal(code, 2);
    assert.match(errors, new RegExp(`^Error: ${flag}`));
    assert.deepEqual(filesOf(cwd), {});
  });
}

test('init inside a project says where that is, and begins another one only with --force', async () => {
  const root = newProject();
  const cwd = join(root, 'src', 'app');
  mkdirSync(cwd, { recursive: true });
  const before = filesOf(root);
  const line = 'init --yes --region eu-central-1';
  const { code, errors } = await command(line, { cwd });
  const message = `Error: This folder lies in the project at ${root}. Go there, or make another project here with --force.\n`;
  assert.deepEqual([code, errors], [1, message]);
  assert.deepEqual(filesOf(root), before);
  assert.equal((await command(`${line} --force`, { cwd })).code, 0);
  assert.equal(Project.find(cwd).root, cwd);
});

test('init with formats or a folder changes those of a project that is there', async () => {
  const cwd = projectWithAuth();
  const before = filesOf(cwd);
  const { code, output } = await command('init --formats flat,types --directory src', { cwd });
  assert.equal(code, 0);
  assert.match(output, /: flat, types in src\n[^]*Delete those that your app does not read[^]*cognito-wasm push/);
  const { formats, outputDirectory } = Project.find(cwd);
  assert.deepEqual([formats, outputDirectory], [['flat', 'types'], 'src']);
  const name = join('amplify', '.config', 'project-config.json');
  assert.deepEqual({ ...filesOf(cwd), [name]: '' }, { ...before, [name]: '' });
  assert.match(
    (await command('init --formats pdf', { cwd })).errors,
    /^Error: --formats: "pdf" does not fit; use mobile/,
  );
});

for (const [problem, message] of [
  [
    { code: 'EADDRINUSE', port: 9230 },
    'Cannot listen on port 9230: it is taken (EADDRINUSE). Take another one with --port, or any that is free with --port 0.',
  ],
  [
    { code: 'EADDRINUSE', port: 20_005 },
    'Cannot listen on port 20005: it is taken (EADDRINUSE). Take another one with --api-port s3=PORT.',
  ],
  [
    { code: 'EACCES', port: 9230 },
    'Cannot listen on port 9230: this user may not. Take one above 1023 with --port, or any that is free with --port 0.',
  ],
  [
    { code: 'EADDRNOTAVAIL', port: 9230 },
    'Cannot listen on port 9230: this machine does not have that address (EADDRNOTAVAIL). Take another one with --host.',
  ],
  [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'Cannot listen on nowhere: getaddrinfo ENOTFOUND'],
]) {
  test(`local says what to do about ${JSON.stringify(problem)}`, async () => {
    const error = { syscall: 'listen', ...problem };
    const startLocal = () => Promise.reject(Object.assign(new Error(`${error.syscall} ${error.code}`), error));
    const line = 'local --host nowhere --port 9230 --api-port iam=0 --api-port s3=20005';
    const told = await command(line, { cwd: newFolder(), services: { startLocal } });
    assert.equal(told.code, 1);
    assert.equal(told.errors, `Error: ${message}\n`);
  });
}

test('local does not blame the port for a user whom the pool refuses', async () => {
  const refusal = Object.assign(new Error('The user "bo": Password is too short.'), {
    name: 'InvalidPasswordException',
  });
  const startLocal = () => Promise.reject(refusal);
  const told = await command('local', { cwd: newFolder(), services: { startLocal } });
  assert.equal(told.errors, `Error: ${refusal.message}\n`);
});

test('init takes the region of the environment', async () => {
  const cwd = newFolder();
  assert.equal((await command('init --yes --formats exports', { cwd, env: { AWS_REGION: 'sa-east-1' } })).code, 0);
  assert.equal(Project.find(cwd).environment.region, 'sa-east-1');
  assert.equal(filesOf(cwd)['amplifyconfiguration.json'], undefined);
});

test('flags and JSON give the same files as the conversation', async () => {
  const request = {
    version: 2,
    serviceConfiguration: {
      serviceName: 'Cognito',
      includeIdentityPool: true,
      userPoolConfiguration: { signinMethod: 'USERNAME', requiredSignupAttributes: ['EMAIL'] },
    },
  };
  const folders = [newProject(), newProject(), newProject(), newProject()];
  const results = [
    await command('add auth', {
      cwd: folders[0],
      answers: [['Do you want to use the default'], ['How do you want'], ['advanced settings']],
    }),
    await command('add auth --defaults', { cwd: folders[1] }),
    await command('add auth --sign-in-with username', { cwd: folders[2] }),
    await command('add auth --headless', { cwd: folders[3], input: JSON.stringify(request) }),
  ];
  for (const [index, { code, errors }] of results.entries()) {
    assert.equal(code, 0, errors);
    assert.deepEqual(filesOf(folders[index]), filesOf(folders[0]));
  }
  assert.deepEqual(Project.find(folders[0]).answers(), answers());
});

test('broken JSON on standard input writes nothing', async () => {
  const cwd = newProject();
  const before = filesOf(cwd);
  const { code, errors } = await command('add auth --headless', { cwd, input: '{' });
  assert.equal(code, 2);
  assert.match(errors, /^Error: Standard input is not valid JSON/);
  assert.deepEqual(filesOf(cwd), before);
});

for (const [line, folder, flag] of [
  ['add auth --headless --mfa on', newProject, 'mfa'],
  ['add auth --headless --defaults', newProject, 'defaults'],
  ['add auth --headless --resource-name shop', newProject, 'resource-name'],
  ['update auth --headless --no-guests', projectWithAuth, 'no-guests'],
  ['import auth --headless --web-client-id web', newProject, 'web-client-id'],
]) {
  test(`${line} is refused, since the request has all answers`, async () => {
    const { code, errors } = await command(line, { cwd: folder(), input: '{}' });
    const message = `Error: --headless reads all answers from standard input: leave out --${flag}.\n`;
    assert.deepEqual([code, errors], [2, message]);
  });
}

test('a request that is too large is refused', async () => {
  const { code, errors } = await command('add auth --headless', { cwd: newProject(), input: ' '.repeat(1_000_001) });
  assert.deepEqual([code, errors], [2, 'Error: The request on standard input is too large.\n']);
});

test('--headless at a terminal says where the JSON belongs', async () => {
  const { code, errors } = await command('add auth --headless', { cwd: newProject(), answers: [] });
  assert.equal(code, 2);
  assert.match(errors, /--headless < request\.json/);
});

test('a secret in a request is named in a warning, and is in no file', async () => {
  const cwd = newProject();
  const oAuth = {
    redirectSigninURIs: ['x://'],
    redirectSignoutURIs: ['x://'],
    socialProviderConfigurations: [{ provider: 'GOOGLE', clientId: 'id', clientSecret: 'hush-hush' }],
  };
  const serviceConfiguration = {
    serviceName: 'Cognito',
    includeIdentityPool: true,
    userPoolConfiguration: { signinMethod: 'EMAIL', requiredSignupAttributes: ['EMAIL'], oAuth },
  };
  const result = await command('add auth --headless', {
    cwd,
    input: JSON.stringify({ version: 2, serviceConfiguration }),
  });
  assert.equal(result.code, 0);
  assert.match(
    result.errors,
    /^Warning: the secret of Google is not kept\. The push asks for it, or reads COGNITO_WASM_GOOGLE_SECRET\.\n$/,
  );
  assert.doesNotMatch(JSON.stringify([result, filesOf(cwd)]), /hush/);
});

test('auth is not added twice', async () => {
  const { code, errors } = await command('add auth --defaults', { cwd: projectWithAuth() });
  assert.equal(code, 1);
  assert.match(errors, /has auth already \(myapp0123abcd\)\. Change it with "cognito-wasm update auth"/);
});

test('a template that cannot be made leaves the answers as they were', async () => {
  const cwd = newProject();
  const before = filesOf(cwd);
  const templateOf = async () => {
    throw new Error('no template');
  };
  assert.equal((await command('add auth --defaults', { cwd, services: { templateOf } })).code, 1);
  assert.deepEqual(filesOf(cwd), before);
});

test('outside a project, each command says how to begin one', async () => {
  for (const line of [
    'add auth --defaults',
    'update auth --mfa on',
    'push --yes',
    'status',
    'remove auth --yes',
    'import auth',
  ]) {
    const { code, errors } = await command(line, { cwd: newFolder() });
    assert.deepEqual(
      [code, errors],
      [1, 'Error: There is no project here. Run "cognito-wasm init" in the folder of your app first.\n'],
      line,
    );
  }
});

test('help explains with a walk, within 80 columns', async () => {
  const { code, output } = await command('--help', { cwd: newFolder() });
  assert.equal(code, 0);
  assert.match(output, /cognito-wasm init[^]*cognito-wasm add auth[^]*cognito-wasm push[^]*cognito-wasm local/);
  const { output: flags } = await command('add auth --help', { cwd: newFolder() });
  for (const line of `${output}\n${flags}`.split('\n')) assert.ok(line.length <= 80, line);
});
