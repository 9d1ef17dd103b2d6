/** An OAuth domain ("managed login") of a user pool. */
export interface OAuthConfig {
  /** The domain without scheme, such as `my-app.auth.us-east-1.amazoncognito.com`. */
  readonly domain: string;
  /** The scopes to ask for. */
  readonly scopes: readonly string[];
  /** Where Cognito may send the user after signing in. */
  readonly redirectSignIn: readonly string[];
  /** Where Cognito may send the user after signing out. */
  readonly redirectSignOut: readonly string[];
  /** The grant. */
  readonly responseType: 'code' | 'token';
  /** The identity providers that the app offers. */
  readonly providers?:
    | readonly (
        | string
        | {
            /** The name that the pool has given a provider of OpenID Connect or SAML. */
            readonly custom: string;
          }
      )[]
    | undefined;
}

/** What user pools and identity pools have in common. */
export interface CommonCognitoConfig {
  /** Another address for the user pool, such as that of a local Cognito; a full URL, used as it is. */
  readonly userPoolEndpoint?: string | undefined;
  /** Another address for the identity pool; a full URL, used as it is. */
  readonly identityPoolEndpoint?: string | undefined;
  /**
   * Lets the two addresses begin with `http://` for other hosts than `localhost`, such as a container's name or
   * `http://localhost.localstack.cloud:4566`. Passwords and tokens are then sent unprotected, so there is a warning in the
   * console: for development and tests alone.
   */
  readonly dangerouslyAllowHttpEndpoints?: boolean | undefined;
  /**
   * Verifies the signatures of the tokens that Cognito sends, by the user pool's public keys and WebCrypto, before they are
   * kept. What they say is checked in any case.
   */
  readonly verifyTokens?: boolean | undefined;
  /** Whether the identity pool gives credentials to users who are not signed in. */
  readonly allowGuestAccess?: boolean | undefined;
  /** What `signUp` sends: a code (the default) or a link. */
  readonly signUpVerificationMethod?: 'code' | 'link' | undefined;
  /** How users sign in. */
  readonly loginWith?:
    | {
        /** The domain for signing in on Cognito's own pages. */
        readonly oauth?: OAuthConfig | undefined;
        /** With a user name. */
        readonly username?: boolean | undefined;
        /** With the e-mail address. */
        readonly email?: boolean | undefined;
        /** With the phone number. */
        readonly phone?: boolean | undefined;
      }
    | undefined;
  /** The attributes that `signUp` must be given. */
  readonly userAttributes?:
    | Readonly<
        Record<
          string,
          {
            /** Whether the pool refuses a registration without it. */
            readonly required: boolean;
          }
        >
      >
    | undefined;
  /** The second factors of the pool. */
  readonly mfa?:
    | {
        /** Whether the pool asks for a second factor. */
        readonly status?: 'on' | 'off' | 'optional' | undefined;
        /** Whether an authenticator app is one. */
        readonly totpEnabled?: boolean | undefined;
        /** Whether a text message is one. */
        readonly smsEnabled?: boolean | undefined;
      }
    | undefined;
  /** The password rules of the pool, for forms. */
  readonly passwordFormat?:
    | {
        /** How many characters it has at least. */
        readonly minLength?: number | undefined;
        /** Whether one of them is a small letter. */
        readonly requireLowercase?: boolean | undefined;
        /** Whether one of them is a capital letter. */
        readonly requireUppercase?: boolean | undefined;
        /** Whether one of them is a digit. */
        readonly requireNumbers?: boolean | undefined;
        /** Whether one of them is neither. */
        readonly requireSpecialCharacters?: boolean | undefined;
      }
    | undefined;
  /** The groups of the pool. */
  readonly groups?: readonly Readonly<Record<string, unknown>>[] | undefined;
}

/**
 * Gives `SECRET_HASH` for a user: base64(HMAC-SHA-256(app client secret, user name ‖ app client id)). It asks somebody who
 * keeps the secret, usually the application's own server.
 */
export type SecretHash = (username: string) => string | Promise<string>;

/** A user pool, with an identity pool beside it or without. */
export interface UserPoolConfig extends CommonCognitoConfig {
  /** The user pool, such as `us-east-1_Ab1Cd2Ef3`. The region is read from it. */
  readonly userPoolId: string;
  /** The app client. */
  readonly userPoolClientId: string;
  /**
   * The secret of the app client. Everybody who opens the page can read it, so there is a warning in the console: better
   * use an app client without a secret, or the `secretHash` hook. `getConfig` leaves it out.
   */
  readonly clientSecret?: string | undefined;
  /**
   * `false` keeps every sign-in from sending the password itself, whatever its flow and whoever asks for it:
   * `USER_PASSWORD_AUTH`, and `PASSWORD` in `USER_AUTH`, reject with `PlainPasswordException`, without a request. A new
   * password goes to Cognito all the same, since it must have it: `signUp`, `confirmResetPassword`, `updatePassword` (with the
   * old one), and the answer to `CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED`.
   */
  readonly allowPlainPassword?: boolean | undefined;
  /** The identity pool, such as `us-east-1:00000000-1111-4222-8333-444444444444`. */
  readonly identityPoolId?: string | undefined;
}

/** An identity pool alone. */
export interface IdentityPoolConfig extends CommonCognitoConfig {
  /** No user pool. */
  readonly userPoolId?: undefined;
  /** No app client. */
  readonly userPoolClientId?: undefined;
  /** The identity pool, such as `us-east-1:00000000-1111-4222-8333-444444444444`. */
  readonly identityPoolId: string;
}

/** Amplify's own configuration object. The categories beside `Auth` are carried along and not read. */
export interface ResourcesConfig {
  /** The Cognito part. */
  readonly Auth?:
    | {
        /** The pools. */
        readonly Cognito: UserPoolConfig | IdentityPoolConfig;
      }
    | undefined;
  /** Not read. */
  readonly Analytics?: unknown;
  /** Not read. */
  readonly API?: unknown;
  /** Not read. */
  readonly Geo?: unknown;
  /** Not read. */
  readonly Interactions?: unknown;
  /** Not read. */
  readonly Notifications?: unknown;
  /** Not read. */
  readonly Predictions?: unknown;
  /** Not read. */
  readonly Storage?: unknown;
}

/** The nested `amplifyconfiguration.json` that the Amplify CLI writes for Android, iOS and Flutter. */
export interface MobileConfiguration {
  /** The auth category; the others are not read. */
  readonly auth: {
    /** The plugins of the category. */
    readonly plugins: {
      /** What the Amplify CLI has written for Cognito. */
      readonly awsCognitoAuthPlugin: Readonly<Record<string, unknown>>;
    };
  };
  readonly [category: string]: unknown;
}

/** Whatever `configure` reads: one of the shapes as an object, or as JSON text. */
export type AuthConfiguration = ResourcesConfig | MobileConfiguration | string;
