import { Amplify, type OAuthConfig } from 'cognito-wasm';
import { IN_PAGE_ORIGIN } from './cognito-in-page';
import type { PasswordFormat } from './password-rules';

/** The user pool that the page uses, as far as the page shows it. */
export interface Backend {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Absent if the configuration has no identity pool. */
  readonly identityPoolId?: string;
  readonly passwordFormat: PasswordFormat;
  /** The attributes that every user has, by their names in the pool. */
  readonly requiredAttributes: readonly string[];
  /** Origin of the local Cognito; absent for a pool in the cloud. */
  readonly localOrigin?: string;
  /** Where the local Cognito shows what it would have sent. */
  readonly mailbox?: string;
  /** Cognito's own pages; absent if the configuration has no domain. */
  readonly oauth?: OAuthConfig;
}

/** Reads the backend from `Amplify.getConfig()`. Everything is empty before `configure`. */
export function currentBackend(): Backend {
  const cognito = Amplify.getConfig().Auth?.Cognito;
  const endpoint = cognito?.userPoolEndpoint;
  const oauth = cognito?.loginWith?.oauth;
  return {
    userPoolId: cognito?.userPoolId ?? '',
    userPoolClientId: cognito?.userPoolClientId ?? '',
    ...(cognito?.identityPoolId ? { identityPoolId: cognito.identityPoolId } : {}),
    passwordFormat: cognito?.passwordFormat ?? {},
    requiredAttributes: Object.entries(cognito?.userAttributes ?? {}).flatMap(([name, { required }]) =>
      required ? [name] : [],
    ),
    ...(endpoint ? placesOf(new URL(endpoint).origin) : {}),
    ...(oauth?.domain ? { oauth } : {}),
  };
}

/** Whether Cognito works in this page, and not on a server. */
export function isInPage(): boolean {
  return currentBackend().localOrigin === IN_PAGE_ORIGIN;
}

function placesOf(localOrigin: string): Pick<Required<Backend>, 'localOrigin' | 'mailbox'> {
  // Nobody can open a page of an origin that is not there.
  const mailbox = localOrigin === IN_PAGE_ORIGIN ? new URL('./mailbox/', document.baseURI).href : `${localOrigin}/`;
  return { localOrigin, mailbox };
}

/** The origin of Cognito's pages, which configurations name with or without `https://`. */
export function pagesOrigin({ domain }: OAuthConfig): string {
  return new URL(/^https?:/.test(domain) ? domain : `https://${domain}`).origin;
}
