import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packPackage, tarball } from '../../scripts/pack/tarball.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const execute = promisify(execFile);

/** Where the tools are installed that apps are built with and run in, in a place that the apps see. */
const consumers = inRoot('tests', 'package', 'consumers');

/** Commands that print nothing but what a test reads, and tell nobody that they were run. */
const quiet = { NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', DENO_NO_UPDATE_CHECK: '1' };

/** @param {string[]} parts of the path of a file of a package of `consumers/` */
export const consumerFile = (...parts) => join(consumers, 'node_modules', ...parts);

/** @param {string} name of a command that comes with a package of `consumers/` */
export const consumerCommand = (name) => consumerFile('.bin', name);

/** Bun itself, which the command of its package would have to be linked to by an install script. */
export async function bunCommand() {
  const builds = consumerFile('@oven');
  const [build = ''] = (await readdir(builds)).sort();
  return join(builds, build, 'bin', 'bun');
}

/** The configuration of a user pool that no test speaks to. */
export const configuration = {
  Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: '1example23456789' } },
};

/** Code for an app that has `createAuth`: starts the wasm module and prints its {@link answer}. */
export const ask = `
createAuth(${JSON.stringify(configuration)}).fetchAuthSession().then(
  (session) => console.log(JSON.stringify([session.isSignedIn, session.userSubResult.error.name])),
  (error) => console.log(error.name + ': ' + error.message + ' ' + error.recoverySuggestion),
);
`;

/** What the module answers: that nobody is signed in. */
export const answer = '[false,"SignedOutException"]';

/**
 * What `npm pack` puts into the package.
 *
 * @returns {Promise<string[]>} paths
 */
export async function packedFiles() {
  await packPackage();
  const { stdout } = await execute('tar', ['-tzf', tarball]);
  return stdout.split('\n').flatMap((path) => (path === '' ? [] : [path.replace('package/', '')]));
}

/** A folder of its own in which the packed package is installed, as in an app. */
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
   * @param {Record<string, string>} [what.env] what its commands find in their environment
   */
  static async create({ from, files = {}, env = {} } = {}) {
    const apps = join(consumers, 'apps');
    await mkdir(apps, { recursive: true });
    const folder = await mkdtemp(join(apps, `${from ?? 'app'}-`));
    if (from !== undefined) await cp(join(consumers, from), folder, { recursive: true });
    const app = new App(folder, { ...quiet, ...env });
    const installed = app.path('node_modules', 'cognito-wasm');
    await mkdir(installed, { recursive: true });
    await packPackage();
    await execute('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
    if (from === undefined) await app.write('package.json', '{ "private": true, "type": "module" }');
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
   * Runs a command in the app's folder; rejects, with what it printed, unless it succeeds.
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
   * The same, with what the command printed where programs print their warnings.
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
    // A process group of its own, so that what the command starts can be ended along with it.
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
