/** A file that keeps the state of a server. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { SEED, startServer } from '../src/index.js';
import { DataFile } from '../src/data-file.js';
import { SEED_USER, call, confirmedUser, newPool, send, test, withClient } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const JANE = { username: 'jane', password: 'Password123', email: 'jane@example.com' };

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'data-file-'))));
after(() => rm(folder, { recursive: true }));

let count = 0;
const newPath = () => join(folder, `state-${(count += 1)}.json`);

/** The servers of a test, which are closed after it. */
const servers = [];
const start = async (options) => {
  const server = await startServer({ port: 0, deterministic: true, ...options });
  servers.push(server);
  return server;
};
const stop = () => Promise.all(servers.splice(0).map((server) => server.close()));
afterEach(stop);

const overHttp = (server, operation, body) => {
  const handle = (request) =>
    fetch(server.url, { method: request.method, headers: request.headers, body: request.body, duplex: 'half' });
  return call({ handle }, operation, body);
};

describe('a server with a data file', () => {
  it('goes on with pools, users, sessions and codes after a restart', async () => {
    const data = newPath();
    const first = await start({
      data,
      deterministic: false,
      users: [{ ...JANE, mfa: { totp: 'JBSWY3DPEHPK3PXP' }, groups: ['admins'] }],
    });
    const { UserPoolId, ClientId } = await newPool(first.cognito, {}, {});
    const session = await first.signInAs('jane');
    await call(first.cognito, 'SignUp', withClient(SEED_USER));
    await first.save();
    await stop();

    const { cognito } = await start({ data, deterministic: false });
    const { Username } = await call(cognito, 'GetUser', { AccessToken: session.accessToken });
    assert.equal(Username, 'jane');
    await call(cognito, 'GetTokensFromRefreshToken', {
      ClientId: SEED.webClientId,
      RefreshToken: session.refreshToken,
    });
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', { UserPoolId, ClientId });
    assert.equal(UserPoolClient.ClientName, 'app');
    const { ChallengeName } = await signInWithSrp(cognito, { username: 'jane', timestamp: now() });
    assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA');
    const [{ code: ConfirmationCode }] = cognito.outbox.messages('username');
    await call(cognito, 'ConfirmSignUp', withClient({ Username: 'username', ConfirmationCode }));
  });

  it('keeps files, sets, and members that look like its own marks', async () => {
    const data = newPath();
    const first = await start({ data });
    await first.createUser({ ...JANE, attributes: { name: '{"$set":[1]}' } });
    await overHttp(first, 'UpdateUserPoolClient', {
      UserPoolId: SEED.userPoolId,
      ClientId: SEED.nativeClientId,
      ReadAttributes: ['email', 'name'],
      AnalyticsConfiguration: { $set: [1], $object: { $bytes: 'AA==' } },
    });
    const before = first.cognito.dump();
    await stop();
    const { cognito } = await start({ data });
    const after = cognito.dump();
    assert.deepEqual({ ...after, journal: [] }, { ...before, journal: [] });
  });

  it('answers before it saves a change, and has saved it when it is closed', async (context) => {
    const data = newPath();
    const first = await start({ data });
    context.mock.timers.enable({ apis: ['setTimeout'] });
    await overHttp(first, 'SignUp', withClient(SEED_USER));
    await first.createUser(JANE);
    assert.deepEqual(await usersIn(data), []);
    await stop();
    assert.deepEqual(await usersIn(data), ['username', 'jane']);
  });

  it('saves when it is told to', async () => {
    const data = newPath();
    const first = await start({ data });
    await overHttp(first, 'SignUp', withClient(SEED_USER));
    await first.save();
    assert.deepEqual(await usersIn(data), ['username']);
  });

  it('keeps the moved clock, and goes on counting ids', async () => {
    const data = newPath();
    const first = await start({ data });
    await confirmedUser(first.cognito);
    await test(first.cognito, 'POST', 'clock', { advanceMs: 7_200_000 });
    const { accessToken } = await first.signInAs('username');
    await stop();
    const { cognito } = await start({ data });
    await call(cognito, 'GetUser', { AccessToken: accessToken });
    const { sub } = await cognito.createUser(JANE);
    assert.equal(sub, '11111111-2222-4333-8444-000000000002');
    assert.ok(cognito.clock.offsetMs >= 7_200_000);
  });

  it('adds users and pools of the options that are not there yet', async () => {
    const data = newPath();
    const first = await start({ data, users: [JANE] });
    const [{ sub }] = first.cognito.dump().users;
    await stop();
    const configurations = [{ Auth: { Cognito: { userPoolId: 'us-west-2_Other', userPoolClientId: 'other' } } }];
    const bo = { username: 'bo', password: 'Password123', userPoolId: 'us-west-2_Other' };
    const jane = { ...JANE, userPoolId: SEED.userPoolId };
    const { cognito } = await start({ data, users: [jane, bo], configurations });
    assert.deepEqual(
      cognito.dump().users.map((user) => user.username),
      ['jane', 'bo'],
    );
    assert.equal(cognito.dump().users[0].sub, sub);
  });

  it('resets to the start', async () => {
    const data = newPath();
    const first = await start({ data });
    await first.createUser(JANE);
    await fetch(`${first.url}_test/reset`, { method: 'POST' });
    await stop();
    const { cognito } = await start({ data });
    assert.deepEqual(cognito.dump().users, []);
  });

  it('lets nobody else read the file, and leaves no drafts', async () => {
    const data = join(folder, 'private', 'state.json');
    await mkdir(join(folder, 'private'));
    await writeFile(data, await emptyState());
    await chmod(data, 0o644);
    const server = await start({ data });
    await server.createUser(JANE);
    await server.save();
    assert.equal((await stat(data)).mode & 0o777, 0o600);
    assert.equal((await stat(`${data}.lock`)).mode & 0o777, 0o600);
    await stop();
    assert.deepEqual(await readdir(join(folder, 'private')), ['state.json']);
  });

  it('writes the file that a link leads to', async () => {
    const [data, link] = [newPath(), newPath()];
    await writeFile(data, await emptyState());
    await symlink(data, link);
    const server = await start({ data: link });
    await server.createUser(JANE);
    await server.save();
    assert.deepEqual(await usersIn(data), ['jane']);
  });

  it('contains no password', async () => {
    const data = newPath();
    await start({ data, users: [JANE] });
    const text = await readFile(data, 'utf8');
    assert.ok(text.includes('jane@example.com'));
    assert.ok(!text.includes('Password123'));
  });

  it('goes on serving when the file cannot be written', async () => {
    const inside = join(folder, 'gone');
    await mkdir(inside);
    const server = await start({ data: join(inside, 'state.json') });
    await rm(inside, { recursive: true });
    await overHttp(server, 'SignUp', withClient(SEED_USER));
    await assert.rejects(server.save(), { message: /^Cannot write the data file in .*gone: ENOENT/ });
    await mkdir(inside);
  });
});

describe('a data file', () => {
  const whole = async (changes) => JSON.stringify({ ...JSON.parse(await emptyState()), ...changes });
  const cases = {
    'torn in the middle': [async () => (await emptyState()).slice(0, 500), /It is not whole/],
    empty: [async () => '', /It is not whole/],
    'of another program': [async () => '{"users":[]}', /It was not written by this program\./],
    'of a later version': [() => whole({ version: 2 }), /It has version 2, and this program reads version 1\./],
    'without its keys': [() => whole({ keys: undefined }), /Parts of it are missing\./],
    'with other records': [
      () => whole({ records: { planets: [] } }),
      /Its planets are not as this program writes them\./,
    ],
    'with a record that is none': [() => whole({ records: { userPools: [['a', 1]] } }), /Its userPools are not/],
    'with a key that is none': [
      () => whole({ keys: { pools: { a: { access: {}, id: {} } }, others: {} } }),
      /A signing key must be an RSA key\./,
    ],
    'with inherited records': [() => whole({ records: { constructor: [] } }), /Its constructor are not/],
  };
  for (const [name, [contents, message]] of Object.entries(cases)) {
    it(`that is ${name} is refused, and stays as it is`, async () => {
      const data = newPath();
      const text = await contents();
      await writeFile(data, text);
      await assert.rejects(startServer({ port: 0, deterministic: true, data }), (error) => {
        assert.equal(error.name, 'TypeError');
        assert.match(error.message, /^Cannot go on from the data file .* To begin anew, remove it\.$/);
        assert.match(error.message, message);
        return true;
      });
      assert.equal(await readFile(data, 'utf8'), text);
    });
  }

  it('that is a folder, or in none, is refused', async () => {
    await assert.rejects(startServer({ port: 0, data: folder }), /^TypeError: Cannot read the data file .*EISDIR/);
    const nowhere = join(folder, 'none', 'state.json');
    await assert.rejects(startServer({ port: 0, data: nowhere }), /^TypeError: Cannot write the data file in .*ENOENT/);
  });

  it('is written once for saves that come while another is under way', async () => {
    const path = newPath();
    const { file } = await DataFile.open(path);
    const taken = [];
    const save = (name) => file.save(async () => taken.push(name));
    await Promise.all([save('first'), save('second'), save('third')]);
    await save('fourth');
    assert.deepEqual(taken, ['first', 'fourth']);
    await file.close();
  });
});

describe('saving soon', () => {
  /** Timers that a test lets fire. */
  const timers = () => {
    const waiting = [];
    const later = (work, milliseconds) => {
      const timer = { work, milliseconds };
      waiting.push(timer);
      return { cancel: () => waiting.splice(waiting.indexOf(timer), 1) };
    };
    return { waiting, later, fire: () => waiting.splice(0).forEach(({ work }) => work()) };
  };

  it('saves once for all changes of a pause', async () => {
    const { waiting, later, fire } = timers();
    const { file } = await DataFile.open(newPath(), later);
    const taken = [];
    const change = (name) => file.saveSoon(async () => taken.push(name));
    for (let index = 0; index < 100; index += 1) change('first');
    assert.deepEqual([taken.length, waiting.map(({ milliseconds }) => milliseconds)], [0, [500]]);
    fire();
    change('later');
    await file.save(async () => taken.push('last'));
    assert.equal(waiting.length, 1);
    fire();
    await file.close();
    assert.deepEqual(taken, ['first', 'later']);
  });

  it('ends with the file', async () => {
    const { waiting, later } = timers();
    const { file } = await DataFile.open(newPath(), later);
    file.saveSoon(async () => assert.fail());
    await file.close();
    file.saveSoon(async () => assert.fail());
    assert.deepEqual(waiting, []);
  });

  it('prints what went wrong, and goes on', async (context) => {
    const { later, fire } = timers();
    const { file } = await DataFile.open(newPath(), later);
    const log = context.mock.method(console, 'error', () => {});
    file.saveSoon(async () => {
      throw new TypeError('no snapshot');
    });
    fire();
    await file.save(async () => 'next').catch(() => undefined);
    await file.close();
    assert.deepEqual(log.mock.calls[0].arguments, ['no snapshot']);
  });
});

describe('drafts of servers that were killed', () => {
  it('are removed at the next start, and nothing else is', async () => {
    const inside = join(folder, 'drafts');
    await mkdir(inside);
    const others = ['state.json.tmp.txt', 'state.json.a.tmp', 'other.json.1.tmp', 'state.json.bak'];
    for (const name of ['state.json.tmp', 'state.json.4711.tmp', ...others]) await writeFile(join(inside, name), '{');
    const { file } = await DataFile.open(join(inside, 'state.json'));
    await file.close();
    assert.deepEqual((await readdir(inside)).sort(), others.sort());
  });
});

/** The names of the users in a data file. */
async function usersIn(path) {
  const { records } = JSON.parse(await readFile(path, 'utf8'));
  return records.users.map(({ username }) => username);
}

/** A data file without users. */
async function emptyState() {
  const path = newPath();
  const server = await startServer({ port: 0, deterministic: true, data: path });
  await server.close();
  return readFile(path, 'utf8');
}

/** The time in the format of the proof. */
function now() {
  const [weekday, day, month, year, time] = new Date().toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

it('answers as before without a data file', async () => {
  const server = await start({});
  const { status } = await send(server.cognito, 'DescribeUserPool', { UserPoolId: SEED.userPoolId });
  assert.equal(status, 200);
  await server.save();
});
