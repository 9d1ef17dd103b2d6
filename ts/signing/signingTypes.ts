import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { AuthError } from '../errors/authError.js';
import type { WebBody, WebHeaders, WebURL } from '../platform/webTypes.js';
import type { AWSCredentials } from '../types/authTokens.js';

/** What was signed, to compare with a service's error message. The canonical request holds the session token. */
export interface SigningDetails {
  /** The request in canonical form. */
  readonly canonicalRequest: string;
  /** The text whose HMAC the signature is. */
  readonly stringToSign: string;
  /** The signature, in hexadecimal. */
  readonly signature: string;
}

/** How a request is signed. */
export interface SigningOptions {
  /**
   * The name of the service in signatures. Otherwise it is read from the host, such as `execute-api`, `appsync`, `s3` or `dynamodb`,
   * and `execute-api` for a domain of your own.
   */
  readonly service?: string | undefined;
  /** The region. Otherwise it is read from the host, and for a domain of your own it is that of the identity pool or the user pool. */
  readonly region?: string | undefined;
  /** Called with the canonical request, the text to sign and the signature. */
  readonly onSigned?: ((details: SigningDetails) => void) | undefined;
}

/** Input of `presignUrl`. */
export interface PresignUrlInput extends SigningOptions {
  /** The absolute URL. `wss://` too, as for the websockets of AWS IoT. */
  readonly url: string | WebURL;
  /** The method. The default is `GET`. */
  readonly method?: string | undefined;
  /** Headers that the request will have. Whoever uses the URL has to send them. */
  readonly headers?: WebHeaders | undefined;
  /** For how many seconds the URL is good, from 1 to 604 800. The default is 900. It ends with the credentials in any case. */
  readonly expiresIn?: number | undefined;
  /** The time of the signature. The default is now. */
  readonly date?: Date | undefined;
  /** The credentials. The default are those of the session. */
  readonly credentials?: AWSCredentials | undefined;
}

/** Whether the body is signed. Only S3 accepts requests whose body is not. */
export type SignedPayload = 'signed' | 'unsigned';

/** Input of `signRequest`. */
export interface SignRequestInput extends Omit<PresignUrlInput, 'expiresIn'> {
  /**
   * The body: text, bytes, a `Blob` or `URLSearchParams`. With `payload: 'unsigned'` any body is accepted. Of a `FormData`, nobody knows
   * the bytes before it is sent, and a stream can be read only once: use `signedFetch` for them.
   */
  readonly body?: WebBody | undefined;
  /** Whether the body is signed. The default is `signed`. */
  readonly payload?: SignedPayload | undefined;
}

/**
 * How a request shows who sends it.
 *
 * - `iam`: signed with AWS credentials, those of a guest too;
 * - `userPool`: the access token in the header `Authorization`, without `Bearer`;
 * - `idToken`: the same with the ID token;
 * - `none`: not at all;
 * - `auto`: `iam` if there are AWS credentials and the request has no header `Authorization` or `x-api-key` and no signature in its URL,
 *   else `none`.
 */
export type RequestAuthMode = 'iam' | 'userPool' | 'idToken' | 'none' | 'auto';

/** Options of `signedFetch`. */
export interface SignedFetchOptions extends SigningOptions {
  /** How the request shows who sends it. The default is `iam`. */
  readonly authMode?: RequestAuthMode | undefined;
  /** Whether the body is signed. The default is `signed`. */
  readonly payload?: SignedPayload | undefined;
}

/** A part of the session, or why it is not available. */
type Part<Value> =
  { readonly type: 'SUCCESS'; readonly value: Value } | { readonly type: 'FAILURE'; readonly error: AuthError };

/** A session, as far as signing needs it. */
export interface SigningSession {
  readonly awsCredentialsResult: Part<AWSCredentials>;
  readonly userPoolTokensResult: Part<{ readonly accessToken: string; readonly idToken?: string }>;
  readonly userSub?: string | undefined;
  readonly identityId?: string | undefined;
}

/** An instance, as far as signing needs it. */
export interface SigningHost {
  /** The instance itself. */
  readonly auth: SigningInstance;
  /** A session, of which only this part is wanted. `forceRefresh` renews that part alone. */
  session(
    part: 'getCredentials' | 'getTokens',
    input: { readonly forceRefresh?: boolean; readonly signal?: unknown },
  ): Promise<SigningSession>;
}

/** The configuration in effect. */
export interface SigningInstance {
  readonly configured?: { readonly resources?: ResourcesConfig | undefined } | undefined;
}
