/** Signing up and in with a password, and new passwords. */
import { PASSWORD } from '../client.js';
import { MISMATCH, answer, challengeAfter, isRefused, isSignedIn, signUp, wrongOf } from './steps.js';

export const passwordCalls = [
  ['SRP: the right password signs in', async (client) => isSignedIn(await client.withSrp(await client.backend()))],
  [
    'SRP: a wrong password is refused',
    async (client) => isRefused(await client.withSrp(await client.backend(), { password: 'Wrong-Password1' })),
  ],
  [
    'SRP: an invented signature is refused',
    async (client) => {
      const forge = (answers) => ({ ...answers, PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32, 7).toString('base64') });
      return isRefused(await client.withSrp(await client.backend(), { forge }));
    },
  ],
  [
    'Plain password: right and wrong, and a client that does not allow it',
    async (client) => {
      const backend = await client.backend();
      const closed = await client.backend({
        client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      });
      return (
        isSignedIn(await client.withPassword(backend)) &&
        isRefused(await client.withPassword(backend, 'Wrong-Password1')) &&
        isRefused(await client.withPassword(closed), ['InvalidParameterException'])
      );
    },
  ],
  [
    'Sign-up: a weak password, a wrong code and the right one',
    async (client) => {
      const backend = await client.backend({ user: false });
      if (!(await client.refuses('SignUp', { ...signUp(backend), Password: 'weak' }, ['InvalidPasswordException'])))
        return false;
      await client.call('SignUp', signUp(backend));
      const code = await client.code(backend.UserPoolId, 'bo', 'sign-up');
      const confirm = (ConfirmationCode) => ({ ClientId: backend.ClientId, Username: 'bo', ConfirmationCode });
      if (!(await client.refuses('ConfirmSignUp', confirm(wrongOf(code)), MISMATCH))) return false;
      await client.call('ConfirmSignUp', confirm(code));
      return isSignedIn(await client.withPassword(backend, PASSWORD, 'bo'));
    },
  ],
  [
    'An unconfirmed user is refused',
    async (client) => {
      const backend = await client.backend({ user: false });
      await client.call('SignUp', signUp(backend));
      return isRefused(await client.withPassword(backend, PASSWORD, 'bo'), ['UserNotConfirmedException']);
    },
  ],
  [
    'A disabled user is refused',
    async (client) => {
      const backend = await client.backend();
      await client.call('AdminDisableUser', { UserPoolId: backend.UserPoolId, Username: 'jane' });
      return isRefused(await client.withPassword(backend));
    },
  ],
  [
    'A temporary password must be replaced; an invented session is refused',
    async (client) => {
      const backend = await client.backend({ user: false });
      await client.call('AdminCreateUser', {
        UserPoolId: backend.UserPoolId,
        Username: 'jane',
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
      });
      const { ChallengeName, Session } = await challengeAfter(client, backend);
      const NEW_PASSWORD = 'Password456!';
      const forged = answer(backend, ChallengeName, 'x'.repeat(100), { NEW_PASSWORD });
      if (ChallengeName !== 'NEW_PASSWORD_REQUIRED') return false;
      if (!(await client.refuses('RespondToAuthChallenge', forged))) return false;
      return isSignedIn(
        await client.ask('RespondToAuthChallenge', answer(backend, ChallengeName, Session, { NEW_PASSWORD })),
      );
    },
  ],
  [
    'A forgotten password: a wrong code and the right one',
    async (client) => {
      const backend = await client.backend();
      const { ClientId } = backend;
      await client.call('ForgotPassword', { ClientId, Username: 'jane' });
      const code = await client.code(backend.UserPoolId, 'jane', 'reset');
      const Password = 'Password456!';
      const reset = (ConfirmationCode) => ({ ClientId, Username: 'jane', ConfirmationCode, Password });
      if (!(await client.refuses('ConfirmForgotPassword', reset(wrongOf(code)), MISMATCH))) return false;
      await client.call('ConfirmForgotPassword', reset(code));
      return isSignedIn(await client.withPassword(backend, Password));
    },
  ],
];
