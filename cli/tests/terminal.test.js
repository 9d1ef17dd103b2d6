// The commands as a person sees them: in a pseudo-terminal, with the keys of the keyboard.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesOf, newFolder } from './support/folder.js';
import { newProject, projectWithAuth } from './support/project.js';
import { screenOf, textOf } from './support/screen.js';
import { ctrlC, down, enter, inTerminal, space } from './support/at-terminal.js';

const program = fileURLToPath(new URL('support/fake-program.js', import.meta.url));

const initSteps = [
  ['Enter a name for the project:', enter],
  ['Enter a name for the environment:', enter],
  ['In which region of AWS is the backend?', enter],
  ['Which configuration files does your app read?', enter],
  ['Folder of the configuration files:', enter],
];

const seed = [
  ['Do you want to use the default authentication and security configuration?', enter],
  ['How do you want users to be able to sign in?', enter],
  ['Do you want to configure advanced settings?', enter],
];

test('init and three Enters at add auth ask what the guide says, in its order, and write the files', async () => {
  const cwd = newFolder();
  const begun = await inTerminal(program, ['init'], { cwd, steps: initSteps });
  assert.deepEqual([begun.code, begun.left], [0, []], begun.screen);
  const configuration = JSON.parse(filesOf(cwd)['amplifyconfiguration.json']);
  assert.deepEqual(configuration, { UserAgent: 'aws-amplify-cli/2.0', Version: '1.0' });

  const added = await inTerminal(program, ['add', 'auth'], { cwd, steps: seed });
  assert.deepEqual([added.code, added.left], [0, []], added.screen);
  for (const choice of ['Default configuration', 'Username', 'No, I am done.'])
    assert.match(added.screen, new RegExp(choice));
  assert.match(added.screen, /cannot be changed later[^]*How do you want users/);
  assert.match(added.screen, /Next: cognito-wasm push/);

  const files = filesOf(cwd);
  const [resource] = readdirSync(join(cwd, 'amplify', 'backend', 'auth'));
  for (const name of ['cli-inputs.json', `build/${resource}-cloudformation-template.json`, 'build/parameters.json']) {
    assert.ok(files[`amplify/backend/auth/${resource}/${name}`], name);
  }
  const inputs = JSON.parse(files[`amplify/backend/auth/${resource}/cli-inputs.json`]);
  assert.equal(inputs.version, '1');
  assert.equal(inputs.cognitoConfig.userPool.signInMethod, 'USERNAME');
  assert.deepEqual(inputs.cognitoConfig.userPool.requiredAttributes, ['email']);
  for (const name of ['backend-config.json', 'amplify-meta.json']) {
    assert.equal(JSON.parse(files[`amplify/backend/${name}`]).auth[resource].service, 'Cognito', name);
  }
});

test('long sentences break between words', async () => {
  const cwd = newProject();
  const steps = [[seed[0][0], down + down + down + enter], ['a user pool, in which', ''], ...seed];
  const { code, left, output } = await inTerminal(program, ['add', 'auth'], { cwd, steps });
  assert.deepEqual([code, left], [0, []]);
  const screen = textOf(screenOf(output));
  assert.match(screen, /with an e-mail\n {2}address and/);
  // With one column more, nothing would be elsewhere.
  assert.equal(screen, textOf(screenOf(output, 81)));
});

test('auth add is the same as add auth', async () => {
  const cwd = newProject();
  const { code, left, screen } = await inTerminal(program, ['auth', 'add'], { cwd, steps: seed });
  assert.deepEqual([code, left], [0, []], screen);
});

test('"I want to learn more." explains the choices and asks again', async () => {
  const cwd = newProject();
  const steps = [[seed[0][0], down + down + down + enter], ['a user pool, in which users register', ''], ...seed];
  const { code, left, screen } = await inTerminal(program, ['add', 'auth'], { cwd, steps });
  assert.deepEqual([code, left], [0, []], screen);
});

for (const [question, count] of seed.map(([question], index) => [question, index])) {
  test(`Ctrl-C at "${question}" ends with 130 and writes nothing`, async () => {
    const cwd = newProject();
    const before = filesOf(cwd);
    const steps = [...seed.slice(0, count), [question, ctrlC]];
    const { code, screen } = await inTerminal(program, ['add', 'auth'], { cwd, steps });
    assert.equal(code, 130, screen);
    assert.match(screen, /Interrupted\. Nothing was written\.\s*$/);
    assert.deepEqual(filesOf(cwd), before);
  });
}

for (const [question, count] of initSteps.map(([question], index) => [question, index])) {
  test(`Ctrl-C at "${question}" of init leaves the folder empty`, async () => {
    const cwd = newFolder();
    const { code, screen } = await inTerminal(program, ['init'], {
      cwd,
      steps: [...initSteps.slice(0, count), [question, ctrlC]],
    });
    assert.equal(code, 130, screen);
    assert.deepEqual(filesOf(cwd), {});
  });
}

test('a wrong answer is explained, and the question stays', async () => {
  const cwd = newFolder();
  const [, ...others] = initSteps;
  const steps = [
    ['Enter a name for the project:', `my app${enter}`],
    ['does not fit; use 3 to 20 letters and digits', `\u0015shop${enter}`],
    ...others,
  ];
  const { code, left, screen } = await inTerminal(program, ['init'], { cwd, steps });
  assert.deepEqual([code, left], [0, []], screen);
  assert.match(screen, /The project "shop"/);
});

test('the social configuration asks for the domain, the addresses and the providers', async () => {
  const cwd = newProject();
  const steps = [
    [seed[0][0], down + enter],
    seed[1],
    ['What domain name prefix do you want to use?', enter],
    ['Enter your redirect signin URI:', enter],
    ['Do you want to add another redirect signin URI?', enter],
    ['Enter your redirect signout URI:', enter],
    ['Do you want to add another redirect signout URI?', enter],
    ['Select the social providers you want to configure for your user pool:', down + space + enter],
    ['Enter your Google Web Client ID:', `123.apps.googleusercontent.com${enter}`],
    seed[2],
  ];
  const { code, left, screen } = await inTerminal(program, ['add', 'auth'], { cwd, steps });
  assert.deepEqual([code, left], [0, []], screen);
  const [inputs] = Object.entries(filesOf(cwd))
    .find(([name]) => name.endsWith('cli-inputs.json'))
    .slice(1);
  const { hostedUI } = JSON.parse(inputs).cognitoConfig.userPool;
  assert.match(hostedUI.domainPrefix, /^myapp-[0-9a-f]{8}$/);
  assert.deepEqual(hostedUI.socialProviders, [{ type: 'Google', clientId: '123.apps.googleusercontent.com' }]);
  assert.deepEqual(
    [hostedUI.signInUrls, hostedUI.signOutUrls],
    [['http://localhost:3000/'], ['http://localhost:3000/']],
  );
});

test('a push shows its changes, asks, reports each step, and a second push writes nothing', async () => {
  const cwd = projectWithAuth();
  const first = await inTerminal(program, ['push'], { cwd, steps: [['Are you sure you want to continue?', enter]] });
  assert.deepEqual([first.code, first.left], [0, []], first.screen);
  assert.match(first.screen, /Operation\s+Resource\s+Name\n\s+Create\s+UserPool\s+myapp/);
  assert.match(first.screen, /✔ Created IdentityPool\n\nThe backend is ready\.\nWritten: amplifyconfiguration\.json/);
  for (const line of first.screen.split('\n').filter((each) => !each.startsWith('?')))
    assert.ok(line.length <= 80, line);
  const before = filesOf(cwd);
  assert.ok(before['amplify/backend/amplify-meta.json'].includes('eu-central-1_Fake00001'));
  const second = await inTerminal(program, ['push'], { cwd });
  assert.equal(second.code, 0);
  assert.match(second.screen, /^No changes: everything has been pushed\.\n$/);
  assert.deepEqual(filesOf(cwd), before);
});

test('the end of a step takes the place of its beginning', async () => {
  const { output } = await inTerminal(program, ['push', '--yes'], { cwd: projectWithAuth() });
  const shown = textOf(screenOf(output));
  assert.match(shown, /✔ Created UserPool /);
  assert.doesNotMatch(shown, /Creating/);
});

test('a push that is not confirmed changes nothing', async () => {
  const cwd = projectWithAuth();
  const before = filesOf(cwd);
  const { code, screen } = await inTerminal(program, ['push'], { cwd, steps: [['Are you sure', `n${enter}`]] });
  assert.equal(code, 0, screen);
  assert.match(screen, /Nothing was changed\./);
  assert.deepEqual(filesOf(cwd), before);
});

for (const resource of ['UserPool', 'UserPoolClientWeb', 'UserPoolClient', 'IdentityPool']) {
  test(`Ctrl-C while ${resource} is made completes it, and the next push goes on from there`, async () => {
    const cwd = projectWithAuth();
    const stopped = await inTerminal(program, ['push', '--yes'], {
      cwd,
      env: { FAKE_HOLD: resource },
      steps: [['(holding)', ctrlC]],
    });
    assert.match(stopped.screen, new RegExp(`Stopping after the step[^]*✔ Created ${resource}\\b`));
    const isLast = resource === 'IdentityPool';
    assert.equal(stopped.code, isLast ? 0 : 130, stopped.screen);
    if (isLast) return;
    assert.match(stopped.screen, /Error: Interrupted\. The next push continues here\.\n$/);
    const next = await inTerminal(program, ['push', '--yes'], { cwd });
    assert.equal(next.code, 0, next.screen);
    assert.doesNotMatch(next.screen, new RegExp(`Create\\s+${resource}\\b`));
    assert.match(next.screen, /The backend is ready\./);
  });
}

for (const line of ['push', 'status']) {
  test(`Ctrl-C while ${line} asks nothing and has made nothing ends at once, and says so`, async () => {
    const cwd = projectWithAuth();
    const before = filesOf(cwd);
    const steps = [['(holding)', ctrlC]];
    const { code, screen, left } = await inTerminal(program, [line], { cwd, env: { FAKE_HOLD: 'plan' }, steps });
    assert.deepEqual([code, left], [130, []], screen);
    assert.match(screen, /\nError: Interrupted\. Nothing was written\.\s*$/);
    assert.deepEqual(filesOf(cwd), before);
  });
}

test('a second Ctrl-C ends at once', async () => {
  const cwd = projectWithAuth();
  const { code, screen, left } = await inTerminal(program, ['push', '--yes'], {
    cwd,
    env: { FAKE_HOLD: 'UserPool', FAKE_FOREVER: '1' },
    steps: [
      ['(holding)', ctrlC],
      ['Stopping after the step', ctrlC],
    ],
  });
  assert.deepEqual([code, left], [130, []], screen);
  assert.equal(filesOf(cwd)['amplify/.config/local-push.lock'], undefined);
});

test('a secret is asked for without being shown, and stands in no file', async () => {
  const cwd = newProject();
  const social = [
    '--google',
    'id',
    '--sign-in-urls',
    'http://localhost:3000/',
    '--sign-out-urls',
    'http://localhost:3000/',
  ];
  await inTerminal(program, ['add', 'auth', ...social], { cwd });
  const steps = [['Enter the client secret of Google:', `hush-hush${enter}`]];
  const { code, left, output } = await inTerminal(program, ['push', '--yes'], {
    cwd,
    env: { FAKE_SECRETS: 'Google' },
    steps,
  });
  assert.deepEqual([code, left], [0, []], output);
  assert.doesNotMatch(output, /hush/);
  assert.doesNotMatch(JSON.stringify(filesOf(cwd)), /hush/);
});

test('Ctrl-C at the question for a secret ends with 130, before anything has been changed', async () => {
  const cwd = projectWithAuth();
  const before = filesOf(cwd);
  const { code, screen, left } = await inTerminal(program, ['push', '--yes'], {
    cwd,
    env: { FAKE_SECRETS: 'Google,Facebook' },
    steps: [
      ['Enter the client secret of Google:', `hush-hush${enter}`],
      ['Enter the client secret of Facebook:', ctrlC],
    ],
  });
  assert.deepEqual([code, left], [130, []], screen);
  assert.match(screen, /Error: Interrupted\. Nothing was written\.\s*$/);
  assert.doesNotMatch(screen, /Creating|Failed|SIGINT/);
  assert.deepEqual(filesOf(cwd), before);
});

test('there are colours in a terminal, and none with NO_COLOR', async () => {
  const cwd = projectWithAuth();
  // eslint-disable-next-line no-control-regex
  const color = /\u001b\[\d+m/;
  const steps = [['Are you sure', `n${enter}`]];
  assert.match((await inTerminal(program, ['push'], { cwd, steps })).output, color);
  assert.doesNotMatch((await inTerminal(program, ['push'], { cwd, steps, env: { NO_COLOR: '1' } })).output, color);
});
