/** The types of `amplify_outputs.json`: they compile, fit the file, and know the groups and attributes of the pool. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import ts from 'typescript';
import { seeded } from '../../tests/glance/random.mjs';
import { writeOutputs } from '../src/outputs/files.js';
import { seedBackend, someBackend } from './support/backends.js';
import { folder } from './support/temporary-folder.js';

const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the compiler says about modules. */
function problemsIn(files, options = {}) {
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    verbatimModuleSyntax: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
    typeRoots: [],
    paths: {
      'cognito-wasm': [inRepository('dist/index.d.ts')],
      'aws-amplify': [inRepository('node_modules/aws-amplify')],
    },
    ...options,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

const write = (at, directory, backend) =>
  writeOutputs({ root: at.root, ...backend, formats: ['outputs', 'types'], directory });

/** A shop with two groups and a custom attribute. */
function shop() {
  const backend = seedBackend();
  Object.assign(backend.answers.userPool, {
    groups: ['admins', "it's"],
    customAttributes: [{ name: 'plan', type: 'String', isMutable: true }],
    requiredAttributes: ['email', 'given_name'],
  });
  return backend;
}

describe('the types of the outputs', () => {
  it('know groups and attributes, and are accepted by configure and signUp', async (test) => {
    const at = folder(test);
    await write(at, '.', shop());
    at.write(
      'app.ts',
      `
      import { Amplify, signUp } from 'cognito-wasm';
      import { Amplify as Other } from 'aws-amplify';
      import outputs, { type CustomAttribute, type Group, type SignUpAttributes, type UserAttribute } from './amplify_outputs';

      await Amplify.configure(outputs);
      Other.configure(outputs);
      export const groups: Group[] = ['admins', "it's"];
      // @ts-expect-error -- not a group
      export const nobody: Group = 'nobody';
      export const custom: CustomAttribute = 'custom:plan';
      // @ts-expect-error -- not an attribute
      export const unknown: UserAttribute = 'custom:none';
      const userAttributes: SignUpAttributes = { email: 'a', given_name: 'b', 'custom:plan': 'c', locale: 'd' };
      await signUp({ username: 'u', password: 'p', options: { userAttributes } });
      // @ts-expect-error -- one is missing
      export const incomplete: SignUpAttributes = { email: 'a' };
      // @ts-expect-error -- one is unknown
      export const tooMuch: SignUpAttributes = { email: 'a', given_name: 'b', 'custom:none': 'c' };
      export const mode: 'NONE' = outputs.auth.mfa_configuration;
      export const id: string = outputs.auth.user_pool_id;
      // @ts-expect-error -- ids are those of an environment
      export const fixed: 'eu-west-1_AbCdEfGhI' = outputs.auth.user_pool_id;
      `,
    );
    assert.deepEqual(problemsIn([at.at('app.ts')], { lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'] }), []);
  });

  it('are never for a pool without groups and custom attributes', async (test) => {
    const at = folder(test);
    await write(at, '.', seedBackend());
    at.write(
      'app.ts',
      `
      import type { CustomAttribute, Group } from './amplify_outputs';
      type IsNever<T> = [T] extends [never] ? true : false;
      export const none: [IsNever<Group>, IsNever<CustomAttribute>] = [true, true];
      `,
    );
    assert.deepEqual(problemsIn([at.at('app.ts')]), []);
  });

  it('fit the file, for generated answers', async (test) => {
    const at = folder(test);
    const files = [];
    for (let seed = 1; seed <= 60; seed += 1) {
      mkdirSync(at.at(`${seed}`));
      await write(at, `${seed}`, someBackend(seeded(seed)));
      // A literal with the name __proto__ would not have it as a member.
      const text = at.read(`${seed}/amplify_outputs.json`).replace('"__proto__"', '["__proto__"]');
      at.write(
        `${seed}/check.ts`,
        `import type { AmplifyOutputs } from './amplify_outputs';\nexport const value: AmplifyOutputs = ${text};\n`,
      );
      files.push(at.at(`${seed}/check.ts`));
    }
    assert.deepEqual(problemsIn(files, { skipLibCheck: false }), []);
  });

  it('go with the values, which a bundler finds under the same name', async (test) => {
    const at = folder(test);
    await write(at, '.', shop());
    at.write('app.ts', "import outputs from './amplify_outputs';\nexport default outputs.auth.user_pool_id;\n");
    const outfile = at.at('bundle.mjs');
    await build({ entryPoints: [at.at('app.ts')], bundle: true, format: 'esm', outfile });
    const { default: id } = await import(pathToFileURL(outfile));
    assert.equal(id, 'eu-west-1_AbCdEfGhI');
  });
});
