/** A data file belongs to one server at a time. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DataFile } from '../src/data-file.js';
import { startServer } from '../src/index.js';

const JANE = { username: 'jane', password: 'Password123' };
const PROGRAM = fileURLToPath(new URL('../bin/cognito-wasm-local.js', import.meta.url));
const USES = /^TypeError: Another server uses the data file .*state\.json/;

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'data-lock-'))));
after(() => rm(folder, { recursive: true }));

let count = 0;
/** A data file in a folder of its own. */
async function newData() {
  const own = join(folder, String((count += 1)));
  await mkdir(own);
  return join(own, 'state.json');
}
const namesBeside = (data) => readdir(dirname(data));

const servers = [];
const start = async (data) => {
  const server = await startServer({ port: 0, deterministic: true, data });
  servers.push(server);
  return server;
};
const children = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await Promise.all(children.splice(0).map(kill));
});

/** The command in a process of its own, when it serves. */
async function startCommand(data) {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

/** Ends a process without leaving it a chance to clean up. */
async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('the data file of a server that runs', () => {
  it('is refused to another one, and keeps what the first has written', async () => {
    const data = await newData();
    const first = await start(data);
    await assert.rejects(start(data), USES);
    await first.createUser(JANE);
    await first.close();
    const { cognito } = await start(data);
    assert.equal(cognito.dump().users.length, 1);
  });

  it('is refused to the command, which says so in one line', async () => {
    const data = await newData();
    const first = await startCommand(data);
    const second = spawnSync(process.execPath, [PROGRAM, '--port', '0', '--data', data], { encoding: 'utf8' });
    assert.equal(second.status, 1);
    assert.match(
      second.stderr,
      new RegExp(
        `^Another server uses the data file .*state\\.json \\(process ${first.pid}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\)\\. ` +
          'Stop it first, or name another file\\.\\n$',
      ),
    );
  });

  it('is the same by a link, and before there is a file', async () => {
    const data = await newData();
    const way = join(folder, 'way');
    await symlink(dirname(data), way);
    await start(join(way, 'state.json'));
    await assert.rejects(start(data), USES);
    const link = join(dirname(data), 'link.json');
    await symlink(data, link);
    await assert.rejects(start(link), USES);
  });

  it('is free when the server was closed, or could not start', async () => {
    const data = await newData();
    const first = await start(data);
    assert.deepEqual(await namesBeside(data), ['state.json', 'state.json.lock']);
    await Promise.all([first.close(), first.close()]);
    assert.deepEqual(await namesBeside(data), ['state.json']);
    const { port } = await startServer({ port: 0 }).then((server) => servers.push(server) && server);
    await assert.rejects(startServer({ port, data }), { code: 'EADDRINUSE' });
    await assert.rejects(startServer({ port: 0, apiPorts: { public: port }, data }), { code: 'EADDRINUSE' });
    assert.deepEqual(await namesBeside(data), ['state.json']);
    await writeFile(data, '{');
    await assert.rejects(start(data), /It is not whole/);
    await writeFile(data, '{}');
    await assert.rejects(start(data), /It was not written by this program/);
    assert.deepEqual(await namesBeside(data), ['state.json']);
  });

  it('is free at once when its process was killed', async () => {
    const data = await newData();
    await kill(await startCommand(data));
    assert.deepEqual(await namesBeside(data), ['state.json', 'state.json.lock']);
    await start(data);
  });

  it('is free when its process ends without closing the server', async () => {
    const data = await newData();
    const index = new URL('../src/index.js', import.meta.url).href;
    const code = `import { startServer } from '${index}'; await startServer({ port: 0, data: process.argv[1] }); process.exit();`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code, data]);
    assert.equal(status, 0);
    assert.deepEqual(await namesBeside(data), ['state.json']);
  });

  it('is not written any more after the server was closed', async () => {
    const data = await newData();
    const first = await start(data);
    await first.close();
    await start(data);
    await assert.rejects(first.save(), /^TypeError: Cannot write the data file in .*: the server has been closed$/);
  });
});

describe('a lock', () => {
  /** Leaves a lock as another server would, changed a while ago or just now. */
  async function leave(data, changes, changedAt = new Date()) {
    await rm(`${data}.lock`, { force: true });
    const first = await DataFile.open(data);
    const own = JSON.parse(await readFile(`${data}.lock`, 'utf8'));
    await first.file.close();
    const text = typeof changes === 'string' ? changes : JSON.stringify({ ...own, id: 'another', ...changes });
    await writeFile(`${data}.lock`, text);
    await utimes(`${data}.lock`, changedAt, changedAt);
  }
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const open = async (data) => {
    const { file } = await DataFile.open(data);
    await file.close();
  };

  it('of another machine counts as long as it is renewed', async () => {
    const data = await newData();
    await leave(data, { place: 'elsewhere' });
    await assert.rejects(open(data), /If it was killed, try again in 30 s, or remove .*state\.json\.lock\.$/);
    await leave(data, { place: 'elsewhere' }, anHourAgo);
    await open(data);
  });

  it('that is being written counts; one that stays unreadable does not', async () => {
    for (const text of ['', '{', '[]', '{"process":"1"}', 'x'.repeat(2000)]) {
      const data = await newData();
      await leave(data, text);
      await assert.rejects(open(data), /^TypeError: Another server uses the data file [^(]*\. Stop it/, text);
      await leave(data, text, anHourAgo);
      await open(data);
    }
  });

  it(
    'of a process that runs counts even if it was stopped for an hour',
    { skip: process.platform !== 'linux' },
    async () => {
      const data = await newData();
      await leave(data, {}, anHourAgo);
      await assert.rejects(open(data), USES);
    },
  );

  it('of a process that has ended does not count', async () => {
    const data = await newData();
    const { pid } = spawnSync(process.execPath, ['--version']);
    await leave(data, { process: pid, birth: '' });
    await open(data);
  });

  it('of an earlier process with the same number does not count', { skip: process.platform !== 'linux' }, async () => {
    const data = await newData();
    await leave(data, { birth: '1' });
    await open(data);
  });

  it('where the birth of processes is unknown counts as long as it is renewed', async () => {
    const data = await newData();
    await leave(data, { birth: '' });
    await assert.rejects(open(data), USES);
    await leave(data, { birth: '' }, anHourAgo);
    await open(data);
  });

  it('is renewed', { timeout: 20_000 }, async (context) => {
    context.mock.timers.enable({ apis: ['setInterval'] });
    const data = await newData();
    const { file } = await DataFile.open(data);
    await utimes(`${data}.lock`, anHourAgo, anHourAgo);
    context.mock.timers.tick(5_000);
    while (!context.signal.aborted && (await stat(`${data}.lock`)).mtime <= anHourAgo);
    await file.close();
  });

  it('that another server has taken over is left to it, and so is the file', async () => {
    const data = await newData();
    const { file } = await DataFile.open(data);
    await file.save(async () => 'first');
    await writeFile(`${data}.lock`, 'of another');
    await assert.rejects(
      file.save(async () => 'late'),
      /another server has taken it over, because this one did not answer for 30 s$/,
    );
    await file.close();
    assert.equal(await readFile(data, 'utf8'), '"first"\n');
    assert.equal(await readFile(`${data}.lock`, 'utf8'), 'of another');
    assert.deepEqual(await namesBeside(data), ['state.json', 'state.json.lock']);
  });

  it('that somebody has removed is put back', async () => {
    const data = await newData();
    const { file } = await DataFile.open(data);
    await rm(`${data}.lock`);
    await file.save(async () => 'first');
    await assert.rejects(open(data), USES);
    await file.close();
  });
});
