import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/callOptions.js';
import type {
  ConfirmUserAttributeInput,
  DeleteUserAttributesInput,
  FetchUserAttributesOutput,
  SendUserAttributeVerificationCodeInput,
  SendUserAttributeVerificationCodeOutput,
  UpdateUserAttributeInput,
  UpdateUserAttributeOutput,
  UpdateUserAttributesInput,
  UpdateUserAttributesOutput,
} from './accountTypes.js';

/** The functions of this file, for the instance that `auth` gives at each call. */
export const accountFunctions = (auth: () => AuthInstance) => ({
  fetchUserAttributes: (input: CallOptions = {}) => auth().run<FetchUserAttributesOutput>('fetchUserAttributes', input),
  updateUserAttribute: (input: UpdateUserAttributeInput) =>
    auth().run<UpdateUserAttributeOutput>('updateUserAttribute', input),
  updateUserAttributes: (input: UpdateUserAttributesInput) =>
    auth().run<UpdateUserAttributesOutput>('updateUserAttributes', input),
  deleteUserAttributes: (input: DeleteUserAttributesInput) => auth().run<undefined>('deleteUserAttributes', input),
  sendUserAttributeVerificationCode: (input: SendUserAttributeVerificationCodeInput) =>
    auth().run<SendUserAttributeVerificationCodeOutput>('sendUserAttributeVerificationCode', input),
  confirmUserAttribute: (input: ConfirmUserAttributeInput) => auth().run<undefined>('confirmUserAttribute', input),
  deleteUser: (input: CallOptions = {}) => auth().run<undefined>('deleteUser', input),
});

const defaultFunctions = /* @__PURE__ */ accountFunctions(defaultAuth);

/**
 * Reads the attributes of the signed-in user from Cognito.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 * @example
 * ```ts
 * const { email, email_verified } = await fetchUserAttributes();
 * ```
 */
export function fetchUserAttributes(input?: CallOptions): Promise<FetchUserAttributesOutput> {
  return defaultFunctions.fetchUserAttributes(input);
}

/**
 * Changes one attribute of the signed-in user. Where the pool verifies a new address or number first, the old value stays
 * until `confirmUserAttribute` is given the code that was sent.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: the attribute or its value is not allowed, or nothing was given;
 * - `AliasExistsException`: another user has the address or number;
 * - `CodeDeliveryFailureException`: the code could not be sent;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export function updateUserAttribute(input: UpdateUserAttributeInput): Promise<UpdateUserAttributeOutput> {
  return defaultFunctions.updateUserAttribute(input);
}

/**
 * Changes attributes of the signed-in user, and tells for each what is next. Where the pool verifies a new address or number
 * first, the old value stays until `confirmUserAttribute` is given the code that was sent.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: an attribute or its value is not allowed, or nothing was given;
 * - `AliasExistsException`: another user has the address or number;
 * - `CodeDeliveryFailureException`: a code could not be sent;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * @example
 * ```ts
 * const { email } = await updateUserAttributes({ userAttributes: { name: 'Jane', email: 'jane@example.com' } });
 * if (!email.isUpdated) console.log(email.nextStep.codeDeliveryDetails?.destination);
 * ```
 */
export function updateUserAttributes(input: UpdateUserAttributesInput): Promise<UpdateUserAttributesOutput> {
  return defaultFunctions.updateUserAttributes(input);
}

/**
 * Deletes attributes of the signed-in user.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no attribute was named, or one that cannot be deleted;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html
 */
export function deleteUserAttributes(input: DeleteUserAttributesInput): Promise<void> {
  return defaultFunctions.deleteUserAttributes(input);
}

/**
 * Sends a code, or another one, that verifies an address or number of the signed-in user with `confirmUserAttribute`; tells
 * where it went.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: the user has no such attribute;
 * - `LimitExceededException`: too many codes were asked for; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
 */
export function sendUserAttributeVerificationCode(
  input: SendUserAttributeVerificationCodeInput,
): Promise<SendUserAttributeVerificationCodeOutput> {
  return defaultFunctions.sendUserAttributeVerificationCode(input);
}

/**
 * Verifies an address or number of the signed-in user with the code that was sent to it. A new value counts from now on.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyConfirmUserAttributeCode`: the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code is too old; ask for another with `sendUserAttributeVerificationCode`;
 * - `LimitExceededException`: too many wrong codes; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html
 */
export function confirmUserAttribute(input: ConfirmUserAttributeInput): Promise<void> {
  return defaultFunctions.confirmUserAttribute(input);
}

/**
 * Deletes the signed-in user: at Cognito, and then everything that is kept of the user here, a remembered device too. The Hub
 * tells `userDeleted` and `signedOut`. Once begun it runs to its end, even if `signal` is aborted.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `NotAuthorizedException`: the app client may not delete users;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
 */
export function deleteUser(input?: CallOptions): Promise<void> {
  return defaultFunctions.deleteUser(input);
}
