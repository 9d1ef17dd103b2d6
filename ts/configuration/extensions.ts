import { isAbsent, type Members, own, text } from './given.js';

const option = 'dangerouslyAllowHttpEndpoints';

/** `authFlowType` for the flow in a section, where it is not the default. Mobile files and Amplify 5 have `AUTH` in other names. */
export function flowIn(given: unknown): Members {
  const flow = text(given, 'authenticationFlowType');
  const [, custom] =
    /^CUSTOM_(?:AUTH_)?(WITH(?:OUT)?_SRP)$/.exec(flow === 'CUSTOM_AUTH' ? 'CUSTOM_WITH_SRP' : flow) ?? [];
  if (custom) return { authFlowType: `CUSTOM_${custom}` };
  return /^USER_(PASSWORD_)?AUTH$/.test(flow) ? { authFlowType: flow } : {};
}

/** The members that this package adds, which may stand beside the id of the user pool, and that of the identity pool. */
export function extensionsIn(userPool: unknown, identityPool = userPool): Members {
  const members: Members = {};
  const add = (name: string, value: unknown): void => {
    if (!isAbsent(value)) members[name] = value;
  };
  for (const name of ['userPoolEndpoint', 'identityPoolEndpoint']) {
    const value = own(name === 'userPoolEndpoint' ? userPool : identityPool, name);
    if (value !== '') add(name, value);
  }
  // One member for both endpoints, although a mobile file may have two. What is no flag is for Rust to refuse.
  add(
    option,
    [userPool, identityPool].map((pool) => own(pool, option)).find((flag) => !isAbsent(flag) && flag !== false),
  );
  for (const name of ['verifyTokens', 'allowPlainPassword']) add(name, own(userPool, name));
  return members;
}
