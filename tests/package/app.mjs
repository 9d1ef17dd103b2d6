import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packPackage, tarball } from '../../scripts/pack/tarball.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const execute = promisify(execFile);

/** Where the tools are installed that build and run the apps. The apps can see this folder. */
const consumers = inRoot('tests', 'package', 'consumers');

/** Keeps commands from printing more than a test reads, and from sending telemetry. */
export const quiet = { NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', DENO_NO_UPDATE_CHECK: '1' };

/** @param {string[]} parts of the path of a file of a package of `consumers/` */
export const consumerFile = (...parts) => join(consumers, 'node_modules', ...parts);

/** @param {string} name of a command that comes with a package of `consumers/` */
export const consumerCommand = (name) => consumerFile('.bin', name);

/** Bun's executable. The command of its package works only after an install script. */
export async function bunCommand() {
  const builds = consumerFile('@oven');
  const [build = ''] = (await readdir(builds)).sort();
  return join(builds, build, 'bin', 'bun');
}

/** The configuration of a user pool that no test calls. */
export const configuration = {
  Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: '1example23456789' } },
};

/** Code for an app that has `createAuth`: starts the wasm module and prints its {@link answer}. */
export const ask = `
const auth = createAuth(${JSON.stringify(configuration)});
auth.ready().then(() => auth.fetchAuthSession()).then(
  (session) => console.log(JSON.stringify([session.isSignedIn, session.userSubResult.error.name])),
  (error) => console.log(error.name + ': ' + error.message + ' ' + error.recoverySuggestion),
);
`;

/** The module's answer: nobody is signed in. */
export const answer = '[false,"SignedOutException"]';

/**
 * The files that `npm pack` puts into the package.
 *
 * @returns {Promise<string[]>} paths
 */
export async function packedFiles() {
  await packPackage();
  const { stdout } = await execute('tar', ['-tzf', tarball]);
  return stdout.split('\n').flatMap((path) => (path === '' ? [] : [path.replace('package/', '')]));
}

/**
 * A new folder for an app.
 *
 * @param {string} name
 */
export async function appFolder(name) {
  const apps = join(consumers, 'apps');
  await mkdir(apps, { recursive: true });
  return mkdtemp(join(apps, `${name}-`));
}

/** A separate folder with the packed package installed, as in an app. */
export class App {
  /**
   * @param {string} folder
   * @param {Record<string, string>} env
   */
  constructor(folder, env) {
    this.folder = folder;
    this.env = { ...process.env, ...env };
  }

  /**
   * Makes an app.
   *
   * @param {object} [what]
   * @param {string} [what.from] a folder of `consumers/` with the files of the app
   * @param {Record<string, string>} [what.files] further files
   * @param {Record<string, string>} [what.env] environment variables of its commands
   */
  static async create({ from, files = {}, env = {} } = {}) {
    const folder = await appFolder(from ?? 'app');
    const source = from && join(consumers, from);
    if (source !== undefined) await cp(source, folder, { recursive: true });
    const app = new App(folder, { ...quiet, ...env });
    const installed = app.path('node_modules', 'cognito-wasm');
    await mkdir(installed, { recursive: true });
    await packPackage();
    await execute('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
    if (source === undefined) await app.write('package.json', '{ "private": true, "type": "module" }');
    for (const [name, text] of Object.entries(files)) await app.write(name, text);
    return app;
  }

  /** @param {string[]} parts */
  path(...parts) {
    return join(this.folder, ...parts);
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  async write(name, text) {
    await writeFile(this.path(name), text);
  }

  /**
   * Runs a command in the app's folder. If it fails, rejects with its output.
   *
   * @param {string} command
   * @param {string[]} args
   * @returns {Promise<string>} what it printed
   */
  async run(command, ...args) {
    const { stdout } = await this.#execute(command, args);
    return stdout;
  }

  /**
   * The same, returning what the command printed to stderr.
   *
   * @param {string} command
   * @param {string[]} args
   * @returns {Promise<string>}
   */
  async runAloud(command, ...args) {
    const { stdout, stderr } = await this.#execute(command, args);
    return `${stdout}${stderr}`;
  }

  /**
   * @param {string} command
   * @param {string[]} args
   */
  #execute(command, args) {
    return execute(command, args, { cwd: this.folder, env: this.env });
  }

  /**
   * Starts a server in the app's folder.
   *
   * @param {string} command
   * @param {string[]} args
   * @returns {Promise<{ origin: string, stop: () => void }>} once it has printed the address at which it serves
   */
  async serve(command, ...args) {
    // A separate process group, so that its child processes can be ended with it.
    const server = spawn(command, args, {
      cwd: this.folder,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const stop = () => {
      if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGTERM');
    };
    const origin = await new Promise((resolve, reject) => {
      let output = '';
      for (const stream of [server.stdout, server.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          output += text;
          const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(output);
          if (address) resolve(address[0]);
        });
      }
      server.once('error', reject).once('exit', () => reject(new Error(`${command} ended:\n${output}`)));
    });
    return { origin, stop };
  }

  async remove() {
    await rm(this.folder, { recursive: true, force: true });
  }
}
