/**
 * Requests that make something are not repeated when their reply is lost: each would make another. The next push looks for what the first
 * has made. Throttled requests have made nothing, so those are repeated.
 */

/** A change set has a token, by which a repeated request is known. */
const isCreation = (/** @type {string} */ command) => /^Create(?!ChangeSet)/.test(command);

const networkErrors = /^(E(CONNRESET|PIPE|TIMEDOUT)|TimeoutError|UND_ERR_SOCKET)$/;

/** The name of the error for a request whose reply was lost. */
export const lostReply = 'LostReply';

/**
 * @param {any} client of the SDK: their types have only their own requests in common
 */
export function neverCreateTwice(client) {
  client.middlewareStack.addRelativeTo(
    (/** @type {Function} */ next, /** @type {{ commandName?: string }} */ context) =>
      async (/** @type {unknown} */ args) => {
        try {
          return await next(args);
        } catch (error) {
          if (isCreation(context.commandName ?? '') && isLost(error)) throw withoutRepetition(error);
          throw error;
        }
      },
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'neverCreateTwice' },
  );
}

/** @param {any} error */
const isLost = (error) =>
  networkErrors.test(error?.code ?? '') ||
  networkErrors.test(error?.name ?? '') ||
  error?.$metadata?.httpStatusCode >= 500;

/**
 * The SDK repeats nothing after an error that it does not know. It looks at causes and at `$metadata`, too, so this one has neither.
 *
 * @param {any} error
 */
const withoutRepetition = (error) =>
  Object.assign(new Error(error instanceof Error ? error.message : String(error)), {
    name: lostReply,
    lostStatus: error?.$metadata?.httpStatusCode,
  });
