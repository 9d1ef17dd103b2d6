/** What can be checked of the image without building it. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);

/** The instructions, with continued lines joined. */
const text = await readFile(here('../Dockerfile'), 'utf8');
const instructions = text
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .flatMap((line) => {
    const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, rest }];
  });
const all = (wanted) => instructions.filter(({ name }) => name === wanted).map(({ rest }) => rest);
const command = (wanted) => JSON.parse(/\[.*\]$/.exec(all(wanted)[0])[0]);
const manifest = JSON.parse(await readFile(here('../package.json'), 'utf8'));

/** The files of the package, which README builds the image from. */
async function packedFiles() {
  const options = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await promisify(execFile)('npm', options, { cwd: here('..') });
  return JSON.parse(stdout)[0].files.map(({ path }) => path);
}

describe('the image', () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'image-'));
    for (const copy of all('COPY')) {
      const [source, target] = copy.split(' ');
      await cp(here(`../${source}`), join(folder, target.endsWith('/') ? join(target, source) : target), {
        recursive: true,
      });
    }
    for (const name of Object.keys(manifest.dependencies)) {
      await symlinkPackage(name, join(folder, 'node_modules', name));
    }
  });
  after(() => rm(folder, { recursive: true }));

  it('starts from an exact version, which the package supports', () => {
    const [, major] = /^node:(\d+)\.\d+\.\d+-alpine\d+\.\d+$/.exec(all('FROM').join()) ?? [];
    assert.ok(Number(major) >= Number(/\d+/.exec(manifest.engines.node)[0]), all('FROM').join());
  });

  it('copies what is there and packed, and nothing else comes into the build', async () => {
    const sources = all('COPY').map((copy) => copy.split(' ')[0]);
    const packed = await packedFiles();
    for (const source of ['Dockerfile', '.dockerignore', ...sources]) {
      await access(here(`../${source}`));
      assert.ok(
        packed.some((path) => path === source || path.startsWith(`${source}/`)),
        source,
      );
    }
    const allowed = (await readFile(here('../.dockerignore'), 'utf8')).trim().split('\n');
    assert.deepEqual(allowed, ['*', ...sources.map((source) => `!${source}`)]);
  });

  it('installs packages of exact versions only, without their scripts', () => {
    for (const version of Object.values(manifest.dependencies)) assert.match(version, /^\d+\.\d+\.\d+$/);
    const [install] = all('RUN');
    assert.match(install, /^npm install --omit=dev --omit=peer .*--ignore-scripts/);
  });

  it('does not run as root', () => {
    const names = instructions.map(({ name }) => name);
    assert.deepEqual(all('USER'), ['node']);
    assert.ok(names.indexOf('USER') < names.indexOf('ENTRYPOINT'));
    assert.ok(names.lastIndexOf('RUN') < names.indexOf('USER'), 'nothing can be written after the change of user');
  });

  it('serves with its entry point, and is healthy only then', async () => {
    const [node, ...entry] = command('ENTRYPOINT');
    assert.equal(node, 'node');
    // A test opens nothing to the network, and takes a free port.
    const swapped = entry.map((part) => (part === '0.0.0.0' ? '127.0.0.1' : part));
    assert.notDeepEqual(swapped, entry);
    const child = spawn(process.execPath, [...swapped, '--port', '0'], { cwd: folder });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const [, port] = /localhost:(\d+)\//.exec(line);
    assert.equal(await healthAt(port), 0);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(await healthAt(port), 1);
  });

  it('exposes the port that the command listens on', () => {
    assert.deepEqual(all('EXPOSE'), ['9229']);
    assert.ok(all('HEALTHCHECK')[0].includes('http://localhost:9229/health'));
  });

  async function healthAt(port) {
    const [node, ...check] = command('HEALTHCHECK');
    assert.equal(node, 'node');
    const child = spawn(
      process.execPath,
      check.map((part) => part.replace('9229', port)),
      { cwd: folder },
    );
    const [code] = await once(child, 'exit');
    return code;
  }
});

async function symlinkPackage(name, target) {
  await mkdir(dirname(target), { recursive: true });
  const folders = require.resolve.paths(name).map((path) => join(path, name));
  await symlink(folders.find(existsSync), target);
}
