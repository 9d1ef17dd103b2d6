/** Writing the files: what is kept, what goes, and what is not touched. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'node:test';
import { emptyMobile, formats, writeOutputs } from '../src/outputs/files.js';
import { seeded } from '../../tests/glance/random.mjs';
import { ids, pages, seedBackend, someBackend } from './support/backends.js';
import { folder } from './support/temporary-folder.js';

const all = Object.keys(formats);
const write = (at, chosen, backend = seedBackend()) =>
  writeOutputs({ root: at.root, formats: chosen, directory: 'src', ...backend });
const project = (test) => {
  const at = folder(test);
  mkdirSync(at.at('src'));
  return at;
};

describe('the files', () => {
  it('have the names of their formats, in a folder that is made for them', async (test) => {
    const at = folder(test);
    const written = await write(at, all);
    const names = [
      'amplifyconfiguration.json',
      'aws-exports.js',
      'amplifyconfiguration.flat.json',
      'amplify_outputs.json',
      'amplify_outputs.d.ts',
    ];
    assert.deepEqual(
      written,
      names.map((name) => ({ path: at.at(`src/${name}`), isChanged: true })),
    );
    assert.deepEqual(readdirSync(at.at('src')).sort(), [...names].sort());
  });

  it('are the flat form under the plain name, if the mobile one was not chosen', async (test) => {
    const at = folder(test);
    await write(at, ['flat']);
    assert.equal(at.json('src/amplifyconfiguration.json').aws_user_pools_id, ids.userPoolId);
  });

  it('are indented as those of Amplify', async (test) => {
    const at = folder(test);
    await write(at, all);
    assert.match(at.read('src/amplifyconfiguration.json'), /^\{\n {4}"UserAgent"/);
    assert.match(at.read('src/amplifyconfiguration.flat.json'), /^\{\n {4}"aws_project_region"/);
    assert.match(at.read('src/amplify_outputs.json'), /^\{\n {2}"version"/);
  });

  it('are not written a second time', async (test) => {
    const at = folder(test);
    for (let seed = 1; seed <= 20; seed += 1) {
      const backend = someBackend(seeded(seed));
      await write(at, all, backend);
      const again = await write(at, all, backend);
      assert.deepEqual(
        again.map(({ isChanged }) => isChanged),
        all.map(() => false),
      );
    }
  });

  it('are a module that exports the flat form', async (test) => {
    const at = folder(test);
    at.write('package.json', '{"type":"module"}');
    await write(at, ['exports', 'flat']);
    const { default: exported } = await import(pathToFileURL(at.at('src/aws-exports.js')));
    assert.deepEqual(exported, at.json('src/amplifyconfiguration.json'));
  });
});

describe('what others have added', () => {
  const added = { api: { plugins: { awsAPIPlugin: { orders: {} } } }, mine: [1, { two: 2 }] };

  it('is kept in the mobile form, at every depth', async (test) => {
    const at = project(test);
    await write(at, ['mobile']);
    const file = { ...added, ...at.json('src/amplifyconfiguration.json') };
    const { plugins } = file.auth;
    plugins.other = { x: 1 };
    const { awsCognitoAuthPlugin: plugin } = plugins;
    plugin.AppSync = { Default: { ApiUrl: 'u' } };
    plugin.CognitoUserPool.Default.PinpointAppId = 'p';
    plugin.CognitoUserPool.Custom = { PoolId: 'x' };
    plugin.Auth.Default.MyOption = true;
    at.write('src/amplifyconfiguration.json', JSON.stringify(file));
    await write(at, ['mobile']);
    assert.deepEqual(at.json('src/amplifyconfiguration.json'), file);
    // And ours come first, in their order.
    assert.deepEqual(Object.keys(at.json('src/amplifyconfiguration.json')), [
      'UserAgent',
      'Version',
      'auth',
      'api',
      'mine',
    ]);
  });

  it('is kept in the flat form, in the module, and in amplify_outputs.json', async (test) => {
    const at = project(test);
    const more = { aws_user_files_s3_bucket: 'b', aws_appsync_graphqlEndpoint: 'e', mine: { a: [null] } };
    at.write('src/amplifyconfiguration.json', JSON.stringify(more));
    at.write(
      'src/aws-exports.js',
      `/* eslint-disable */\n// Mine.\n\nconst awsmobile = ${JSON.stringify(more)};\n\n\nexport default awsmobile;\n`,
    );
    at.write('src/amplify_outputs.json', JSON.stringify({ data: { url: 'u' }, auth: { mine: 1 }, custom: { x: 1 } }));
    await write(at, ['flat', 'exports', 'outputs']);
    const has = (file, expected) => {
      for (const [name, value] of Object.entries(expected)) assert.deepEqual(file[name], value, name);
    };
    has(at.json('src/amplifyconfiguration.json'), { ...more, aws_user_pools_id: ids.userPoolId });
    const text = at.read('src/aws-exports.js');
    assert.ok(text.startsWith('/* eslint-disable */\n// Mine.\n'), text);
    assert.match(text, /"aws_user_files_s3_bucket": "b"/);
    const outputs = at.json('src/amplify_outputs.json');
    has(outputs, { data: { url: 'u' }, custom: { x: 1 }, version: '1.3' });
    has(outputs.auth, { mine: 1, user_pool_id: ids.userPoolId });
  });

  it('may be a member called __proto__', async (test) => {
    const at = project(test);
    at.write('src/amplifyconfiguration.json', '{"__proto__":{"a":1},"auth":{"__proto__":{"b":1}}}');
    await write(at, ['mobile']);
    const text = at.read('src/amplifyconfiguration.json');
    assert.match(text, /"__proto__": \{\s+"a": 1\s+\}/);
    assert.match(text, /"__proto__": \{\s+"b": 1\s+\}/);
  });

  it('may need a later version of amplify_outputs.json', async (test) => {
    const at = project(test);
    for (const [given, kept] of [
      ['1.10', '1.10'],
      ['1.2', '1.3'],
      ['1', '1.3'],
      ['2.0', '1.3'],
      [5, '1.3'],
    ]) {
      at.write('src/amplify_outputs.json', JSON.stringify({ version: given }));
      await write(at, ['outputs']);
      assert.equal(at.json('src/amplify_outputs.json').version, kept);
    }
  });

  it('may begin with a byte order mark, or be an empty file', async (test) => {
    const at = project(test);
    for (const text of ['\uFEFF{"mine":1}', '', '\n']) {
      at.write('src/amplifyconfiguration.json', text);
      await write(at, ['mobile']);
      assert.equal(at.json('src/amplifyconfiguration.json').Version, '1.0');
    }
  });
});

describe('what the backend has no more', () => {
  it('goes from every form', async (test) => {
    const at = folder(test);
    // A later version stays, since another program may have needed it.
    const comparable = (text) => text.replace('"1.4"', '"1.3"');
    for (let seed = 1; seed <= 25; seed += 1) {
      const backend = someBackend(seeded(seed));
      await write(at, all, backend);
      const other = folder(test);
      await write(other, all, backend);
      for (const name of readdirSync(other.at('src'))) {
        const [now, alone] = [at, other].map((place) => comparable(place.read(`src/${name}`)));
        assert.equal(now, alone, `${name}, seed ${seed}`);
      }
    }
  });

  it('leaves what others have added, once there is no backend at all', async (test) => {
    const at = project(test);
    const backend = seedBackend();
    backend.answers.userPool.hostedUI = pages();
    backend.outputs.domain = 'login.shop.example';
    at.write('src/amplifyconfiguration.json', '{"api":{"plugins":{}}}');
    at.write('src/amplifyconfiguration.flat.json', '{"aws_user_files_s3_bucket":"b"}');
    at.write('src/amplify_outputs.json', '{"version":"1.4","data":{}}');
    await write(at, all, backend);
    const gone = await write(at, all, { outputs: null, answers: null });
    assert.deepEqual(
      gone.map(({ isChanged }) => isChanged),
      all.map(() => true),
    );
    assert.deepEqual(at.json('src/amplifyconfiguration.json'), { ...emptyMobile, api: { plugins: {} } });
    assert.deepEqual(at.json('src/amplifyconfiguration.flat.json'), { aws_user_files_s3_bucket: 'b' });
    assert.deepEqual(at.json('src/amplify_outputs.json'), { version: '1.4', data: {} });
    assert.match(at.read('src/aws-exports.js'), /awsmobile = \{\};/);
    assert.ok(!at.has('src/amplify_outputs.d.ts'));
  });

  it('leaves other plugins of the category', async (test) => {
    const at = project(test);
    at.write('src/amplifyconfiguration.json', '{"auth":{"plugins":{"other":{}},"more":1}}');
    await write(at, ['mobile']);
    await write(at, ['mobile'], { outputs: null, answers: null });
    assert.deepEqual(at.json('src/amplifyconfiguration.json').auth, { plugins: { other: {} }, more: 1 });
  });

  it('makes no file where there was none', async (test) => {
    const at = folder(test);
    await write(at, all, { outputs: null, answers: null });
    assert.deepEqual(readdirSync(at.root), []);
  });
});

describe('a file that is not ours', () => {
  const refused = {
    'broken JSON': [
      'mobile',
      'amplifyconfiguration.json',
      '{"auth": ',
      /^src\/amplifyconfiguration\.json is not valid JSON\. /,
    ],
    'a list': ['outputs', 'amplify_outputs.json', '[]', /^src\/amplify_outputs\.json is not a JSON object\. /],
    'the flat form, in place of the mobile one': [
      'mobile',
      'amplifyconfiguration.json',
      '{"aws_user_pools_id":"x"}',
      /^src\/amplifyconfiguration\.json has the flat form for the web, /,
    ],
    'the mobile form, in place of the flat one': [
      'flat',
      'amplifyconfiguration.json',
      '{"auth":{"plugins":{"awsCognitoAuthPlugin":{}}}}',
      /^src\/amplifyconfiguration\.json has the mobile form, /,
    ],
    'the mobile form, in place of amplify_outputs.json': [
      'outputs',
      'amplify_outputs.json',
      '{"auth":{"plugins":{}}}',
      /^src\/amplify_outputs\.json has the mobile form, /,
    ],
    'amplify_outputs.json, in place of the mobile form': [
      'mobile',
      'amplifyconfiguration.json',
      '{"version":"1.3","auth":{"user_pool_id":"x"}}',
      /^src\/amplifyconfiguration\.json has the form of amplify_outputs\.json, /,
    ],
    'a module with code': [
      'exports',
      'aws-exports.js',
      'const awsmobile = { aws_project_region: region() };\nexport default awsmobile;\n',
      /^src\/aws-exports\.js is not valid JSON\. /,
    ],
    'a module that exports more': [
      'exports',
      'aws-exports.js',
      'const awsmobile = {};\nexport default awsmobile;\nexport const more = 1;\n',
      /^src\/aws-exports\.js has more in it than comments, /,
    ],
    'members in members without end': [
      'mobile',
      'amplifyconfiguration.json',
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      /^src\/amplifyconfiguration\.json is nested too deeply\. Nothing was written/,
    ],
    'types that somebody else has written': [
      'types',
      'amplify_outputs.d.ts',
      'export type Mine = 1;\n',
      /^src\/amplify_outputs\.d\.ts was not written by this program\. /,
    ],
  };
  for (const [what, [format, name, text, message]] of Object.entries(refused)) {
    it(`stays, and nothing is written: ${what}`, async (test) => {
      const at = project(test);
      at.write(`src/${name}`, text);
      for (const backend of [seedBackend(), { outputs: null, answers: null }]) {
        await assert.rejects(
          write(
            at,
            [format, 'mobile', 'outputs'].filter((each) => each !== 'mobile' || format !== 'flat'),
            backend,
          ),
          (error) => {
            assert.equal(error.name, 'CliError');
            assert.match(error.message, message);
            assert.doesNotMatch(error.message, /\n/);
            return true;
          },
        );
      }
      assert.equal(at.read(`src/${name}`), text);
      assert.deepEqual(readdirSync(at.at('src')), [name]);
    });
  }

  it('is a folder, or has a file in place of its folder', async (test) => {
    const at = project(test);
    mkdirSync(at.at('src/amplifyconfiguration.json'));
    await assert.rejects(write(at, ['mobile']), {
      name: 'CliError',
      message: 'Cannot read src/amplifyconfiguration.json: it is a folder.',
    });
    at.write('file', '');
    await assert.rejects(writeOutputs({ root: at.root, formats: ['mobile'], directory: 'file', ...seedBackend() }), {
      name: 'CliError',
      message: /^Cannot read file\/amplifyconfiguration\.json: there is a file where a folder /,
    });
  });

  it('leaves no half-written file when it cannot be written', async (test) => {
    const at = project(test);
    symlinkSync('nowhere/at/all', at.at('link'));
    await assert.rejects(writeOutputs({ root: at.root, formats: ['mobile'], directory: 'link', ...seedBackend() }), {
      name: 'CliError',
      message: /^Cannot write link\/amplifyconfiguration\.json: /,
    });
    assert.deepEqual(readdirSync(at.root).sort(), ['link', 'src']);
  });
});
