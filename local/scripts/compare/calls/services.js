/** What is beside the user pool: the hosted UI and identity pools. */
import { NOT_AUTHORIZED } from './steps.js';

export const serviceCalls = [
  [
    'Hosted UI: a page to sign in, and an error for an invented code',
    async (client) => {
      const redirect = 'http://localhost:3000/';
      const backend = await client.backend({
        client: {
          AllowedOAuthFlows: ['code'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthScopes: ['openid'],
          CallbackURLs: [redirect],
          SupportedIdentityProviders: ['COGNITO'],
        },
      });
      const { UserPoolId, ClientId: client_id } = backend;
      await client.ask('CreateUserPoolDomain', { UserPoolId, Domain: `app${Date.now()}` });
      const query = new URLSearchParams({ client_id, response_type: 'code', scope: 'openid', redirect_uri: redirect });
      const page = await fetch(`${client.url}oauth2/authorize?${query}`);
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id,
        code: 'x',
        redirect_uri: redirect,
      });
      const token = await fetch(`${client.url}oauth2/token`, { method: 'POST', body });
      const isPage = page.ok && /<input[^>]*password/i.test(await page.text());
      return isPage && token.status === 400 && (await token.json()).error === 'invalid_grant';
    },
  ],
  [
    'Identity pool: credentials for a user; none for guests or an invented token',
    async (client) => {
      const service = { service: 'cognito-identity' };
      const backend = await client.backend();
      const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${backend.UserPoolId}`;
      const { IdentityPoolId } = await client.call(
        'CreateIdentityPool',
        {
          IdentityPoolName: 'identities',
          AllowUnauthenticatedIdentities: false,
          CognitoIdentityProviders: [{ ProviderName, ClientId: backend.ClientId }],
        },
        service,
      );
      const Roles = {
        authenticated: 'arn:aws:iam::000000000000:role/user',
        unauthenticated: 'arn:aws:iam::000000000000:role/guest',
      };
      await client.ask('SetIdentityPoolRoles', { IdentityPoolId, Roles }, service);
      const { IdToken } = await client.tokens(backend);
      if (!(await client.refuses('GetId', { IdentityPoolId }, NOT_AUTHORIZED, service))) return false;
      const forged = `${IdToken.slice(0, IdToken.lastIndexOf('.'))}.${Buffer.alloc(256, 7).toString('base64url')}`;
      const { IdentityId } = await client.call(
        'GetId',
        { IdentityPoolId, Logins: { [ProviderName]: IdToken } },
        service,
      );
      const get = (token) => ({ IdentityId, Logins: { [ProviderName]: token } });
      if (!(await client.refuses('GetCredentialsForIdentity', get(forged), NOT_AUTHORIZED, service))) return false;
      const { Credentials } = await client.call('GetCredentialsForIdentity', get(IdToken), service);
      return Credentials.SessionToken !== undefined;
    },
  ],
];
