import { ServiceError } from './errors.js';
import { regionOf } from './regions.js';

/**
 * The event of a Lambda, as far as a handler needs it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 *
 * @template Request
 * @template Response
 * @typedef {object} TriggerEvent
 * @property {string} version
 * @property {string} triggerSource for example `PreSignUp_SignUp`
 * @property {string} region
 * @property {string} userPoolId
 * @property {string} userName
 * @property {{ awsSdkVersion: string, clientId: string }} callerContext
 * @property {Request} request
 * @property {Response} response
 */

/**
 * @typedef {Record<string, string>} Texts
 * @typedef {import('./records.js').CustomRound} CustomRound
 */

/**
 * The requests and the responses of the triggers, by name.
 *
 * @typedef {object} TriggerForms
 * @property {[{ userAttributes: Texts, validationData: Texts, clientMetadata: Texts },
 *   { autoConfirmUser: boolean, autoVerifyEmail: boolean, autoVerifyPhone: boolean }]} preSignUp
 * @property {[{ userAttributes: Texts, session: CustomRound[], clientMetadata: Texts, userNotFound?: boolean },
 *   { challengeName: string | null, issueTokens: boolean, failAuthentication: boolean }]} defineAuthChallenge
 * @property {[{ userAttributes: Texts, challengeName: string, session: CustomRound[], clientMetadata: Texts, userNotFound?: boolean },
 *   { publicChallengeParameters: Texts, privateChallengeParameters: Texts, challengeMetadata: string | null }]} createAuthChallenge
 * @property {[{ userAttributes: Texts, privateChallengeParameters: Texts, challengeAnswer: string, clientMetadata: Texts, userNotFound?: boolean },
 *   { answerCorrect: boolean }]} verifyAuthChallengeResponse
 * @property {[{ userAttributes: Texts, groupConfiguration: GroupConfiguration, scopes: string[], clientMetadata: Texts },
 *   { claimsOverrideDetails: ClaimsOverride | null, claimsAndScopeOverrideDetails: ClaimsAndScopeOverride | null }]} preTokenGeneration
 * @property {[{ password: string, validationData: Texts, clientMetadata: Texts },
 *   { userAttributes: Texts | null, finalUserStatus: string | null, messageAction: string | null }]} userMigration
 */

/**
 * A user's groups and their roles.
 *
 * @typedef {object} GroupConfiguration
 * @property {string[]} groupsToOverride
 * @property {string[]} iamRolesToOverride
 * @property {string | null} [preferredRole]
 */

/**
 * @typedef {object} ClaimsOverride the first version of the event, which changes only ID tokens
 * @property {Record<string, unknown>} [claimsToAddOrOverride]
 * @property {string[]} [claimsToSuppress]
 * @property {Partial<GroupConfiguration> | null} [groupOverrideDetails]
 */

/**
 * @typedef {object} ClaimsAndScopeOverride the second version
 * @property {Pick<ClaimsOverride, 'claimsToAddOrOverride' | 'claimsToSuppress'>} [idTokenGeneration]
 * @property {Pick<ClaimsOverride, 'claimsToAddOrOverride' | 'claimsToSuppress'> & { scopesToAdd?: string[],
 *   scopesToSuppress?: string[] }} [accessTokenGeneration]
 * @property {Partial<GroupConfiguration> | null} [groupOverrideDetails]
 */

/**
 * A function that replaces a Lambda. It returns the event with the response filled in.
 *
 * @template {keyof TriggerForms} K
 * @typedef {(event: TriggerEvent<TriggerForms[K][0], TriggerForms[K][1]>) => unknown} TriggerHandler
 */

/** @typedef {{ [K in keyof TriggerForms]?: TriggerHandler<K> | undefined }} TriggerHandlers */

/** @typedef {{ userPoolId: string, userName: string, clientId: string }} Occasion the pool, user and client of an event */

/** Functions that replace Lambdas. One set serves all pools; handlers can read `userPoolId`. */
export class Triggers {
  #initial;
  /** @type {TriggerHandlers} */
  #handlers;

  /** @param {TriggerHandlers} handlers */
  constructor(handlers) {
    this.#initial = handlers;
    this.#handlers = { ...handlers };
  }

  /** @param {TriggerHandlers} handlers to add; they replace those of the same name */
  use(handlers) {
    this.#handlers = { ...this.#handlers, ...handlers };
  }

  reset() {
    this.#handlers = { ...this.#initial };
  }

  /** @param {keyof TriggerForms} name */
  has(name) {
    return this.#handlers[name] !== undefined;
  }

  /**
   * The handler's response; without a handler, the default response.
   *
   * @template {keyof TriggerForms} K
   * @param {K} name
   * @param {string} triggerSource
   * @param {Occasion} occasion
   * @param {TriggerForms[K][0]} request
   * @param {TriggerForms[K][1]} response the default response
   * @returns {Promise<TriggerForms[K][1]>}
   */
  async run(name, triggerSource, { clientId, ...occasion }, request, response) {
    const handler = /** @type {TriggerHandler<K> | undefined} */ (this.#handlers[name]);
    if (handler === undefined) return response;
    const callerContext = { awsSdkVersion: 'local', clientId };
    // Copies, so that the handler cannot change the originals.
    const event = structuredClone({
      version: '1',
      triggerSource,
      region: regionOf(occasion.userPoolId),
      ...occasion,
      callerContext,
      request,
      response,
    });
    return { ...response, ...(await responseOf(name, handler, event)) };
  }
}

/**
 * If the handler throws, the caller gets its error. If it does not return an event, the caller gets
 * `InvalidLambdaResponseException`.
 *
 * @template {keyof TriggerForms} K
 * @param {K} name
 * @param {TriggerHandler<K>} handler
 * @param {TriggerEvent<TriggerForms[K][0], TriggerForms[K][1]>} event
 * @returns {Promise<Partial<TriggerForms[K][1]>>}
 */
async function responseOf(name, handler, event) {
  /** @type {unknown} */
  let answer;
  try {
    answer = await handler(event);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const shown = name.charAt(0).toUpperCase() + name.slice(1);
    throw new ServiceError('UserLambdaValidationException', `${shown} failed with error ${reason}.`);
  }
  if (typeof answer !== 'object' || answer === null || !('response' in answer)) throw unrecognizable();
  const { response } = answer;
  if (typeof response !== 'object' || response === null) throw unrecognizable();
  return response;
}

export const unrecognizable = () => new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
