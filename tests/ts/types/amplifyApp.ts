/**
 * An app for `aws-amplify` that calls every function that this package has. It is compiled twice: with Amplify, and with
 * Amplify's names mapped to this package (`tsconfig.swapped.json`). Nothing here runs.
 */
import { Amplify, type AmplifyContext, createAmplifyContext, type ResourcesConfig } from 'aws-amplify';
import {
  associateWebAuthnCredential,
  type AuthSession,
  type AuthUser,
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  decodeJWT,
  deleteUser,
  deleteUserAttributes,
  deleteWebAuthnCredential,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  type FetchUserAttributesOutput,
  forgetDevice,
  getCurrentUser,
  type JWT,
  listWebAuthnCredentials,
  rememberDevice,
  resendSignUpCode,
  resetPassword,
  type ResetPasswordOutput,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  type SignInInput,
  type SignInOutput,
  signOut,
  signUp,
  type SignUpInput,
  type SignUpOutput,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  updateUserAttributes,
  type UserAttributeKey,
  type VerifiableUserAttributeKey,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import {
  AUTH_KEY_PREFIX,
  cognitoUserPoolsTokenProvider,
  createKeysForAuthStorage,
  signIn as signInWithCognito,
} from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';

const config: ResourcesConfig = {
  Auth: {
    Cognito: {
      userPoolId: 'us-east-1_AbCdEfGhI',
      userPoolClientId: '1example23456789',
      identityPoolId: 'us-east-1:00000000-1111-4222-8333-444444444444',
      allowGuestAccess: true,
      signUpVerificationMethod: 'code',
      loginWith: { email: true },
      userAttributes: { email: { required: true } },
      mfa: { status: 'optional', totpEnabled: true },
      passwordFormat: { minLength: 8, requireNumbers: true },
    },
  },
};

export function start(show: (user: AuthUser | undefined) => void): () => void {
  Amplify.configure(config);
  const { Auth } = Amplify.getConfig();
  if (!Auth?.Cognito.userPoolId) throw new Error('not configured');
  return Hub.listen('auth', ({ payload, channel }) => {
    switch (payload.event) {
      case 'signedIn':
        show(payload.data);
        break;
      case 'signedOut':
        show(undefined);
        break;
      case 'tokenRefresh_failure':
        console.warn(channel, payload.message);
        break;
      default:
        break;
    }
  });
}

export async function register(input: SignUpInput, form: Record<string, string>): Promise<SignUpOutput> {
  const { isSignUpComplete, userId, nextStep } = await signUp(input);
  if (nextStep.signUpStep === 'COMPLETE_AUTO_SIGN_IN') await autoSignIn();
  if (nextStep.signUpStep === 'CONFIRM_SIGN_UP') console.log(userId, nextStep.codeDeliveryDetails.deliveryMedium);
  if (isSignUpComplete) return signUp({ username: 'jane', password: 'Password123' });
  const { destination, attributeName } = await resendSignUpCode({ username: input.username });
  console.log(destination, attributeName);
  await confirmSignUp({ username: input.username, confirmationCode: '123456', options: { clientMetadata: form } });
  return signUp({
    username: 'jane',
    password: 'Password123',
    options: {
      userAttributes: { email: 'jane@example.com', phone_number: '+15555550123', 'custom:plan': 'free', ...form },
      validationData: form,
      autoSignIn: { authFlowType: 'USER_AUTH' },
    },
  });
}

export async function enter(input: SignInInput, ask: (what: string) => Promise<string>): Promise<boolean> {
  let output: SignInOutput = await signIn(input);
  while (!output.isSignedIn) {
    const { nextStep } = output;
    switch (nextStep.signInStep) {
      case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
      case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
        output = await confirmSignIn({ challengeResponse: await ask(nextStep.codeDeliveryDetails?.destination ?? '') });
        break;
      case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE':
        output = await confirmSignIn({ challengeResponse: await ask(nextStep.additionalInfo?.['question'] ?? '') });
        break;
      case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
        console.log(nextStep.totpSetupDetails.getSetupUri('App', 'jane').toString());
        output = await confirmSignIn({ challengeResponse: nextStep.totpSetupDetails.sharedSecret });
        break;
      case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
      case 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION':
        output = await confirmSignIn({ challengeResponse: nextStep.allowedMFATypes?.[0] ?? 'TOTP' });
        break;
      case 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION':
        output = await confirmSignIn({ challengeResponse: nextStep.availableChallenges?.[0] ?? 'PASSWORD' });
        break;
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        output = await confirmSignIn({
          challengeResponse: await ask('password'),
          options: {
            userAttributes: Object.fromEntries((nextStep.missingAttributes ?? []).map((key) => [key, 'value'])),
          },
        });
        break;
      case 'CONFIRM_SIGN_UP':
      case 'RESET_PASSWORD':
        return false;
      default:
        output = await confirmSignIn({ challengeResponse: await ask(nextStep.signInStep) });
    }
  }
  await signIn({ username: 'jane', options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' } });
  await signIn({ username: 'jane', options: { authFlowType: 'CUSTOM_WITHOUT_SRP', clientMetadata: { a: 'b' } } });
  return output.isSignedIn;
}

export async function readSession(): Promise<string | undefined> {
  const user: AuthUser = await getCurrentUser();
  const session: AuthSession = await fetchAuthSession({ forceRefresh: true });
  const idToken: JWT | undefined = session.tokens?.idToken;
  const groups = session.tokens?.accessToken.payload['cognito:groups'] as string[] | undefined;
  const email = idToken?.payload['email'] as string | undefined;
  const plan = idToken?.payload['custom:plan']?.toString();
  const { exp, iss } = decodeJWT(idToken?.toString() ?? '').payload;
  const { accessKeyId, expiration } = session.credentials ?? {};
  console.log(user.signInDetails?.loginId, groups?.length, exp, iss, plan, accessKeyId, expiration?.getTime());
  return email ?? session.identityId ?? session.userSub;
}

export async function changeAccount(key: string, keys: [UserAttributeKey, ...UserAttributeKey[]]): Promise<void> {
  const attributes: FetchUserAttributesOutput = await fetchUserAttributes();
  console.log(attributes.email, attributes['custom:plan'], attributes[key]);
  const { nextStep } = await updateUserAttribute({ userAttribute: { attributeKey: key, value: 'value' } });
  const attribute = nextStep.codeDeliveryDetails?.attributeName;
  const verifiable: VerifiableUserAttributeKey = attribute === 'phone_number' ? 'phone_number' : 'email';
  await sendUserAttributeVerificationCode({ userAttributeKey: verifiable });
  await confirmUserAttribute({ userAttributeKey: verifiable, confirmationCode: '123456' });
  const outcomes = await updateUserAttributes({ userAttributes: { name: 'Jane', [key]: 'value' } });
  console.log(outcomes[key]?.isUpdated, outcomes['name'].nextStep.updateAttributeStep);
  await deleteUserAttributes({ userAttributeKeys: keys });
  await updatePassword({ oldPassword: 'Password123', newPassword: 'Password1234' });
  const reset: ResetPasswordOutput = await resetPassword({ username: 'jane' });
  if (reset.nextStep.resetPasswordStep === 'CONFIRM_RESET_PASSWORD_WITH_CODE') {
    await confirmResetPassword({ username: 'jane', newPassword: 'Password123', confirmationCode: '123456' });
  }
}

export async function changeFactors(): Promise<void> {
  const { getSetupUri, sharedSecret } = await setUpTOTP();
  console.log(sharedSecret, getSetupUri('App').href);
  await verifyTOTPSetup({ code: '123456', options: { friendlyDeviceName: 'phone' } });
  const { enabled, preferred } = await fetchMFAPreference();
  console.log(enabled?.includes('TOTP'), preferred === 'SMS');
  await updateMFAPreference({ totp: 'PREFERRED', sms: 'ENABLED', email: 'DISABLED' });
  await rememberDevice();
  const [device] = await fetchDevices();
  if (device) await forgetDevice({ device });
  await forgetDevice();
  await associateWebAuthnCredential();
  const { credentials, nextToken } = await listWebAuthnCredentials({ pageSize: 10 });
  console.log(nextToken, credentials[0]?.friendlyCredentialName, credentials[0]?.createdAt?.toISOString());
  await deleteWebAuthnCredential({ credentialId: credentials[0]?.credentialId ?? '' });
}

export async function leave(forEver: boolean): Promise<void> {
  try {
    if (forEver) await deleteUser();
    else await signOut({ global: true });
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAuthorizedException') await signOut();
    else throw error;
  }
}

/** Stores the session in memory. */
class OwnStorage {
  readonly #items = new Map<string, string>();

  setItem(key: string, value: string): Promise<void> {
    this.#items.set(key, value);
    return Promise.resolve();
  }

  getItem(key: string): Promise<string | null> {
    return Promise.resolve(this.#items.get(key) ?? null);
  }

  removeItem(key: string): Promise<void> {
    this.#items.delete(key);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.#items.clear();
    return Promise.resolve();
  }
}

export async function useProvider(client: string, username: string): Promise<string | null> {
  Amplify.configure(config, { ssr: true });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new OwnStorage());
  cognitoUserPoolsTokenProvider.setClientMetadataProvider(() => Promise.resolve({ plan: 'free' }));
  if (config.Auth) cognitoUserPoolsTokenProvider.setAuthConfig(config.Auth);
  await signInWithCognito({ username, password: 'Password123' });
  const tokens = await cognitoUserPoolsTokenProvider.getTokens({ forceRefresh: true });
  cognitoUserPoolsTokenProvider.teardownNotify();
  console.log(tokens?.accessToken.payload.sub, tokens?.idToken?.toString());
  return new OwnStorage().getItem(createKeysForAuthStorage(AUTH_KEY_PREFIX, `${client}.${username}`).idToken);
}

export async function useContexts(input: SignInInput): Promise<AuthUser[]> {
  const contexts: AmplifyContext[] = [createAmplifyContext(config), createAmplifyContext(config, { ssr: true })];
  const users: AuthUser[] = [];
  for (const context of contexts) {
    await signIn(context, input);
    const { tokens } = await fetchAuthSession(context, { forceRefresh: false });
    users.push(await getCurrentUser(context));
    const own = await context.getTokens({});
    await context.clearCredentials();
    console.log(tokens?.accessToken.payload.sub, own?.idToken, context.resourcesConfig.Auth?.Cognito.userPoolId);
    await signOut(context, { global: true });
  }
  console.log((await Amplify.fetchAuthSession()).userSub, await Amplify.getTokens({}));
  await Amplify.clearCredentials();
  return users;
}
