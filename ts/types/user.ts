/** The sign-in flows, by Amplify's names. */
export type AuthFlowType =
  'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'CUSTOM_WITH_SRP' | 'CUSTOM_WITHOUT_SRP' | 'USER_AUTH';

/** How the user signed in. */
export interface AuthSignInDetails {
  /** What the user typed as the user name: the name, or an alias. */
  readonly loginId?: string;
  /** The flow that the sign-in used. */
  readonly authFlowType?: AuthFlowType;
}

/** The signed-in user. */
export interface AuthUser {
  /** The user name in the pool. It differs from the typed one if that was an alias. */
  readonly username: string;
  /** The `sub` of the user: a UUID that never changes. */
  readonly userId: string;
  /** How the user signed in, if known. */
  readonly signInDetails?: AuthSignInDetails;
}
