/** The shapes of configuration besides `ResourcesConfig`, loosely enough for an imported JSON file. */

/** The nested `amplifyconfiguration.json` that the Amplify CLI writes for Android, iOS and Flutter. */
export interface MobileConfiguration {
  /** The auth category. The others are not read. */
  readonly auth: {
    /** The plugins of the category. */
    readonly plugins: {
      /** The Amplify CLI's settings for Cognito. */
      readonly awsCognitoAuthPlugin: Readonly<Record<string, unknown>>;
    };
  };
  readonly [category: string]: unknown;
}

/** The older `awsconfiguration.json` for Android and iOS. */
export interface OlderMobileConfiguration {
  /** The profiles of user pools, of which `Default` is read. */
  readonly CognitoUserPool: Readonly<Record<string, unknown>>;
  readonly [section: string]: unknown;
}

/** The flat `aws-exports.js` or `amplifyconfiguration.json` that the Amplify CLI writes for the web. */
export type ExportsConfiguration = Readonly<Record<string, unknown>> &
  (
    | {
        /** The region of the project. The region of a pool comes from its id. */
        readonly aws_project_region: string;
      }
    | {
        /** The id of the user pool. */
        readonly aws_user_pools_id: string;
      }
  );

/** `amplify_outputs.json` of Amplify Gen 2, version 1. */
export interface OutputsConfiguration {
  /** The version of the format, `1` or `1.x`. */
  readonly version: string;
  /** The auth category. */
  readonly auth?: object | undefined;
  readonly [category: string]: unknown;
}

/** What applications wrote by hand for Amplify 5. It is read, with a warning that names the form of Amplify 6. */
export interface HandwrittenAuth {
  /** Not read. The region comes from the ids. */
  readonly region?: string | undefined;
  /** The id of the user pool. */
  readonly userPoolId?: string | undefined;
  /** The id of the app client. */
  readonly userPoolWebClientId?: string | undefined;
  /** The id of the identity pool. */
  readonly identityPoolId?: string | undefined;
  /** Whether users who are not signed in get no credentials from the identity pool. */
  readonly mandatorySignIn?: boolean | undefined;
  /** The flow of a `signIn` that names none, such as `USER_PASSWORD_AUTH`. */
  readonly authenticationFlowType?: string | undefined;
  /** What `signUp` sends: `code` or `link`. */
  readonly signUpVerificationMethod?: string | undefined;
  /** The address of the user pool service. */
  readonly endpoint?: string | undefined;
  /** The domain of Cognito's sign-in pages. */
  readonly oauth?: object | undefined;
  /** Not read, with a warning. */
  readonly cookieStorage?: object | undefined;
  /** It would be the form of Amplify 6. */
  readonly Cognito?: undefined;
  readonly [member: string]: unknown;
}

/** The configuration of Amplify 5, with `Auth` or with its members alone. */
export type HandwrittenConfiguration =
  | {
      /** The settings for Cognito. */
      readonly Auth: HandwrittenAuth;
      readonly [category: string]: unknown;
    }
  | (HandwrittenAuth &
      (
        | {
            /** The id of the user pool. */
            readonly userPoolId: string;
          }
        | {
            /** The id of the identity pool. */
            readonly identityPoolId: string;
          }
      ));
