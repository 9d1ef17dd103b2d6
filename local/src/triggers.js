import { ServiceError } from './errors.js';

/**
 * The event of a pre sign-up Lambda, as far as a handler reads and writes it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 *
 * @typedef {object} PreSignUpEvent
 * @property {string} version
 * @property {'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser'} triggerSource
 * @property {string} region
 * @property {string} userPoolId
 * @property {string} userName
 * @property {{ awsSdkVersion: string, clientId: string }} callerContext
 * @property {{ userAttributes: Record<string, string>, validationData: Record<string, string>, clientMetadata: Record<string, string> }} request
 * @property {{ autoConfirmUser: boolean, autoVerifyEmail: boolean, autoVerifyPhone: boolean }} response
 */

/**
 * @typedef {object} TriggerHandlers
 * @property {((event: PreSignUpEvent) => PreSignUpEvent | Promise<PreSignUpEvent>) | undefined} [preSignUp]
 */

/**
 * Ready-made pre sign-up handlers, for those who can only reach the server over HTTP.
 *
 * @type {Record<string, NonNullable<TriggerHandlers['preSignUp']>>}
 */
export const PRE_SIGN_UP_PRESETS = {
  confirm(event) {
    event.response.autoConfirmUser = true;
    return event;
  },
  'confirm-and-verify'(event) {
    const { userAttributes } = event.request;
    event.response.autoConfirmUser = true;
    event.response.autoVerifyEmail = userAttributes.email !== undefined;
    event.response.autoVerifyPhone = userAttributes.phone_number !== undefined;
    return event;
  },
  refuse() {
    throw new Error('Sign-up is closed.');
  },
};

/** Functions that run in the place of a pool's Lambdas: one set for all pools, as Lambdas see `userPoolId`. */
export class Triggers {
  #initial;
  /** @type {TriggerHandlers} */
  #handlers;

  /** @param {TriggerHandlers} handlers */
  constructor(handlers) {
    this.#initial = handlers;
    this.#handlers = { ...handlers };
  }

  /** @param {TriggerHandlers} handlers replace those of the same name */
  use(handlers) {
    this.#handlers = { ...this.#handlers, ...handlers };
  }

  reset() {
    this.#handlers = { ...this.#initial };
  }

  /**
   * @param {Omit<PreSignUpEvent, 'version' | 'response'>} event
   * @returns {Promise<PreSignUpEvent['response']>}
   */
  async preSignUp(event) {
    const response = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
    const handler = this.#handlers.preSignUp;
    if (handler === undefined) return response;
    const answer = await this.#run(handler, { version: '1', ...event, response });
    return { ...response, ...answer.response };
  }

  /**
   * A handler's error is the caller's answer; a handler that answers no event is at fault itself.
   *
   * @param {NonNullable<TriggerHandlers['preSignUp']>} handler
   * @param {PreSignUpEvent} event
   * @returns {Promise<{ response: Partial<PreSignUpEvent['response']> }>}
   */
  async #run(handler, event) {
    /** @type {unknown} */
    let answer;
    try {
      answer = await handler(event);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ServiceError('UserLambdaValidationException', `PreSignUp failed with error ${reason}.`);
    }
    if (typeof answer !== 'object' || answer === null || !('response' in answer) || answer.response === null) {
      throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    }
    return /** @type {{ response: Partial<PreSignUpEvent['response']> }} */ (answer);
  }
}
