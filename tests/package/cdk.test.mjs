/** The stack in the guide for user pools, with the real CDK. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { appFolder } from './app.mjs';
import { codeBlocks, textOf } from './documents.mjs';

const guide = 'docs/setting-up-a-pool.md';
const blocks = codeBlocks(guide, textOf(guide));

/** Prints the template of the stack. */
const synthesize = `
import { App } from 'aws-cdk-lib';
import { UsersStack } from './stack.js';
const app = new App({ outdir: 'cdk.out', analyticsReporting: false });
const { stackName } = new UsersStack(app, 'Users');
console.log(JSON.stringify(app.synth().getStackByName(stackName).template));
`;

const compilerOptions = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  // The declarations of CDK name types of Node.
  ...{ target: 'es2022', module: 'nodenext', skipLibCheck: true, types: ['node'] },
};

describe('the stack of the guide', () => {
  let folder = '';
  before(async () => {
    folder = await appFolder('cdk');
    const [stack] = blocks.filter(({ code }) => code.includes("'aws-cdk-lib'"));
    assert.ok(stack);
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await writeFile(join(folder, 'stack.ts'), stack.code);
    await writeFile(join(folder, 'synthesize.js'), synthesize);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['stack.ts'] }));
  });
  after(() => rm(folder, { recursive: true }));

  /** @param {string} command @param {string[]} args */
  const run = (command, ...args) => promisify(execFile)(command, args, { cwd: folder });

  test('compiles with the strictest types, and makes the pool and the client that the JSON for the AWS CLI makes', async () => {
    const { stdout: problems } = await run(npmCommand('tsc')).catch((error) => error);
    assert.equal(problems, '');
    const { stdout } = await run(process.execPath, 'synthesize.js');
    const resources = Object.values(JSON.parse(stdout).Resources);
    /** @param {string} type @param {string[]} names */
    const settings = (type, names) => {
      const { Properties } = resources.find(({ Type }) => Type === `AWS::Cognito::${type}`);
      return Object.fromEntries(names.map((name) => [name, Properties[name]]));
    };
    const [pool, client] = blocks.filter(({ language }) => language === 'json').map(({ code }) => JSON.parse(code));
    const { ClientName: _, ...ofClient } = client;
    assert.deepEqual(settings('UserPoolClient', Object.keys(ofClient)), ofClient);
    assert.deepEqual(
      settings('UserPoolClient', ['GenerateSecret', 'AllowedOAuthFlowsUserPoolClient', 'AllowedOAuthFlows']),
      {
        ...{ GenerateSecret: undefined, AllowedOAuthFlowsUserPoolClient: false, AllowedOAuthFlows: undefined },
      },
    );
    const same = ['UsernameAttributes', 'AutoVerifiedAttributes', 'AccountRecoverySetting'];
    const ofPool = settings('UserPool', [...same, 'Policies', 'WebAuthnRelyingPartyID', 'AdminCreateUserConfig']);
    for (const name of same) assert.deepEqual(ofPool[name], pool[name], name);
    assert.deepEqual(ofPool.Policies.SignInPolicy, pool.Policies.SignInPolicy);
    assert.equal(ofPool.WebAuthnRelyingPartyID, 'app.example.com');
    assert.equal(ofPool.AdminCreateUserConfig.AllowAdminCreateUserOnly, false);
  });
});
