/** How a fault is given: in JavaScript and over HTTP alike. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, freshCognito, send, test, withClient } from './support/calls.js';
import { SEED } from '../src/index.js';

/** Both ways. Each resolves with the name and the message of the refusal, if there is one. */
const ways = {
  'in JavaScript': async (cognito, fault) => {
    try {
      cognito.faults.add(fault);
      return {};
    } catch ({ name, message }) {
      return { name, message };
    }
  },
  'over HTTP': async (cognito, fault) => {
    const { __type: name, message } = await test(cognito, 'POST', 'faults', fault);
    return name === undefined ? {} : { name, message };
  },
};
const describePool = (cognito) => send(cognito, 'DescribeUserPool', { UserPoolId: SEED.userPoolId });

for (const [way, add] of Object.entries(ways)) {
  describe(`a fault that is given ${way}`, () => {
    it('meets the next request, whatever it is, and only that', async () => {
      const cognito = freshCognito();
      assert.deepEqual(await add(cognito, { kind: 'status' }), {});
      assert.equal((await describePool(cognito)).status, 500);
      assert.equal((await describePool(cognito)).status, 200);
      await add(cognito, { kind: 'status' });
      assert.equal((await send(cognito, 'SignUp', withClient(SEED_USER))).status, 500);
    });

    it('is refused with a part that its kind does not have', async () => {
      const cognito = freshCognito();
      const parts = { status: 503, type: 'NotAuthorizedException', message: 'No.', delayMs: 0 };
      const known = {
        status: ['status'],
        error: ['type', 'message', 'status'],
        html: ['status'],
        delay: ['delayMs'],
        drop: [],
        'lose-reply': [],
      };
      for (const [kind, own] of Object.entries(known)) {
        for (const [part, value] of Object.entries(parts)) {
          const { name, message } = await add(cognito, { kind, [part]: value });
          if (own.includes(part)) {
            assert.equal(name, undefined, `${kind}, ${part}`);
          } else {
            assert.equal(name, 'InvalidParameterException', `${kind}, ${part}`);
            assert.equal(message, `A fault of kind ${kind} has no ${part}, but ${own.join(', ') || 'no other part'}.`);
          }
        }
      }
    });

    const refused = {
      'without a kind': [{ operation: 'SignUp' }, 'InvalidParameterException'],
      'of another kind': [{ kind: 'explode' }, 'InvalidParameterException'],
      'for no request': [{ kind: 'drop', times: 0 }, 'InvalidParameterException'],
      'for half a request': [{ kind: 'drop', times: 0.5 }, 'SerializationException'],
      'with a misspelt part': [{ kind: 'delay', delayMS: 1 }, 'SerializationException'],
      'with a status that is none of a failure': [{ kind: 'status', status: 200 }, 'InvalidParameterException'],
      'for an operation with its service': [
        { kind: 'drop', operation: 'AWSCognitoIdentityProviderService.SignUp' },
        'InvalidParameterException',
      ],
      'for a path with a query': [{ kind: 'drop', operation: '/login?lang=en' }, 'InvalidParameterException'],
      'that is a text': ['drop', 'SerializationException'],
    };
    for (const [what, [fault, expected]] of Object.entries(refused)) {
      it(`is refused ${what}`, async () => {
        const cognito = freshCognito();
        assert.equal((await add(cognito, fault)).name, expected);
        assert.equal((await describePool(cognito)).status, 200);
      });
    }
  });
}
