/** The emulators that are compared: how each is installed into a folder of its own, started on loopback, and asked for its codes. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startServer } from '../../src/index.js';

const run = promisify(execFile);
const LIMIT = { maxBuffer: 50_000_000 };

/** A port that nothing listens on. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a program, and waits until it answers. */
async function started(command, parameters, { port, cwd, env = {} }) {
  const child = spawn(command, parameters, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; child.exitCode === null && tries < 240; tries += 1) {
    const isReady = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isReady) {
      const stop = async () => {
        child.kill();
        await Promise.race([once(child, 'exit'), pause(5000).then(() => child.kill('SIGKILL'))]);
      };
      return { url, stop };
    }
    await pause(500);
  }
  child.kill('SIGKILL');
  throw new Error(`${command} does not answer.`);
}

/** Installs packages from PyPI into a virtual environment, and returns the version of the first. */
async function pip(folder, name, ...packages) {
  await run('python3', ['-m', 'venv', folder]);
  const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--only-binary=:all:'];
  await run(join(folder, 'bin', 'pip'), ['install', ...options, ...packages], LIMIT);
  const { stdout } = await run(join(folder, 'bin', 'pip'), ['show', name]);
  return /^Version: (.+)$/m.exec(stdout)[1];
}

export const emulators = [
  {
    name: 'this one',
    async start() {
      const manifest = new URL('../../package.json', import.meta.url);
      const { version } = JSON.parse(await readFile(manifest, 'utf8'));
      const server = await startServer({ port: 0 });
      const code = async (_pool, username) => {
        const messages = await (await fetch(`${server.url}_test/outbox?username=${username}`)).json();
        return messages.at(-1).code;
      };
      return { version, url: server.url, stop: server.close, code };
    },
  },
  {
    name: 'cognito-local',
    async start(folder) {
      await writeFile(join(folder, 'package.json'), '{"private":true}');
      const options = ['install', '--no-audit', '--no-fund', '--ignore-scripts', 'cognito-local@5.3.0'];
      await run('npm', options, { cwd: folder, ...LIMIT });
      const root = join(folder, 'node_modules', 'cognito-local');
      const { version, bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
      const port = await freePort();
      // Its pools take only e-mail addresses as usernames otherwise.
      await mkdir(join(folder, '.cognito'));
      await writeFile(join(folder, '.cognito', 'config.json'), '{"UserPoolDefaults":{"UsernameAttributes":[]}}');
      const command = join(root, typeof bin === 'string' ? bin : Object.values(bin)[0]);
      const env = { HOST: '127.0.0.1', PORT: String(port) };
      const running = await started(process.execPath, [command], { port, cwd: folder, env });
      const code = async (pool, username) => {
        const { Users } = JSON.parse(await readFile(join(folder, '.cognito', 'db', `${pool}.json`), 'utf8'));
        const user = Object.values(Users).find(({ Username }) => Username === username);
        return user.MFACode ?? user.ConfirmationCode ?? user.AttributeVerificationCode;
      };
      return { version, ...running, code };
    },
  },
  {
    name: 'moto',
    async start(folder) {
      const version = await pip(folder, 'moto', 'moto[server,cognitoidp]==5.2.5');
      const port = await freePort();
      const parameters = ['-H', '127.0.0.1', '-p', String(port)];
      const running = await started(join(folder, 'bin', 'moto_server'), parameters, { port, cwd: folder });
      // It takes any.
      return { version, ...running, code: async () => '123456' };
    },
  },
  {
    name: 'ministack',
    async start(folder) {
      const version = await pip(folder, 'ministack', 'ministack==1.5.33', 'cryptography');
      const port = await freePort();
      await mkdir(join(folder, 'state'));
      const env = {
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        // Without it, it takes any code, token and secret hash.
        AUTH: 'true',
        STATE_DIR: join(folder, 'state'),
        SERVICES: 'cognito-idp,cognito-identity,iam,sts,ses',
        IOT_MTLS_ENABLED: 'false',
        SFTP_ENABLED: 'false',
      };
      const running = await started(join(folder, 'bin', 'ministack'), [], { port, cwd: folder, env });
      const code = async (_pool, _username, purpose) => (purpose === 'reset' ? '654321' : '123456');
      return { version, ...running, code };
    },
  },
];
