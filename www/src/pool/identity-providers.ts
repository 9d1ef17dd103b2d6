import type { AuthProvider } from 'cognito-wasm';
import { supportedProviders } from './administrator';
import { currentBackend } from './backend';

/** An identity provider of the app client. */
export interface Provider {
  /** The name in the user pool. */
  readonly name: string;
  /** The name for people. */
  readonly label: string;
  /** The name for the library. */
  readonly provider: AuthProvider;
}

/** The providers to offer. */
export interface OfferedProviders {
  readonly providers: readonly Provider[];
  /** False if the local Cognito could not be asked, so that some may be missing. */
  readonly isComplete: boolean;
}

/** The providers that the library knows, by Cognito's names for them. */
const wellKnown: Readonly<Record<string, Extract<AuthProvider, string>>> = {
  Amazon: 'Amazon',
  Apple: 'Apple',
  Facebook: 'Facebook',
  Google: 'Google',
  LoginWithAmazon: 'Amazon',
  SignInWithApple: 'Apple',
};

/**
 * The providers to offer: those of the app client, which the local Cognito tells, or those that the configuration of a
 * pool in the cloud names.
 */
export async function identityProviders(): Promise<OfferedProviders> {
  const { oauth, localOrigin } = currentBackend();
  if (!oauth) return { providers: [], isComplete: true };
  const configured = (oauth.providers ?? []).map((item) => (typeof item === 'string' ? item : item.custom));
  const told = localOrigin ? await supportedProviders().catch(() => undefined) : configured;
  const names = told ?? configured;
  return { providers: names.filter((name) => name !== 'COGNITO').map(toProvider), isComplete: told !== undefined };
}

function toProvider(name: string): Provider {
  const known = Object.hasOwn(wellKnown, name) ? wellKnown[name] : undefined;
  return { name, label: known ?? name, provider: known ?? { custom: name } };
}
