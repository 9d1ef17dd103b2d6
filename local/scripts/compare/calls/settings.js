/** Settings of pools and clients that change how users sign up and in. */
import { createHmac } from 'node:crypto';
import { PASSWORD } from '../client.js';
import { isRefused, isSignedIn, signUp } from './steps.js';

export const settingCalls = [
  [
    'A client with a secret needs the hash of it',
    async (client) => {
      const backend = await client.backend({ client: { GenerateSecret: true } });
      const { ClientId, secret } = backend;
      const signIn = (parameters) => ({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'jane', PASSWORD, ...parameters },
      });
      const SECRET_HASH = createHmac('sha256', secret).update(`jane${ClientId}`).digest('base64');
      return (
        (await client.refuses('InitiateAuth', signIn({}))) &&
        (await client.refuses('InitiateAuth', signIn({ SECRET_HASH: 'A'.repeat(44) }))) &&
        isSignedIn(await client.ask('InitiateAuth', signIn({ SECRET_HASH })))
      );
    },
  ],
  [
    'Where the e-mail address is the username, it must be one',
    async (client) => {
      const backend = await client.backend({ pool: { UsernameAttributes: ['email'] }, user: false });
      return client.refuses('SignUp', signUp(backend, 'bo'), ['InvalidParameterException']);
    },
  ],
  [
    'An unknown user looks like a wrong password, if the client wants that',
    async (client) => {
      const backend = await client.backend({ client: { PreventUserExistenceErrors: 'ENABLED' } });
      return isRefused(await client.withPassword(backend, PASSWORD, 'nobody'));
    },
  ],
];
