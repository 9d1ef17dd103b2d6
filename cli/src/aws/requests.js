/**
 * Which request an error belongs to: the SDK's errors do not say. They need it, because a line such as "access denied" helps only if it
 * names the operation.
 *
 * @typedef {object} AwsRequest
 * @property {string} operation such as `CreateUserPool`
 * @property {string} service such as `Cognito Identity Provider`
 * @property {string} [host]
 * @property {string} [region]
 * @property {boolean} isCustomEndpoint
 */

/** @type {WeakMap<object, AwsRequest>} */
const requests = new WeakMap();

/**
 * @param {unknown} error
 * @returns {AwsRequest | undefined}
 */
export const requestOf = (error) => (typeof error === 'object' && error !== null ? requests.get(error) : undefined);

/**
 * Makes a client note the request of each error.
 *
 * @param {any} client of the SDK: their types have only their own requests in common
 */
export function rememberRequest(client) {
  /** @type {string | undefined} */
  let host;
  client.middlewareStack.add(
    (/** @type {Function} */ next) => async (/** @type {{ request: { hostname?: string } }} */ args) => {
      host = args.request.hostname;
      return next(args);
    },
    { step: 'finalizeRequest', name: 'rememberHost' },
  );
  client.middlewareStack.add(
    (/** @type {Function} */ next, /** @type {{ commandName?: string }} */ context) =>
      async (/** @type {unknown} */ args) => {
        try {
          return await next(args);
        } catch (error) {
          if (typeof error === 'object' && error !== null) {
            requests.set(error, {
              operation: (context.commandName ?? 'a request').replace(/Command$/, ''),
              service: client.config.serviceId,
              ...(host !== undefined && { host }),
              ...(await regionOf(client)),
              isCustomEndpoint: client.config.isCustomEndpoint === true,
            });
          }
          throw error;
        }
      },
    { step: 'initialize', name: 'rememberRequest', priority: 'high' },
  );
}

/** @param {any} client */
async function regionOf(client) {
  try {
    return { region: await client.config.region() };
  } catch {
    return {};
  }
}
