/** The hosted UI of a running server: its options, configuration, journal and faults. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED, createLocalCognito, startServer } from '../src/index.js';
import { call, freshCognito, test } from './support/calls.js';
import { CALLBACK, ORIGIN, openCognito, post, refusedWith, reply } from './support/hosted.js';

const TOKEN = '/oauth2/token';
const SCOPES = ['openid', 'profile', 'email', 'phone', 'aws.cognito.signin.user.admin'];
const describeClient = async (cognito) =>
  (await call(cognito, 'DescribeUserPoolClient', { UserPoolId: SEED.userPoolId, ClientId: SEED.webClientId }))
    .UserPoolClient;

describe('the seed backend', () => {
  it('has a hosted UI with both grants, scopes and two providers', async () => {
    const cognito = freshCognito();
    const client = await describeClient(cognito);
    assert.deepEqual(client.AllowedOAuthFlows, ['code', 'implicit']);
    assert.deepEqual(client.AllowedOAuthScopes, [...SCOPES, 'notes/read', 'notes/write']);
    assert.deepEqual(
      client.CallbackURLs,
      [3000, 5173, 8080].map((port) => `http://localhost:${port}/`),
    );
    assert.deepEqual(client.SupportedIdentityProviders, ['COGNITO', 'Google', 'Company']);
    const { DomainDescription } = await call(cognito, 'DescribeUserPoolDomain', { Domain: 'seed' });
    assert.equal(DomainDescription.UserPoolId, SEED.userPoolId);
  });

  it('is one that the operations could have made', async () => {
    const cognito = freshCognito();
    const client = await describeClient(cognito);
    const names = Object.keys(client).filter((name) => /OAuth|URLs|Providers/.test(name));
    assert.equal(names.length, 6);
    await call(cognito, 'CreateUserPoolClient', {
      UserPoolId: SEED.userPoolId,
      ClientName: 'same',
      ...Object.fromEntries(names.map((name) => [name, client[name]])),
    });
  });

  it('returns to the addresses of the options, also after a reset', async () => {
    const callbackUrls = ['http://localhost:4200/', 'myapp://in'];
    const cognito = createLocalCognito({ callbackUrls });
    cognito.reset();
    const { CallbackURLs, LogoutURLs } = await describeClient(cognito);
    assert.deepEqual([CallbackURLs, LogoutURLs], [callbackUrls, callbackUrls]);
    const other = createLocalCognito({ callbackUrls, logoutUrls: ['http://localhost:4200/bye'] });
    assert.deepEqual((await describeClient(other)).LogoutURLs, ['http://localhost:4200/bye']);
    for (const options of [{ callbackUrls: ['http://app.test/'] }, { logoutUrls: ['/bye'] }]) {
      assert.throws(() => createLocalCognito(options), TypeError);
    }
  });
});

describe('the configuration', () => {
  it('of a server is that of Amplify', async () => {
    const server = await startServer({ port: 0, callbackUrls: [CALLBACK], logoutUrls: [`${CALLBACK}bye`] });
    const oauth = {
      domain: `http://localhost:${server.port}`,
      scopes: SCOPES,
      redirectSignIn: [CALLBACK],
      redirectSignOut: [`${CALLBACK}bye`],
      responseType: 'code',
    };
    assert.deepEqual(server.oauthConfig(), oauth);
    assert.deepEqual(server.resourcesConfig({ identityPoolId: undefined }), {
      Auth: {
        Cognito: {
          userPoolId: SEED.userPoolId,
          userPoolClientId: SEED.webClientId,
          userPoolEndpoint: server.url,
          identityPoolId: undefined,
          identityPoolEndpoint: server.url,
          loginWith: { oauth },
        },
      },
    });
    const { auth } = await (await fetch(`${server.url}amplifyconfiguration.json`)).json();
    assert.deepEqual(auth.plugins.awsCognitoAuthPlugin.Auth.Default.OAuth, {
      WebDomain: oauth.domain,
      AppClientId: SEED.nativeClientId,
      SignInRedirectURI: CALLBACK,
      SignOutRedirectURI: `${CALLBACK}bye`,
      Scopes: SCOPES,
    });
    await server.close();
  });

  it('file has no hosted UI unless the options name its addresses', async () => {
    const response = await freshCognito().handle(new Request(`${ORIGIN}/amplifyconfiguration.json`));
    const { auth } = await response.json();
    assert.equal('OAuth' in auth.plugins.awsCognitoAuthPlugin.Auth.Default, false);
  });
});

describe('pages', () => {
  it('of this machine can call the endpoints, with Amplify’s headers', async () => {
    const cognito = freshCognito();
    const origin = 'http://localhost:3000';
    const preflight = await cognito.handle(
      new Request(`${ORIGIN}${TOKEN}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-headers': 'x-amz-user-agent,authorization' },
      }),
    );
    assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
    assert.match(preflight.headers.get('access-control-allow-headers'), /authorization.*x-amz-user-agent/);
    const headers = { origin, 'x-amz-user-agent': 'aws-amplify/6' };
    for (const path of [TOKEN, '/oauth2/revoke', '/oauth2/userInfo']) {
      const answer = await post(cognito, path, {}, headers);
      refusedWith(answer, 'invalid_request');
      assert.equal(answer.headers.get('access-control-allow-origin'), origin);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
  });

  it('of other machines are refused', async () => {
    const { status } = await post(freshCognito(), TOKEN, {}, { origin: 'https://evil.test' });
    assert.equal(status, 403);
  });
});

describe('the journal', () => {
  const secrets = { code: 's-1', code_verifier: 's-2', client_secret: 's-3', refresh_token: 's-4', password: 's-5' };
  const shown = { grant_type: 'authorization_code', client_id: 'a-client', redirect_uri: CALLBACK, scope: 'openid' };
  const credentials = { cookie: 'session=s-6', authorization: 'Basic s-7' };

  it('has the requests to the hosted UI without their secrets', async () => {
    const cognito = createLocalCognito();
    await post(cognito, `${TOKEN}?state=s-8&lang=en`, { ...shown, ...secrets }, credentials);
    const [entry] = cognito.journal.entries();
    assert.deepEqual([entry.operation, entry.status], [TOKEN, 400]);
    const hidden = Object.fromEntries(Object.keys(secrets).map((name) => [name, '[not shown]']));
    assert.deepEqual(entry.body, { ...shown, ...hidden });
    assert.doesNotMatch(JSON.stringify(entry), /s-\d/);
    assert.equal(new URL(entry.url).searchParams.get('lang'), 'en');
  });

  it('has the fields of a deterministic server, but no cookies', async () => {
    const cognito = freshCognito();
    await post(cognito, `${TOKEN}?state=s-8`, { ...shown, ...secrets }, credentials);
    const [entry] = await test(cognito, 'GET', 'journal?operation=/oauth2/token&after=0');
    assert.deepEqual(entry.body, { ...shown, ...secrets });
    assert.equal(new URL(entry.url).searchParams.get('state'), 's-8');
    assert.doesNotMatch(JSON.stringify(entry.headers), /s-\d/);
  });
});

describe('a fault', () => {
  it('affects the endpoint that it names', async () => {
    const cognito = freshCognito();
    const fault = { operation: TOKEN, kind: 'error', type: 'invalid_grant', message: 'Not now.', status: 429 };
    await test(cognito, 'POST', 'faults', fault);
    refusedWith(await post(cognito, '/oauth2/revoke', {}), 'invalid_request');
    const answer = await post(cognito, TOKEN, {});
    refusedWith(answer, 'invalid_grant', 429);
    assert.equal(answer.body.error_description, 'Not now.');
    refusedWith(await post(cognito, TOKEN, {}), 'invalid_request');
    await test(cognito, 'POST', 'faults', { operation: TOKEN, kind: 'html' });
    assert.equal((await post(cognito, TOKEN, {})).status, 503);
    await test(cognito, 'POST', 'faults', { operation: TOKEN, kind: 'drop' });
    await assert.rejects(post(cognito, TOKEN, {}), TypeError);
  });
});

describe('any request to the hosted UI', () => {
  const TEXTS = [
    '',
    '__proto__',
    'constructor',
    '\u0000',
    '💥',
    '%',
    '<script>',
    'eyJhbGciOiJub25lIn0.e30.',
    'x'.repeat(5000),
  ];
  const NAMES = ['grant_type', 'client_id', 'client_secret', 'code', 'redirect_uri', 'code_verifier', 'refresh_token'];

  it('gets a reply or an error', async () => {
    const cognito = openCognito();
    for (const path of [TOKEN, '/oauth2/revoke', '/oauth2/userInfo']) {
      for (const type of ['authorization_code', 'refresh_token', 'client_credentials']) {
        const good = { grant_type: type, client_id: SEED.webClientId, code: 'x', redirect_uri: CALLBACK, token: 'x' };
        for (const text of TEXTS) {
          for (const name of [...NAMES, 'scope', 'token', '__proto__']) {
            const fields = new URLSearchParams(good);
            fields.set(name, text);
            const { status } = await post(cognito, path, fields);
            assert.ok([200, 400].includes(status), `${path} ${name} ${text}: ${status}`);
          }
          const authorization = `Basic ${Buffer.from(text).toString('base64')}`;
          const { status } = await post(cognito, path, good, { authorization });
          assert.ok([200, 400].includes(status), `${path} ${text}: ${status}`);
        }
      }
      for (const body of ['%', '&&&', '=', 'a=%ff%fe', '{}']) {
        assert.equal((await post(cognito, path, body)).status, 400);
      }
    }
  });

  it('is refused if its body is too large', async () => {
    const cognito = freshCognito();
    refusedWith(await post(cognito, TOKEN, 'x'.repeat(2 ** 20 + 1)), 'invalid_request', 413);
    assert.deepEqual(cognito.journal.entries(), []);
  });

  it('does not find addresses that are like those of the endpoints', async () => {
    const cognito = freshCognito();
    for (const path of [
      '/oauth2/token/',
      '/OAUTH2/token',
      '/oauth2/tokens',
      '/oauth2/__proto__',
      '/__proto__',
      '/constructor',
    ]) {
      const { status } = await reply(await cognito.handle(new Request(`${ORIGIN}${path}`)));
      assert.equal(status, 404, path);
    }
  });
});
