/** The secrets of social providers, in what a push by the services' calls fails with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { choices } from './support/answers.js';
import { backendWith, clientOptions, direct, engineAt, progress, push } from './support/direct.js';

const withProviders = (answers) => Object.assign(answers.userPool, choices.pages[2]);

/** An engine whose Cognito refuses an operation, and repeats what was sent. */
function refusing(operation) {
  const cognito = new CognitoIdentityProviderClient(clientOptions(direct.server.url));
  cognito.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName !== `${operation}Command`) return next(args);
        const { client_secret: secret } = args.input.ProviderDetails;
        throw Object.assign(new Error(`Invalid value ${secret}`), { name: 'InvalidParameterException' });
      },
    { step: 'initialize' },
  );
  return engineAt(direct.server.url, direct.iam, { cognito });
}

const isDiscreet = (error) => {
  assert.equal(error.message, 'Invalid value (secret)');
  assert.doesNotMatch(inspect(error), /s3cret/);
  return true;
};

describe('the secret of a social provider', () => {
  it('is not in the reason why it cannot be made', async () => {
    const at = refusing('CreateIdentityProvider');
    const told = progress();
    const plan = await at.plan(backendWith(withProviders), { outputs: {} });
    await assert.rejects(at.apply(plan, told), isDiscreet);
    assert.doesNotMatch(JSON.stringify(told), /s3cret/);
  });

  it('is not in the reason why it cannot be changed, though Cognito has it from an earlier push', async () => {
    const { pushed } = await push(backendWith(withProviders));
    const at = refusing('UpdateIdentityProvider');
    const other = backendWith((answers) => {
      const hostedUI = structuredClone(choices.pages[2].hostedUI);
      hostedUI.socialProviders[0].clientId = 'another';
      answers.userPool.hostedUI = hostedUI;
    });
    const plan = await at.plan(other, pushed);
    await assert.rejects(at.apply(plan, progress()), isDiscreet);
  });
});
