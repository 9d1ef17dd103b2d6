// `cognito-wasm local`, and Ctrl-C at each step of a push to it: the real command in a pseudo-terminal.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from 'cognito-wasm-local';
import { COMMAND_OPTIONS } from 'cognito-wasm-local/command';
import { ctrlC, inTerminal } from './support/at-terminal.js';
import { newFolder } from './support/folder.js';
import { projectWithAuth } from './support/project.js';

const program = fileURLToPath(new URL('../bin/cognito-wasm.js', import.meta.url));

describe('the command local', () => {
  it('says where it is and how to push to it, and Ctrl-C ends it', async () => {
    const { code, screen, left } = await inTerminal(program, ['local', '--port', '0'], {
      cwd: newFolder(),
      steps: [['Push to it:', ctrlC]],
    });
    assert.deepEqual([code, left], [0, []], screen);
    assert.match(
      screen,
      /^Local Cognito at http:\/\/localhost:\d+\/ \(open it to read the mailbox; Ctrl-C\s+ends it\)\n/,
    );
    assert.match(screen, /\nPush to it: cognito-wasm push --endpoint http:\/\/localhost:\d+\/\n/);
  });

  it('takes every option of the local Cognito', async () => {
    const { screen } = await inTerminal(program, ['local', '--help'], { cwd: newFolder() });
    for (const name of Object.keys(COMMAND_OPTIONS)) assert.ok(screen.includes(` --${name}`), name);
  });

  it('creates the users and pools of files, and keeps them in a file', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'users.json'), '[{"username":"jane","password":"Password123"}]');
    const configuration = { aws_user_pools_id: 'eu-west-1_A', aws_user_pools_web_client_id: 'b' };
    writeFileSync(join(cwd, 'config.json'), JSON.stringify(configuration));
    const args = ['--port', '0', '--users', 'users.json', '--config', 'config.json', '--data', 'data.json'];
    const { code, screen } = await inTerminal(program, ['local', ...args], { cwd, steps: [['Push to it:', ctrlC]] });
    assert.equal(code, 0, screen);
    const { records } = JSON.parse(readFileSync(join(cwd, 'data.json'), 'utf8'));
    assert.deepEqual(
      records.users.map(({ username, poolId }) => [username, poolId]),
      [['jane', 'eu-west-1_A']],
    );
  });

  it('says in one line which port or file is none', async () => {
    for (const [args, message] of [
      [['--port', ''], 'Not a port, which is a number from 0 to 65535: ""'],
      [['--port', '0x10'], 'Not a port, which is a number from 0 to 65535: "0x10"'],
      [['--users', 'none.json'], 'Cannot read the users in none.json: ENOENT'],
    ]) {
      const { code, screen } = await inTerminal(program, ['local', ...args], { cwd: newFolder() });
      assert.equal(code, 2);
      assert.ok(screen.startsWith(`Error: ${message}`), screen);
      assert.equal(screen.split('\n').length, 2, screen);
    }
  });

  it('says that the port is taken, in one line', async (t) => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    t.after(() => other.close());
    const port = String(other.address().port);
    const { code, screen } = await inTerminal(program, ['local', '--port', port], { cwd: newFolder() });
    assert.equal(code, 1);
    assert.match(screen, new RegExp(`^Error: Cannot listen on port ${port}: [^\n]*EADDRINUSE[^\n]*--port[^\n]*\n$`));
    const ofApi = await inTerminal(program, ['local', '--port', '0', '--api-port', `s3=${port}`], { cwd: newFolder() });
    assert.match(ofApi.screen, new RegExp(`^Error: Cannot listen on port ${port}: [^\n]*--api-port s3=PORT\\.\n$`));
  });

  it('refuses an origin that is none', async () => {
    const args = ['local', '--port', '0', '--allow-origin', 'nonsense'];
    const { code, screen } = await inTerminal(program, args, { cwd: newFolder() });
    assert.equal(code, 1);
    assert.match(screen, /^Error: Not an origin such as https:\/\/app\.test: nonsense\n$/);
  });
});

describe('Ctrl-C in a push to it', () => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  before(async () => (server = await startServer({ port: 0, seed: false })));
  after(() => server.close());

  const resources = ['UserPool', 'UserPoolClientWeb', 'UserPoolClient', 'IdentityPool'];
  for (const resource of resources)
    it(`while ${resource} is made ends after that, loses nothing, and the next push goes on`, async () => {
      server.cognito.reset({ seed: false });
      const cwd = projectWithAuth();
      const push = ['push', '--yes', '--endpoint', server.url];
      const stopped = await inTerminal(program, push, { cwd, steps: [[`Creating ${resource} `, ctrlC]] });
      assert.deepEqual([stopped.code, stopped.left], [130, []], stopped.screen);
      assert.match(stopped.screen, /\nError: Interrupted\. The next push continues here\.\n$/);
      const next = await inTerminal(program, push, { cwd });
      assert.equal(next.code, 0, next.screen);
      assert.match(next.screen, /The backend is ready\./);
      const { userPools, clients, identityPools } = server.cognito.dump();
      assert.deepEqual([userPools.length, clients.length, identityPools.length], [1, 2, 1]);
    });
});
