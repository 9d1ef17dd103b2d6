import type { AuthInstance } from '../instance/authInstance.js';
import { leaveFor } from '../platform/pages.js';
import { callInContext } from '../instance/callInContext.js';
import { withPage } from '../instance/withPage.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type { CallOptions } from '../types/callOptions.js';
import { memberOfAny } from '../values/members.js';
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

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
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
  deleteUser: async (input: CallOptions = {}): Promise<void> => {
    const data = await auth().run<unknown>('deleteUser', withPage(input));
    const url = memberOfAny(data, 'logoutUrl');
    if (typeof url === 'string') leaveFor(url);
  },
});

/** The same in a context: see {@link AmplifyContext}. */
export function fetchUserAttributes(context: AmplifyContext, input?: CallOptions): Promise<FetchUserAttributesOutput>;
/**
 * Fetches the attributes of the signed-in user.
 *
 * @returns The attributes by name, all as strings.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 * @example
 * ```ts
 * const { email, email_verified } = await fetchUserAttributes();
 * ```
 */
export function fetchUserAttributes(input?: CallOptions): Promise<FetchUserAttributesOutput>;
export function fetchUserAttributes(...args: unknown[]): Promise<FetchUserAttributesOutput> {
  return callInContext(accountFunctions, 'fetchUserAttributes', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function updateUserAttribute(
  context: AmplifyContext,
  input: UpdateUserAttributeInput,
): Promise<UpdateUserAttributeOutput>;
/**
 * Changes one attribute of the signed-in user. If the pool verifies a new e-mail address or phone number first, the old value
 * stays until you pass the code to `confirmUserAttribute`.
 *
 * @returns Whether the attribute has changed, and the next step.
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: the attribute or its value is not allowed, or nothing was given;
 * - `AliasExistsException`: another user has the e-mail address or phone number;
 * - `CodeDeliveryFailureException`: the code could not be sent;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * @example
 * ```ts
 * const { nextStep } = await updateUserAttribute({
 *   userAttribute: { attributeKey: 'email', value: 'new@example.com' },
 * });
 * if (nextStep.updateAttributeStep === 'CONFIRM_ATTRIBUTE_WITH_CODE') console.log(nextStep.codeDeliveryDetails.destination);
 * ```
 */
export function updateUserAttribute(input: UpdateUserAttributeInput): Promise<UpdateUserAttributeOutput>;
export function updateUserAttribute(...args: unknown[]): Promise<UpdateUserAttributeOutput> {
  return callInContext(accountFunctions, 'updateUserAttribute', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function updateUserAttributes(
  context: AmplifyContext,
  input: UpdateUserAttributesInput,
): Promise<UpdateUserAttributesOutput>;
/**
 * Changes attributes of the signed-in user. If the pool verifies a new e-mail address or phone number first, the old value
 * stays until you pass the code to `confirmUserAttribute`.
 *
 * @returns For each attribute, whether it has changed, and the next step.
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: an attribute or its value is not allowed, or nothing was given;
 * - `AliasExistsException`: another user has the e-mail address or phone number;
 * - `CodeDeliveryFailureException`: a code could not be sent;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * @example
 * ```ts
 * const { email } = await updateUserAttributes({ userAttributes: { name: 'Jane', email: 'jane@example.com' } });
 * if (!email.isUpdated) console.log(email.nextStep.codeDeliveryDetails?.destination);
 * ```
 */
export function updateUserAttributes(input: UpdateUserAttributesInput): Promise<UpdateUserAttributesOutput>;
export function updateUserAttributes(...args: unknown[]): Promise<UpdateUserAttributesOutput> {
  return callInContext(accountFunctions, 'updateUserAttributes', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function deleteUserAttributes(context: AmplifyContext, input: DeleteUserAttributesInput): Promise<void>;
/**
 * Deletes attributes of the signed-in user.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no attribute was given, or one that cannot be deleted;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html
 * @example
 * ```ts
 * await deleteUserAttributes({ userAttributeKeys: ['nickname'] });
 * ```
 */
export function deleteUserAttributes(input: DeleteUserAttributesInput): Promise<void>;
export function deleteUserAttributes(...args: unknown[]): Promise<void> {
  return callInContext(accountFunctions, 'deleteUserAttributes', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function sendUserAttributeVerificationCode(
  context: AmplifyContext,
  input: SendUserAttributeVerificationCodeInput,
): Promise<SendUserAttributeVerificationCodeOutput>;
/**
 * Sends a code to the e-mail address or phone number of the signed-in user. `confirmUserAttribute` verifies it.
 *
 * @returns Where the code was sent.
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: the user has no such attribute;
 * - `LimitExceededException`: too many codes were requested; try again later;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
 * @example
 * ```ts
 * const { destination } = await sendUserAttributeVerificationCode({ userAttributeKey: 'email' });
 * console.log(destination);
 * ```
 */
export function sendUserAttributeVerificationCode(
  input: SendUserAttributeVerificationCodeInput,
): Promise<SendUserAttributeVerificationCodeOutput>;
export function sendUserAttributeVerificationCode(
  ...args: unknown[]
): Promise<SendUserAttributeVerificationCodeOutput> {
  return callInContext(accountFunctions, 'sendUserAttributeVerificationCode', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function confirmUserAttribute(context: AmplifyContext, input: ConfirmUserAttributeInput): Promise<void>;
/**
 * Verifies an e-mail address or phone number of the signed-in user with the code that was sent there. A new value takes effect
 * now.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyConfirmUserAttributeCode`: the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code has expired; send another with `sendUserAttributeVerificationCode`;
 * - `LimitExceededException`: too many wrong codes; try again later;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html
 * @example
 * ```ts
 * await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: code });
 * ```
 */
export function confirmUserAttribute(input: ConfirmUserAttributeInput): Promise<void>;
export function confirmUserAttribute(...args: unknown[]): Promise<void> {
  return callInContext(accountFunctions, 'confirmUserAttribute', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function deleteUser(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Deletes the signed-in user at Cognito, and then everything stored about the user here, including a remembered device. The
 * Hub gets the events `userDeleted` and `signedOut`. A user who has signed in at Cognito's own pages leaves the page, to sign out there,
 * too. Aborting `signal` does not stop a deletion that has started.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `NotAuthorizedException`: the app client does not allow it;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
 * @example
 * ```ts
 * await deleteUser();
 * console.log((await fetchAuthSession()).isSignedIn); // false
 * ```
 */
export function deleteUser(input?: CallOptions): Promise<void>;
export function deleteUser(...args: unknown[]): Promise<void> {
  return callInContext(accountFunctions, 'deleteUser', args);
}
