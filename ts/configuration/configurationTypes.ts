import type { AuthFlowType } from '../types/user.js';
import type {
  ExportsConfiguration,
  HandwrittenConfiguration,
  MobileConfiguration,
  OlderMobileConfiguration,
  OutputsConfiguration,
} from './fileTypes.js';

/** An OAuth domain ("managed login") of a user pool. */
export interface OAuthConfig {
  /** The domain without the scheme, such as `my-app.auth.us-east-1.amazoncognito.com`. */
  readonly domain: string;
  /** The scopes to request. */
  readonly scopes: readonly string[];
  /** Where Cognito may send the user after signing in. */
  readonly redirectSignIn: readonly string[];
  /** Where Cognito may send the user after signing out. */
  readonly redirectSignOut: readonly string[];
  /** The OAuth grant: `code`, or `token` for the implicit grant. */
  readonly responseType: 'code' | 'token';
  /** The identity providers that the app offers. */
  readonly providers?:
    | readonly (
        | string
        | {
            /** The pool's name for an OpenID Connect or SAML provider. */
            readonly custom: string;
          }
      )[]
    | undefined;
}

/** The settings that user pools and identity pools share. */
export interface CommonCognitoConfig {
  /** Replaces the address of the user pool service, for example by a local Cognito. A full URL, used as given. */
  readonly userPoolEndpoint?: string | undefined;
  /** Replaces the address of the identity pool service. A full URL, used as given. */
  readonly identityPoolEndpoint?: string | undefined;
  /**
   * Allows `http://` in the two addresses for hosts other than `localhost`, such as a container's name or
   * `http://localhost.localstack.cloud:4566`. Passwords and tokens are then sent unencrypted, so the console shows a warning.
   * Only for development and tests.
   */
  readonly dangerouslyAllowHttpEndpoints?: boolean | undefined;
  /**
   * Verifies the signatures of tokens from Cognito before they are stored, with the user pool's public keys and WebCrypto. The
   * claims are always checked.
   */
  readonly verifyTokens?: boolean | undefined;
  /** Whether users who are not signed in get credentials from the identity pool. */
  readonly allowGuestAccess?: boolean | undefined;
  /** What `signUp` sends: a code (the default) or a link. */
  readonly signUpVerificationMethod?: 'code' | 'link' | undefined;
  /** How users sign in. */
  readonly loginWith?:
    | {
        /** The domain of Cognito's sign-in pages. */
        readonly oauth?: OAuthConfig | undefined;
        /** With a user name. */
        readonly username?: boolean | undefined;
        /** With the e-mail address. */
        readonly email?: boolean | undefined;
        /** With the phone number. */
        readonly phone?: boolean | undefined;
      }
    | undefined;
  /** The attributes of the pool, by name. */
  readonly userAttributes?:
    | Readonly<
        Record<
          string,
          {
            /** Whether the pool requires it at sign-up. */
            readonly required: boolean;
          }
        >
      >
    | undefined;
  /** The second factors of the pool. */
  readonly mfa?:
    | {
        /** Whether sign-ins ask for a second factor. */
        readonly status?: 'on' | 'off' | 'optional' | undefined;
        /** Whether authenticator apps are allowed. */
        readonly totpEnabled?: boolean | undefined;
        /** Whether codes by text message are allowed. */
        readonly smsEnabled?: boolean | undefined;
      }
    | undefined;
  /** The password rules of the pool, for forms. */
  readonly passwordFormat?:
    | {
        /** The smallest number of characters. */
        readonly minLength?: number | undefined;
        /** Whether a lower-case letter is required. */
        readonly requireLowercase?: boolean | undefined;
        /** Whether an upper-case letter is required. */
        readonly requireUppercase?: boolean | undefined;
        /** Whether a digit is required. */
        readonly requireNumbers?: boolean | undefined;
        /** Whether a special character is required. */
        readonly requireSpecialCharacters?: boolean | undefined;
      }
    | undefined;
  /** What the pool offers for signing in without a password. */
  readonly passwordless?:
    | {
        /** Whether codes by e-mail are offered. */
        readonly emailOtpEnabled?: boolean | undefined;
        /** Whether codes by text message are offered. */
        readonly smsOtpEnabled?: boolean | undefined;
        /** Passkeys, if they are offered. */
        readonly webAuthn?:
          | {
              /** The domain of the passkeys. */
              readonly relyingPartyId?: string | undefined;
              /** Whether the user must prove to be the owner of the device. */
              readonly userVerification?: string | undefined;
            }
          | undefined;
        /** The challenge of a `signIn` with `USER_AUTH` that prefers none. */
        readonly preferredChallenge?: string | undefined;
      }
    | undefined;
  /** The flow of a `signIn` that names none. The default is `USER_SRP_AUTH`. */
  readonly authFlowType?: AuthFlowType | undefined;
  /** The groups of the pool. */
  readonly groups?: readonly Readonly<Record<string, unknown>>[] | undefined;
}

/**
 * Returns `SECRET_HASH` for a user: base64(HMAC-SHA-256(app client secret, user name ‖ app client id)). Ask the keeper of the
 * secret for it, usually your own server.
 */
export type SecretHash = (username: string) => string | Promise<string>;

/** A user pool, with or without an identity pool. */
export interface UserPoolConfig extends CommonCognitoConfig {
  /** The id of the user pool, such as `us-east-1_Ab1Cd2Ef3`. It contains the region. */
  readonly userPoolId: string;
  /** The id of the app client. */
  readonly userPoolClientId: string;
  /**
   * The secret of the app client. Anyone who opens the page can read it, so the console shows a warning. Use an app client
   * without a secret, or the `secretHash` hook. `getConfig` leaves the secret out.
   */
  readonly clientSecret?: string | undefined;
  /**
   * With `false`, no sign-in sends the password itself, even if the app or the server asks for it: `USER_PASSWORD_AUTH`, and
   * `PASSWORD` in `USER_AUTH`, reject with `PlainPasswordException` before a request is made. New passwords are still sent,
   * because Cognito needs them: by `signUp`, `confirmResetPassword`, `updatePassword` (with the old one), and in the answer to
   * `CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED`.
   */
  readonly allowPlainPassword?: boolean | undefined;
  /** The id of the identity pool, such as `us-east-1:00000000-1111-4222-8333-444444444444`. */
  readonly identityPoolId?: string | undefined;
}

/** An identity pool alone. */
export interface IdentityPoolConfig extends CommonCognitoConfig {
  /** No user pool. */
  readonly userPoolId?: undefined;
  /** No app client. */
  readonly userPoolClientId?: undefined;
  /** The id of the identity pool, such as `us-east-1:00000000-1111-4222-8333-444444444444`. */
  readonly identityPoolId: string;
}

/** Amplify's configuration object. Categories other than `Auth` are kept but not read. */
export interface ResourcesConfig {
  /** The Cognito part. */
  readonly Auth?:
    | {
        /** The pools. */
        readonly Cognito: UserPoolConfig | IdentityPoolConfig;
      }
    | undefined;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly Analytics?: any;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly API?: any;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly Geo?: any;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly Interactions?: any;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly Notifications?: any;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly Predictions?: any;
  /** Not read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Amplify's types, which this package does not have, fit both ways.
  readonly Storage?: any;
}

/** What `configure` accepts: one of the shapes, as an object or as JSON text. */
export type AuthConfiguration =
  | ResourcesConfig
  | MobileConfiguration
  | OlderMobileConfiguration
  | ExportsConfiguration
  | OutputsConfiguration
  | HandwrittenConfiguration
  | string;
