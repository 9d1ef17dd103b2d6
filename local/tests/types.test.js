/** The package as strict TypeScript programs see it: its tarball, with declarations made from the JSDoc. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const local = fileURLToPath(new URL('..', import.meta.url));

const program = `
import { type GivenSession, type GivenUser, type Message, type RunningServer, SEED, startServer } from 'cognito-wasm-local';
import { type LocalCognito, createLocalCognito } from 'cognito-wasm-local/engine';
import { cognitoAt, globalSetup, useCognito } from 'cognito-wasm-local/testing';

const jane: GivenUser = { username: 'jane', password: 'Password123', mfa: ['SMS', { totp: 'JBSWY3DPEHPK3PXP' }], phoneNumber: '+1' };
// @ts-expect-error there is no such factor
const bo: GivenUser = { username: 'bo', mfa: 'FAX' };
// @ts-expect-error a user needs a username
const cy: GivenUser = { password: 'Password123' };

export async function use(): Promise<[GivenSession, Message[], string, unknown]> {
  const server: RunningServer = await startServer({ port: 0, host: '127.0.0.1', users: [jane, bo, cy], data: 'state.json', allowedHosts: ['cognito'] });
  const { totpSecret }: { totpSecret?: string } = await server.createUser(jane);
  const session = await server.signInAs('jane', { clientId: SEED.webClientId });
  const engine: LocalCognito = createLocalCognito({
    triggers: {
      preSignUp(event) {
        event.response.autoConfirmUser = true;
        return event;
      },
    },
  });
  engine.clock.advance(1000);
  engine.faults.add({ kind: 'drop' });
  // @ts-expect-error there is no such fault
  engine.faults.add({ kind: 'explode', operation: '*', times: 1 });
  const [first] = engine.journal.entries();
  const pool = engine.dump().userPools[0]?.mfa satisfies 'OFF' | 'OPTIONAL' | 'ON' | undefined;
  await engine.restore(await engine.snapshot());
  await (await globalSetup({ users: [jane] })())();
  const file = useCognito({ beforeAll: (work) => work(), beforeEach: () => 0, afterAll: () => 0 }, { deterministic: true });
  const storageItems: Record<string, string> = (await cognitoAt().signInAs('jane')).storageItems;
  const { userPoolEndpoint }: { userPoolEndpoint: string } = file.resourcesConfig().Auth.Cognito;
  return [session, await engine.outbox.after(0, 'jane'), first?.operation ?? userPoolEndpoint, [totpSecret, pool, storageItems]];
}
`;

const withPlaywright = `
import { expect, test } from 'cognito-wasm-local/playwright';
test.use({ cognitoOptions: { users: [{ username: 'jane' }] }, signedInAs: 'jane' });
// @ts-expect-error a username is a text
test.use({ signedInAs: 7 });
test('a page', async ({ page, cognito, signedInPage }) => {
  const other = await signedInPage('jane');
  await expect(page).toHaveURL(cognito.url);
  await other.goto((await cognito.createUser({ username: 'bo' })).username);
});
`;

const strict = {
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
};

describe('the packed package', () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'types-'));
    await run('npm', ['pack', '--pack-destination', folder], { cwd: local });
    const installed = join(folder, 'node_modules', 'cognito-wasm-local');
    await mkdir(installed, { recursive: true });
    const [tarball] = (await run('ls', [folder])).stdout.match(/\S+\.tgz/);
    await run('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', installed]);
    for (const name of [
      'jose',
      'ws',
      '@playwright/test',
      'playwright',
      'playwright-core',
      '@types/node',
      'undici-types',
    ]) {
      const target = join(folder, 'node_modules', name);
      await mkdir(dirname(target), { recursive: true });
      const paths = require.resolve.paths(name).map((path) => join(path, name));
      await symlink(paths.find(existsSync), target);
    }
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'program.ts'), program);
    await writeFile(join(folder, 'fixtures.ts'), withPlaywright);
  });
  after(() => rm(folder, { recursive: true }));

  async function compiled(files, options) {
    const compilerOptions = { ...strict, preserveSymlinks: true, ...options };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const command = require.resolve('typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [command, '--project', folder]).catch((error) => error);
    assert.equal(stdout, '');
  }

  it('compiles in strict programs with the DOM', () =>
    compiled(['program.ts'], {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
    }));

  it("compiles in strict programs with Node's types, for bundlers", () => {
    const modules = { module: 'esnext', moduleResolution: 'bundler' };
    return compiled(['program.ts'], { ...modules, target: 'es2023', lib: ['es2023'], types: ['node'] });
  });

  it('compiles with Playwright', () =>
    compiled(['fixtures.ts'], {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
    }));

  it('has declarations for every entry, and leaves none in the checkout', async () => {
    const installed = join(folder, 'node_modules', 'cognito-wasm-local');
    const { exports } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    for (const entry of Object.values(exports)) {
      const paths = typeof entry === 'string' ? [entry] : Object.values(entry);
      for (const path of paths) assert.ok(existsSync(join(installed, path)), path);
    }
    assert.ok(!existsSync(join(local, 'types')));
  });
});
