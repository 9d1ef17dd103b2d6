import type { AuthFlowType, SignInInput } from 'cognito-wasm';

/** A sign-in flow, as the form offers it. */
interface Flow {
  readonly value: AuthFlowType;
  readonly label: string;
  /** The label in the summary of the options. */
  readonly short: string;
  readonly lead: string;
  readonly password: 'always' | 'never' | 'if preferred';
}

export const flows: readonly [Flow, ...Flow[]] = [
  {
    value: 'USER_SRP_AUTH',
    label: 'Password (SRP)',
    short: 'password',
    lead: 'Your password is proved with SRP and never sent.',
    password: 'always',
  },
  {
    value: 'USER_PASSWORD_AUTH',
    label: 'Password (plain)',
    short: 'plain password',
    lead: 'Your password is sent over TLS.',
    password: 'always',
  },
  {
    value: 'USER_AUTH',
    label: 'Passkey, code or password',
    short: 'passkey, code or password',
    lead: 'You choose how to sign in.',
    password: 'if preferred',
  },
  {
    value: 'CUSTOM_WITH_SRP',
    label: 'Password, then a custom challenge',
    short: 'password and custom challenge',
    lead: 'You prove your password with SRP, then the pool asks a question.',
    password: 'always',
  },
  {
    value: 'CUSTOM_WITHOUT_SRP',
    label: 'Custom challenge only',
    short: 'custom challenge',
    lead: 'The pool asks a question instead of a password.',
    password: 'never',
  },
];

export function flowOf(value: string): Flow {
  return flows.find((flow) => flow.value === value) ?? flows[0];
}

export function needsPassword({ password }: Flow, preferred: string): boolean {
  return password === 'always' || (password === 'if preferred' && preferred.startsWith('PASSWORD'));
}

/** The input of `signIn` for the values of the form. */
export function signInInput(values: {
  readonly username: string;
  readonly flow: string;
  readonly preferred: string;
  readonly password: string;
}): SignInInput {
  const { username, preferred, password } = values;
  const flow = flowOf(values.flow);
  const wanted = flow.value === 'USER_AUTH' && isFactor(preferred) ? { preferredChallenge: preferred } : {};
  return {
    username,
    ...(needsPassword(flow, preferred) ? { password } : {}),
    options: { authFlowType: flow.value, ...wanted },
  };
}

function isFactor(value: string): value is NonNullable<NonNullable<SignInInput['options']>['preferredChallenge']> {
  return value !== '';
}
