/** Calls that must compile, and calls that must not. Nothing here runs: the compiler is the test. */
import {
  Amplify,
  type AmplifyContext,
  associateWebAuthnCredential,
  type AuthConfiguration,
  AuthError,
  type AuthErrorName,
  autoSignIn,
  AWSCognitoAuthPlugin,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  createAmplifyContext,
  createAuth,
  decodeJWT,
  deleteUser,
  deleteUserAttributes,
  deleteWebAuthnCredential,
  exportSession,
  diagnostics,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  forgetDevice,
  getCurrentUser,
  importSession,
  listCurrentUsers,
  listWebAuthnCredentials,
  prepareSignIn,
  rememberDevice,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  setCurrentUser,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  updateUserAttributes,
  verifyTOTPSetup,
} from '../../../ts/index.js';

const signal = AbortSignal.timeout(1000);
const password = undefined as string | undefined;
const form: Record<string, string> = {};
const field: string = 'custom:plan';

export async function callsThatCompile(): Promise<void> {
  await signUp({ username: 'u' });
  await signUp({
    username: 'u',
    password,
    options: {
      userAttributes: { email: 'e', 'custom:plan': 'p' },
      validationData: { a: '1' },
      clientMetadata: { b: '2' },
      metadata: { b: '2' },
      signal,
    },
  });
  await signUp({ username: 'u', options: { userAttributes: form, autoSignIn: { authFlowType: 'USER_AUTH' } } });
  await confirmSignUp({ username: 'u', confirmationCode: '1', options: { forceAliasCreation: true, signal } });
  await autoSignIn({ signal });
  await signIn({ username: 'u', options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' } });
  await signIn({ username: 'u', options: { mediation: 'conditional', signal } });
  await confirmSignIn({ challengeResponse: '1', options: { userAttributes: { name: 'n' }, signal } });
  await resendSignUpCode({ username: 'u', options: { clientMetadata: { a: 'b' }, signal } });
  await signIn({ username: 'u', password, options: { authFlowType: 'USER_PASSWORD_AUTH', signal } });
  await signIn({ username: 'u', options: { onExistingSession: 'add' } });
  await signUp({ username: 'u', options: { autoSignIn: { onExistingSession: 'replace' } } });
  for (const { username } of await listCurrentUsers({ signal })) await setCurrentUser(username, { signal });
  await signOut({ allUsers: true, global: true });
  await importSession(await exportSession());
  const session = await exportSession({ includeRefreshToken: true, signal });
  const user = await importSession({ ...session, options: { onExistingSession: 'reuse' } });
  user.userId.trim();
  await getCurrentUser();
  await getCurrentUser({ signal });
  await getCurrentUser({ allowStale: true });
  await fetchAuthSession({ allowStale: true, signal });
  const { history } = await diagnostics();
  for (const { time, decision, reason } of history) console.log(time.toISOString(), decision.trim(), reason.trim());
  await fetchAuthSession();
  await fetchAuthSession({ forceRefresh: true, clientMetadata: { a: 'b' }, signal });
  await signOut();
  await signOut({ global: true, signal });
  await resetPassword({ username: 'u', options: { clientMetadata: { a: 'b' }, signal } });
  await confirmResetPassword({ username: 'u', newPassword: 'p', confirmationCode: '1', options: { signal } });
  await updatePassword({ oldPassword: 'o', newPassword: 'p', signal });
  await fetchUserAttributes();
  await updateUserAttribute({ userAttribute: { attributeKey: 'custom:plan', value: '' }, options: { signal } });
  await updateUserAttributes({ userAttributes: { email: 'e', 'custom:plan': undefined } });
  await updateUserAttribute({ userAttribute: { attributeKey: field, value: '' } });
  await updateUserAttributes({ userAttributes: { ...form, [field]: '' } });
  await deleteUserAttributes({ userAttributeKeys: ['name', 'custom:plan'], signal });
  await sendUserAttributeVerificationCode({ userAttributeKey: 'email', options: { metadata: { a: 'b' } } });
  await confirmUserAttribute({ userAttributeKey: 'phone_number', confirmationCode: '1', signal });
  await setUpTOTP({ signal });
  await verifyTOTPSetup({ code: '1', options: { friendlyDeviceName: 'phone', signal } });
  await fetchMFAPreference();
  await prepareSignIn({ signal });
  await updateMFAPreference({ sms: 'ENABLED', totp: 'PREFERRED', email: undefined, signal });
  await deleteUser();
  await rememberDevice();
  await forgetDevice();
  await forgetDevice({ device: { id: 'd' }, signal });
  for (const device of await fetchDevices()) await forgetDevice({ device });
  await associateWebAuthnCredential({ signal });
  await listWebAuthnCredentials();
  await listWebAuthnCredentials({ pageSize: 5, nextToken: 't', signal });
  await deleteWebAuthnCredential({ credentialId: 'c', signal });
  const auth = createAuth({ Auth: { Cognito: { identityPoolId: 'r:i', allowGuestAccess: true } } });
  await auth.ready();
  await auth.signIn({ username: 'u', password });
  await Amplify.Auth.signOut();
  Amplify.addPlugin(new AWSCognitoAuthPlugin());
  await Amplify.configure();
  await Amplify.configure('{"auth":{}}');
  await Amplify.configure({ auth: { plugins: { awsCognitoAuthPlugin: { UserAgent: 'x' } } }, UserAgent: 'x' });
}

export async function callsInAContext(): Promise<void> {
  const context: AmplifyContext = createAmplifyContext({ Auth: { Cognito: { identityPoolId: 'r:i' } } }, { ssr: true });
  await signUp(context, { username: 'u', options: { signal } });
  await confirmSignUp(context, { username: 'u', confirmationCode: '1' });
  await resendSignUpCode(context, { username: 'u' });
  await autoSignIn(context);
  await signIn(context, { username: 'u', password });
  await confirmSignIn(context, { challengeResponse: '1' });
  await prepareSignIn(context, { signal });
  await getCurrentUser(context);
  await fetchAuthSession(context, { forceRefresh: true });
  await signOut(context);
  await signOut(context, { global: true });
  await resetPassword(context, { username: 'u' });
  await confirmResetPassword(context, { username: 'u', newPassword: 'p', confirmationCode: '1' });
  await updatePassword(context, { oldPassword: 'o', newPassword: 'n' });
  await fetchUserAttributes(context);
  await updateUserAttribute(context, { userAttribute: { attributeKey: 'email', value: 'e' } });
  await updateUserAttributes(context, { userAttributes: { email: 'e' } });
  await deleteUserAttributes(context, { userAttributeKeys: ['name'] });
  await sendUserAttributeVerificationCode(context, { userAttributeKey: 'email' });
  await confirmUserAttribute(context, { userAttributeKey: 'email', confirmationCode: '1' });
  await setUpTOTP(context);
  await verifyTOTPSetup(context, { code: '1' });
  await fetchMFAPreference(context);
  await updateMFAPreference(context, { sms: 'ENABLED' });
  await deleteUser(context);
  await rememberDevice(context);
  await forgetDevice(context, { device: { id: 'd' } });
  await fetchDevices(context);
  await associateWebAuthnCredential(context);
  await listWebAuthnCredentials(context, { pageSize: 5 });
  await deleteWebAuthnCredential(context, { credentialId: 'c' });
  const { tokens } = await context.fetchAuthSession();
  await context.clearCredentials();
  const sub: string | undefined = ((await context.getTokens({ forceRefresh: true })) ?? tokens)?.accessToken.payload
    .sub;
  const id: string | undefined = context.resourcesConfig.Auth?.Cognito.identityPoolId;
  console.log(sub, id, context.libraryOptions.ssr, context.token.value);
  await Amplify.configure(context.resourcesConfig, { ssr: true });
  await Amplify.clearCredentials();
  console.log((await Amplify.fetchAuthSession({ forceRefresh: true })).isSignedIn, await Amplify.getTokens({}));
}

export async function callsInAContextThatDoNotCompile(context: AmplifyContext): Promise<void> {
  // @ts-expect-error The input is required.
  await signIn(context);
  // @ts-expect-error The context comes first.
  await signIn({ username: 'u' }, context);
  // @ts-expect-error The context comes first.
  await signOut({ global: true }, context);
  // @ts-expect-error The input is that of the function.
  await signIn(context, { challengeResponse: '1' });
  // @ts-expect-error There is no such option.
  await signOut(context, { globalSignOut: true });
  // @ts-expect-error This is an instance, not a context.
  await signIn(createAuth({ Auth: { Cognito: { identityPoolId: 'r:i' } } }), { username: 'u' });
  // @ts-expect-error The methods of an instance take no context.
  await Amplify.Auth.signIn(context, { username: 'u' });
  // @ts-expect-error The methods of an instance take no context.
  await Amplify.Auth.getCurrentUser(context);
  // @ts-expect-error A context is frozen.
  context.token.value = Symbol('other');
  // @ts-expect-error It is a flag.
  createAmplifyContext({ Auth: { Cognito: { identityPoolId: 'r:i' } } }, { ssr: 'yes' });
}

/** Wrappers get the types of the form without a context. */
export const wrapped = {
  signIn: (...args: Parameters<typeof signIn>): ReturnType<typeof signIn> => signIn(...args),
  method: Amplify.Auth.signIn satisfies (input: { readonly username: string }) => Promise<object>,
  input: { username: 'u' } satisfies Parameters<typeof signIn>[0],
};

export async function callsThatDoNotCompile(): Promise<void> {
  // @ts-expect-error The user name is required.
  await signUp({ password: 'p' });
  // @ts-expect-error Attributes are text.
  await signUp({ username: 'u', options: { userAttributes: { email: 1 } } });
  // @ts-expect-error Custom attributes are text, too.
  await signUp({ username: 'u', options: { userAttributes: { 'custom:age': 7 } } });
  // @ts-expect-error There is no such attribute. Names of custom attributes start with `custom:`.
  await signUp({ username: 'u', options: { userAttributes: { emial: 'e' } } });
  // @ts-expect-error It is a boolean, or the options of the sign-in.
  await signUp({ username: 'u', options: { autoSignIn: 'yes' } });
  // @ts-expect-error There is no such option.
  await signUp({ username: 'u', options: { userAtributes: { email: 'e' } } });
  // @ts-expect-error The code is required.
  await confirmSignUp({ username: 'u' });
  // @ts-expect-error The code is text.
  await confirmSignUp({ username: 'u', confirmationCode: 123456 });
  // @ts-expect-error The input is an object.
  await resendSignUpCode('u');
  // @ts-expect-error The input is required.
  await signIn();
  // @ts-expect-error There is no such flow.
  await signIn({ username: 'u', options: { authFlowType: 'USER_SRP' } });
  // @ts-expect-error There is no such challenge.
  await signIn({ username: 'u', options: { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSKEY' } });
  // @ts-expect-error There is no such mediation.
  await signIn({ username: 'u', options: { mediation: 'silent' } });
  // @ts-expect-error Lambda triggers get text.
  await signIn({ username: 'u', options: { clientMetadata: { attempt: 1 } } });
  // @ts-expect-error The answer is required.
  await confirmSignIn({});
  // @ts-expect-error The answer is text.
  await confirmSignIn({ challengeResponse: 123456 });
  // @ts-expect-error There is no such option.
  await confirmSignIn({ challengeResponse: '1', options: { friendlyName: 'phone' } });
  // @ts-expect-error If there are options, the signal belongs there.
  await signIn({ username: 'u', signal });
  // @ts-expect-error The only option is the signal.
  await getCurrentUser({ username: 'u' });
  // @ts-expect-error It is a boolean.
  await fetchAuthSession({ forceRefresh: 'yes' });
  // @ts-expect-error There is no such choice.
  await signIn({ username: 'u', options: { onExistingSession: 'keep' } });
  // @ts-expect-error The name is required.
  await setCurrentUser();
  // @ts-expect-error The access token is required.
  await importSession({ refreshToken: 'r' });
  // @ts-expect-error It is called `global`.
  await signOut({ globalSignOut: true });
  // @ts-expect-error The new password is required.
  await updatePassword({ oldPassword: 'o' });
  // @ts-expect-error The name is required.
  await resetPassword({});
  // @ts-expect-error The code is required.
  await confirmResetPassword({ username: 'u', newPassword: 'p' });
  // @ts-expect-error The value is text.
  await updateUserAttribute({ userAttribute: { attributeKey: 'email', value: 1 } });
  // @ts-expect-error The value is required.
  await updateUserAttribute({ userAttribute: { attributeKey: 'email' } });
  // @ts-expect-error There is no such attribute.
  await updateUserAttributes({ userAttributes: { emial: 'e' } });
  // @ts-expect-error At least one must be given.
  await deleteUserAttributes({ userAttributeKeys: [] });
  // @ts-expect-error It cannot be verified.
  await sendUserAttributeVerificationCode({ userAttributeKey: 'nickname' });
  // @ts-expect-error The code is required.
  await verifyTOTPSetup({});
  // @ts-expect-error There is no such preference.
  await updateMFAPreference({ sms: 'ON' });
  // @ts-expect-error The device is an object.
  await forgetDevice({ device: 'd' });
  // @ts-expect-error The size is a number.
  await listWebAuthnCredentials({ pageSize: '5' });
  // @ts-expect-error The id is required.
  await deleteWebAuthnCredential({});
  // @ts-expect-error A token is text.
  decodeJWT({ token: 't' });
  // @ts-expect-error An error has a message.
  new AuthError({ name: 'N' });
  // @ts-expect-error There is no such name.
  const misspelt: AuthErrorName = 'NotAuthorisedException';
  new AuthError({ name: misspelt, message: 'm' });
  // @ts-expect-error A configuration is required.
  createAuth();
  // @ts-expect-error The app client id is missing.
  createAuth({ Auth: { Cognito: { userPoolId: 'r_p' } } });
  // @ts-expect-error The member is called `Auth`.
  await Amplify.configure({ Auht: { Cognito: { userPoolId: 'r_p', userPoolClientId: 'c' } } });
  // @ts-expect-error There is one plugin.
  Amplify.addPlugin({ key: 'awsS3StoragePlugin' });
  // @ts-expect-error There is one plugin.
  Amplify.getPlugin('awsS3StoragePlugin');
}

// The Amplify CLI's JSON file, with the type that an import gives it, is a configuration.
export const mobileFile: AuthConfiguration = {
  UserAgent: 'aws-amplify-cli/2.0',
  Version: '1.0',
  auth: {
    plugins: {
      awsCognitoAuthPlugin: {
        UserAgent: 'aws-amplify-cli/0.1.0',
        Version: '0.1.0',
        CognitoUserPool: { Default: { PoolId: 'r_p', AppClientId: 'c', Region: 'r' } },
        Auth: { Default: { authenticationFlowType: 'USER_SRP_AUTH', usernameAttributes: [] as string[] } },
      },
    },
  },
};
