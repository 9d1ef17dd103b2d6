/**
 * An error reply, with AWS's name.
 *
 * Operations throw only these on purpose. Anything else that is thrown is a bug in this program, and
 * the reply is an `InternalErrorException`.
 */
export class ServiceError extends Error {
  /**
   * @param {string} type AWS's error name, for example `NotAuthorizedException`
   * @param {string} [message] some of AWS's errors have none
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

/** The same error for every failed proof of a password, so that it reveals nothing. */
export const wrongPassword = () => notAuthorized('Incorrect username or password.');

/**
 * A fault closes the connection without a reply.
 *
 * It is a `TypeError`, like the rejection of `fetch` when a connection breaks.
 */
export class ConnectionLost extends TypeError {
  constructor() {
    super('fetch failed: the connection was closed');
  }
}
