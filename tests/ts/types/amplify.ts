/**
 * Code that was written for `aws-amplify` compiles with this package: results may be passed to functions that take
 * Amplify's types, and inputs of Amplify's types to functions of this package. The compiler is the test.
 */
import type * as amplify from 'aws-amplify/auth';
import type { Amplify, ResourcesConfig } from 'aws-amplify';
import type { CredentialsAndIdentityIdProvider, TokenProvider } from 'aws-amplify/auth';
import type {
  CookieStorage,
  defaultStorage,
  HubCapsule,
  KeyValueStorageInterface,
  sessionStorage,
  sharedInMemoryStorage,
} from 'aws-amplify/utils';
import type * as ours from '../../../ts/index.js';

type AmplifyOptions = NonNullable<Parameters<typeof Amplify.configure>[1]>;

type Assignable<From extends To, To> = From;

/** Results of the package as values of Amplify's types. */
export type Results = [
  Assignable<ours.SignUpOutput, amplify.SignUpOutput>,
  Assignable<ours.ConfirmSignUpOutput, amplify.ConfirmSignUpOutput>,
  Assignable<ours.ResendSignUpCodeOutput, amplify.ResendSignUpCodeOutput>,
  Assignable<ours.SignInOutput, amplify.SignInOutput>,
  Assignable<ours.GetCurrentUserOutput, amplify.GetCurrentUserOutput>,
  Assignable<ours.ResetPasswordOutput, amplify.ResetPasswordOutput>,
  Assignable<ours.FetchUserAttributesOutput, amplify.FetchUserAttributesOutput>,
  Assignable<ours.UpdateUserAttributeOutput, amplify.UpdateUserAttributeOutput>,
  Assignable<ours.UpdateUserAttributesOutput, amplify.UpdateUserAttributesOutput>,
  Assignable<ours.SendUserAttributeVerificationCodeOutput, amplify.SendUserAttributeVerificationCodeOutput>,
  Assignable<ours.SetUpTOTPOutput, amplify.SetUpTOTPOutput>,
  Assignable<ours.FetchMFAPreferenceOutput, amplify.FetchMFAPreferenceOutput>,
  Assignable<ours.FetchDevicesOutput, amplify.FetchDevicesOutput>,
  Assignable<ours.ListWebAuthnCredentialsOutput, amplify.ListWebAuthnCredentialsOutput>,
  Assignable<ours.AuthWebAuthnCredential, amplify.AuthWebAuthnCredential>,
  Assignable<ours.AuthSession, amplify.AuthSession>,
  Assignable<ours.AuthTokens, amplify.AuthTokens>,
  Assignable<ours.JWT, amplify.JWT>,
  Assignable<ours.AuthUser, amplify.AuthUser>,
  Assignable<ours.CodeDeliveryDetails, amplify.CodeDeliveryDetails>,
  Assignable<ours.UserAttributeKey, amplify.UserAttributeKey>,
  Assignable<ours.VerifiableUserAttributeKey, amplify.VerifiableUserAttributeKey>,
  Assignable<ours.HubCapsule<'auth', ours.AuthHubEventData>, HubCapsule<'auth', { event: string; data?: unknown }>>,
  Assignable<ours.CookieStorage, KeyValueStorageInterface>,
  Assignable<ours.EncryptedStorage, KeyValueStorageInterface>,
  Assignable<ours.RequestCookies, KeyValueStorageInterface>,
  Assignable<typeof ours.defaultStorage, KeyValueStorageInterface>,
  Assignable<ours.KeyValueStorageInterface, KeyValueStorageInterface>,
];

/** Values of Amplify's types as inputs of the package. */
export type Inputs = [
  Assignable<amplify.SignUpInput, ours.SignUpInput>,
  Assignable<amplify.SignInInput, ours.SignInInput>,
  Assignable<amplify.ConfirmSignInInput, ours.ConfirmSignInInput>,
  Assignable<amplify.SignOutInput, ours.SignOutInput>,
  Assignable<amplify.ConfirmSignUpInput, ours.ConfirmSignUpInput>,
  Assignable<amplify.ResendSignUpCodeInput, ours.ResendSignUpCodeInput>,
  Assignable<amplify.FetchAuthSessionOptions, ours.FetchAuthSessionOptions>,
  Assignable<amplify.ResetPasswordInput, ours.ResetPasswordInput>,
  Assignable<amplify.ConfirmResetPasswordInput, ours.ConfirmResetPasswordInput>,
  Assignable<amplify.UpdatePasswordInput, ours.UpdatePasswordInput>,
  Assignable<amplify.UpdateUserAttributeInput, ours.UpdateUserAttributeInput>,
  Assignable<amplify.UpdateUserAttributesInput, ours.UpdateUserAttributesInput>,
  Assignable<amplify.DeleteUserAttributesInput, ours.DeleteUserAttributesInput>,
  Assignable<amplify.SendUserAttributeVerificationCodeInput, ours.SendUserAttributeVerificationCodeInput>,
  Assignable<amplify.ConfirmUserAttributeInput, ours.ConfirmUserAttributeInput>,
  Assignable<amplify.VerifyTOTPSetupInput, ours.VerifyTOTPSetupInput>,
  Assignable<amplify.UpdateMFAPreferenceInput, ours.UpdateMFAPreferenceInput>,
  Assignable<amplify.ForgetDeviceInput, ours.ForgetDeviceInput>,
  Assignable<amplify.ListWebAuthnCredentialsInput, ours.ListWebAuthnCredentialsInput>,
  Assignable<amplify.DeleteWebAuthnCredentialInput, ours.DeleteWebAuthnCredentialInput>,
  Assignable<ResourcesConfig, ours.ResourcesConfig>,
  Assignable<KeyValueStorageInterface, ours.KeyValueStorageInterface>,
  Assignable<KeyValueStorageInterface, ours.KeyValueStorage>,
  Assignable<CookieStorage, ours.KeyValueStorage>,
  Assignable<typeof defaultStorage, ours.KeyValueStorage>,
  Assignable<typeof sessionStorage, ours.KeyValueStorage>,
  Assignable<typeof sharedInMemoryStorage, ours.KeyValueStorage>,
  Assignable<Storage, ours.KeyValueStorage>,
  Assignable<NonNullable<ConstructorParameters<typeof CookieStorage>[0]>, ours.CookieStorageData>,
  Assignable<AmplifyOptions, ours.ConfigureOptions>,
  Assignable<AmplifyOptions['Auth'], ours.LibraryAuthOptions | undefined>,
  Assignable<TokenProvider, ours.TokenProvider>,
  Assignable<CredentialsAndIdentityIdProvider, ours.CredentialsAndIdentityIdProvider>,
];
