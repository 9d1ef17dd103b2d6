import {
  type AuthSession,
  type SigningDetails,
  type SignedFetchOptions,
  Amplify,
  createAuth,
  fetchAuthSession,
  signedFetch,
} from 'cognito-wasm';

/** How the API is called. */
export type Way = 'guest' | 'user' | 'token' | 'unsigned';

/** What an instance of the library, or the default one, is needed for. */
interface Client {
  readonly fetchAuthSession: () => Promise<AuthSession>;
  readonly signedFetch: (url: string, init: RequestInit, options: SignedFetchOptions) => Promise<Response>;
}

/** One call, and what came of it. */
export interface Call {
  readonly way: Way;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** The status in words. */
  readonly statusText: string;
  readonly answer: unknown;
  /** The signatures, one for each attempt. */
  readonly signatures: readonly SigningDetails[];
  /** The session that the request was sent with. */
  readonly session: AuthSession;
}

/** The request of every call. */
export const request = { method: 'POST', body: '{"item":"umbrella"}' } as const;

const authModes = { guest: 'iam', user: 'iam', token: 'userPool', unsigned: 'none' } as const;

/** The part of the API that takes tokens, and the one that takes signatures. */
const addresses = {
  guest: '/_api/iam/prod/items',
  user: '/_api/iam/prod/items',
  token: '/_api/user-pool/prod/items',
  unsigned: '/_api/iam/prod/items',
} as const;

const page: Client = { fetchAuthSession: () => fetchAuthSession(), signedFetch };

/** An instance without a user, for a guest while somebody is signed in. */
let guest: Client | undefined;

/** Calls the API at an origin. */
export async function callApi(origin: string, way: Way, isSignedIn: boolean): Promise<Call> {
  const client = way === 'guest' && isSignedIn ? (guest ??= guestClient()) : page;
  const signatures: SigningDetails[] = [];
  const url = `${origin}${addresses[way]}`;
  const response = await client.signedFetch(
    url,
    { ...request, headers: { 'content-type': 'application/json' } },
    {
      authMode: authModes[way],
      // The host does not tell, as the domain of an API of one's own does not.
      service: 'execute-api',
      onSigned: (details) => signatures.push(details),
    },
  );
  const text = await response.text();
  return {
    way,
    method: request.method,
    url,
    status: response.status,
    statusText: response.statusText,
    answer: parsed(text),
    signatures,
    session: await client.fetchAuthSession(),
  };
}

function guestClient(): Client {
  const instance = createAuth(Amplify.getConfig(), { storage: 'memory' });
  return {
    fetchAuthSession: () => instance.fetchAuthSession(),
    signedFetch: (url, init, options) => instance.signedFetch(url, init, options),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
