import { isAbsent, type Members, own, text } from './given.js';

/** The flows that have other names in files of the Amplify CLI and in Amplify 5. SRP is the default. */
const flows: Readonly<Record<string, string>> = {
  CUSTOM_AUTH: 'CUSTOM_WITH_SRP',
  CUSTOM_AUTH_WITH_SRP: 'CUSTOM_WITH_SRP',
  CUSTOM_AUTH_WITHOUT_SRP: 'CUSTOM_WITHOUT_SRP',
  CUSTOM_WITH_SRP: 'CUSTOM_WITH_SRP',
  CUSTOM_WITHOUT_SRP: 'CUSTOM_WITHOUT_SRP',
  USER_AUTH: 'USER_AUTH',
  USER_PASSWORD_AUTH: 'USER_PASSWORD_AUTH',
};

const option = 'dangerouslyAllowHttpEndpoints';

/** `authFlowType` for the flow in a section. */
export function flowIn(given: unknown): Members {
  const authFlowType = own(flows, text(given, 'authenticationFlowType') ?? '');
  return authFlowType ? { authFlowType } : {};
}

/** The members that this package adds, which may stand beside the id of the user pool, and that of the identity pool. */
export function extensionsIn(userPool: unknown, identityPool = userPool): Members {
  const members = {
    userPoolEndpoint: own(userPool, 'userPoolEndpoint'),
    identityPoolEndpoint: own(identityPool, 'identityPoolEndpoint'),
    // One member for both, although a mobile file may have two. What is neither true nor false is for Rust to refuse.
    [option]: [own(userPool, option), own(identityPool, option)].find((flag) => !isAbsent(flag) && flag !== false),
    verifyTokens: own(userPool, 'verifyTokens'),
    allowPlainPassword: own(userPool, 'allowPlainPassword'),
  };
  const isThere = ([name, value]: readonly [string, unknown]): boolean =>
    !isAbsent(value) && !(value === '' && name.endsWith('Endpoint'));
  return Object.fromEntries(Object.entries(members).filter(isThere));
}
