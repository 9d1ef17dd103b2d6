/** Uses of results that must compile, and uses that must not. Nothing here runs: the compiler is the test. */
import {
  Amplify,
  AuthError,
  type AuthErrorCategory,
  type AuthErrorName,
  type AuthSession,
  type FetchDevicesOutput,
  type FetchUserAttributesOutput,
  Hub,
  type JwtPayload,
  type ListWebAuthnCredentialsOutput,
  type SignInOutput,
  type SignOutOutput,
  type SignUpOutput,
  type UpdateUserAttributesOutput,
} from '../../../ts/index.js';

export function stepsAreToldApart(signUpOutput: SignUpOutput, { nextStep }: SignInOutput): string | undefined {
  if (signUpOutput.nextStep.signUpStep === 'CONFIRM_SIGN_UP') {
    return signUpOutput.nextStep.codeDeliveryDetails.destination;
  }
  switch (nextStep.signInStep) {
    case 'DONE':
      // @ts-expect-error Nothing was sent.
      return nextStep.codeDeliveryDetails;
    case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
    case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
      return nextStep.codeDeliveryDetails?.deliveryMedium;
    case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE':
      return nextStep.additionalInfo?.['question'];
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return nextStep.missingAttributes?.[0];
    case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
    case 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION':
      return nextStep.allowedMFATypes?.[0];
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
      return nextStep.totpSetupDetails.getSetupUri('app').href;
    case 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION':
      return nextStep.availableChallenges?.[0];
    case 'CONFIRM_SIGN_IN_WITH_PASSWORD':
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
    case 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP':
    case 'CONFIRM_SIGN_UP':
    case 'RESET_PASSWORD':
      return nextStep.signInStep;
    // @ts-expect-error There is no such step.
    case 'CONFIRM_SIGN_IN':
      return undefined;
    default: {
      const everyStepIsNamed: never = nextStep;
      return everyStepIsNamed;
    }
  }
}

export function sessionsAreRead(session: AuthSession): number | undefined {
  if (session.awsCredentialsResult.type === 'FAILURE') {
    const category: AuthErrorCategory = session.awsCredentialsResult.error.category;
    throw new Error(category);
  }
  const expiration: Date | undefined = session.awsCredentialsResult.value.expiration;
  // @ts-expect-error There may be no tokens.
  session.tokens.accessToken.toString();
  const status: 'active' | 'stale' | 'signedOut' = session.status;
  console.log(status);
  // @ts-expect-error There is no such status.
  if (session.status === 'expired') return undefined;
  // @ts-expect-error A session is read-only.
  session.isSignedIn = true;
  return session.tokens?.accessToken.payload.exp ?? expiration?.getTime();
}

export function claimsHaveTypes(payload: JwtPayload): (string | number | boolean | undefined)[] {
  // @ts-expect-error There are two kinds of token.
  if (payload.token_use === 'refresh') return [];
  // @ts-expect-error The groups are a list.
  payload['cognito:groups']?.trim();
  // @ts-expect-error A claim may be missing.
  payload.exp.toFixed();
  // @ts-expect-error A custom claim can be any JSON value.
  payload['plan']?.trim();
  // @ts-expect-error A user may have no other accounts.
  payload.identities[0]?.providerName?.trim();
  const provider: string | undefined = payload.identities?.[0]?.providerName;
  const verified: boolean | undefined = payload.email_verified;
  const group: string | undefined = payload['cognito:groups']?.[0];
  const seconds: number | undefined = payload.auth_time ?? payload.exp;
  const texts = [
    payload.client_id,
    payload.scope,
    payload['cognito:username'],
    payload['custom:plan'],
    group,
    provider,
  ];
  return [...texts.map((text) => text?.trim()), verified, seconds];
}

export function outcomesAreToldApart(outcome: SignOutOutput): string | undefined {
  // @ts-expect-error A complete sign-out has nothing left to do.
  if (outcome.type === 'complete') return outcome.revokeTokenError;
  if (outcome.type === 'failed') return outcome.error.name;
  return outcome.revokeTokenError?.refreshToken ?? outcome.globalSignOutError?.accessToken;
}

export function accountsAreRead(
  attributes: FetchUserAttributesOutput,
  updates: UpdateUserAttributesOutput,
  devices: FetchDevicesOutput,
  { credentials }: ListWebAuthnCredentialsOutput,
): (string | Date | undefined)[] {
  // @ts-expect-error An attribute may be missing.
  attributes.email.trim();
  // @ts-expect-error A passkey's id may be missing.
  credentials[0]?.credentialId.trim();
  const next = updates['email'].nextStep;
  if (next.updateAttributeStep === 'CONFIRM_ATTRIBUTE_WITH_CODE') return [next.codeDeliveryDetails.destination];
  // @ts-expect-error Nothing was sent.
  next.codeDeliveryDetails.destination?.trim();
  return [
    attributes.email,
    attributes['custom:plan'],
    updates['custom:plan']?.nextStep.codeDeliveryDetails?.destination,
    devices[0]?.attributes.device_name,
    devices[0]?.createDate,
    credentials[0]?.createdAt,
  ];
}

export function eventsHaveTypes(): void {
  const stop: () => void = Hub.listen('auth', ({ payload }) => {
    if (payload.event === 'signedIn') payload.data.username.trim();
    if (payload.event === 'userDeleted') stop();
    if (payload.event === 'tokenRefresh_failure') payload.data.error.name.trim();
    // @ts-expect-error There is no such event.
    if (payload.event === 'signIn') stop();
  });
  Hub.listen('auth', ({ crossTab }) => crossTab === true, { listenerName: 'tabs', enableCrossTabEvents: true });
  Hub.listen('auth', ({ payload }) => payload.event, 'a name');
  // @ts-expect-error: not a flag
  Hub.listen('auth', () => undefined, { enableCrossTabEvents: 'yes' });
  Hub.listen('core', ({ payload }) => payload.data.Auth?.Cognito.userPoolId);
  Hub.listen<{ event: 'added'; data: number }>('cart', ({ payload }) => payload.data.toFixed());
  Hub.dispatch('cart', { event: 'added', data: 1 }, 'App');
  // @ts-expect-error An event has a name.
  Hub.dispatch('cart', { data: 1 });
}

export function errorsAreRead(error: unknown): string | undefined {
  if (!(error instanceof AuthError)) return undefined;
  // @ts-expect-error There is no such category.
  if (error.category === 'cancelled') return undefined;
  const name: string = error.name;
  const isOfTheApp = error.name === 'MyLambdaException';
  const askAgain: readonly AuthErrorName[] = ['CodeMismatchException', 'ExpiredCodeException', 'NetworkError'];
  if (isOfTheApp || askAgain.some((known) => known === name)) return undefined;
  return error.metadata?.requestId ?? error.recoverySuggestion ?? error.name;
}

export function configurationsAreRead(): void {
  const config = Amplify.getConfig();
  config.Auth?.Cognito.userPoolId?.trim();
  // @ts-expect-error It is frozen.
  config.Auth = undefined;
}
