/**
 * An error that the service answers on purpose, as AWS names it.
 *
 * Everything an operation refuses is one of these; anything else that is thrown is a defect of
 * this program and is answered as `InternalErrorException`.
 */
export class ServiceError extends Error {
  /**
   * @param {string} type AWS's error name, for example `NotAuthorizedException`
   * @param {string} [message] AWS sends none with some errors
   * @param {number} [status] HTTP status
   */
  constructor(type, message, status = 400) {
    super(message ?? '');
    this.name = type;
    this.status = status;
  }
}

/** @param {string} message */
export const invalidParameter = (message) => new ServiceError('InvalidParameterException', message);

/** @param {string} message */
export const notAuthorized = (message) => new ServiceError('NotAuthorizedException', message);

/** @param {string} message */
export const notFound = (message) => new ServiceError('ResourceNotFoundException', message);

/** The one text for every wrong proof of a password, so that it tells nothing more. */
export const wrongPassword = () => notAuthorized('Incorrect username or password.');

/**
 * The connection is to be closed without an answer (an injected fault).
 *
 * A `TypeError`, because that is what `fetch` rejects with when a connection breaks: code that uses
 * the engine in place of `fetch` sees what it would see on the network.
 */
export class ConnectionLost extends TypeError {
  constructor() {
    super('fetch failed: the connection was closed');
  }
}
