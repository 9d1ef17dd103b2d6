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
