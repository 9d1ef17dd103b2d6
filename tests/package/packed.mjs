import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/run/paths.mjs';

const execute = promisify(execFile);

/** The configuration of a user pool that no test speaks to. */
export const configuration = {
  Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: '1example23456789' } },
};

/**
 * What `npm pack` would put into the package.
 *
 * @returns {Promise<string[]>} paths
 */
export async function packedFiles() {
  const { stdout } = await execute('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], { cwd: root });
  return JSON.parse(stdout)[0].files.map((/** @type {{ path: string }} */ { path }) => path);
}

/** A folder of its own in which the packed package is installed, as in an app. */
export class App {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  static async create() {
    const app = new App(await realpath(await mkdtemp(join(tmpdir(), 'cognito-wasm-app-'))));
    await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', app.folder], { cwd: root });
    const installed = app.path('node_modules', 'cognito-wasm');
    await mkdir(installed, { recursive: true });
    const [tarball = ''] = (await readdir(app.folder)).filter((name) => name.endsWith('.tgz'));
    await execute('tar', ['-xzf', app.path(tarball), '-C', installed, '--strip-components=1']);
    await app.write('package.json', '{ "type": "module" }');
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
   * Runs a command in the app's folder.
   *
   * @param {string} command
   * @param {string[]} args
   * @returns {Promise<string>} what it printed
   */
  async run(command, ...args) {
    const { stdout } = await execute(command, args, { cwd: this.folder });
    return stdout;
  }

  async remove() {
    await rm(this.folder, { recursive: true });
  }
}
