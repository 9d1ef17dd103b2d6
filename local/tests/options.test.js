/** Options of the engine and the server that are wrong. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createLocalCognito, startServer } from '../src/index.js';
import { COGNITO_OPTIONS, SERVER_OPTIONS } from '../src/options.js';

const FLAGS = ['deterministic', 'strict', 'seed', 'guests'];
const TEXTS = ['hostedUiOrigin', 'relyingPartyId'];
const LISTS_OF_TEXTS = ['allowedOrigins', 'allowedHosts', 'callbackUrls', 'logoutUrls'];

const ofEngine = [
  ...FLAGS.map((name) => [{ [name]: 'no' }, `${name} must be true or false.`]),
  ...TEXTS.map((name) => [{ [name]: 5 }, `${name} must be a text.`]),
  ...LISTS_OF_TEXTS.flatMap((name) => [
    [{ [name]: 'https://a.test' }, `${name} must be a list of texts.`],
    [{ [name]: [5] }, `${name} must be a list of texts.`],
  ]),
  [{ configurations: {} }, 'configurations must be a list.'],
  [{ now: 5 }, 'now must be a function.'],
  [{ triggers: [] }, 'triggers must be an object of functions.'],
  [{ triggers: { preSignUp: 5 } }, 'preSignUp must be a function.'],
  [{ triggers: { preSignup() {} } }, 'There is no trigger preSignup. Did you mean preSignUp?'],
  [{ triggers: { nope() {} } }, /^There is no trigger nope\. There are preSignUp, defineAuthChallenge, /],
  [{ determinstic: true }, 'There is no option determinstic. Did you mean deterministic?'],
  [{ ['x'.repeat(1000)]: 1 }, /^There is no option x{50}\. There are /],
  [{ constructor: 1 }, /^There is no option constructor\./],
];
const ofServer = [
  [{ prot: 0 }, 'There is no option prot. Did you mean port?'],
  [{ configFile: [] }, 'There is no option configFile. Did you mean configFiles?'],
  ...['x', '0', -1, 65_536, 1.5, Number.NaN].map((port) => [{ port }, 'port must be a whole number from 0 to 65535.']),
  [{ apiPorts: { s3: 'a' } }, 'apiPorts must be an object of ports, such as { s3: 20005 }.'],
  [{ apiPorts: null }, 'apiPorts must be an object of ports, such as { s3: 20005 }.'],
  [{ configFiles: 'x.json' }, 'configFiles must be a list of texts.'],
  [{ data: 5 }, 'data must be a text.'],
  [{ users: {} }, 'users must be a list.'],
];

const shown = (options) => JSON.stringify(options)?.slice(0, 60);

describe('an option that is wrong', () => {
  for (const [options, message] of [...ofEngine, [null, 'The options must be an object.']]) {
    it(`is refused by the engine: ${shown(options)}`, () => {
      assert.throws(() => createLocalCognito(options), { name: 'TypeError', message });
    });
  }

  for (const [options, message] of [...ofEngine, ...ofServer]) {
    it(`is refused by the server, which does not start: ${shown(options)}`, async (context) => {
      const started = startServer({ port: 0, ...options });
      context.after(async () => (await started.catch(() => undefined))?.close());
      await assert.rejects(started, { name: 'TypeError', message });
    });
  }
});

describe('an option that is undefined', () => {
  it('is as if it were not there', async () => {
    const names = [...FLAGS, ...TEXTS, ...LISTS_OF_TEXTS, 'port', 'host', 'apiPorts', 'users', 'data', 'configFiles'];
    const undefinedOptions = Object.fromEntries(names.map((name) => [name, undefined]));
    const server = await startServer({ ...undefinedOptions, port: 0 });
    await server.close();
  });
});

it('the options are those of the table in README, and those of the server are marked', async () => {
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, table = ''] = /\n\| option .*\n\| --- .*\n((?:\|.*\n)+)/.exec(text) ?? [];
  const rows = Array.from(table.matchAll(/^\| `(\w+)` \| (.*)$/gm), ([, name, meaning]) => ({ name, meaning }));
  assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(SERVER_OPTIONS).sort());
  for (const { name, meaning } of rows)
    assert.equal(meaning.includes('; for `startServer`'), !Object.hasOwn(COGNITO_OPTIONS, name), name);
});
