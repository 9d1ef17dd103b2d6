import { ownProvider } from './shapes.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 */

/** @type {Record<import('../answers/answers.js').SocialProviderType, string>} */
const providerNames = {
  Facebook: 'FACEBOOK',
  Google: 'GOOGLE',
  LoginWithAmazon: 'AMAZON',
  SignInWithApple: 'APPLE',
};

const usernameAttributes = {
  USERNAME: [],
  EMAIL: ['EMAIL'],
  PHONE_NUMBER: ['PHONE_NUMBER'],
  EMAIL_AND_PHONE_NUMBER: ['EMAIL', 'PHONE_NUMBER'],
};

/**
 * How `backend-config.json` and `amplify-meta.json` describe the auth category.
 *
 * @param {Answers} answers
 * @param {boolean} isImported
 */
export function describedAuth({ userPool: pool }, isImported) {
  return {
    service: 'Cognito',
    ...(isImported && { serviceType: 'imported' }),
    providerPlugin: 'awscloudformation',
    dependsOn: [],
    customAuth: false,
    frontendAuthConfig: {
      socialProviders: (pool.hostedUI?.socialProviders ?? []).map(({ type }) => providerNames[type]),
      usernameAttributes: usernameAttributes[pool.signInMethod],
      signupAttributes: pool.requiredAttributes.map((name) => name.toUpperCase()),
      passwordProtectionSettings: {
        passwordPolicyMinLength: pool.passwordPolicy.minimumLength,
        passwordPolicyCharacters: pool.passwordPolicy.requires.map((name) => characterNames[name]),
      },
      mfaConfiguration: pool.mfa.mode,
      mfaTypes: pool.mfa.types,
      verificationMechanisms: pool.autoVerifiedAttributes.map((name) => name.toUpperCase()),
    },
  };
}

const characterNames = {
  LOWERCASE: 'REQUIRES_LOWERCASE',
  UPPERCASE: 'REQUIRES_UPPERCASE',
  DIGIT: 'REQUIRES_NUMBERS',
  SYMBOL: 'REQUIRES_SYMBOLS',
};

/**
 * What `amplify-meta.json` says.
 *
 * @param {import('./environment.js').Environment} environment
 * @param {Answers | null} answers
 * @param {boolean} isImported
 * @param {Partial<Outputs>} outputs
 */
export function metaOf({ region }, answers, isImported, outputs) {
  const named = namedOutputs(outputs);
  const output = Object.keys(named).length > 0 && { output: named };
  return {
    providers: { [ownProvider]: { Region: region } },
    ...(answers && { auth: { [answers.resourceName]: { ...describedAuth(answers, isImported), ...output } } }),
  };
}

/**
 * The seven outputs of the template.
 *
 * @param {Partial<Outputs>} outputs
 */
const namedOutputs = (outputs) => ({
  ...(outputs.identityPoolId !== undefined && { IdentityPoolId: outputs.identityPoolId }),
  ...(outputs.identityPoolName !== undefined && { IdentityPoolName: outputs.identityPoolName }),
  ...(outputs.userPoolId !== undefined && { UserPoolId: outputs.userPoolId }),
  ...(outputs.userPoolArn !== undefined && { UserPoolArn: outputs.userPoolArn }),
  ...(outputs.userPoolName !== undefined && { UserPoolName: outputs.userPoolName }),
  ...(outputs.webClientId !== undefined && { AppClientIDWeb: outputs.webClientId }),
  ...(outputs.nativeClientId !== undefined && { AppClientID: outputs.nativeClientId }),
});
