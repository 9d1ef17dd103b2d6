/**
 * Tools in Python that judge templates: cfn-lint, and moto's server. They are installed once, into `target/`, in the versions of
 * `python/requirements.txt`; that takes a minute.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const requirements = here('python/requirements.txt');

/** A run that was killed leaves its mark. No installation takes as long. */
const longestInstallationMs = 600_000;

/** The folder of the programs, once they are all there. Test files that need them at the same time install them once. */
export async function installTools() {
  const version = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = here(`../../../target/cli-python/${version}`);
  const [complete, mark] = [`${folder}/complete`, `${folder}.installing`];
  while (!(await exists(complete))) {
    await mkdir(here('../../../target/cli-python'), { recursive: true });
    try {
      await mkdir(mark);
    } catch {
      if (await isOlder(mark, longestInstallationMs)) await rmdir(mark).catch(() => undefined);
      await pause(500);
      continue;
    }
    try {
      if (!(await exists(complete))) await install(folder, complete);
    } finally {
      await rmdir(mark);
    }
  }
  return `${folder}/bin`;
}

async function install(folder, complete) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await explained('python3', ['-m', 'venv', folder]);
  const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary=:all:'];
  await explained(`${folder}/bin/pip`, ['install', ...options, '--requirement', requirements]);
  await writeFile(complete, '');
}

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

const isOlder = (path, milliseconds) =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > milliseconds,
    () => false,
  );

async function explained(command, parameters) {
  try {
    await run(command, parameters, { maxBuffer: 10_000_000 });
  } catch (error) {
    const hint = 'The tests of the templates need Python 3.9 or newer with venv (on Debian the package python3-venv).';
    throw new Error(`${command} ${parameters[0]} failed. ${hint}\n${error.stdout ?? ''}${error.stderr ?? ''}`, {
      cause: error,
    });
  }
}

/**
 * What cfn-lint has to say about templates.
 *
 * @param {string} bin
 * @param {string[]} files
 * @returns {Promise<{ Filename: string, Level: string, Message: string, Rule: { Id: string } }[]>}
 */
export async function lint(bin, files) {
  const parameters = ['--format', 'json', '--regions', 'eu-west-1', '--include-checks', 'I', '--template', ...files];
  try {
    const { stdout } = await run(`${bin}/cfn-lint`, parameters, { maxBuffer: 10_000_000 });
    return JSON.parse(stdout || '[]');
  } catch (error) {
    // It ends with a code that is not 0 if it has found anything.
    if (error.stdout?.startsWith('[')) return JSON.parse(error.stdout);
    throw error;
  }
}

/**
 * moto's server, on a port of its own.
 *
 * @param {string} bin
 * @param {number} [unverified] how many requests it answers before it begins to verify signatures and policies; without, it never does
 */
export async function startMoto(bin, unverified) {
  const server = spawn(`${bin}/python`, ['-u', here('python/moto_with_cognito.py'), '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(unverified !== undefined && { INITIAL_NO_AUTH_ACTION_COUNT: String(unverified) }) },
  });
  let said = '';
  for await (const chunk of server.stderr.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
    if (url === undefined) continue;
    const log = [];
    server.stderr.on('data', (data) => log.push(String(data)));
    return {
      url,
      log,
      stop: async () => {
        server.kill();
        await once(server, 'exit');
      },
    };
  }
  throw new Error(`moto does not start: ${said}`);
}
