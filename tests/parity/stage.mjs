import { SEED } from '../../local/src/index.js';

const { userPoolId, nativeClientId, identityPoolId } = SEED;

/**
 * The means of the scenario's steps.
 *
 * @param {import('@playwright/test').Page} page a harness page
 * @param {import('../../local/src/http-server.js').RunningServer} server its local Cognito
 * @returns {import('./scenario.mjs').Stage}
 */
export function stageFor(page, { url, cognito }) {
  const config = (changes = {}) => ({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId: nativeClientId,
        userPoolEndpoint: url,
        identityPoolId,
        identityPoolEndpoint: url,
        ...changes,
      },
    },
  });
  /** @type {import('./scenario.mjs').Stage['call']} */
  const call = (path, ...inputs) =>
    page.evaluate(([name, ...rest]) => harness.call(String(name), ...rest), [path, ...inputs]);
  return {
    call,
    callAtOnce: (times, path, ...inputs) =>
      page.evaluate(
        ([count, name, ...rest]) =>
          Promise.all(Array.from({ length: Number(count) }, () => harness.call(String(name), ...rest))),
        [times, path, ...inputs],
      ),
    start: async (path, ...inputs) => {
      const id = crypto.randomUUID();
      await page.evaluate(
        ([key, name, ...rest]) => {
          harness.start(String(key), String(name), ...rest);
        },
        [id, path, ...inputs],
      );
      return () => page.evaluate((key) => harness.finish(key), id);
    },
    reload: async () => {
      await page.reload();
      await call('Amplify.configure', config());
    },
    configureWith: async (kinds, given) => {
      await page.reload();
      return page.evaluate(
        ([names, configuration, prefix]) => {
          const { library } = harness;
          const asked = (harness.asked = []);
          const token = (name) => library.decodeJWT(localStorage.getItem(`${prefix}.${name}`));
          const tokens = { accessToken: token('accessToken'), idToken: token('idToken') };
          const provider = (answer) => ({
            getTokens: async (options) => {
              // Amplify leaves the option out if it is false.
              asked.push(['getTokens', options?.forceRefresh === true]);
              return answer;
            },
          });
          const functions = {
            tokenProvider: ['tokenProvider', provider(tokens)],
            emptyProvider: ['tokenProvider', provider(null)],
            credentialsProvider: [
              'credentialsProvider',
              {
                getCredentialsAndIdentityId: async (options) => {
                  const { forceRefresh, ...others } = options;
                  asked.push(['getCredentialsAndIdentityId', forceRefresh === true, harness.plain(others)]);
                  const expiration = new Date(4_000_000_000_000);
                  const credentials = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', expiration };
                  return { credentials, identityId: 'us-east-1:other' };
                },
                clearCredentialsAndIdentityId: () => {
                  asked.push(['clearCredentialsAndIdentityId']);
                },
              },
            ],
            headers: ['headers', async () => ({ 'x-app': 'parity' })],
          };
          const Auth = Object.fromEntries(names.map((name) => functions[name]));
          return harness.call('Amplify.configure', configuration, { Auth });
        },
        [kinds, given, ['CognitoIdentityServiceProvider', nativeClientId, 'username'].join('.')],
      );
    },
    asked: () => page.evaluate(() => harness.asked),
    config,
    accessToken: () =>
      page.evaluate(
        (key) => localStorage.getItem(key) ?? '',
        ['CognitoIdentityServiceProvider', nativeClientId, 'username', 'accessToken'].join('.'),
      ),
    passTime: async (milliseconds) => {
      cognito.clock.advance(milliseconds);
      await page.clock.fastForward(milliseconds);
    },
    passServiceTime: (milliseconds) => cognito.clock.advance(milliseconds),
    userPools: (operation, body) => askService(cognito, `AWSCognitoIdentityProviderService.${operation}`, body),
    switchPool: async (switches) => {
      const init = { method: 'POST', body: JSON.stringify(switches) };
      const response = await cognito.handle(new Request('http://localhost/_test/pool', init));
      if (!response.ok) throw new Error(await response.text());
    },
    changeStorage: (change) => page.evaluate(`(${String(change)})(localStorage)`),
    stored: (name) =>
      page.evaluate((last) => {
        const lastUser = Object.keys(localStorage).find((key) => key.endsWith('.LastAuthUser')) ?? '';
        const prefix = lastUser.slice(0, -'LastAuthUser'.length);
        return localStorage.getItem(`${prefix}${localStorage.getItem(lastUser) ?? ''}.${last}`) ?? '';
      }, name),
    allowGuests: async () => {
      const service = 'AWSCognitoIdentityService';
      const pool = await askService(cognito, `${service}.DescribeIdentityPool`, { IdentityPoolId: identityPoolId });
      const changed = { ...pool, AllowUnauthenticatedIdentities: true };
      await askService(cognito, `${service}.UpdateIdentityPool`, changed);
    },
    code: async (number) => (await cognito.outbox.after(number - 1))[0]?.code ?? '',
    fault: (fault) => cognito.faults.add({ times: 1, ...fault }),
    clearFaults: () => cognito.faults.clear(),
    arrivalOf: async (operation) => {
      await cognito.journal.after(0, operation);
    },
  };
}

/**
 * @param {import('../../local/src/index.js').LocalCognito} cognito
 * @param {string} target
 * @param {object} body
 * @returns {Promise<object>}
 */
async function askService(cognito, target, body) {
  const headers = { 'x-amz-target': target };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await cognito.handle(new Request('http://localhost/', init));
  if (!response.ok) throw new Error(`${target}: ${await response.text()}`);
  return /** @type {Promise<object>} */ (response.json());
}
