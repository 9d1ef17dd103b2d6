/** Which requests are answered at all. */
import { PASSWORD } from '../client.js';
import { ORIGIN } from './steps.js';

export const requestCalls = [
  [
    'A page can read replies and errors (CORS)',
    async (client) => {
      const preflight = await fetch(client.url, {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control',
        },
      });
      const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase();
      const { headers } = await client.ask('GetUser', { AccessToken: 'x' }, { headers: { origin: ORIGIN } });
      const isAllowed =
        allowed === '*' || ['x-amz-target', 'content-type', 'cache-control'].every((name) => allowed.includes(name));
      return preflight.ok && isAllowed && [ORIGIN, '*'].includes(headers.get('access-control-allow-origin'));
    },
  ],
  [
    'Pages of strange sites are refused',
    async (client) => {
      const { status } = await client.ask(
        'ListUserPools',
        { MaxResults: 1 },
        { headers: { origin: 'https://strange.example' } },
      );
      return status === 403;
    },
  ],
  [
    'A member that AWS does not know is refused',
    async (client) => {
      const { ClientId } = await client.backend();
      const AuthParameters = { USERNAME: 'jane', PASSWORD };
      return client.refuses('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters,
        ClientMetaData: {},
      });
    },
  ],
];
