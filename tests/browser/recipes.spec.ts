/** Recipes: other services called from a page with what the library signs, and accepted by servers that verify. */
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import { storedTokens } from './signed-in.js';

/** The caller whom the API saw. */
interface Seen {
  readonly status: number;
  readonly body: unknown;
}

const apiGateway = { service: 'execute-api', region: 'us-east-1' };

/** Calls the API that verifies, from the page. */
const ask = (app: App, path: string, init: RequestInit = {}, options: object = {}): Promise<Seen> =>
  app.page.evaluate(
    async ([url, request, given]) => {
      const response = await harness.library.signedFetch(url, request, given);
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
    },
    [`${app.cognito.origin}${path}`, init, options] as const,
  );

const identityOf = async (app: App): Promise<string> => (await app.call('getIdentityId')) as string;

test('API Gateway with IAM: a signed request is accepted as the user’s', async ({ app }) => {
  await app.beginSignedIn();
  const identityId = await identityOf(app);
  const post = { method: 'POST', body: '{"name":"Käse"}', headers: { 'content-type': 'application/json' } };
  const seen = await ask(app, '/_api/iam/prod/items?b=2&a=1%20x', post, apiGateway);
  expect(seen).toMatchObject({ status: 200, body: { caller: { kind: 'user', identityId } } });
});

test('API Gateway with IAM: headers that the browser leaves out or that the signature replaces do no harm', async ({
  app,
}) => {
  await app.beginSignedIn();
  const headers = {
    'content-length': '99',
    'access-control-request-method': 'PUT',
    'set-cookie': 'a=b',
    'x-amz-date': '20200101T000000Z',
    'x-amz-security-token': 'OLD',
  };
  const seen = await ask(app, '/_api/iam/prod/items', { method: 'POST', body: 'text', headers }, apiGateway);
  expect(seen).toMatchObject({ status: 200, body: { caller: { kind: 'user' } } });
});

test('API Gateway with IAM: expired credentials are renewed, and the request is sent once more', async ({
  app,
  cognito,
}) => {
  await app.beginSignedIn();
  await identityOf(app);
  await cognito.expireCredentials();
  await cognito.clearJournal();
  expect(await ask(app, '/_api/iam/prod/items', {}, apiGateway)).toMatchObject({ status: 200 });
  const operations = await cognito.operations();
  expect(operations.filter((name) => name === 'GetCredentialsForIdentity')).toHaveLength(1);
  // The tokens are good.
  expect(operations).not.toContain('GetTokensFromRefreshToken');
});

test('API Gateway with IAM: a clock that is wrong is repaired once, for later requests too', async ({
  app,
  cognito,
}) => {
  await app.beginSignedIn();
  await identityOf(app);
  await cognito.setClock((await cognito.now()) - 20 * 60_000);
  await cognito.clearJournal();
  for (const item of [1, 2]) {
    const path = `/_api/iam/prod/items/${String(item)}`;
    expect(await ask(app, path, {}, apiGateway)).toMatchObject({ status: 200 });
  }
  expect((await cognito.journal()).filter(({ url }) => url.includes('/_api/')).map(({ status }) => status)).toEqual([
    403, 200, 200,
  ]);
});

test('API Gateway with IAM: a guest is accepted where guests are let in', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin();
  const seen = await ask(app, '/_api/iam/prod/items', {}, apiGateway);
  expect(seen).toMatchObject({ status: 200, body: { caller: { kind: 'guest', identityId: await identityOf(app) } } });
});

test('API Gateway with an authorizer: the tokens are accepted', async ({ app }) => {
  await app.beginSignedIn();
  for (const authMode of ['userPool', 'idToken'])
    expect(await ask(app, '/_api/user-pool/me', {}, { authMode })).toMatchObject({ status: 200 });
  expect(await ask(app, '/_api/user-pool/me', {}, { authMode: 'none' })).toMatchObject({ status: 401 });
});

test('S3: an address that was signed has the time of the service if this machine’s clock is wrong', async ({
  app,
  cognito,
}) => {
  await app.beginSignedIn();
  await cognito.setClock((await cognito.now()) - 3_600_000);
  const s3 = { service: 's3', region: 'us-east-1' };
  const path = '/_api/s3/photos/sea.txt';
  expect(await ask(app, path, { method: 'PUT', body: 'waves' }, s3)).toMatchObject({ status: 200 });
  const read = await app.page.evaluate(async (input) => (await fetch(await harness.library.presignUrl(input))).text(), {
    url: `${app.cognito.origin}${path}`,
    expiresIn: 60,
    ...s3,
  });
  expect(read).toBe('waves');
});

test('S3: a photo is put, read, and read by an address that was signed', async ({ app }) => {
  await app.beginSignedIn();
  const folder = `private/${encodeURIComponent(await identityOf(app))}`;
  const path = `/_api/s3/photos/${folder}/sea%20(1).txt`;
  const s3 = { service: 's3', region: 'us-east-1' };
  expect(await ask(app, path, { method: 'PUT', body: 'waves' }, s3)).toMatchObject({ status: 200 });
  expect(await ask(app, path, {}, s3)).toMatchObject({ status: 200, body: 'waves' });
  const read = await app.page.evaluate(
    async (input) => {
      const response = await fetch(await harness.library.presignUrl(input));
      return [response.status, await response.text()];
    },
    { url: `${app.cognito.origin}${path}`, expiresIn: 60, ...s3 },
  );
  expect(read).toEqual([200, 'waves']);
});

test('DynamoDB: an item is put and read', async ({ app }) => {
  await app.beginSignedIn();
  const call = (operation: string, body: object): Promise<Seen> =>
    ask(
      app,
      '/_api/dynamodb/',
      {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
      },
      { service: 'dynamodb', region: 'us-east-1' },
    );
  const Item = { id: { S: '1' }, text: { S: 'note' } };
  expect(await call('PutItem', { TableName: 'notes', Item })).toMatchObject({ status: 200 });
  expect(await call('GetItem', { TableName: 'notes', Key: { id: { S: '1' } } })).toMatchObject({ body: { Item } });
});

test('AppSync: a query, and the handshake of subscriptions', async ({ app }) => {
  await app.beginSignedIn();
  const identityId = await identityOf(app);
  const query = JSON.stringify({ query: 'query { me { kind identityId } }', variables: {} });
  const headers = { 'content-type': 'application/json' };
  const appSync = { service: 'appsync', region: 'us-east-1' };
  const seen = await ask(app, '/_api/graphql', { method: 'POST', body: query, headers }, appSync);
  expect(seen).toMatchObject({ status: 200, body: { data: { me: { identityId } } } });

  const types = await app.page.evaluate(
    async ([endpoint, options]) => {
      const body = '{}';
      const signed = await harness.library.signRequest({
        url: `${endpoint}/connect`,
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json; charset=UTF-8' },
        ...options,
      });
      const header = JSON.stringify({ ...signed, host: new URL(endpoint).host });
      const encoded = btoa(header).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
      const address = `${endpoint.replace('http', 'ws')}/realtime`;
      const socket = new WebSocket(address, ['graphql-ws', `header-${encoded}`]);
      const answers = new Promise<string[]>((resolve, reject) => {
        const types: string[] = [];
        socket.onerror = reject;
        socket.onmessage = ({ data }) => {
          types.push((JSON.parse(String(data)) as { type: string }).type);
          if (types.length === 2 || types[0] !== 'connection_ack') resolve(types);
        };
      });
      socket.onopen = () => {
        socket.send(JSON.stringify({ type: 'connection_init' }));
      };
      const types = await answers;
      socket.close();
      return types;
    },
    [`${app.cognito.origin}/_api/graphql`, appSync] as const,
  );
  expect(types).toEqual(['connection_ack', 'ka']);
});

test('IoT: a websocket by an address that was signed, with the session token outside of the signature', async ({
  app,
}) => {
  await app.beginSignedIn();
  const outcome = await app.page.evaluate(async (origin) => {
    const url = await harness.library.presignUrl({
      url: `${origin.replace('http', 'ws')}/mqtt`,
      service: 'iotdevicegateway',
      region: 'us-east-1',
    });
    const socket = new WebSocket(url, ['mqtt']);
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.onopen = () => {
        resolve(true);
      };
      socket.onerror = () => {
        resolve(false);
      };
    });
    socket.close();
    return isOpen;
  }, app.cognito.origin);
  expect(outcome).toBe(true);
});

test('a signature with other credentials is refused', async ({ app }) => {
  await app.beginSignedIn();
  const credentials = { accessKeyId: 'ASIAOTHER', secretAccessKey: 'other', sessionToken: 'other' };
  const status = await app.page.evaluate(
    async ([url, options]) => {
      const headers = await harness.library.signRequest({ url, ...options });
      return (await fetch(url, { headers })).status;
    },
    [`${app.cognito.origin}/_api/iam/prod/items`, { ...apiGateway, credentials }] as const,
  );
  expect(status).toBe(403);
});

test('no token reaches a server by a signature', async ({ app }) => {
  await app.beginSignedIn();
  const [request] = await Promise.all([
    app.page.waitForRequest((sent) => sent.method() === 'GET' && sent.url().includes('/_api/')),
    ask(app, '/_api/iam/prod/items', {}, apiGateway),
  ]);
  const sent = JSON.stringify([request.url(), await request.allHeaders()]);
  expect(sent).toContain('AWS4-HMAC-SHA256');
  for (const token of Object.values(await storedTokens(app))) expect(sent).not.toContain(token);
});
